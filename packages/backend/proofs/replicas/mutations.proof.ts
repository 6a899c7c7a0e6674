import { test } from 'node:test';
import { killed, Mutation } from '../mutations/killed';

const cases: {
  mutation: Mutation;
  noticed: Parameters<typeof killed>[1];
}[] = [
  {
    mutation: {
      name: 'task recovery is off',
      file: 'packages/backend/proofs/replicas/replicas.ts',
      from: "  NODE_ENV: 'production',",
      to: "  NODE_ENV: 'production', APP_CONFIG_scaffolder_taskRecovery_enabled: 'false',",
    },
    noticed: {
      proof: 'replicas/killedOnboardings.proof.ts',
      only: /killed in cloudAccount/,
      sees: /Nobody has taken the task over in time/,
    },
  },
  {
    mutation: {
      name: 'a policy is not looked at while its role is not there',
      file: 'plugins/humanitec-eks-node/src/parts/accessRole.ts',
      from: 'wantedPolicy(spec), observed?.policy, systems)',
      to: 'wantedPolicy(spec), observed?.role && observed.policy, systems)',
    },
    noticed: {
      proof: 'replicas/killedOnboardings.proof.ts',
      only: /killed in accessRole/,
      sees: /not ok \d+ - killed in accessRole/,
    },
  },
  {
    mutation: {
      name: 'who is second does not look again',
      file: 'plugins/humanitec-eks-node/src/binding/runPart.ts',
      from: 'const MAX_ATTEMPTS = 3;',
      to: 'const MAX_ATTEMPTS = 1;',
    },
    noticed: {
      proof: 'replicas/together.proof.ts',
      only: /the same cluster/,
      sees: /not ok \d+ - the same cluster/,
    },
  },
  {
    mutation: {
      name: 'one replica hears of a change for all',
      file: 'plugins/humanitec-eks-backend/src/binding/bindingLookUps.ts',
      from: 'id: `changed-bindings-${randomUUID()}`',
      to: "id: 'changed-bindings'",
    },
    noticed: {
      proof: 'replicas/together.proof.ts',
      only: /the same answers/,
      sees: /not ok \d+ - the same answers/,
    },
  },
];

// Most of the time of each is waiting, so two do not hold each other up.
test(
  'defects that a proof of replicas notices',
  { concurrency: 2 },
  async t => {
    await Promise.all(
      cases.map(({ mutation, noticed }) =>
        t.test(mutation.name, () => killed(mutation, noticed)),
      ),
    );
  },
);
