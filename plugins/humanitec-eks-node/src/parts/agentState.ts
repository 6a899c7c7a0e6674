import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { orNotFound } from '../humanitec/humanitecError';
import type { Agent, AgentKey } from '../humanitec/schemas';
import { findObjects, FoundObjects, isOurObject } from '../kubernetes/objects';
import { isTerminating } from '../kubernetes/terminatingNamespace';
import type { Readings } from '../systems';
import { FoundSecret, foundSecrets } from './agentKeyChoice';
import { agentManifests, agentNamespace } from './agentManifests';
import { withoutKeys } from './agentSecrets';

/** The agent as it is in Humanitec and in the cluster. */
export interface AgentState {
  registered?: Agent;
  registeredKeys: AgentKey[];
  /** Fingerprints of those that have expired or are revoked. */
  uselessKeys: ReadonlySet<string>;
  /** Which agent of Humanitec has a key that is in the cluster, by fingerprint. */
  keyOwners: Map<string, string>;
  /** Undefined while there is no cluster to look into. Secrets are without their data. */
  objects?: FoundObjects;
  secrets: FoundSecret[];
  /** The namespace is being deleted; nothing in it will stay. */
  terminating: boolean;
}

/** Reads the agent in Humanitec and in the cluster; undefined when it is in neither. */
export async function observeAgent(
  spec: BindingSpec,
  systems: Readings,
): Promise<AgentState | undefined> {
  const { registered, registeredKeys } = await findRegistration(spec, systems);
  // The cluster last: its Secrets tell which keys Humanitec is to know, also when a rotation ends meanwhile.
  const client = await systems.kubernetes();
  const found = client && (await findObjects(client, agentManifests(spec)));
  const terminating = isTerminating(found, agentNamespace(spec));
  const objects: typeof found = terminating ? new Map() : found;
  if (!registered && !terminating && !holdsAnything(spec, objects)) {
    return undefined;
  }
  const secrets = foundSecrets(spec, objects ?? new Map());
  return {
    registered,
    registeredKeys,
    uselessKeys: uselessKeys(registeredKeys, Date.now()),
    keyOwners: await ownersOf(secrets, { registered, registeredKeys }, systems),
    objects: objects && withoutKeys(objects),
    secrets,
    terminating,
  };
}

/** Whether Humanitec still takes a key that has expired is not documented; it is not relied on. */
function uselessKeys(keys: AgentKey[], now: number): ReadonlySet<string> {
  const useless = keys.filter(
    ({ expired_at, is_authorized }) =>
      is_authorized === false || (expired_at && Date.parse(expired_at) <= now),
  );
  return new Set(useless.map(({ fingerprint }) => fingerprint));
}

async function findRegistration(
  spec: BindingSpec,
  { humanitec }: Readings,
): Promise<Pick<AgentState, 'registered' | 'registeredKeys'>> {
  const agents = await humanitec.listAgents();
  const registered = agents.find(({ id }) => id === spec.names.agent);
  const keys =
    registered && (await orNotFound(humanitec.listAgentKeys(registered.id)));
  return { registered, registeredKeys: keys ?? [] };
}

/** Somebody else's namespace is only a place. */
function holdsAnything(spec: BindingSpec, objects: FoundObjects | undefined) {
  return [...(objects?.values() ?? [])].some(
    object => object.kind !== 'Namespace' || isOurObject(spec, object),
  );
}

async function ownersOf(
  secrets: FoundSecret[],
  { registered, registeredKeys }: Awaited<ReturnType<typeof findRegistration>>,
  { humanitec }: Readings,
): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  for (const { publicKey } of secrets) {
    if (!publicKey) continue;
    const { fingerprint } = publicKey;
    const own = registeredKeys.some(key => key.fingerprint === fingerprint);
    if (registered && own) {
      owners.set(fingerprint, registered.id);
      continue;
    }
    const [owner] = await humanitec.findAgentsByFingerprint(fingerprint);
    if (owner) owners.set(fingerprint, owner.id);
  }
  return owners;
}
