// What EKS wants the caller to be allowed before it does something (Service Authorization Reference, EKS).
import { z } from 'zod';
import { clusterArn, parseArn } from '../arn';
import { Need, tagContext } from '../authorize';
import { Context } from '../iam/conditions';
import { RestCall } from '../restJson';
import { createClusterInput } from './clusterRequest';
import { serviceLinkedRoleNeeds } from './serviceLinkedRole';
import { defaultVersion } from './versions';

// Not yet validated: what has another type stands for nothing here and is refused later.
const text = z.string().optional().catch(undefined);
const texts = z.array(z.string()).optional().catch(undefined);
const requestSchema = z.object({
  name: text,
  principalArn: text,
  associationId: text,
  resourceArn: text,
  nodegroupName: text,
  nodeRole: text,
  roleArn: text,
  policyArn: text,
  kubernetesGroups: texts,
  username: text,
  type: text,
  accessScope: z
    .object({ type: text, namespaces: texts })
    .optional()
    .catch(undefined),
  computeConfig: z.object({ nodeRoleArn: text }).optional().catch(undefined),
  tags: z.record(z.string(), z.string()).optional().catch(undefined),
});
type Request = z.output<typeof requestSchema>;

export function eksNeeds(
  operation: string,
  call: RestCall,
  parameters: unknown,
): Need[] {
  const request = requestSchema.parse(parameters);
  const resource = resourceOf(operation, call, request);
  const tags = new Map(Object.entries(request.tags ?? {}));
  const tagged: Context = {
    ...tagContext('aws:requesttag', tags),
    ...(tags.size > 0 && { 'aws:tagkeys': [...tags.keys()] }),
    ...tagContext('aws:resourcetag', tagsOfResource(call, resource)),
  };
  const context = { ...tagged, ...contextOf(operation, request, parameters) };
  const action = `eks:${operation}`;
  return [
    operation === 'CreateCluster'
      ? { action, resource: '*', context, shown: resource }
      : { action, resource, context },
    ...(tags.size > 0 && operation !== 'TagResource'
      ? [{ action: 'eks:TagResource', resource, context: tagged }]
      : []),
    ...passedRoles(operation, request),
    ...(operation === 'CreateCluster'
      ? serviceLinkedRoleNeeds(call.world, call.caller.accountId)
      : []),
  ];
}

/** What is only there once it has been made counts with an ID that stands for any. */
function resourceOf(
  operation: string,
  { world, caller: { accountId }, region }: RestCall,
  request: Request,
): string {
  const { name, principalArn, associationId, resourceArn } = request;
  const { nodegroupName } = request;
  if (anyCluster.has(operation)) return '*';
  if (resourceArn !== undefined) return resourceArn;
  const arn = clusterArn({ accountId, region, name: name ?? '' });
  const cluster = world.aws.clusters.get(arn);
  const place = `arn:aws:eks:${region}:${accountId}`;
  if (associationId !== undefined) {
    return `${place}:podidentityassociation/${name}/${associationId}`;
  }
  if (nodegroupName !== undefined && operation !== 'CreateNodegroup') {
    return (
      cluster?.nodegroups.get(nodegroupName)?.arn ??
      `${place}:nodegroup/${name}/${nodegroupName}/*`
    );
  }
  if (principalArn !== undefined && operation !== 'CreateAccessEntry') {
    const principal = parseArn(principalArn);
    const [kind, ...path] = principal?.resource.split('/') ?? [];
    return (
      cluster?.accessEntries.get(principalArn)?.arn ??
      `${place}:access-entry/${name}/${kind}/${principal?.accountId}/${path.at(
        -1,
      )}/*`
    );
  }
  return arn;
}

/** These know no resource. */
const anyCluster = new Set([
  'DescribeClusterVersions',
  'ListAccessPolicies',
  'ListClusters',
]);

function tagsOfResource(
  { world }: RestCall,
  resource: string,
): ReadonlyMap<string, string> {
  return world.aws.clusters.get(resource)?.tags ?? new Map();
}

function contextOf(
  operation: string,
  request: Request,
  parameters: unknown,
): Context {
  switch (operation) {
    case 'CreateCluster':
      return createContext(parameters);
    case 'CreateAccessEntry':
    case 'UpdateAccessEntry':
      return {
        ...(request.principalArn && {
          'eks:principalarn': request.principalArn,
        }),
        ...(request.kubernetesGroups && {
          'eks:kubernetesgroups': request.kubernetesGroups,
        }),
        ...(request.username && { 'eks:username': request.username }),
        ...(operation === 'CreateAccessEntry' && {
          'eks:accessentrytype': request.type ?? 'STANDARD',
        }),
      };
    case 'AssociateAccessPolicy':
    case 'DisassociateAccessPolicy':
      return {
        ...(request.policyArn && { 'eks:policyarn': request.policyArn }),
        ...(request.accessScope?.type && {
          'eks:accessscope': request.accessScope.type,
        }),
        ...(request.accessScope?.namespaces && {
          'eks:namespaces': request.accessScope.namespaces,
        }),
      };
    default:
      return {};
  }
}

/** With these an organization can demand how clusters are made. */
function createContext(parameters: unknown): Context {
  const parsed = createClusterInput.safeParse(parameters);
  if (!parsed.success) return {};
  const { data } = parsed;
  const vpc = data.resourcesVpcConfig;
  return {
    'eks:authenticationmode':
      data.accessConfig?.authenticationMode ?? 'CONFIG_MAP',
    'eks:bootstrapclustercreatoradminpermissions': String(
      data.accessConfig?.bootstrapClusterCreatorAdminPermissions ?? true,
    ),
    'eks:bootstrapselfmanagedaddons': String(
      data.bootstrapSelfManagedAddons ?? true,
    ),
    'eks:computeconfigenabled': String(data.computeConfig?.enabled ?? false),
    'eks:elasticloadbalancingenabled': String(
      data.kubernetesNetworkConfig?.elasticLoadBalancing?.enabled ?? false,
    ),
    'eks:blockstorageenabled': String(
      data.storageConfig?.blockStorage?.enabled ?? false,
    ),
    'eks:endpointpublicaccess': String(vpc.endpointPublicAccess ?? true),
    'eks:endpointprivateaccess': String(vpc.endpointPrivateAccess ?? false),
    'eks:kubernetesversion': data.version ?? defaultVersion,
    'eks:supporttype': data.upgradePolicy?.supportType ?? 'EXTENDED',
    'eks:deletionprotection': String(data.deletionProtection ?? false),
  };
}

/** Roles that the request hands to a service: the caller must be allowed to pass them. */
function passedRoles(operation: string, request: Request): Need[] {
  const pass = (service: string, resource: string | undefined): Need[] =>
    resource === undefined
      ? []
      : [
          {
            action: 'iam:PassRole',
            resource,
            context: { 'iam:passedtoservice': service },
          },
        ];
  switch (operation) {
    case 'CreateCluster':
      return [
        ...pass('eks.amazonaws.com', request.roleArn),
        ...pass('ec2.amazonaws.com', request.computeConfig?.nodeRoleArn),
      ];
    case 'UpdateClusterConfig':
      return pass('ec2.amazonaws.com', request.computeConfig?.nodeRoleArn);
    case 'CreateNodegroup':
      return pass('ec2.amazonaws.com', request.nodeRole);
    case 'CreatePodIdentityAssociation':
    case 'UpdatePodIdentityAssociation':
      return pass('pods.eks.amazonaws.com', request.roleArn);
    case 'CreateAccessEntry':
      return /^EC2_(LINUX|WINDOWS)$/.test(request.type ?? '')
        ? pass('ec2.amazonaws.com', request.principalArn)
        : [];
    default:
      return [];
  }
}
