import type {
  BindingSpec,
  Change,
} from 'backstage-plugin-humanitec-eks-common';
import type { KubernetesClient } from '../kubernetes/kubernetesClient';
import { KubernetesError } from '../kubernetes/kubernetesError';
import {
  applyObjects,
  findObjects,
  FoundObjects,
  objectName,
  planObjects,
} from '../kubernetes/objects';
import type { Systems } from '../systems';
import { AgentPublicKey, newAgentKey } from './agentKey';
import { chooseKey, foundSecrets, KeyChoice } from './agentKeyChoice';
import {
  agentSecret,
  AGENT_SECRETS,
  PRIVATE_KEY,
  REPLACES_ANNOTATION,
} from './agentManifests';
import { deleteKeys } from './agentRegistration';
import type { AgentState } from './agentState';

/** Objects as they may travel: what holds a private key, also in `kubectl`'s annotation, is left out. */
export function withoutKeys(objects: FoundObjects): FoundObjects {
  return new Map(
    [...objects].map(([name, live]) => {
      if (live.kind !== 'Secret') return [name, live];
      const { apiVersion, kind, metadata } = live;
      const { name: own, namespace, labels, uid } = metadata;
      return [
        name,
        { apiVersion, kind, metadata: { name: own, namespace, labels, uid } },
      ];
    }),
  );
}

/** What must change about the Secrets that hold the agent's keys. */
export function planSecrets(
  spec: BindingSpec,
  observed: AgentState | undefined,
  choice: KeyChoice,
): Change[] {
  const kind = 'kubernetes object';
  const wanted = agentSecret(spec, choice.secret);
  const name = objectName(wanted);
  const itself = planObjects(spec, [wanted], observed?.objects);
  const lacksKey = observed?.objects?.has(name) && !choice.publicKey;
  const key: Change[] =
    itself.length === 0 && lacksKey
      ? [
          {
            action: 'update',
            kind,
            name,
            fields: [{ path: `data.${PRIVATE_KEY}`, hidden: true }],
            reason: 'it holds no RSA key of 4096 bits, so it gets a new one',
          },
        ]
      : [];
  const former: Change[] = choice.former
    ? [
        {
          action: 'delete',
          kind,
          name: objectName(agentSecret(spec, choice.former.name)),
          reason: `once the pods run with the key of ${choice.secret}`,
        },
      ]
    : [];
  return [...itself, ...key, ...former];
}

/**
 * Sees to it that the chosen Secret is there, with our mark and a key.
 *
 * @returns the public half
 * @throws KubernetesError 409 when another run was faster: its key is the one to take
 */
export async function storeKey(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  observed: AgentState | undefined,
  choice: KeyChoice,
  systems: Systems,
): Promise<AgentPublicKey> {
  const secret = agentSecret(spec, choice.secret);
  if (choice.publicKey) {
    const { objects } = observed ?? {};
    await applyObjects(spec, kubernetes, [secret], objects, systems);
    return choice.publicKey;
  }
  const { data, publicKey } = await newAgentKey();
  const unusable = observed?.secrets.find(({ name }) => name === choice.secret);
  if (unusable) await kubernetes.delete(withUid(secret, unusable.uid));
  const { replaces } = choice;
  const made = {
    ...secret,
    metadata: {
      ...secret.metadata,
      ...(replaces && { annotations: { [REPLACES_ANNOTATION]: replaces } }),
    },
    type: 'Opaque',
    data,
  };
  await kubernetes.create(made);
  systems.did(
    `Made an RSA-4096 key in ${objectName(
      secret,
    )}; its private half is nowhere else.`,
  );
  return publicKey;
}

/**
 * Deletes the keys that the agent no longer needs, in Humanitec and in the
 * cluster. Every key is in a Secret before it is registered, so those that are
 * listed first and are in no Secret afterwards are nobody's.
 *
 * @throws KubernetesError 409 when another run has begun to replace this key
 */
export async function retireFormerKeys(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  { fingerprint }: AgentPublicKey,
  systems: Systems,
): Promise<void> {
  const registered = await systems.humanitec.listAgentKeys(spec.names.agent);
  const live = await findObjects(
    kubernetes,
    AGENT_SECRETS.map(name => agentSecret(spec, name)),
  );
  const choice = chooseKey(foundSecrets(spec, live), { running: fingerprint });
  if (choice.publicKey?.fingerprint !== fingerprint) {
    throw new KubernetesError({
      call: `keep Secret ${choice.secret}`,
      httpStatus: 409,
      systemMessage: 'another run has given the agent another key meanwhile',
    });
  }
  await deleteKeys(
    spec,
    registered
      .map(key => key.fingerprint)
      .filter(registeredKey => registeredKey !== fingerprint),
    systems,
  );
  const { former } = choice;
  if (!former) return;
  const secret = agentSecret(spec, former.name);
  await kubernetes.delete(withUid(secret, former.uid));
  systems.did(`Deleted ${objectName(secret)} with the former key.`);
}

/** So that only the object that was seen is deleted, and none that took its place. */
function withUid(
  secret: ReturnType<typeof agentSecret>,
  uid: string | undefined,
) {
  return { ...secret, metadata: { ...secret.metadata, uid } };
}
