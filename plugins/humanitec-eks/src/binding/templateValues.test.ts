import { Criterion } from 'backstage-plugin-humanitec-eks-common';
import { landsHere, report } from '../../dev/reports';
import { templateValues } from './templateValues';

const valuesFor = (...criteria: Criterion[]) =>
  templateValues(report([], { spec: landsHere(...criteria) }));

describe('the values of a form', () => {
  it.each<[string, Criterion[], Criterion & { criteria?: Criterion[] }]>([
    ['no rule', [], {}],
    ['an environment type', [{ envType: 'qa' }], { envType: 'qa' }],
    ['an application', [{ appId: 'shop' }], { appId: 'shop' }],
    [
      'both',
      [{ envType: 'qa', appId: 'shop' }],
      { envType: 'qa', appId: 'shop' },
    ],
    [
      'two rules',
      [{ envType: 'qa' }, { envType: 'dev' }],
      { envType: 'qa', criteria: [{ envType: 'dev' }] },
    ],
    [
      'an application before an environment type',
      [{ appId: 'shop' }, { envType: 'qa' }],
      { envType: 'qa', criteria: [{ appId: 'shop' }] },
    ],
    [
      'a rule that needs more than the two',
      [{ envType: 'qa', class: 'gpu' }],
      { criteria: [{ envType: 'qa', class: 'gpu' }] },
    ],
    [
      'a rule for one environment',
      [{ appId: 'shop', envId: 'test' }, { appId: 'shop' }],
      { appId: 'shop', criteria: [{ appId: 'shop', envId: 'test' }] },
    ],
    ['a rule for everything', [{}], { criteria: [{}] }],
  ])('tell %s', (_, criteria, told) => {
    expect(rulesIn(valuesFor(...criteria))).toEqual(told);
  });

  it('leave out what follows by itself', () => {
    const spec = { ...landsHere(), iamPath: '/' };
    const values = templateValues(report([], { spec }));
    expect(Object.keys(JSON.parse(JSON.stringify(values)))).toEqual([
      'organization',
      'awsAccountId',
      'region',
      'clusterName',
      'subnetIds',
      'owner',
    ]);
  });

  it('ask for nothing of a cluster that somebody else made', () => {
    const { names, ...rest } = landsHere();
    const spec = {
      ...rest,
      existingCluster: true,
      names: {
        ...names,
        clusterRole: 'theirs',
        nodeRole: 'theirs',
        agent: 'a',
      },
    };
    const values = templateValues(report([], { spec }));
    expect(values.names).toEqual({ agent: 'a' });
    expect(values).not.toHaveProperty('subnetIds');
  });

  it('name the roles of a cluster that the binding made', () => {
    const { names, ...rest } = landsHere();
    const spec = { ...rest, names: { ...names, nodeRole: 'shared-nodes' } };
    expect(templateValues(report([], { spec })).names).toEqual({
      nodeRole: 'shared-nodes',
    });
  });

  it('ask for the options that the binding was made with', () => {
    const options = {
      agent: {
        image: 'registry.example.com/humanitec/agent:1.8.4',
        replicas: 3,
        proxy: { httpsProxy: 'http://proxy.example.com:3128' },
      },
      runner: { podIdentityRoleArn: 'arn:aws:iam::111122223333:role/runner' },
    };
    const aws = {
      tags: { 'cost-center': '4711' },
      permissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
    };
    const spec = { ...landsHere(), ...aws, ...options };
    expect(templateValues(report([], { spec }))).toMatchObject({
      aws,
      ...options,
    });
  });

  it('do not ask for access that Backstage has given up, but give it up again', () => {
    const spec = { ...landsHere(), accessRevoked: true };
    const values = templateValues(report([], { spec }));
    expect(values.revokeAccess).toBe(true);
    expect(templateValues(report([])).revokeAccess).toBeUndefined();
  });

  it('leave out subnets that could not be read', () => {
    const spec = { ...landsHere(), subnetIds: [] };
    expect(templateValues(report([], { spec }))).not.toHaveProperty(
      'subnetIds',
      expect.anything(),
    );
  });
});

function rulesIn({
  envType,
  appId,
  criteria,
}: Partial<ReturnType<typeof templateValues>>) {
  return { envType, appId, criteria };
}
