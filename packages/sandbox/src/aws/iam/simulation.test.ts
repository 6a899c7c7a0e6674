import {
  IAMClient,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
  SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import {
  administratorClients,
  platformClients,
  platformRoleArn,
} from '../__testUtils__/clients';
import { policy, Statement } from '../__testUtils__/policy';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

const RoleName = 'backstage-humanitec-eks';

let sandbox: Sandbox;
let iam: IAMClient;
beforeEach(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  ({ iam } = await platformClients(sandbox.awsUrl));
});
afterEach(() => sandbox.close());

/** Gives the role a policy, in place of its own or besides it. */
const give = (PolicyName: string, ...statements: Statement[]) =>
  administratorClients(sandbox.awsUrl).iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName,
      PolicyDocument: policy(...statements),
    }),
  );

describe('SimulatePrincipalPolicy', () => {
  const simulate = async (
    input: Partial<SimulatePrincipalPolicyCommandInput>,
  ) => {
    const { EvaluationResults: results = [] } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: platformRoleArn,
        ActionNames: ['eks:CreateCluster'],
        ...input,
      }),
    );
    return results;
  };

  it('answers for each action on each resource', async () => {
    await give(
      RoleName,
      { Action: 'iam:SimulatePrincipalPolicy' },
      {
        Action: 'iam:GetRole',
        Resource: 'arn:aws:iam::111122223333:role/*',
      },
    );
    const results = await simulate({
      ActionNames: ['iam:GetRole', 'iam:ListRoles'],
      ResourceArns: [
        'arn:aws:iam::111122223333:role/a',
        'arn:aws:iam::444455556666:role/a',
      ],
    });
    expect(
      results.map(one => [
        one.EvalActionName,
        one.EvalResourceName,
        one.EvalDecision,
      ]),
    ).toEqual([
      ['iam:GetRole', 'arn:aws:iam::111122223333:role/a', 'allowed'],
      ['iam:GetRole', 'arn:aws:iam::444455556666:role/a', 'implicitDeny'],
      ['iam:ListRoles', 'arn:aws:iam::111122223333:role/a', 'implicitDeny'],
      ['iam:ListRoles', 'arn:aws:iam::444455556666:role/a', 'implicitDeny'],
    ]);
    expect(results[0].MatchedStatements).toEqual([
      { SourcePolicyId: RoleName, SourcePolicyType: 'role' },
    ]);
  });

  it('goes by the context that is given, and tells what it lacks', async () => {
    const pass = {
      ActionNames: ['iam:PassRole'],
      ResourceArns: ['arn:aws:iam::111122223333:role/a'],
    };
    const passedTo = (service: string) =>
      simulate({
        ...pass,
        ContextEntries: [
          {
            ContextKeyName: 'iam:PassedToService',
            ContextKeyType: 'string',
            ContextKeyValues: [service],
          },
        ],
      });
    expect(await passedTo('eks.amazonaws.com')).toMatchObject([
      { EvalDecision: 'allowed', MissingContextValues: [] },
    ]);
    expect(await passedTo('lambda.amazonaws.com')).toMatchObject([
      { EvalDecision: 'implicitDeny' },
    ]);
    expect(await simulate(pass)).toMatchObject([
      {
        EvalDecision: 'implicitDeny',
        MissingContextValues: ['iam:PassedToService'],
      },
    ]);
  });

  it('knows explicit denies and boundaries', async () => {
    await give('more', { Effect: 'Deny', Action: 'eks:CreateCluster' });
    expect(await simulate({})).toMatchObject([
      { EvalDecision: 'explicitDeny' },
    ]);
    expect(
      await simulate({
        ActionNames: ['eks:ListClusters'],
        PermissionsBoundaryPolicyInputList: [policy({ Action: 'iam:*' })],
      }),
    ).toMatchObject([
      {
        EvalDecision: 'implicitDeny',
        PermissionsBoundaryDecisionDetail: {
          AllowedByPermissionsBoundary: false,
        },
      },
    ]);
  });

  it.each([
    ['arn:aws:sts::111122223333:assumed-role/a/b', 'InvalidInputException'],
    ['arn:aws:iam::111122223333:role/nobody', 'NoSuchEntityException'],
  ])('refuses %s', async (PolicySourceArn, name) => {
    await give('more', { Action: 'iam:SimulatePrincipalPolicy' });
    await expect(simulate({ PolicySourceArn })).rejects.toMatchObject({ name });
  });
});
