import { CreateRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import type { JsonObject } from '@backstage/types';
import { seededIdentities } from 'sandbox';
import { ActionStack, startActionStack } from '../__testUtils__/actionStack';
import {
  makeClusterWith,
  theirIdentity,
} from '../__testUtils__/clustersOfOthers';
import { runTemplate } from '../__testUtils__/scaffolder';

jest.setTimeout(180_000);

const { clusterName } = theirIdentity;
const RoleName = `humanitec-role-to-access-${clusterName}-cluster`;
const externalId = 'chosen-by-a-person-7f3a';

// One story in order: each test goes on where the one before has left the world.
describe('steps of the runbook that somebody has done by hand', () => {
  let stack: ActionStack;
  beforeAll(async () => {
    stack = await startActionStack();
    await makeClusterWith('Terraform', stack.tamper);
    await stack.tamper.iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: seededIdentities.humanitec.userArn },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'sts:ExternalId': externalId } },
            },
          ],
        }),
      }),
    );
    await stack.tamper.humanitec('POST', '/resources/accounts', {
      id: clusterName,
      name: 'made by hand',
      type: 'aws-role',
      credentials: {
        aws_role: `arn:aws:iam::111122223333:role/${RoleName}`,
        external_id: externalId,
      },
    });
    stack.sandbox.world.calls.clear();
  });
  afterAll(() => stack?.stop());

  const bind = (more: JsonObject = {}) =>
    runTemplate(stack, 'template:default/bind-existing-eks-cluster', {
      ...theirIdentity,
      envType: 'production',
      owner: 'group:default/platform-team',
      ...more,
    });
  const changes = () =>
    stack
      .writes()
      .filter(({ system }) => system !== 'sts')
      .map(({ operation }) => operation);

  it('are refused by name before anything is made, with the way out', async () => {
    const { status, log } = await bind();
    expect(status).toBe('failed');
    expect(log).toMatch(new RegExp(`IAM role ${RoleName}: .*set adopt`));
    expect(log).toMatch(
      /cloud account payments-prod: .*made by hand.*set adopt/,
    );
    expect(changes()).toEqual([]);
  });

  it('are taken over with adopt, and the plan tells so', async () => {
    const { status, log } = await bind({ adopt: true });
    expect([status, status === 'completed' ? '' : log]).toEqual([
      'completed',
      '',
    ]);
    expect(log).toContain(`> iam role ${RoleName}`);
    expect(log).toContain('> cloud account payments-prod');
    expect(log).not.toContain(externalId);
    expect(changes()).not.toContain('CreateRole');
    expect(changes()).not.toContain('UpdateAssumeRolePolicy');
    expect(changes()).not.toContain('POST /orgs/{orgId}/resources/accounts');
  });

  it('keep the external ID that was chosen', async () => {
    const { Role } = await stack.tamper.iam.send(
      new GetRoleCommand({ RoleName }),
    );
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain(
      externalId,
    );
  });

  it('are part of the binding from then on', async () => {
    stack.sandbox.world.calls.clear();
    expect((await bind()).status).toBe('completed');
    expect(changes()).toEqual([]);
  });
});
