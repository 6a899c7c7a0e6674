import type { BackendProcess } from '../../src/__testUtils__/backendProcess';
import { identity } from '../../src/__testUtils__/actionStack';
import { workedExample } from '../../src/__testUtils__/scaffolder';

const API = '/api/humanitec-eks';
const ACTIONS = `${API}/.backstage/actions/v1/actions`;
const ENTITY = `${API}/v1/entity/default/resource/${identity.clusterName}`;

const { organization, awsAccountId, region } = identity;

const reads = [
  `${ENTITY}/binding?fresh=true`,
  `${ENTITY}/environments`,
  `${ENTITY}/history`,
  `${API}/v1/bindings`,
  ...['organizations', 'awsAccounts'].map(kind => `${API}/v1/choices/${kind}`),
  `${API}/v1/choices/regions?awsAccountId=${awsAccountId}`,
  ...['clusters', 'subnets'].map(
    kind =>
      `${API}/v1/choices/${kind}?awsAccountId=${awsAccountId}&region=${region}`,
  ),
  ...['environmentTypes', 'applications', 'agents'].map(
    kind => `${API}/v1/choices/${kind}?organization=${organization}`,
  ),
  ACTIONS,
  '/api/catalog/entities',
  '/api/scaffolder/v2/actions',
  '/api/scaffolder/v2/tasks',
];

/** Asks for everything that can be asked of the plugins. */
export async function askEverything({ api }: Pick<BackendProcess, 'api'>) {
  const { values } = await workedExample();
  const { envType, names } = values;
  const entityRef = `resource:default/${identity.clusterName}`;
  const statuses: [string, number][] = [];
  for (const path of reads) {
    statuses.push([path, (await api.get(path)).status]);
  }
  const writes: [string, object][] = [
    [
      `${API}/v1/previews/onboarding`,
      { input: { ...identity, envType, names } },
    ],
    [`${API}/v1/previews/removal`, identity],
    ...Object.entries({
      'get-binding': { entityRef, fresh: true },
      'get-binding-environments': { entityRef },
      'list-bindings': {},
      'list-choices': { kind: 'agents', organization },
    }).map(([name, input]): [string, object] => [
      `${ACTIONS}/humanitec-eks:${name}/invoke`,
      input,
    ]),
  ];
  for (const [path, body] of writes) {
    statuses.push([path, (await api.post(path).send(body)).status]);
  }
  return statuses;
}
