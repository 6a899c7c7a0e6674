import { findingText } from 'backstage-plugin-humanitec-eks-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exampleSpec } from '../../__testUtils__/exampleSpec';
import { judgePermissions } from './permissions';
import { PREFLIGHT_ACTIONS, requiredPermissions } from './requiredPermissions';

const principal = 'arn:aws:iam::111122223333:role/backstage';

describe('the policy that the reference documents', () => {
  const { Statement: statements } = JSON.parse(
    readFileSync(
      resolve(__dirname, '../../../../../docs/reference/iam-policy.json'),
      'utf8',
    ),
  );

  it('allows exactly what a run asks for', () => {
    const documented = statements.flatMap(
      ({ Action }: { Action: string | string[] }) => Action,
    );
    const spec = exampleSpec();
    const asked = requiredPermissions(
      {
        ...spec,
        runner: { podIdentityRoleArn: 'arn:aws:iam::111122223333:role/runner' },
        accessRole: { accountType: 'aws-identity' },
      },
      principal,
    ).flatMap(({ actions }) => actions);

    expect([...new Set(documented)].sort()).toEqual(
      [...new Set([...asked, ...PREFLIGHT_ACTIONS])].sort(),
    );
  });
});

describe('what is asked for where a cluster is bound as it is', () => {
  const asked = (cluster: object) =>
    requiredPermissions({ ...exampleSpec(), cluster }, principal).flatMap(
      ({ actions, resources }) =>
        actions.flatMap(action =>
          resources.map(resource => `${action} ${resource}`),
        ),
    );
  const making =
    /^(eks:(Create|Delete|Update)Cluster|iam:(PassRole|CreateServiceLinkedRole) |\S+ \S+-(cluster|node)-role$)/;

  it('makes no cluster and none of its roles', () => {
    expect(asked({}).filter(one => making.test(one)).length).toBeGreaterThan(
      20,
    );
    expect(asked({ existing: true }).filter(one => making.test(one))).toEqual(
      [],
    );
    expect(asked({ existing: true })).toContainEqual(
      expect.stringMatching(/^eks:CreateAccessEntry /),
    );
  });

  it('updates it where access entries are to be switched on', () => {
    expect(asked({ existing: true, enableAccessEntries: true })).toContainEqual(
      expect.stringMatching(/^eks:UpdateClusterConfig /),
    );
  });
});

describe('what IAM answers to a simulation', () => {
  it('is fine when all is allowed', () => {
    expect(
      judgePermissions(principal, [
        { EvalActionName: 'eks:CreateCluster', EvalDecision: 'allowed' },
      ]),
    ).toEqual([]);
  });

  it('names every action that is missing, once, and who refuses it', () => {
    const [finding] = judgePermissions(principal, [
      { EvalActionName: 'iam:TagRole', EvalDecision: 'implicitDeny' },
      { EvalActionName: 'iam:TagRole', EvalDecision: 'implicitDeny' },
      {
        EvalActionName: 'eks:CreateCluster',
        EvalDecision: 'implicitDeny',
        OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      },
      {
        EvalActionName: 'iam:CreateRole',
        EvalDecision: 'implicitDeny',
        PermissionsBoundaryDecisionDetail: {
          AllowedByPermissionsBoundary: false,
        },
      },
    ]);
    expect(finding.severity).toBe('error');
    expect(findingText(finding)).toContain(
      'may not eks:CreateCluster (refused by a policy of the AWS organization), iam:CreateRole (refused by its permissions boundary), iam:TagRole.',
    );
  });

  it('only warns of what off-boarding alone needs', () => {
    expect(
      judgePermissions(principal, [
        { EvalActionName: 'eks:DeleteCluster', EvalDecision: 'implicitDeny' },
      ]),
    ).toMatchObject([{ severity: 'warning' }]);
  });

  it('says nothing where a condition could not be evaluated, unless it is an explicit deny', () => {
    const result = {
      EvalActionName: 'eks:CreateCluster',
      MissingContextValues: ['eks:endpointPublicAccess'],
    };
    expect(
      judgePermissions(principal, [
        { ...result, EvalDecision: 'implicitDeny' },
      ]),
    ).toEqual([]);
    expect(
      judgePermissions(principal, [
        { ...result, EvalDecision: 'explicitDeny' },
      ]),
    ).toHaveLength(1);
  });
});
