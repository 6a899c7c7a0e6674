import { Driver } from '../records';

const text = { type: 'string', minLength: 1 };
const anyObject = { type: 'object' };
const awsAccounts = ['aws', 'aws-role', 'aws-identity'];

/** Drivers that Humanitec provides to every organization, as far as onboarding a cluster needs them. */
export const drivers: Driver[] = [
  {
    orgId: 'humanitec',
    id: 'k8s-cluster-eks',
    type: 'k8s-cluster',
    accountTypes: awsAccounts,
    inputsSchema: {
      values: {
        type: 'object',
        properties: {
          region: text,
          name: text,
          loadbalancer: text,
          loadbalancer_hosted_zone: text,
          proxy_url: text,
        },
        required: ['region', 'name'],
      },
      secrets: {
        type: 'object',
        properties: {
          agent_url: { type: 'string' },
          credentials: {
            type: 'object',
            properties: {
              aws_access_key_id: { type: 'string' },
              aws_secret_access_key: { type: 'string' },
            },
            required: ['aws_access_key_id', 'aws_secret_access_key'],
          },
        },
      },
    },
  },
  {
    orgId: 'humanitec',
    id: 'agent',
    type: 'agent',
    accountTypes: [],
    inputsSchema: {
      values: { type: 'object', properties: { id: text }, required: ['id'] },
    },
  },
  {
    orgId: 'humanitec',
    id: 'template',
    type: '*',
    accountTypes: [],
    inputsSchema: {
      values: {
        type: 'object',
        properties: { templates: anyObject },
        required: ['templates'],
      },
      secrets: anyObject,
    },
  },
  {
    orgId: 'humanitec',
    id: 'echo',
    type: '*',
    accountTypes: [],
    inputsSchema: { values: anyObject, secrets: anyObject },
  },
  containerRunner('container-runner', {
    job: anyObject,
  }),
  containerRunner('opentofu-container-runner', {
    runner: anyObject,
    source: anyObject,
    files: anyObject,
    variables: anyObject,
    credentials_config: anyObject,
    use_default_backend: { type: 'boolean' },
  }),
];

/** A virtual driver: the cluster it runs on comes from a `config` resource. */
function containerRunner(
  id: string,
  properties: Record<string, unknown>,
): Driver {
  return {
    orgId: 'humanitec',
    id,
    type: '*',
    accountTypes: awsAccounts,
    target: 'driver://humanitec/container',
    inputsSchema: {
      values: { type: 'object', properties },
      secrets: anyObject,
    },
  };
}
