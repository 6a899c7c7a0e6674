import { AccountType } from '../records';

const text = { type: 'string', minLength: 1 };

function credentials(required: string[], optional: string[] = []) {
  const names = [...required, ...optional];
  return {
    type: 'object',
    properties: Object.fromEntries(names.map(name => [name, text])),
    required,
    additionalProperties: false,
  };
}

const temporaryCredentials = credentials([
  'AccessKeyId',
  'SecretAccessKey',
  'SessionToken',
]);

/** The cloud account types that the sandbox knows; only those of AWS can be checked. */
export const accountTypes: AccountType[] = [
  {
    type: 'aws-role',
    name: 'AWS IAM role',
    inputsSchema: {
      ...credentials(['aws_role', 'external_id']),
      properties: {
        aws_role: {
          type: 'string',
          pattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$',
        },
        external_id: text,
      },
    },
    outputsSchema: temporaryCredentials,
  },
  {
    type: 'aws-identity',
    name: 'AWS web identity',
    inputsSchema: credentials(
      ['aws_identity_role_arn'],
      ['aws_identity_audience', 'sts_region'],
    ),
    outputsSchema: temporaryCredentials,
  },
  {
    type: 'aws',
    name: 'AWS access key',
    inputsSchema: credentials(['aws_access_key_id', 'aws_secret_access_key']),
    outputsSchema: credentials(['AccessKeyId', 'SecretAccessKey']),
  },
];
