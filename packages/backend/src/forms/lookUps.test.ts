import { instantTimings } from 'sandbox';
import { startStack, Stack } from '../__testUtils__/startStack';
import { untilCalled } from '../__testUtils__/untilCalled';

jest.setTimeout(120_000);

const frankfurt = { awsAccountId: '111122223333', region: 'eu-central-1' };
const platform = { organization: 'platform-org' };
const LIST_APPLICATIONS = 'GET /orgs/{orgId}/apps';

let stack: Stack;
beforeEach(async () => {
  // Answers are kept for half a minute, so each test asks a backend of its own.
  stack = await startStack(instantTimings);
  stack.sandbox.world.calls.clear();
});
afterEach(() => stack?.stop());

const choices = (kind: string, query: Record<string, string>) =>
  stack.api.get(`/api/humanitec-eks/v1/choices/${kind}`).query(query);
const callsOf = (operation: string) =>
  stack.sandbox.world.calls.all().filter(call => call.operation === operation);

describe('a look-up', () => {
  it('is made once for two hundred who ask at the same time, and for who asks soon after', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => choices('applications', platform)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(200));
    await choices('applications', platform);
    expect(callsOf(LIST_APPLICATIONS)).toHaveLength(1);
  });

  it('is made for each question by itself', async () => {
    const here = await choices('subnets', frankfurt);
    const there = await choices('subnets', {
      ...frankfurt,
      region: 'us-east-1',
    });
    expect(callsOf('DescribeSubnets')).toHaveLength(2);
    expect(there.body).not.toEqual(here.body);
  });

  it('that failed is made again', async () => {
    stack.sandbox.world.faults.add({
      operation: LIST_APPLICATIONS,
      effect: { kind: 'error', status: 403 },
    });
    expect((await choices('applications', platform)).status).toBe(503);
    expect((await choices('applications', platform)).status).toBe(200);
  });

  it.each([
    [
      'clusters',
      frankfurt,
      'eks',
      /^AWS did not tell the clusters of .*\. Allow/,
    ],
    [
      'subnets',
      frankfurt,
      'ec2',
      /^AWS did not tell the subnets of .*\. Allow/,
    ],
    [
      'agents',
      platform,
      'humanitec',
      /^Humanitec did not tell the agents of platform-org: .*Administrator/,
    ],
  ] as const)(
    'of %s that is refused says who refused and what helps, in no words of theirs',
    async (kind, query, system, message) => {
      stack.sandbox.world.faults.add({
        system,
        times: 50,
        effect: {
          kind: 'error',
          status: 403,
          message: 'words of theirs with a secret',
        },
      });
      const { status, body, text } = await choices(kind, query);
      expect(status).toBe(503);
      expect(body.error).toEqual({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(message),
      });
      expect(text).not.toMatch(/words of theirs|sandbox-humanitec-token/);
    },
  );

  it('is given up after ten seconds, for all who wait', async () => {
    stack.sandbox.world.faults.add({
      operation: LIST_APPLICATIONS,
      effect: { kind: 'delay', seconds: 14 },
    });
    const start = Date.now();
    const answers = await Promise.all([
      choices('applications', platform),
      choices('applications', platform),
    ]);
    expect(Date.now() - start).toBeLessThan(13_000);
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    expect(answers[0].body.error.message).toMatch(
      /^Humanitec did not tell the applications of platform-org within 10 s\. Try again/,
    );
  });

  it('goes on for the others when one who asked goes away', async () => {
    stack.sandbox.world.faults.add({
      operation: LIST_APPLICATIONS,
      effect: { kind: 'delay', seconds: 2 },
    });
    const url = `${stack.url}/api/humanitec-eks/v1/choices/applications?organization=platform-org`;
    const gone = new AbortController();
    const first = fetch(url, { signal: gone.signal });
    await untilCalled(stack, LIST_APPLICATIONS);
    const second = fetch(url);
    // By then the second waits for the same answer.
    setTimeout(() => gone.abort(), 500);
    await expect(first).rejects.toThrow('abort');
    expect((await second).status).toBe(200);
    expect(callsOf(LIST_APPLICATIONS)).toHaveLength(1);
  });
});
