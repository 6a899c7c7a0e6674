import { ResourceType } from '../records';

const text = { type: 'string' };

function object(required: string[], optional: string[] = []) {
  return {
    type: 'object',
    properties: Object.fromEntries(
      [...required, ...optional].map(name => [name, text]),
    ),
    required,
  };
}

/** The resource types of Humanitec that the sandbox knows. */
export const resourceTypes: ResourceType[] = [
  {
    type: 'k8s-cluster',
    name: 'Kubernetes Cluster',
    category: 'k8s',
    use: 'implicit',
    inputsSchema: {},
    outputsSchema: {
      values: object(['loadbalancer'], ['cluster_type', 'name', 'region']),
      secrets: object([], ['agent_url', 'credentials']),
    },
  },
  {
    type: 'k8s-namespace',
    name: 'Kubernetes Namespace',
    category: 'k8s',
    use: 'implicit',
    inputsSchema: {},
    outputsSchema: { values: object(['namespace']) },
  },
  {
    type: 'agent',
    name: 'Humanitec Agent',
    category: 'k8s',
    use: 'indirect',
    inputsSchema: {},
    outputsSchema: { secrets: object(['url']) },
  },
  {
    type: 'config',
    name: 'Config',
    category: 'config',
    use: 'indirect',
    inputsSchema: {},
    outputsSchema: {
      values: { type: 'object' },
      secrets: { type: 'object' },
    },
  },
  {
    type: 's3',
    name: 'S3 Bucket',
    category: 'storage',
    use: 'direct',
    inputsSchema: {},
    outputsSchema: { values: object(['bucket'], ['region']) },
  },
  {
    type: 'postgres',
    name: 'PostgreSQL',
    category: 'datastore',
    use: 'direct',
    inputsSchema: {},
    outputsSchema: {
      values: object(['host', 'name'], ['port']),
      secrets: object(['username', 'password']),
    },
  },
];
