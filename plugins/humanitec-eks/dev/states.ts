import { Entity } from '@backstage/catalog-model';
import { partIds } from 'backstage-plugin-humanitec-eks-common';
import {
  accessRole,
  definitionMissing,
  foreignAccount,
  foreignCluster,
  missing,
  namedOtherwise,
  policyDetached,
  report,
  landsHere,
  silentKubernetes,
  supportDiffers,
} from './reports';

/** A cluster in the catalog, and what the backend answers when asked for its binding. */
export interface CardState {
  entity: Entity;
  answer: () => Promise<Response>;
}

/** Every state that the card can be in. The entity's name is the key. */
export const states = {
  ready: answered('ready', () => report()),
  differs: answered('differs', () => report([supportDiffers])),
  drifted: answered('drifted', () => report([policyDetached])),
  'rules-and-names': answered('rules-and-names', () =>
    report([policyDetached], { spec: namedOtherwise() }),
  ),
  missing: answered('missing', () =>
    report([definitionMissing, policyDetached], { spec: landsHere() }),
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
    report([
      silentKubernetes('agent'),
      silentKubernetes('deployAccess'),
      silentKubernetes('runnerAccess'),
    ]),
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
  loading: {
    entity: cluster('loading'),
    answer: () => new Promise<Response>(() => {}),
  },
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
  'behind-proxy': {
    entity: cluster('behind-proxy'),
    answer: async () =>
      new Response('<html>Bad gateway</html>', {
        status: 502,
        headers: { 'content-type': 'text/html' },
      }),
  },
  unreachable: {
    entity: cluster('unreachable'),
    answer: async () => {
      throw new TypeError('Failed to fetch');
    },
  },
  'no-annotations': {
    entity: cluster('no-annotations', {}),
    answer: neverAsked,
  },
  'one-annotation-missing': {
    entity: cluster('one-annotation-missing', {
      'humanitec.com/orgId': 'acme',
      'humanitec-eks/aws-account-id': '111122223333',
      'humanitec-eks/cluster-name': 'eks-automode-prod',
    }),
    answer: neverAsked,
  },
} satisfies Record<string, CardState>;

export type StateName = keyof typeof states;

function answered(name: string, body: () => unknown): CardState {
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
): CardState {
  const body = {
    error: { name: errorName, message },
    response: { statusCode },
  };
  return { entity: cluster(name), answer: async () => json(statusCode, body) };
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

async function neverAsked(): Promise<Response> {
  throw new Error('The card must not ask about a cluster without annotations');
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
