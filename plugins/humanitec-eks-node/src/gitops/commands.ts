import {
  BindingSpec,
  bindingMark,
  FIELD_MANAGER,
} from 'backstage-plugin-humanitec-eks-common';
import { ourLabels } from '../kubernetes/objects';
import {
  AGENT_NAME,
  AGENT_SECRETS,
  PRIVATE_KEY,
} from '../parts/agentManifests';
import { FINGERPRINT_PLACEHOLDER } from '../parts/agentRegistration';
import { PUBLIC_KEY_FILE } from '../parts/agentScript';
import { accessPolicyArn, EXTERNAL_ID_PLACEHOLDER } from '../parts/accessRole';

/** The stacks of a binding, each a part. */
export type StackName =
  | 'cluster'
  | 'access-role'
  | 'deploy-access'
  | 'runner-access';

/** Begins with a letter and has no underscores, as CloudFormation asks; another cluster's is never the same. */
function stackName(spec: BindingSpec, stack: StackName): string {
  return `humanitec-${bindingMark(spec).replaceAll('_', '-')}-${stack}`;
}

/** Makes or changes a stack; parameters that are not given keep their values. */
export function deployStack(
  spec: BindingSpec,
  stack: StackName,
  parameters: string[] = [],
): string {
  return lines(
    `aws cloudformation deploy --region ${spec.region}`,
    `--stack-name ${stackName(spec, stack)}`,
    `--template-file aws/${stack}.yaml`,
    '--capabilities CAPABILITY_NAMED_IAM',
    ...(parameters.length ? ['--parameter-overrides', ...parameters] : []),
  );
}

export function deleteStack(spec: BindingSpec, stack: StackName): string {
  const where = `--region ${spec.region} --stack-name ${stackName(
    spec,
    stack,
  )}`;
  return [
    `aws cloudformation delete-stack ${where}`,
    `aws cloudformation wait stack-delete-complete ${where}`,
  ].join('\n');
}

/** Our mark on the policy of the access role. */
export function tagAccessPolicy(spec: BindingSpec): string {
  return lines(
    `aws iam tag-policy --policy-arn ${accessPolicyArn(spec)}`,
    '--tags file://aws/access-policy-tags.json',
  );
}

/** Prints the external ID of the access role; fails while there is no such role. */
export function readExternalId(spec: BindingSpec): string {
  return lines(
    `aws iam get-role --role-name '${spec.names.accessRole}'`,
    `--query 'Role.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals."sts:ExternalId"'`,
    '--output text',
  );
}

/** With the external ID in place of its placeholder, straight to humctl: it is in no file. */
export const APPLY_ACCOUNT = lines(
  `sed "s|${EXTERNAL_ID_PLACEHOLDER}|$EXTERNAL_ID|" humanitec/cloud-account.yaml |`,
  'humctl apply -f -',
);

/** The private key goes from openssl into its Secret, and touches no disk. */
export function makeAgentKey(spec: BindingSpec): string {
  const { agentNamespace } = spec.names;
  const [secret] = AGENT_SECRETS;
  return [
    `kubectl create namespace ${agentNamespace}`,
    lines(
      'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4096 |',
      `kubectl create secret generic ${secret} --namespace ${agentNamespace} --from-file=${PRIVATE_KEY}=/dev/stdin`,
    ),
    lines(
      `kubectl label secret ${secret} --namespace ${agentNamespace}`,
      ...Object.entries(ourLabels(spec)).map(entry => entry.join('=')),
    ),
  ].join('\n');
}

/** The public half, and its fingerprint in the manifest of the agent's pods. */
export function publishAgentKey(spec: BindingSpec): string {
  const { agentNamespace } = spec.names;
  const [secret] = AGENT_SECRETS;
  return [
    lines(
      `kubectl get secret ${secret} --namespace ${agentNamespace} --output jsonpath='{.data.${PRIVATE_KEY}}' |`,
      `base64 -d | openssl pkey -pubout -out ${PUBLIC_KEY_FILE}`,
    ),
    lines(
      `FINGERPRINT="$(openssl pkey -pubin -in ${PUBLIC_KEY_FILE} -outform DER |`,
      `openssl dgst -sha256 -r | cut -d' ' -f1)"`,
    ),
    lines(
      `sed -i.bak "s|${FINGERPRINT_PLACEHOLDER}|$FINGERPRINT|" kubernetes/agent.yaml &&`,
      'rm kubernetes/agent.yaml.bak',
    ),
  ].join('\n');
}

export function applyManifests(spec: BindingSpec): string {
  return [
    `kubectl apply --server-side --force-conflicts --field-manager=${FIELD_MANAGER} -k kubernetes`,
    `kubectl rollout status deployment/${AGENT_NAME} --namespace ${spec.names.agentNamespace} --timeout=10m`,
  ].join('\n');
}

/** One command over several lines. */
function lines(...parts: string[]): string {
  return parts.join(' \\\n  ').replaceAll('| \\\n', '|\n');
}
