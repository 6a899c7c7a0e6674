import {
  CreatePolicyCommand,
  CreateRoleCommand,
  GetAccountSummaryCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import { administratorClients } from '../__testUtils__/clients';
import {
  createCluster,
  createRoles,
  trustingService,
} from '../__testUtils__/cluster';
import { policy } from '../__testUtils__/policy';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let iam: IAMClient;
beforeEach(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  ({ iam } = administratorClients(sandbox.awsUrl));
});
afterEach(() => sandbox.close());

const newRole = (name: string) =>
  iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: trustingService('ec2.amazonaws.com', [
        'sts:AssumeRole',
      ]),
    }),
  );

const newPolicy = (name: string) =>
  iam.send(
    new CreatePolicyCommand({
      PolicyName: name,
      PolicyDocument: policy({ Action: 'eks:*' }),
    }),
  );

async function setQuotas(accountId: string, quotas: object) {
  const url = `${sandbox.url}/_sandbox/quotas/${accountId}`;
  const body = JSON.stringify(quotas);
  return fetch(url, { method: 'PATCH', body });
}

describe('the quotas of an account', () => {
  it('are told with what is used of them', async () => {
    await newRole('a');
    await newPolicy('b');
    const { SummaryMap: summary } = await iam.send(
      new GetAccountSummaryCommand({}),
    );
    expect(summary).toMatchObject({
      Roles: 3,
      RolesQuota: 1000,
      Policies: 1,
      PoliciesQuota: 1500,
    });
  });

  it('can be lowered, and are kept', async () => {
    const response = await setQuotas('111122223333', {
      roles: 5,
      policies: 1,
      clusters: 1,
    });
    expect(await response.json()).toEqual({
      roles: 5,
      policies: 1,
      clusters: 1,
    });
    const { eks } = administratorClients(sandbox.awsUrl);
    await createRoles(iam);
    await createCluster(eks);
    await newRole('a');
    await newPolicy('a');
    await expect(newRole('b')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for RolesPerAccount: 5',
    });
    await expect(newPolicy('b')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PoliciesPerAccount: 1',
    });
    await expect(createCluster(eks, { name: 'b' })).rejects.toMatchObject({
      name: 'ResourceLimitExceededException',
    });
  });

  it('are those of an account that exists', async () => {
    expect((await setQuotas('123456789012', { roles: 1 })).status).toBe(404);
    expect((await setQuotas('111122223333', { roles: -1 })).status).toBe(400);
  });
});
