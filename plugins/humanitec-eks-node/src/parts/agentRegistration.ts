import type {
  BindingSpec,
  Change,
} from 'backstage-plugin-humanitec-eks-common';
import { ownerByText } from '../binding/owner';
import { ownership } from '../binding/ownership';
import { carriesMark, markedName } from '../humanitec/resourceDefinition';
import type { Systems } from '../systems';
import type { AgentPublicKey } from './agentKey';
import type { KeyChoice } from './agentKeyChoice';
import type { AgentState } from './agentState';

/** Stands for a fingerprint that is only known later. */
export const FINGERPRINT_PLACEHOLDER = '<fingerprint-of-the-key>';

/** What must change about the agent and its public keys in Humanitec. */
export function planRegistration(
  spec: BindingSpec,
  observed: AgentState | undefined,
  choice: KeyChoice,
): Change[] {
  const subject = { kind: 'agent', name: spec.names.agent };
  const { registered } = observed ?? {};
  const owner = ownerOf(observed, choice);
  if (owner && owner !== spec.names.agent) {
    return [
      {
        action: 'refuse',
        ...subject,
        reason: `the key in the cluster belongs to agent ${owner}, and a key belongs to one agent; set names.agent to ${owner}, or delete Secret ${choice.secret}`,
      },
    ];
  }
  if (!observed || !registered) return [{ action: 'create', ...subject }];
  const to = agentDescription(spec);
  const from = registered.description ?? undefined;
  const itself = ownership({
    owner: isOurAgent(spec, observed) ? 'us' : ownerByText(spec, from),
    adopt: spec.adopt,
    subject,
    fields: from === to ? [] : [{ path: 'description', from, to }],
    unmarked:
      'an agent with this ID exists, its description does not carry our mark, and the cluster does not hold its key',
    remedies: ['choose another ID'],
  });
  return itself.some(({ action }) => action === 'refuse')
    ? itself
    : [...itself, ...planKeys(observed, choice)];
}

/** A description can be edited by anybody; the key in a Secret of ours proves as much as our mark. */
function isOurAgent(spec: BindingSpec, observed: AgentState): boolean {
  return (
    carriesMark(spec, observed.registered?.description) ||
    observed.secrets.some(
      ({ ours, publicKey }) =>
        ours &&
        publicKey &&
        observed.keyOwners.get(publicKey.fingerprint) === spec.names.agent,
    )
  );
}

function ownerOf(observed: AgentState | undefined, { publicKey }: KeyChoice) {
  return publicKey && observed?.keyOwners.get(publicKey.fingerprint);
}

function planKeys(observed: AgentState, choice: KeyChoice): Change[] {
  const { registeredKeys, objects } = observed;
  const fingerprint = choice.publicKey?.fingerprint;
  const missing: Change[] = hasKey(observed, fingerprint)
    ? []
    : [
        {
          action: 'create',
          kind: 'agent key',
          name: fingerprint ?? FINGERPRINT_PLACEHOLDER,
          ...(observed.uselessKeys.has(choice.replaces ?? '') && {
            reason: 'the present key has expired or is revoked',
          }),
        },
      ];
  // Without a look into the cluster nobody knows which keys it needs.
  if (!objects) return missing;
  const former = choice.former?.publicKey?.fingerprint;
  const surplus = registeredKeys
    .filter(key => key.fingerprint !== fingerprint)
    .map(
      (key): Change => ({
        action: 'delete',
        kind: 'agent key',
        name: key.fingerprint,
        reason:
          key.fingerprint === former
            ? 'another key takes its place, once the pods run with that'
            : 'it is not the key that is in the cluster',
      }),
    );
  return [...missing, ...surplus];
}

function hasKey(observed: AgentState, fingerprint: string | undefined) {
  return observed.registeredKeys.some(key => key.fingerprint === fingerprint);
}

export function agentDescription(spec: BindingSpec): string {
  return markedName(spec, `Agent of EKS cluster ${spec.clusterName}`);
}

/** Registers the agent with this key, or the key with the agent. */
export async function register(
  spec: BindingSpec,
  observed: AgentState | undefined,
  { pem, fingerprint }: AgentPublicKey,
  { humanitec, did }: Systems,
): Promise<void> {
  const id = spec.names.agent;
  const description = agentDescription(spec);
  if (!observed?.registered) {
    await humanitec.registerAgent({ id, public_key: pem, description });
    did(`Registered agent ${id}.`);
    return;
  }
  if (observed.registered.description !== description) {
    await humanitec.describeAgent(id, description);
    did(`Marked agent ${id} as ours.`);
  }
  if (!hasKey(observed, fingerprint)) {
    await humanitec.addAgentKey(id, pem);
    did(`Registered a key for agent ${id}.`);
  }
}

/** Deletes all keys of the agent in Humanitec but this one. */
export async function deleteKeys(
  spec: BindingSpec,
  fingerprints: string[],
  { humanitec, did }: Systems,
): Promise<void> {
  const id = spec.names.agent;
  for (const fingerprint of fingerprints) {
    await humanitec.deleteAgentKey(id, fingerprint);
    did(`Deleted a former key of agent ${id}.`);
  }
}

/** Deletes the agent with its keys, if it is ours. */
export async function unregister(
  spec: BindingSpec,
  observed: AgentState,
  { humanitec, did }: Systems,
): Promise<void> {
  const { registered } = observed;
  if (!registered || !isOurAgent(spec, observed)) return;
  await humanitec.deleteAgent(registered.id);
  did(`Deleted agent ${registered.id} with its keys.`);
}
