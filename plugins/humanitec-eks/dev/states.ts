import { Entity } from '@backstage/catalog-model';
import { partIds } from 'backstage-plugin-humanitec-eks-common';
import { environment, environments } from './environments';
import { history, task } from './history';
import {
  accessRole,
  agentStopped,
  definitionMissing,
  foreignAccount,
  foreignCluster,
  inDays,
  keyRevoked,
  missing,
  namedOtherwise,
  onVersion,
  policyDetached,
  report,
  roleChanged,
  rulesDeleted,
  landsHere,
  silentKubernetes,
  supportDiffers,
} from './reports';

/** A cluster in the catalog, and what the backend answers when asked about it. */
export interface ClusterState {
  entity: Entity;
  /** For its binding. */
  answer: () => Promise<Response>;
  /** For its environments and its history; those of the worked example when left out. */
  environments?: () => Promise<Response>;
  history?: () => Promise<Response>;
}

/** Every state that card and tab can be in. The entity's name is the key. */
export const states = {
  ready: answered('ready', () => report()),
  differs: answered('differs', () => report([supportDiffers])),
  drifted: answered('drifted', () => report([policyDetached])),
  'role-changed': answered('role-changed', () => report([roleChanged])),
  'key-revoked': answered('key-revoked', () => report([keyRevoked])),
  'rules-deleted': answered('rules-deleted', () =>
    report([rulesDeleted], {
      spec: landsHere(),
      landsHere: { applications: 0, environments: 0 },
    }),
  ),
  'agent-stopped': answered('agent-stopped', () =>
    report([agentStopped], {
      agent: { ready: 0, wanted: 0, keyExpires: inDays(640) },
    }),
  ),
  'wearing-out': answered('wearing-out', () =>
    report([onVersion('1.34')], {
      version: {
        current: '1.34',
        standardSupportEnds: inDays(20),
        extendedSupportEnds: inDays(385),
        supportType: 'EXTENDED',
      },
      agent: { ready: 1, wanted: 2, keyExpires: inDays(12) },
      operator: 'notReady',
    }),
  ),
  'worn-out': answered('worn-out', () =>
    report([onVersion('1.31')], {
      version: {
        current: '1.31',
        standardSupportEnds: inDays(-200),
        extendedSupportEnds: inDays(165),
        supportType: 'EXTENDED',
      },
      agent: { ready: 2, wanted: 2, keyExpires: inDays(-2) },
      operator: 'missing',
    }),
  ),
  'under-repair': {
    ...answered('under-repair', () => report([policyDetached])),
    history: async () =>
      json(
        200,
        history([
          task('Onboard a private EKS cluster', 'processing', 2),
          ...history().items,
        ]),
      ),
  },
  'many-environments': {
    ...answered('many-environments', () =>
      report([], { landsHere: { applications: 40, environments: 120 } }),
    ),
    environments: async () =>
      json(
        200,
        environments(
          Array.from({ length: 37 }, (_, n) =>
            environment(`app-${String(n).padStart(2, '0')}`, 'production'),
          ),
          120,
        ),
      ),
  },
  'nobody-there': {
    ...answered('nobody-there', () => report([], { spec: landsHere() })),
    environments: async () => json(200, environments([])),
    history: async () =>
      json(200, history([], { searched: 12, complete: true })),
  },
  'sections-failing': {
    ...answered('sections-failing', () => report()),
    environments: async () =>
      refusal(503, 'ServiceUnavailableError', 'Humanitec answered 503'),
    history: async () =>
      refusal(503, 'ServiceUnavailableError', 'The scaffolder did not answer'),
  },
  'rules-and-names': answered('rules-and-names', () =>
    report([policyDetached], { spec: namedOtherwise() }),
  ),
  missing: answered('missing', () =>
    report([definitionMissing, policyDetached], {
      spec: landsHere(),
      landsHere: { applications: 0, environments: 0 },
    }),
  ),
  foreign: answered('foreign', () =>
    report([foreignAccount, missing('agent')]),
  ),
  'cluster-not-ours': answered('cluster-not-ours', () =>
    report(
      [
        foreignCluster,
        ...partIds.filter(part => part !== 'cluster').map(missing),
      ],
      { spec: landsHere() },
    ),
  ),
  'cluster-alone': answered('cluster-alone', () =>
    report(partIds.filter(part => part !== 'cluster').map(missing), {
      spec: landsHere(),
    }),
  ),
  'cluster-of-others': answered('cluster-of-others', () =>
    report(partIds.filter(part => part !== 'cluster').map(missing), {
      spec: { ...landsHere(), existingCluster: true },
    }),
  ),
  'cluster-of-others-drifted': answered('cluster-of-others-drifted', () =>
    report([policyDetached], {
      spec: {
        ...landsHere({ envType: 'production' }),
        existingCluster: true,
        iamPath: '/platform/',
        accountType: 'aws-identity',
      },
    }),
  ),
  'not-bound': answered('not-bound', () =>
    report(partIds.map(missing), { spec: landsHere(), links: [] }),
  ),
  silent: answered('silent', () =>
    report(
      [
        silentKubernetes('agent'),
        silentKubernetes('deployAccess'),
        silentKubernetes('runnerAccess'),
      ],
      { agent: undefined, operator: undefined },
    ),
  ),
  'silent-and-missing': answered('silent-and-missing', () =>
    report(
      [
        {
          part: 'clusterDefinition',
          status: 'unknown',
          changes: [],
          system: 'Humanitec',
          reason:
            'Humanitec answered 503 three times. See status.humanitec.com, then look again.',
        },
        missing('accessRole'),
        silentKubernetes('runnerAccess'),
      ],
      { spec: landsHere() },
    ),
  ),
  'silent-kubernetes-and-missing': answered(
    'silent-kubernetes-and-missing',
    () => report([silentKubernetes('agent'), missing('accessRole')]),
  ),
  'long-names': answered('long-names', longNames),
  loading: always('loading', () => new Promise<Response>(() => {})),
  'not-permitted': refused('not-permitted', 403, 'NotAllowedError', 'no'),
  'not-found': refused(
    'not-found',
    404,
    'NotFoundError',
    'Entity resource:default/not-found was not found',
  ),
  failing: refused(
    'failing',
    503,
    'ServiceUnavailableError',
    'Organization acme is not configured under humanitecEks.organizations',
  ),
  'behind-proxy': always(
    'behind-proxy',
    async () =>
      new Response('<html>Bad gateway</html>', {
        status: 502,
        headers: { 'content-type': 'text/html' },
      }),
  ),
  unreachable: always('unreachable', async () => {
    throw new TypeError('Failed to fetch');
  }),
  'no-annotations': {
    ...always('no-annotations', neverAsked),
    entity: cluster('no-annotations', {}),
  },
  'one-annotation-missing': {
    ...always('one-annotation-missing', neverAsked),
    entity: cluster('one-annotation-missing', {
      'humanitec.com/orgId': 'acme',
      'humanitec-eks/aws-account-id': '111122223333',
      'humanitec-eks/cluster-name': 'eks-automode-prod',
    }),
  },
} satisfies Record<string, ClusterState>;

export type StateName = keyof typeof states;

function answered(name: string, body: () => unknown): ClusterState {
  return {
    entity: cluster(name),
    answer: async () => json(200, body()),
  };
}

function refused(
  name: string,
  statusCode: number,
  errorName: string,
  message: string,
): ClusterState {
  return always(name, async () => refusal(statusCode, errorName, message));
}

/** The same answer to every question. */
function always(name: string, answer: () => Promise<Response>): ClusterState {
  return {
    entity: cluster(name),
    answer,
    environments: answer,
    history: answer,
  };
}

function refusal(statusCode: number, name: string, message: string): Response {
  return json(statusCode, {
    error: { name, message },
    response: { statusCode },
  });
}

export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

async function neverAsked(): Promise<Response> {
  throw new Error('Nothing may be asked about a cluster without annotations');
}

function cluster(
  name: string,
  annotations: Record<string, string> = {
    'humanitec.com/orgId': 'acme',
    'humanitec-eks/aws-account-id': '111122223333',
    'humanitec-eks/region': 'eu-central-1',
    'humanitec-eks/cluster-name': 'eks-automode-prod',
  },
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'kubernetes-cluster', owner: 'group:default/platform' },
  };
}

function longNames() {
  const name = `eks-${'automode-production-of-the-payments-platform-'.repeat(
    2,
  )}1`;
  return report(
    [
      {
        part: 'accessRole',
        status: 'drifted',
        changes: [
          {
            action: 'update',
            kind: 'iam policy',
            name: `${accessRole}-${name}-policy`,
            fields: [
              {
                path: 'policyDocument.Statement[0].Resource',
                from: `arn:aws:eks:eu-central-1:111122223333:cluster/${name}`,
                to: [
                  `arn:aws:eks:eu-central-1:111122223333:cluster/${name}`,
                  `arn:aws:eks:eu-central-1:111122223333:access-entry/${name}/*`,
                ],
              },
              {
                path: 'policyDocument.Version',
                from: '2008-10-17',
                to: '2012-10-17',
              },
              { path: 'tags.humanitec-eks/binding', to: name },
            ],
          },
          ...['cluster', 'node', 'access'].map(kind => ({
            action: 'create' as const,
            kind: 'iam role',
            name: `${name}-${kind}-role`,
          })),
        ],
        facts: [
          {
            id: 'role',
            value: `arn:aws:iam::111122223333:role/platform/humanitec/${accessRole}-${name}`,
          },
        ],
      },
    ],
    {
      clusterName: name,
      spec: landsHere(
        {
          envType: 'production',
          appId: 'payments-settlement-and-reconciliation',
          class: 'gpu',
        },
        { envType: 'production', appId: 'payments-ledger' },
        { envType: 'staging-of-the-payments-platform' },
      ),
    },
  );
}
