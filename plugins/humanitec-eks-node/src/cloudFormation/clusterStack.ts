import type { CreateClusterCommandInput } from '@aws-sdk/client-eks';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { WantedRole } from '../aws/iamRole';
import { tagList } from '../aws/tags';
import { accessEntryResource } from './accessEntryResource';
import { roleResource } from './roleResource';
import {
  attribute,
  either,
  isEmpty,
  not,
  nothing,
  ref,
  Stack,
  StackResource,
} from './stack';

const ARN_OR_NOTHING = '(arn:aws[\\w-]*:iam::\\d{12}:.+)?';

/** The cluster with its two roles, and who administers it: it knows nobody else, not even who made it. */
export function clusterStack(
  spec: BindingSpec,
  wanted: {
    clusterRole: WantedRole;
    nodeRole: WantedRole;
    request: CreateClusterCommandInput;
    adminPolicyArn: string;
    /** Tag of a cluster that Backstage is not let into. */
    withoutBackstage: Record<string, string>;
  },
): Stack {
  const { clusterRole, nodeRole, request, adminPolicyArn } = wanted;
  const administrator = (parameter: string): StackResource => ({
    Condition: `Has${parameter}`,
    ...accessEntryResource(spec, {
      clusterName: ref('Cluster'),
      principalArn: ref(parameter),
      clusterPolicyArn: adminPolicyArn,
    }),
  });
  return {
    Description: `EKS Auto Mode cluster ${spec.clusterName}: private endpoint, access entries only`,
    Parameters: {
      BackstageRole: arnParameter(
        'ARN of the IAM role that Backstage acts as in this account; empty when it is not to look into the cluster',
      ),
      Administrator: arnParameter(
        'ARN of the IAM role or user that applies the Kubernetes manifests, if it is another one',
      ),
      ClusterRoleArn: arnParameter(
        'ARN of a cluster role that is there already; empty to make one',
      ),
      NodeRoleArn: arnParameter(
        'ARN of a node role that is there already; empty to make one',
      ),
    },
    Conditions: {
      HasBackstageRole: not(isEmpty('BackstageRole')),
      HasAdministrator: not(isEmpty('Administrator')),
      MakesClusterRole: isEmpty('ClusterRoleArn'),
      MakesNodeRole: isEmpty('NodeRoleArn'),
    },
    Resources: {
      ClusterRole: {
        Condition: 'MakesClusterRole',
        ...roleResource(spec, clusterRole),
      },
      NodeRole: { Condition: 'MakesNodeRole', ...roleResource(spec, nodeRole) },
      Cluster: {
        Type: 'AWS::EKS::Cluster',
        Properties: clusterProperties(request, wanted.withoutBackstage),
      },
      BackstageAccess: administrator('BackstageRole'),
      AdministratorAccess: administrator('Administrator'),
    },
    Outputs: {
      ClusterArn: {
        Description: 'The cluster',
        Value: attribute('Cluster', 'Arn'),
      },
    },
  };
}

function arnParameter(Description: string) {
  return {
    Type: 'String' as const,
    Description,
    Default: '',
    AllowedPattern: ARN_OR_NOTHING,
  };
}

/** Properties have the names of the request's members, capitalised; only tags and logging are written otherwise. */
function clusterProperties(
  request: CreateClusterCommandInput,
  withoutBackstage: Record<string, string>,
): Record<string, unknown> {
  const { tags = {}, logging, roleArn: _, computeConfig, ...rest } = request;
  const logs = logging?.clusterLogging?.flatMap(({ enabled, types = [] }) =>
    enabled ? types.map(Type => ({ Type })) : [],
  );
  return {
    ...capitalised(rest),
    RoleArn: roleArn('ClusterRole'),
    ComputeConfig: {
      ...capitalised(computeConfig ?? {}),
      NodeRoleArn: roleArn('NodeRole'),
    },
    Logging: logs && { ClusterLogging: { EnabledTypes: logs } },
    Tags: [
      ...tagList(tags),
      ...tagList(withoutBackstage).map(tag =>
        either('HasBackstageRole', nothing, tag),
      ),
    ],
  };
}

function roleArn(role: 'ClusterRole' | 'NodeRole') {
  return either(`Makes${role}`, attribute(role, 'Arn'), ref(`${role}Arn`));
}

function capitalised(members: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      `${name[0].toUpperCase()}${name.slice(1)}`,
      capitalisedValue(value),
    ]),
  );
}

function capitalisedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalisedValue);
  return typeof value === 'object' && value !== null
    ? capitalised(value)
    : value;
}
