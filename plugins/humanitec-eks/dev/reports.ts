import {
  BindingReport,
  Criterion,
  deriveNames,
  Fact,
  factsOf,
  PartId,
  partIds,
  PartStatus,
  verdictOf,
} from 'backstage-plugin-humanitec-eks-common';

/** A report of the worked example, seen 12 seconds ago, with some parts as given. */
export function report(
  given: PartStatus[] = [],
  more: Partial<BindingReport> = {},
): BindingReport {
  const parts = partIds.map(
    id => given.find(({ part }) => part === id) ?? inSync(id),
  );
  return {
    organization: 'acme',
    awsAccountId: '111122223333',
    region: 'eu-central-1',
    clusterName: 'eks-automode-prod',
    verdict: verdictOf(parts),
    parts,
    spec: landsHere({ envType: 'production' }),
    version: {
      current: '1.36',
      standardSupportEnds: inDays(420),
      extendedSupportEnds: inDays(785),
      supportType: 'STANDARD',
    },
    agent: { ready: 2, wanted: 2, keyExpires: inDays(640) },
    operator: 'notNeeded',
    landsHere: { applications: 3, environments: 5 },
    links: [
      {
        part: 'clusterDefinition',
        url: 'https://app.humanitec.io/orgs/acme/resources/definitions/definition/eks-automode-prod',
      },
      {
        part: 'cluster',
        url: 'https://eu-central-1.console.aws.amazon.com/eks/clusters/eks-automode-prod?region=eu-central-1',
      },
    ],
    observedAt: new Date(Date.now() - 12_000).toISOString(),
    ...more,
  };
}

/** The day so many days from now, `2027-03-23`. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60_000)
    .toISOString()
    .slice(0, 10);
}

/** What the parts were compared with, for these matching criteria. */
export function landsHere(...criteria: Criterion[]): BindingReport['spec'] {
  return {
    names: deriveNames({ clusterName: 'eks-automode-prod' }),
    criteria,
    subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
    owner: 'group:default/platform-team',
    existingCluster: false,
  };
}

/** Several rules, of which one can be told by environment type and application, and names of its own. */
export function namedOtherwise(): BindingReport['spec'] {
  return {
    ...landsHere(
      { envType: 'production', class: 'gpu' },
      { appId: 'billing' },
      { envType: 'staging', appId: 'shop' },
    ),
    names: deriveNames(
      { clusterName: 'eks-automode-prod' },
      {
        accessRole: 'humanitec-access',
        clusterDefinition: 'platform-production',
        runnerNamespace: 'tofu',
      },
    ),
  };
}

export const accessRole = 'humanitec-role-to-access-eks-automode-prod-cluster';

export function onVersion(kubernetesVersion: string): PartStatus {
  return {
    part: 'cluster',
    status: 'inSync',
    changes: [],
    facts: factsOf({ status: 'ACTIVE', kubernetesVersion }),
  };
}

export const supportDiffers: PartStatus = {
  part: 'cluster',
  status: 'drifted',
  changes: [
    {
      action: 'update',
      kind: 'eks cluster',
      name: 'eks-automode-prod',
      fields: [
        {
          path: 'upgradePolicy.supportType',
          from: 'EXTENDED',
          to: 'STANDARD',
        },
      ],
    },
  ],
  facts: [{ id: 'kubernetesVersion', value: '1.36' }],
};

export const policyDetached: PartStatus = {
  part: 'accessRole',
  status: 'drifted',
  changes: [
    {
      action: 'update',
      kind: 'iam role',
      name: accessRole,
      fields: [
        {
          path: 'attachedPolicies',
          to: [`arn:aws:iam::111122223333:policy/${accessRole}-policy`],
        },
        {
          path: 'trustPolicy.Condition.StringEquals.sts:ExternalId',
          hidden: true,
        },
        { path: 'maxSessionDuration', from: 43200, to: 3600 },
      ],
    },
  ],
  facts: [
    { id: 'role', value: `arn:aws:iam::111122223333:role/${accessRole}` },
  ],
};

export const roleChanged: PartStatus = {
  part: 'deployAccess',
  status: 'drifted',
  changes: [
    {
      action: 'update',
      kind: 'kubernetes object',
      name: 'ClusterRole humanitec-deploy-access',
      fields: [
        {
          path: 'rules[0].verbs',
          from: ['get', 'list'],
          to: ['create', 'delete', 'get', 'list', 'update', 'patch', 'watch'],
        },
      ],
    },
  ],
  facts: [{ id: 'groups', value: 'humanitec-deploy-access' }],
};

export const keyRevoked: PartStatus = {
  part: 'agent',
  status: 'drifted',
  changes: [
    {
      action: 'create',
      kind: 'agent key',
      name: 'eks-automode-prod',
      reason: 'the key that the agent uses is not registered with Humanitec',
    },
  ],
  facts: factsOf({ agent: 'eks-automode-prod', podsReady: '2 of 2' }),
};

export const agentStopped: PartStatus = {
  part: 'agent',
  status: 'drifted',
  changes: [
    {
      action: 'update',
      kind: 'rollout',
      name: 'Deployment humanitec-agent',
      fields: [{ path: 'available pods', from: 0, to: 2 }],
    },
  ],
  facts: factsOf({ agent: 'eks-automode-prod', podsReady: '0 of 0' }),
};

export const rulesDeleted: PartStatus = {
  part: 'clusterDefinition',
  status: 'drifted',
  changes: [
    {
      action: 'create',
      kind: 'matching criteria',
      name: 'environment type production',
    },
  ],
  facts: factsOf({ definition: 'eks-automode-prod' }),
};

export const definitionMissing: PartStatus = {
  part: 'clusterDefinition',
  status: 'missing',
  changes: [
    {
      action: 'create',
      kind: 'resource definition',
      name: 'eks-automode-prod',
    },
    {
      action: 'create',
      kind: 'matching criteria',
      name: 'environment type production',
    },
  ],
};

export const foreignAccount: PartStatus = {
  part: 'cloudAccount',
  status: 'foreign',
  changes: [
    {
      action: 'refuse',
      kind: 'cloud account',
      name: 'platform-production',
      reason:
        'a cloud account with this ID exists and its name does not carry our mark; choose another ID, or set adopt to take it over',
    },
  ],
};

export const foreignCluster: PartStatus = {
  part: 'cluster',
  status: 'foreign',
  changes: [
    {
      action: 'refuse',
      kind: 'eks cluster',
      name: 'eks-automode-prod',
      reason: 'it does not carry our tag, so somebody else made it',
    },
  ],
};

export const kubernetesRefusal =
  'The API server of eks-automode-prod did not answer within 10 s. Its endpoint is private: the Backstage backend must reach the VPC.';

export function silentKubernetes(
  part: PartId,
  reason = kubernetesRefusal,
): PartStatus {
  return {
    part,
    status: 'unknown',
    changes: [],
    system: 'Kubernetes',
    reason,
    since: new Date(Date.now() - 4 * 60_000).toISOString(),
  };
}

export function missing(part: PartId): PartStatus {
  return {
    part,
    status: 'missing',
    changes: [{ action: 'create', kind: 'resource', name: part }],
  };
}

function inSync(part: PartId): PartStatus {
  return {
    part,
    status: 'inSync',
    changes: [],
    facts: facts[part] ?? [],
  };
}

const facts: Partial<Record<PartId, Fact[]>> = {
  cluster: factsOf({
    status: 'ACTIVE',
    kubernetesVersion: '1.36',
    arn: 'arn:aws:eks:eu-central-1:111122223333:cluster/eks-automode-prod',
  }),
  agent: factsOf({
    agent: 'eks-automode-prod',
    podsReady: '2 of 2',
    keyExpires: '2028-08-24',
  }),
};
