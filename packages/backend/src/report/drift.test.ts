import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import type {
  BindingReport,
  Change,
  PartId,
} from 'backstage-plugin-humanitec-eks-common';
import {
  ActionStack,
  identity,
  startActionStack,
} from '../__testUtils__/actionStack';
import { BoundCluster, boundCluster } from './__testUtils__/boundCluster';

jest.setTimeout(120_000);

const accessRole = `humanitec-role-to-access-${identity.clusterName}-cluster`;
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'humanitec-agent', namespace: 'humanitec-agent' },
};
const clusterRole = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'humanitec-deploy-access' },
};

describe('what somebody changes behind our back', () => {
  let stack: ActionStack;
  let cluster: BoundCluster;
  beforeAll(async () => {
    stack = await startActionStack();
    cluster = await boundCluster(stack, {
      criteria: [{ envType: 'production' }, { appId: 'shop' }],
    });
  });
  afterAll(() => stack?.stop());
  beforeEach(() => cluster.back());

  it('is nothing at first', async () => {
    const report = await cluster.read();
    expect(report.parts.filter(({ status }) => status !== 'inSync')).toEqual(
      [],
    );
    expect(report).toMatchObject({
      verdict: 'ready',
      version: {
        current: '1.36',
        standardSupportEnds: '2027-08-02',
        extendedSupportEnds: '2028-08-02',
        supportType: 'STANDARD',
      },
      agent: {
        ready: 2,
        wanted: 2,
        keyExpires: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      },
      operator: 'missing',
    });
    expect(report.landsHere?.environments).toBeGreaterThan(1);
    expect(factsOf(report, 'cluster')).toMatchObject({
      standardSupportEnds: '2027-08-02',
      extendedSupportEnds: '2028-08-02',
    });
    expect(factsOf(report, 'agent').keyExpires).toBe(report.agent?.keyExpires);
  });

  it('shows when a policy was detached', async () => {
    const PolicyArn = `arn:aws:iam::111122223333:policy/${accessRole}-policy`;
    await stack.tamper.iam.send(
      new DetachRolePolicyCommand({ RoleName: accessRole, PolicyArn }),
    );
    const report = await cluster.read();
    expect(changesOf(report, 'accessRole')).toMatchObject([
      {
        action: 'update',
        kind: 'iam role',
        fields: [{ path: 'AttachedPolicies', to: PolicyArn }],
      },
    ]);
  });

  it('shows when the ClusterRole was changed', async () => {
    await stack.tamper.patchObject(clusterRole, {
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    });
    expect(changesOf(await cluster.read(), 'deployAccess')).toMatchObject([
      { action: 'update', name: 'ClusterRole humanitec-deploy-access' },
    ]);
  });

  it('shows when the key was revoked, which then expires on no day', async () => {
    const agent = identity.clusterName;
    const [key] = await stack.tamper.humanitec('GET', `/agents/${agent}/keys`);
    await stack.tamper.humanitec(
      'DELETE',
      `/agents/${agent}/keys/${key.fingerprint}`,
    );
    const report = await cluster.read();
    expect(changesOf(report, 'agent')).toContainEqual(
      expect.objectContaining({
        action: 'create',
        kind: 'agent key',
        name: key.fingerprint,
      }),
    );
    expect(report.agent).not.toHaveProperty('keyExpires', expect.anything());
  });

  it('shows when a rule was deleted, and asks for it again', async () => {
    const path = `/resources/defs/${identity.clusterName}`;
    const { criteria } = await stack.tamper.humanitec('GET', path);
    const rule = criteria.find((one: any) => one.env_type === 'production');
    await stack.tamper.humanitec('DELETE', `${path}/criteria/${rule.id}`);
    const report = await cluster.read();
    expect(changesOf(report, 'clusterDefinition')).toEqual([
      {
        action: 'create',
        kind: 'matching criteria',
        name: `${identity.clusterName}: env_type production`,
      },
    ]);
    expect(report.spec.criteria).toEqual(
      expect.arrayContaining([{ appId: 'shop' }, { envType: 'production' }]),
    );
    expect(report.criteria).toEqual([{ appId: 'shop' }]);
    expect(report.landsHere).toMatchObject({ applications: 1 });
  });

  it('is no rule that somebody gave to the definition of the agent alone', async () => {
    await stack.tamper.humanitec(
      'POST',
      `/resources/defs/${identity.clusterName}-agent/criteria`,
      { env_type: 'staging', res_id: 'agent' },
    );
    const { spec } = await cluster.read();
    expect(spec.criteria).not.toContainEqual({ envType: 'staging' });
  });

  it('shows when the agent was scaled to zero', async () => {
    await stack.tamper.patchObject(deployment, { spec: { replicas: 0 } });
    const report = await cluster.read();
    expect(changesOf(report, 'agent')).toContainEqual(
      expect.objectContaining({
        name: 'Deployment humanitec-agent/humanitec-agent',
        fields: [{ path: 'spec.replicas', from: 0, to: 2 }],
      }),
    );
    expect(report.agent).toMatchObject({ ready: 0, wanted: 2 });
    expect(factsOf(report, 'agent').podsReady).toBe('0; it is scaled to zero');
  });
});

function changesOf(
  { parts }: Pick<BindingReport, 'parts'>,
  id: PartId,
): Change[] {
  return parts.flatMap(({ part, changes }) => (part === id ? changes : []));
}

function factsOf({ parts }: Pick<BindingReport, 'parts'>, id: PartId) {
  const facts = parts.flatMap(part =>
    part.part === id && 'facts' in part ? part.facts : [],
  );
  return Object.fromEntries(facts.map(fact => [fact.id, fact.value]));
}
