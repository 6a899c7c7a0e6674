import {
  bindingMark,
  clusterEntityName,
  deriveNames,
  humanitecMark,
  namesToGive,
  parseHumanitecMark,
} from './names';

const identity = {
  organization: 'platform-org',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-automode-prod',
};
const longName = `Eks_${'x'.repeat(96)}`;

describe('names', () => {
  it('follow from the cluster name, as in the worked example', () => {
    expect(deriveNames(identity)).toEqual({
      clusterRole: 'eks-automode-prod-cluster-role',
      nodeRole: 'eks-automode-prod-node-role',
      accessRole: 'humanitec-role-to-access-eks-automode-prod-cluster',
      accessPolicy: 'humanitec-role-to-access-eks-automode-prod-cluster-policy',
      cloudAccount: 'eks-automode-prod',
      clusterDefinition: 'eks-automode-prod',
      agent: 'eks-automode-prod',
      agentDefinition: 'eks-automode-prod-agent',
      runnerDefinition: 'eks-automode-prod-runner',
      terraformRunnerDefinition: 'eks-automode-prod-terraform-runner',
      containerRunnerDefinition: 'eks-automode-prod-container-runner',
      kubernetesGroup: 'humanitec-deploy-access',
      agentNamespace: 'humanitec-agent',
      runnerNamespace: 'humanitec-runner',
      runnerServiceAccount: 'humanitec-runner',
    });
  });

  it('that are given are used, also for what follows from them', () => {
    expect(
      deriveNames(identity, { accessRole: 'mine', clusterDefinition: 'prod' }),
    ).toMatchObject({
      accessRole: 'mine',
      accessPolicy: 'mine-policy',
      agentDefinition: 'prod-agent',
      runnerDefinition: 'prod-runner',
      terraformRunnerDefinition: 'prod-terraform-runner',
      containerRunnerDefinition: 'prod-container-runner',
    });
  });

  it('that are given as undefined are derived', () => {
    expect(deriveNames(identity, { agent: undefined }).agent).toBe(
      'eks-automode-prod',
    );
  });

  it('keep to the limits of their systems, however long the cluster name', () => {
    const names = deriveNames({ clusterName: longName });
    for (const role of ['clusterRole', 'nodeRole', 'accessRole'] as const) {
      expect(names[role].length).toBeLessThanOrEqual(64);
    }
    expect(names.accessPolicy.length).toBeLessThanOrEqual(128);
    for (const id of [
      'cloudAccount',
      'clusterDefinition',
      'agent',
      'agentDefinition',
      'runnerDefinition',
      'terraformRunnerDefinition',
      'containerRunnerDefinition',
    ] as const) {
      expect(names[id]).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(names[id].length).toBeLessThanOrEqual(50);
    }
  });

  it('of two long cluster names differ, though they begin alike', () => {
    const [one, other] = ['a', 'b'].map(end =>
      deriveNames({ clusterName: longName.slice(0, 99) + end }),
    );
    expect(one.accessRole).not.toBe(other.accessRole);
    expect(one.agent).not.toBe(other.agent);
  });

  it.each([
    ['Prod_EU', 'prod-eu'],
    ['p', 'eks-p'],
    ['a__b', 'a-b'],
    ['ends-', 'ends'],
  ])('of cluster %s in Humanitec are %s', (clusterName, id) => {
    expect(deriveNames({ clusterName }).clusterDefinition).toBe(id);
  });
});

describe('the names that must be given again', () => {
  it.each([
    {},
    { accessRole: 'mine' },
    { clusterDefinition: 'prod', agent: 'shared-agent' },
    { accessRole: 'mine', accessPolicy: 'my-policy' },
    { accessPolicy: 'my-policy', runnerDefinition: 'prod-runner' },
  ])('for %j are only these', given => {
    const names = deriveNames(identity, given);
    expect(namesToGive(identity, names)).toEqual(given);
  });
});

describe('marks', () => {
  it('fit into a Kubernetes label', () => {
    const mark = bindingMark({ ...identity, clusterName: longName });
    expect(mark).toMatch(/^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/);
    expect(mark.length).toBeLessThanOrEqual(63);
  });

  it.each([
    ['organization', 'other-org'],
    ['awsAccountId', '444455556666'],
    ['region', 'us-east-1'],
    ['clusterName', 'other'],
  ])('differ with the %s', (fact, value) => {
    expect(bindingMark({ ...identity, [fact]: value })).not.toBe(
      bindingMark(identity),
    );
  });

  it('in Humanitec are read back', () => {
    const { organization, ...rest } = identity;
    expect(parseHumanitecMark(`some name ${humanitecMark(identity)}`)).toEqual(
      rest,
    );
  });

  it.each([undefined, '', 'name', '[humanitec-eks 1/x/y]'])(
    'are not seen in %p',
    text => {
      expect(parseHumanitecMark(text)).toBeUndefined();
    },
  );
});

it('entity names keep to the limit of the catalog', () => {
  expect(clusterEntityName(identity)).toBe('eks-automode-prod');
  const long = clusterEntityName({ clusterName: longName });
  expect(long).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9]$/);
  expect(long.length).toBeLessThanOrEqual(63);
});
