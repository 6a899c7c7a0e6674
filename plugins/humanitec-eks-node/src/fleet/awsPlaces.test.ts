import { AwsError } from '../aws/awsError';
import { AwsPlaces } from './awsPlaces';

const cluster = {
  organization: 'platform-org',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-automode-prod',
};
const tooSlow = () => Promise.reject(new DOMException('', 'TimeoutError'));
const refused = () =>
  Promise.reject(AwsError.from(new Error('no'), 'sts:AssumeRole'));
const answer = async () => 'answer';

/** Who was asked, one after the other, of calls that end so. */
async function asked(calls: (() => Promise<string>)[]): Promise<boolean[]> {
  const places = new AwsPlaces();
  const made: boolean[] = [];
  for (const [index, call] of calls.entries()) {
    made[index] = false;
    const counted = () => {
      made[index] = true;
      return call();
    };
    await places.ask(cluster, counted).catch(() => undefined);
  }
  return made;
}

describe('an AWS account and region in one look at a fleet', () => {
  it('is asked about one cluster only when it does not answer in time for the first', async () => {
    expect(await asked([tooSlow, answer])).toEqual([true, false]);
  });

  it('is asked on when one call of several was too slow', async () => {
    expect(await asked([answer, tooSlow, answer])).toEqual([true, true, true]);
  });

  it('is given up when ten calls on end were too slow', async () => {
    const silent = Array(10).fill(tooSlow);
    expect(await asked([answer, ...silent, answer])).toEqual([
      ...Array(11).fill(true),
      false,
    ]);
    const seldom = [...silent.slice(1), answer, ...silent.slice(1), answer];
    expect(await asked([answer, ...seldom])).not.toContain(false);
  });

  it('is given up at once when it does not let Backstage in', async () => {
    expect(await asked([answer, refused, answer])).toEqual([true, true, false]);
  });
});
