import pLimit from 'p-limit';
import { z } from 'zod';
import type { KubernetesClient } from '../../kubernetes/kubernetesClient';
import { parseObject } from '../../kubernetes/parseObject';
import { Grant, grantedRules, Subject } from './grantedRules';
import { failed, passed, Proof } from './proof';
import type { VerifyContext } from './verifyBinding';

/** Reviews at a time: a new control plane throttles bursts (containers-roadmap#2800). */
const AT_A_TIME = 10;

/** One thing that somebody would do: `create jobs.batch in humanitec-runner`. */
interface Attempt {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
}

/** Asks the cluster whether deployer and runner may do what they need, and the deployer not more. */
export async function checkAccess(
  { spec }: VerifyContext,
  kubernetes: KubernetesClient,
): Promise<Proof[]> {
  const limit = pLimit(AT_A_TIME);
  const refusedOf = async (subject: Subject, attempts: Attempt[]) => {
    const allowed = await Promise.all(
      attempts.map(one => limit(() => isAllowed(kubernetes, subject, one))),
    );
    return attempts.filter((_, index) => !allowed[index]);
  };
  const proofsOfGrants = grantedRules(spec).map(async grant => {
    const attempts = attemptsOf(grant);
    const refused = await refusedOf(grant.subject, attempts);
    return accessProof(grant, attempts.length, refused);
  });
  const group: Subject = { kind: 'Group', name: spec.names.kubernetesGroup };
  const secrets = ['get', 'list', 'watch'].map(verb => ({
    verb,
    group: '',
    resource: 'secrets',
  }));
  const proofOfSecrets = refusedOf(group, secrets).then(denied => {
    const open = secrets.filter(one => !denied.includes(one));
    return open.length === 0
      ? passed('Deployer', 'may not read secrets cluster-wide')
      : failed(
          'Deployer',
          `may ${open
            .map(({ verb }) => verb)
            .join(
              ', ',
            )} secrets in the whole cluster; remove the binding that gives this to group ${
            spec.names.kubernetesGroup
          }`,
        );
  });
  return Promise.all([...proofsOfGrants, proofOfSecrets]);
}

/** Pure. */
function attemptsOf({ namespace, rules }: Grant): Attempt[] {
  return rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap(group =>
      resources.flatMap(name => {
        const [resource, subresource] = name.split('/');
        return verbs.map(verb => ({
          verb,
          group,
          resource,
          subresource,
          namespace,
        }));
      }),
    ),
  );
}

function accessProof(
  { subject, namespace }: Grant,
  count: number,
  refused: Attempt[],
): Proof {
  const title = subject.kind === 'Group' ? 'Deployer' : 'Runner';
  const where = namespace ? ` in ${namespace}` : ' in the cluster';
  return refused.length === 0
    ? passed(title, `may do all ${count} things that it needs${where}`)
    : failed(
        title,
        `${subject.kind} ${subject.name} may not ${refused
          .map(attemptText)
          .join(', ')}${where}`,
      );
}

function attemptText({ verb, group, resource, subresource }: Attempt): string {
  const name = [resource, subresource].filter(Boolean).join('/');
  return `${verb} ${group ? `${name}.${group}` : name}`;
}

const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });

async function isAllowed(
  kubernetes: KubernetesClient,
  subject: Subject,
  attributes: Attempt,
): Promise<boolean> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    metadata: { name: '' },
    spec: { ...identityOf(subject), resourceAttributes: attributes },
  };
  return parseObject(reviewSchema, await kubernetes.create(review)).status
    .allowed;
}

/** Whom Kubernetes takes the subject for. */
function identityOf(subject: Subject): { user: string; groups: string[] } {
  if (subject.kind === 'Group') {
    return {
      user: 'humanitec',
      groups: [subject.name, 'system:authenticated'],
    };
  }
  const { name, namespace } = subject;
  return {
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: [
      'system:serviceaccounts',
      `system:serviceaccounts:${namespace}`,
      'system:authenticated',
    ],
  };
}
