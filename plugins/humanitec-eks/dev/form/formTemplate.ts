import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';

/** A form with every field of the plugin. */
export const formTemplate: TemplateParameterSchema = {
  title: 'Every field',
  steps: [
    {
      title: 'Where',
      schema: {
        type: 'object',
        required: ['organization'],
        properties: {
          organization: {
            type: 'string',
            title: 'Humanitec organization',
            description: 'ID of the organization, such as acme.',
            'ui:field': 'HumanitecEksOrganization',
          },
          awsAccountId: {
            type: 'string',
            'ui:field': 'HumanitecEksAwsAccount',
          },
          region: { type: 'string', 'ui:field': 'HumanitecEksRegion' },
        },
      },
    },
    {
      title: 'Cluster',
      schema: {
        type: 'object',
        properties: {
          clusterName: {
            type: 'string',
            'ui:field': 'HumanitecEksClusterName',
          },
          other: {
            type: 'string',
            title: 'Another cluster',
            'ui:field': 'HumanitecEksClusterName',
            'ui:options': { existing: true },
          },
          subnetIds: {
            type: 'array',
            items: { type: 'string' },
            'ui:field': 'HumanitecEksSubnets',
          },
          version: { type: 'string', title: 'Kubernetes version' },
        },
      },
    },
    {
      title: 'Names',
      schema: {
        type: 'object',
        properties: {
          names: {
            type: 'object',
            title: 'Names',
            description: 'They follow from the name of the cluster.',
            'ui:field': 'HumanitecEksFolded',
            properties: {
              accessRole: {
                type: 'string',
                'ui:field': 'HumanitecEksName',
                'ui:options': { name: 'accessRole' },
              },
              accessPolicy: {
                type: 'string',
                'ui:field': 'HumanitecEksName',
                'ui:options': { name: 'accessPolicy' },
              },
            },
          },
          clusterOptions: {
            type: 'object',
            title: 'More about the cluster',
            'ui:field': 'HumanitecEksFolded',
            properties: {
              supportType: {
                type: 'string',
                title: 'Support',
                enum: ['STANDARD', 'EXTENDED'],
                default: 'STANDARD',
              },
              encryptionKeyArn: {
                type: 'string',
                title: 'KMS key',
                pattern: '^arn:',
              },
            },
          },
        },
      },
    },
    {
      title: 'Who lands there',
      schema: {
        type: 'object',
        properties: {
          envType: {
            type: 'string',
            'ui:field': 'HumanitecEksEnvironmentType',
          },
          appId: { type: 'string', 'ui:field': 'HumanitecEksApplication' },
          agent: { type: 'string', 'ui:field': 'HumanitecEksAgent' },
        },
      },
    },
    {
      title: 'Off-board',
      schema: {
        type: 'object',
        properties: {
          confirm: { type: 'string', 'ui:field': 'HumanitecEksConfirmName' },
        },
      },
    },
    {
      title: 'What will happen',
      schema: {
        type: 'object',
        properties: {
          onboarding: {
            type: 'null',
            'ui:field': 'HumanitecEksOnboardingPreview',
            'ui:options': { newCluster: true },
          },
          removal: { type: 'null', 'ui:field': 'HumanitecEksRemovalPreview' },
        },
      },
    },
  ],
};
