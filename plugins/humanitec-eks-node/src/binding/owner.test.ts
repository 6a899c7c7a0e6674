import { bindingMark, MARK_KEY } from 'backstage-plugin-humanitec-eks-common';
import { Owner, ownerByMark, ownerByText } from './owner';

const identity = {
  organization: 'platform-org',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'payments-prod',
};
const tagsOf = (change: Partial<typeof identity>) => ({
  team: 'payments',
  [MARK_KEY]: bindingMark({ ...identity, ...change }),
});

describe('a thing with tags or labels is', () => {
  it.each<[string, Record<string, string> | undefined, Owner]>([
    ['ours, with the mark of this binding', tagsOf({}), 'us'],
    ["nobody's, without a mark", { team: 'payments' }, 'nobody'],
    ["nobody's, without any tags", undefined, 'nobody'],
    [
      "another cluster's, which is named with its account and region",
      tagsOf({ clusterName: 'payments-test-2', region: 'us-east-1' }),
      {
        other: 'cluster payments-test-2 (AWS account 111122223333, us-east-1)',
      },
    ],
    [
      "another organization's, as far as its mark can be read",
      tagsOf({ organization: 'other-org' }),
      {
        other: `cluster payments-prod of another Humanitec organization or AWS account (humanitec-eks/binding=${bindingMark(
          { ...identity, organization: 'other-org' },
        )})`,
      },
    ],
  ])('%s', (_, tags, owner) => {
    expect(ownerByMark(identity, tags)).toEqual(owner);
  });
});

describe('a thing in Humanitec is', () => {
  it.each<[string, string | null, Owner]>([
    [
      'ours, with the mark of this binding',
      'a [humanitec-eks 111122223333/eu-central-1/payments-prod]',
      'us',
    ],
    ["nobody's, without a mark", 'made by hand', 'nobody'],
    ["nobody's, without a description", null, 'nobody'],
    [
      "another account's, of whichever cluster",
      'a [humanitec-eks 444455556666/eu-central-1/payments-prod]',
      {
        other: 'cluster payments-prod (AWS account 444455556666, eu-central-1)',
      },
    ],
  ])('%s', (_, text, owner) => {
    expect(ownerByText(identity, text)).toEqual(owner);
  });
});
