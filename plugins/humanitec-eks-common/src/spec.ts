import { z } from 'zod/v3';
import { BindingNames, deriveNames } from './names';
import {
  awsAccountId,
  awsRegion,
  dnsLabel,
  eksClusterName,
  humanitecDefinitionId,
  humanitecId,
  humanitecResourceClass,
  iamPolicyName,
  iamRoleName,
  kubernetesGroup,
  subnetId,
} from './rules';

// zod/v3, since the scaffolder turns action schemas of that version into JSON schema.

/** The four facts that every action takes as top-level scalars, so that a permission policy can match them. */
export const identityFields = {
  organization: humanitecId.describe(
    'Humanitec organization; it must be configured under humanitecEks.organizations',
  ),
  awsAccountId: awsAccountId.describe(
    'AWS account that the cluster lives in, 12 digits',
  ),
  region: awsRegion.describe('AWS region of the cluster, such as eu-central-1'),
  clusterName: eksClusterName.describe('Name of the EKS cluster'),
};

const names = z
  .object({
    clusterRole: iamRoleName.describe('IAM role of the EKS cluster'),
    nodeRole: iamRoleName.describe('IAM role of its nodes'),
    accessRole: iamRoleName.describe('IAM role that Humanitec assumes'),
    accessPolicy: iamPolicyName.describe(
      'Customer-managed policy of that role',
    ),
    cloudAccount: humanitecDefinitionId.describe('Humanitec cloud account'),
    clusterDefinition: humanitecDefinitionId.describe(
      'Resource definition of type k8s-cluster',
    ),
    agent: humanitecId.describe('Humanitec Agent'),
    agentDefinition: humanitecDefinitionId.describe(
      'Resource definition of type agent',
    ),
    runnerDefinition: humanitecDefinitionId.describe(
      'Resource definition of type config for the OpenTofu container runner',
    ),
    terraformRunnerDefinition: humanitecDefinitionId.describe(
      'The same for the Terraform container runner',
    ),
    containerRunnerDefinition: humanitecDefinitionId.describe(
      'The same for the plain container runner',
    ),
    kubernetesGroup: kubernetesGroup.describe(
      'Kubernetes group that the access entry maps the access role to',
    ),
    agentNamespace: dnsLabel.describe('Namespace of the agent'),
    runnerNamespace: dnsLabel.describe('Namespace of the runner jobs'),
    runnerServiceAccount: dnsLabel.describe(
      'Service account of the runner jobs',
    ),
  })
  .partial()
  .strict()
  .describe('Names to use instead of those derived from the cluster name');

/** Matching criteria of a Humanitec resource definition; what is left out matches anything. */
export const criterionSchema = z
  .object({
    envType: humanitecId.optional().describe('Environment type'),
    appId: humanitecId.optional().describe('Application'),
    envId: humanitecId.optional().describe('Environment'),
    class: humanitecResourceClass.optional().describe('Resource class'),
  })
  .strict();

export type Criterion = z.infer<typeof criterionSchema>;

/** Partition, service, region, account and resource; without spaces (IAM User Guide, ARNs; IAM service model, arnType). */
const arn = z
  .string()
  .max(2048)
  .regex(
    /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:\S+$/,
    'must be an ARN',
  );

const policyArn = z
  .string()
  .max(2048)
  .regex(
    /^arn:aws[a-z-]*:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+$/,
    'must be the ARN of an IAM policy',
  );

/** An empty text asks for none; undefined would leave what is there. */
const roleArnOrNone = z
  .string()
  .max(2048)
  .regex(
    /^(?:arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+)?$/,
    'must be the ARN of an IAM role',
  );

const cidr = z
  .string()
  .regex(
    /^(?:\d{1,3}\.){3}\d{1,3}(?:\/(?:[0-9]|[12][0-9]|3[0-2]))?$/,
    'must be an IPv4 address or range such as 198.51.100.0/24',
  )
  .refine(
    text =>
      text
        .split('/')[0]
        .split('.')
        .every(byte => Number(byte) <= 255),
    'must be an IPv4 address or range such as 198.51.100.0/24',
  );

/** Credentials would end up in the task's parameters and in a ConfigMap. An empty text asks for none. */
const proxyUrl = z
  .string()
  .max(2048)
  .regex(
    /^(?:https?:\/\/[^\s/@]+\/?)?$/,
    'must be an http:// or https:// address without credentials or path',
  );

/** The drivers of Humanitec that run containers in the cluster (Humanitec docs, container runner); the first is the default. */
export const runnerDrivers = [
  'opentofu-container-runner',
  'terraform-container-runner',
  'container-runner',
] as const;

export type RunnerDriver = (typeof runnerDrivers)[number];

/** Each driver looks for a definition of its own; under which name that is kept. */
export const runnerNameKeys = {
  'opentofu-container-runner': 'runnerDefinition',
  'terraform-container-runner': 'terraformRunnerDefinition',
  'container-runner': 'containerRunnerDefinition',
} as const satisfies Record<RunnerDriver, keyof BindingNames>;

/** What actions take besides the four facts. `undefined` always means: not asked for, so left as it is. */
export const sharedFields = {
  names: names.optional(),
  adopt: z
    .boolean()
    .optional()
    .describe(
      'Take over things that carry our name but no mark. Without it they are refused, and what belongs to the binding of another cluster always is.',
    ),
};

/** Who lands here: one rule as scalars, which a permission policy can match, and any more as a list. */
export const ruleFields = {
  envType: humanitecId
    .optional()
    .describe(
      'Environment type whose deployments land here; with appId, only those of that application',
    ),
  appId: humanitecId
    .optional()
    .describe('Application whose deployments land here'),
  criteria: z
    .array(criterionSchema)
    .optional()
    .describe('Who else lands here: one rule each, beside envType and appId'),
};

/** Forms send an empty list where nobody filled one in, so that it asks for nothing. */
function list<Item extends z.ZodTypeAny>(
  item: Item,
  rules: { min?: number; max?: number; message?: string } = {},
) {
  const { min = 0, max = Infinity, message } = rules;
  return z
    .array(item)
    .refine(
      ({ length }) => length === 0 || (length >= min && length <= max),
      message,
    );
}

/** AWS takes 50 of a thing; two are ours. */
const MAX_TAGS = 48;

/** IAM service model, tagKeyType and tagValueType; `aws:` is kept for AWS. */
const tagsOfTheirs = z
  .record(
    z
      .string()
      .max(256)
      .regex(
        /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
        'may hold letters, digits, spaces and _.:/=+-@',
      ),
  )
  .refine(
    tags =>
      Object.keys(tags).every(
        key =>
          key.length <= 128 &&
          /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu.test(key),
      ),
    'needs keys of at most 128 letters, digits, spaces and _.:/=+-@ that do not begin with aws:',
  )
  .refine(
    tags => Object.keys(tags).length <= MAX_TAGS,
    `may hold ${MAX_TAGS} tags at most`,
  );

/** Options of everything that is made in AWS. */
const awsFields = {
  tags: tagsOfTheirs
    .optional()
    .describe('Further tags for what is made in AWS'),
  permissionsBoundary: policyArn
    .optional()
    .describe('Permissions boundary of the IAM roles that are made'),
  iamPath: z
    .string()
    .max(512)
    .regex(/^\/(?:[\w+=,.@-]+\/)*$/, 'must begin and end with a slash')
    .optional()
    .describe('Path of the IAM roles and policies that are made'),
};

/** Options of the part `cluster`. */
const clusterFields = {
  existing: z
    .boolean()
    .optional()
    .describe(
      'Bind a cluster that somebody else made, as it is: neither it nor its IAM roles are changed, tagged or ever deleted. One that this binding has made is treated as ever',
    ),
  enableAccessEntries: z
    .boolean()
    .optional()
    .describe(
      'With existing: switch the authentication mode of a cluster that knows only the ConfigMap aws-auth to API_AND_CONFIG_MAP, which cannot be taken back',
    ),
  version: z
    .string()
    .regex(/^1\.\d{2}$/, 'must be a Kubernetes version such as 1.36')
    .optional()
    .describe('Kubernetes version; the default of EKS when left out'),
  subnetIds: list(subnetId, {
    min: 2,
    message: 'needs two subnets or more, in different availability zones',
  })
    .optional()
    .describe('Subnets for the control plane, in two zones or more'),
  securityGroupIds: list(
    z.string().regex(/^sg-[0-9a-f]+$/, 'must be a security group ID'),
    { max: 4, message: 'may hold four security groups at most' },
  )
    .optional()
    .describe(
      'Security groups for the control plane; one of them must admit Backstage on port 443',
    ),
  nodePools: list(z.enum(['general-purpose', 'system']))
    .optional()
    .describe('Built-in node pools of EKS Auto Mode; both when left out'),
  supportType: z
    .enum(['STANDARD', 'EXTENDED'])
    .optional()
    .describe('Upgrade policy; STANDARD when left out, EXTENDED costs more'),
  deletionProtection: z
    .boolean()
    .optional()
    .describe('Refuse to delete the cluster until this is turned off'),
  logging: list(
    z.enum(['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']),
  )
    .optional()
    .describe('Control plane logs sent to CloudWatch'),
  encryptionKeyArn: arn
    .optional()
    .describe('KMS key for envelope encryption; a key of AWS when left out'),
  zonalShift: z
    .boolean()
    .optional()
    .describe(
      'Let Amazon ARC shift traffic away from an availability zone that fails',
    ),
  restoreAccess: z
    .boolean()
    .optional()
    .describe(
      'Give Backstage its own access to the cluster back, where humanitec-eks:cluster:revokeAccess has taken it away',
    ),
  owner: z
    .string()
    .regex(
      /^(?:[a-zA-Z]+:)?(?:[\w.-]+\/)?[\w.-]+$/,
      'must be an entity reference such as group:default/platform',
    )
    .optional()
    .describe('Owner of the cluster in the catalog'),
};

/** Options of the parts `accessRole` and `cloudAccount`. */
const accessRoleFields = {
  accountType: z
    .enum(['aws-role', 'aws-identity'])
    .optional()
    .describe(
      'How Humanitec proves itself to AWS: aws-role with an external ID (when left out), or aws-identity with OIDC, without a shared IAM user',
    ),
  sourceIps: list(cidr)
    .optional()
    .describe(
      'Addresses that Humanitec may come from; requests from others are denied. aws-role only',
    ),
  audience: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe(
      'Audience of the OIDC token; sts.amazonaws.com when left out. aws-identity only',
    ),
  stsRegion: awsRegion
    .optional()
    .describe(
      'Region of the STS endpoint that Humanitec uses; us-east-1 when left out. aws-identity only',
    ),
};

/** Options of the part `clusterDefinition`. */
const clusterDefinitionFields = {
  loadBalancer: z
    .string()
    .optional()
    .describe(
      'Host or IP address of the ingress load balancer; may follow later. An empty text takes it away',
    ),
  loadBalancerHostedZone: z
    .string()
    .optional()
    .describe(
      'Route 53 hosted zone of the load balancer. An empty text takes it away',
    ),
};

/** Options of the part `agent`. */
const agentFields = {
  image: z
    .string()
    .min(1)
    .optional()
    .describe('Image of the Humanitec Agent, for a mirror or another version'),
  replicas: z
    .number()
    .int()
    .min(1)
    .max(5)
    .optional()
    .describe('Pods of the agent; 2 when left out'),
  proxy: z
    .object({
      httpProxy: proxyUrl
        .optional()
        .describe('HTTP_PROXY of the agent. An empty text takes it away'),
      httpsProxy: proxyUrl
        .optional()
        .describe('HTTPS_PROXY of the agent. An empty text takes it away'),
      noProxy: z
        .string()
        .optional()
        .describe(
          'NO_PROXY of the agent, separated by commas; it must hold the API endpoint of the cluster. The domain of EKS and what is in the cluster when left out; an empty text takes it away',
        ),
    })
    .strict()
    .optional()
    .describe('Proxy through which the agent reaches Humanitec'),
};

/** Options of the part `runnerAccess`. */
const runnerFields = {
  podIdentityRoleArn: roleArnOrNone
    .optional()
    .describe(
      'IAM role that runner jobs get through EKS Pod Identity, instead of IRSA. An empty text takes it away',
    ),
  serviceAccountRoleArn: roleArnOrNone
    .optional()
    .describe(
      'IAM role that runner jobs get through IRSA, the annotation of their service account, instead of Pod Identity. An empty text takes it away',
    ),
  drivers: list(z.enum(runnerDrivers))
    .optional()
    .describe(
      `Container runners that lead to this cluster; ${runnerDrivers[0]} when left out`,
    ),
};

/** An unknown option is refused: a misspelt one would be lost without a word. */
function section<Fields extends z.ZodRawShape>(fields: Fields, about: string) {
  return z.object(fields).strict().describe(about).optional();
}

/** Options by the part, or system, that they are for. */
export const sectionFields = {
  aws: section(awsFields, 'Options of everything that is made in AWS'),
  cluster: section(clusterFields, 'Options of the cluster'),
  accessRole: section(accessRoleFields, 'How Humanitec proves itself to AWS'),
  clusterDefinition: section(
    clusterDefinitionFields,
    'Options of the cluster definition',
  ),
  agent: section(agentFields, 'Options of the Humanitec Agent'),
  runner: section(runnerFields, 'Options of the container runner'),
};

/** What a person asks for: the four facts and options with good defaults. */
export const bindingInputSchema = z
  .object({
    ...identityFields,
    ...ruleFields,
    ...sharedFields,
    ...sectionFields,
  })
  .strict()
  .refine(
    ({ runner }) =>
      !(runner?.podIdentityRoleArn && runner.serviceAccountRoleArn),
    {
      path: ['runner'],
      // AWS SDKs would take the one of IRSA and never say so.
      message:
        'takes podIdentityRoleArn or serviceAccountRoleArn, not both: jobs can be one role only',
    },
  );

export type BindingInput = z.input<typeof bindingInputSchema>;

/** A binding that is asked for, with every name known. */
export type BindingSpec = Required<
  Pick<
    z.output<typeof bindingInputSchema>,
    'aws' | 'cluster' | 'accessRole' | 'clusterDefinition' | 'agent' | 'runner'
  >
> &
  Omit<z.output<typeof bindingInputSchema>, 'names' | 'adopt' | 'criteria'> & {
    /** Who lands here, the rule of the scalars first; undefined leaves the rules that are there. */
    criteria?: Criterion[];
    names: BindingNames;
    adopt: boolean;
  };

/**
 * Checks an input and derives its names.
 *
 * @throws ZodError with the path of each field that is wrong
 */
export function bindingSpec(input: unknown): BindingSpec {
  const parsed = withoutEmptyLists(bindingInputSchema.parse(input));
  const { envType, appId, criteria } = parsed;
  const rules = [
    ...(envType || appId ? [{ envType, appId }] : []),
    ...(criteria ?? []),
  ];
  return {
    ...parsed,
    criteria: rules.length > 0 ? rules : undefined,
    names: deriveNames(parsed, parsed.names),
    adopt: parsed.adopt ?? false,
    aws: parsed.aws ?? {},
    cluster: parsed.cluster ?? {},
    accessRole: parsed.accessRole ?? {},
    clusterDefinition: parsed.clusterDefinition ?? {},
    agent: parsed.agent ?? {},
    runner: parsed.runner ?? {},
  };
}

type Input = z.output<typeof bindingInputSchema>;

/** Nobody asks for nothing with an empty list: a cluster would lose its groups. */
function withoutEmptyLists(input: Input): Input {
  return JSON.parse(
    JSON.stringify(input, (_, value) =>
      Array.isArray(value) && value.length === 0 ? undefined : value,
    ),
  );
}

/** One line for each field that is wrong: `cluster.subnetIds: needs two subnets …`. */
export function describeInputProblems(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`)
    .join('\n');
}

/**
 * The input that a rule of the spec came from: `criteria.0.appId`, or `envType`
 * for the one that was given in scalars.
 *
 * @param index - among the spec's criteria
 * @param element - of the rule; the whole rule when left out
 */
export function ruleField(
  { envType, appId }: Pick<BindingSpec, 'envType' | 'appId'>,
  index: number,
  element?: keyof Criterion,
): string {
  const scalars = envType || appId ? 1 : 0;
  if (index < scalars) return element ?? (envType ? 'envType' : 'appId');
  return ['criteria', index - scalars, element]
    .filter(step => step !== undefined)
    .join('.');
}

/** A criterion in words: `environment type production, application shop`. */
export function describeCriterion(criterion: Criterion): string {
  const words = [
    criterion.envType && `environment type ${criterion.envType}`,
    criterion.appId && `application ${criterion.appId}`,
    criterion.envId && `environment ${criterion.envId}`,
    criterion.class && `class ${criterion.class}`,
  ].filter(Boolean);
  return words.join(', ') || 'everything';
}
