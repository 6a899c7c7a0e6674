import { test } from 'node:test';
import { killed, Mutation } from '../mutations/killed';

const node = 'plugins/humanitec-eks-node/src';

/** Defects of the engine, each with the pairs in which it shows and what they then say. */
const mutations: (Mutation & { only: RegExp; sees: RegExp })[] = [
  {
    name: 'AWS is not asked again when it throttles',
    file: `${node}/aws/awsAccount.ts`,
    from: 'maxAttempts: 5,',
    to: 'maxAttempts: 1,',
    only: /accessRole: iam CreatePolicy: throttled/,
    sees: /it gave up/,
  },
  {
    name: 'Humanitec is not asked again when it throttles',
    file: `${node}/humanitec/humanitecError.ts`,
    from: 'new Set([0, 429, 502, 503, 504])',
    to: 'new Set([0, 502, 503, 504])',
    only: /agentDefinition: humanitec POST .*: throttled/,
    sees: /it gave up/,
  },
  {
    name: 'Kubernetes is not asked again when a connection breaks',
    file: `${node}/kubernetes/kubernetesError.ts`,
    from: 'new Set([0, 429, 502, 503, 504])',
    to: 'new Set([429, 502, 503, 504])',
    only: /deployAccess: kubernetes patch clusterroles: .*before/,
    sees: /it gave up/,
  },
  {
    name: 'a session that is over is kept',
    file: `${node}/aws/awsAccount.ts`,
    from: 'await signIn(client, { forceRefresh: true });',
    to: '',
    only: /accessRole: iam CreateRole: refused/,
    sees: /ExpiredToken/,
  },
  {
    name: 'any answer to a write in the cluster will do',
    file: `${node}/kubernetes/kubernetesClient.ts`,
    from: 'if (!written?.metadata) throw',
    to: 'if (written === undefined) throw',
    only: /deployAccess: kubernetes patch clusterroles: .*parser/,
    sees: /another world|no remedy|second run/,
  },
  {
    name: 'what an earlier attempt has made stands in its own way',
    file: `${node}/binding/failure.ts`,
    from: "      'EntityAlreadyExists',\n",
    to: '',
    only: /accessRole: iam CreatePolicy: .*after it took effect/,
    sees: /EntityAlreadyExists/,
  },
  {
    name: 'any answer to a write in Humanitec will do',
    file: `${node}/humanitec/humanitecClient.ts`,
    from: ".refine(answer => typeof answer !== 'string')",
    to: '',
    only: /rotate: humanitec DELETE .*parser/,
    sees: /it said that it was completed/,
  },
  {
    name: 'a removal swallows what fails',
    file: `${node}/binding/remove/removeBinding.ts`,
    from: '    throw new PartError(part.id, error);',
    to: '    return { things, left: [] };',
    only: /offboarding.*humanitec DELETE .*: answered with 500/,
    sees: /it said that it was completed/,
  },
];

for (const { only, sees, ...mutation } of mutations) {
  test(`is noticed: ${mutation.name}`, () =>
    killed(mutation, { proof: 'faults/sweep.proof.ts', only, sees }));
}
