import { TagResourceCommand } from '@aws-sdk/client-eks';
import { ListRolesCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import {
  administratorClients,
  platformRoleArn,
} from './aws/__testUtils__/clients';
import {
  rawRequest,
  startTestCluster,
  TestCluster,
} from './kubernetes/__testUtils__/testCluster';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

describe('faults on the writes from now on', () => {
  let test: TestCluster;
  let tag: (key: string) => Promise<unknown>;
  beforeEach(async () => {
    test = await startTestCluster();
    const { iam } = administratorClients(test.sandbox.awsUrl);
    const RoleName = 'backstage-humanitec-eks';
    tag = Key =>
      iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key, Value: '' }] }));
  });
  afterEach(() => test.close());

  const tags = () => [
    ...(test.sandbox.world.aws.findRole(platformRoleArn)?.tags.keys() ?? []),
  ];

  it('hit the one that is asked for, whatever its system', async () => {
    const { faults } = test.sandbox.world;
    const { iam, eks } = administratorClients(test.sandbox.awsUrl);
    faults.add({
      write: true,
      skip: 2,
      effect: { kind: 'error', status: 403 },
    });
    await tag('first');
    await iam.send(new ListRolesCommand({}));
    faults.add({
      system: 'iam',
      operation: 'TagRole',
      effect: { kind: 'error', status: 500 },
    });
    // The second write: it counts for the first fault, and the other one hits it.
    await expect(tag('second')).rejects.toMatchObject({
      name: expect.stringMatching(/^ServiceFailure/),
      $metadata: { httpStatusCode: 500 },
    });
    const change = { resourceArn: test.cluster.arn, tags: { a: 'b' } };
    await expect(
      eks.send(new TagResourceCommand(change)),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'TagResource was made to fail',
      $metadata: { httpStatusCode: 403 },
    });
    await tag('third');
    expect(tags()).toEqual(['first', 'third']);
  });

  it.each([
    { after: false, left: ['first'] },
    { after: true, left: ['first', 'second'] },
  ])('break the connection, after: $after', async ({ after, left }) => {
    test.sandbox.world.faults.add({
      write: true,
      skip: 1,
      effect: { kind: 'reset', after },
    });
    await tag('first');
    await expect(tag('second')).rejects.toThrow('socket hang up');
    expect(tags()).toEqual(left);
  });

  it.each([403, 500])('speak Humanitec where they hit it, %i', async status => {
    test.sandbox.world.faults.add({
      write: true,
      effect: { kind: 'error', status },
    });
    const send = (method: string, body?: object) =>
      fetch(`${test.sandbox.humanitecUrl}/orgs/platform-org/agents`, {
        method,
        headers: {
          authorization: 'Bearer sandbox-humanitec-token',
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      });
    expect((await send('GET')).status).toBe(200);
    const response = await send('POST', { id: 'acme', public_key: 'a key' });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      error: 'API-000',
      message: 'POST /orgs/{orgId}/agents was made to fail',
    });
  });

  it.each([
    [403, 'Forbidden'],
    [500, 'InternalError'],
  ])('speak Kubernetes where they hit it, %i', async (status, reason) => {
    test.sandbox.world.faults.add({
      write: true,
      effect: { kind: 'error', status },
    });
    const path = '/api/v1/namespaces/default';
    expect((await rawRequest(test.admin, 'GET', path)).status).toBe(200);
    expect(await rawRequest(test.admin, 'DELETE', path)).toEqual({
      status,
      body: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'delete namespaces was made to fail',
        reason,
        code: status,
      },
    });
  });
});
