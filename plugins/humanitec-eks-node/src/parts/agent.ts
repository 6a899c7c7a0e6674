import { BindingSpec, factsOf } from 'backstage-plugin-humanitec-eks-common';
import type { KubernetesClient } from '../kubernetes/kubernetesClient';
import { requireKubernetes } from '../kubernetes/requireKubernetes';
import {
  applyObjects,
  removeObjects,
  renderManifests,
} from '../kubernetes/objects';
import { awaitTermination } from '../kubernetes/terminatingNamespace';
import { removeUnwanted } from '../kubernetes/unwantedEntries';
import type { Systems } from '../systems';
import {
  agentRolloutCounts,
  keepLiveOptions,
  runningFingerprint,
} from './agentDeployment';
import { chooseKey, KeyChoice } from './agentKeyChoice';
import { keyExpiry } from './agentKeyExpiry';
import {
  AGENT_SECRETS,
  agentBudget,
  agentManifests,
  agentNamespace,
  agentWorkload,
  guardedProxies,
  wantsBudget,
} from './agentManifests';
import { agentThings, planAgent } from './agentPlan';
import {
  FINGERPRINT_PLACEHOLDER,
  register,
  unregister,
} from './agentRegistration';
import { renderRegistration } from './agentScript';
import { awaitAgentRollout } from './agentRollout';
import { retireFormerKeys, storeKey } from './agentSecrets';
import { AgentState, observeAgent } from './agentState';
import { takeOver } from './agentTakeOver';
import type { Part } from './part';

/** The Humanitec Agent: registered with its public key, running with its private one. */
export const agent = agentWithout();

/**
 * The agent with any key but one.
 *
 * @param retired - fingerprint of the key that must be replaced; nothing when
 *   the key that is there will do
 */
export function agentWithout(retired?: string): Part<AgentState> {
  const choose = (observed: AgentState | undefined) =>
    chooseUsefulKey(observed, retired);
  return {
    id: 'agent',
    render,
    observe: observeAgent,
    plan: (spec, observed) => planAgent(spec, observed, choose(observed)),
    things: (spec, observed) =>
      agentThings(spec, observed?.objects, choose(observed)),
    async apply(spec, observed, systems) {
      const kubernetes = await requireKubernetes(systems);
      const start = await afterTermination(spec, observed, kubernetes, systems);
      await apply(spec, start, choose(start), kubernetes, systems);
      const state = await observeAgent(spec, systems);
      if (!state) throw new Error('the agent that was just made is gone');
      return state;
    },
    remove,
    facts,
  };
}

/** A key that has expired or is revoked is replaced, as in a rotation. */
function chooseUsefulKey(
  observed: AgentState | undefined,
  retired: string | undefined,
): KeyChoice {
  const { secrets = [], objects, uselessKeys } = observed ?? {};
  const running = runningFingerprint(objects);
  const choice = chooseKey(secrets, { running, retire: retired });
  const fingerprint = choice.publicKey?.fingerprint;
  return fingerprint && uselessKeys?.has(fingerprint)
    ? chooseKey(secrets, { running, retire: fingerprint })
    : choice;
}

/** Without the Secret: one that came without its key would stand in the way of the key. */
function render(spec: BindingSpec) {
  const [secret] = AGENT_SECRETS;
  return [
    renderManifests('kubernetes/agent.yaml', [
      agentNamespace(spec),
      ...agentWorkload(spec, { secret, fingerprint: FINGERPRINT_PLACEHOLDER }),
    ]),
    renderRegistration(spec),
  ];
}

/** A namespace that is on its way out takes nothing new. */
async function afterTermination(
  spec: BindingSpec,
  observed: AgentState | undefined,
  kubernetes: KubernetesClient,
  systems: Systems,
): Promise<AgentState | undefined> {
  if (!observed?.terminating) return observed;
  await awaitTermination(kubernetes, agentNamespace(spec), systems);
  return observeAgent(spec, systems);
}

/** In this order a run that is cut off anywhere leaves no key that is of use to nobody. */
async function apply(
  asked: BindingSpec,
  observed: AgentState | undefined,
  choice: KeyChoice,
  kubernetes: KubernetesClient,
  systems: Systems,
): Promise<void> {
  const spec = keepLiveOptions(asked, observed?.objects);
  const found = observed?.objects;
  const namespace = agentNamespace(spec);
  await applyObjects(spec, kubernetes, [namespace], found, systems);
  const key = await storeKey(spec, kubernetes, observed, choice, systems);
  await register(spec, observed, key, systems);

  const { fingerprint } = key;
  const workload = agentWorkload(spec, { secret: choice.secret, fingerprint });
  const left = await takeOver(spec, kubernetes, workload, found, systems);
  // Pods read their environment when they start, so it is right before they do.
  await removeUnwanted(kubernetes, guardedProxies(spec), left, systems);
  await applyObjects(spec, kubernetes, workload, left, systems);
  if (found && !wantsBudget(spec)) {
    await removeObjects(spec, kubernetes, [agentBudget(spec)], found, systems);
  }
  await awaitAgentRollout(spec, kubernetes, fingerprint, systems);
  await retireFormerKeys(spec, kubernetes, key, systems);
}

async function remove(
  spec: BindingSpec,
  observed: AgentState,
  systems: Systems,
): Promise<void> {
  const kubernetes = await systems.kubernetes();
  // First, while the key in the cluster still shows that the agent is ours.
  await unregister(spec, observed, systems);
  if (kubernetes && observed.objects) {
    await removeObjects(
      spec,
      kubernetes,
      agentManifests(spec),
      observed.objects,
      systems,
    );
  }
}

function facts(state: AgentState) {
  const { registered, objects } = state;
  const expiry = keyExpiry(state);
  const counts = agentRolloutCounts(objects);
  const { available = 0, wanted = 0 } = counts ?? {};
  const isOff = counts?.wanted === 0;
  return factsOf({
    agent: registered?.id,
    podsReady: isOff ? '0; it is scaled to zero' : `${available} of ${wanted}`,
    keyExpires: expiry,
  });
}
