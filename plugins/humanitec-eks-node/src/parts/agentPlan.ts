import type {
  BindingSpec,
  Change,
} from 'backstage-plugin-humanitec-eks-common';
import {
  FoundObjects,
  objectName,
  objectThing,
  planObjects,
} from '../kubernetes/objects';
import { planUnwanted } from '../kubernetes/unwantedEntries';
import { agentRolloutCounts, keepLiveOptions } from './agentDeployment';
import type { KeyChoice } from './agentKeyChoice';
import {
  AGENT_NAME,
  agentBudget,
  agentNamespace,
  agentSecret,
  agentWorkload,
  guardedProxies,
  replicasOf,
  wantsBudget,
} from './agentManifests';
import { FINGERPRINT_PLACEHOLDER, planRegistration } from './agentRegistration';
import { planSecrets } from './agentSecrets';
import type { AgentState } from './agentState';
import { explainHelm } from './agentTakeOver';
import type { Thing } from './part';

/** What must change so that the agent is as asked for, with the chosen key. */
export function planAgent(
  asked: BindingSpec,
  observed: AgentState | undefined,
  choice: KeyChoice,
): Change[] {
  const { objects } = observed ?? {};
  const spec = keepLiveOptions(asked, objects);
  const workload = agentWorkload(spec, {
    secret: choice.secret,
    fingerprint: choice.publicKey?.fingerprint ?? FINGERPRINT_PLACEHOLDER,
  });
  const inCluster = [
    ...planObjects(spec, [agentNamespace(spec)], objects),
    ...planSecrets(spec, observed, choice),
    ...planUnwanted(
      planObjects(spec, workload, objects),
      guardedProxies(spec),
      objects,
    ),
  ];
  return [
    ...planRegistration(spec, observed, choice),
    ...explainHelm(inCluster, objects),
    ...planBudget(spec, objects),
    ...planRollout(spec, objects),
  ];
}

/** The agent, the Secret of its key, and its objects, as many as the live options ask for. */
export function agentThings(
  asked: BindingSpec,
  objects: FoundObjects | undefined,
  { secret }: KeyChoice,
): Thing[] {
  const spec = keepLiveOptions(asked, objects);
  const key = { secret, fingerprint: FINGERPRINT_PLACEHOLDER };
  const manifests = [
    agentNamespace(spec),
    agentSecret(spec, secret),
    ...agentWorkload(spec, key),
  ];
  return [
    { kind: 'agent', name: spec.names.agent },
    ...manifests.map(objectThing),
  ];
}

/** A disruption budget of ours for a single pod would keep its node from ever being drained. */
function planBudget(
  spec: BindingSpec,
  objects: FoundObjects | undefined,
): Change[] {
  const budget = agentBudget(spec);
  const name = objectName(budget);
  if (wantsBudget(spec) || !objects?.has(name)) return [];
  const foreign = planObjects({ ...spec, adopt: false }, [budget], objects);
  if (foreign.some(({ action }) => action === 'refuse')) return [];
  return [
    {
      action: 'delete',
      kind: 'kubernetes object',
      name,
      reason: 'one pod needs no disruption budget',
    },
  ];
}

/** Objects that are as they should be may still have pods that are not. */
function planRollout(
  spec: BindingSpec,
  objects: FoundObjects | undefined,
): Change[] {
  const counts = agentRolloutCounts(objects);
  if (!counts || counts.done) return [];
  const { updated, available, wanted } = counts;
  const subject = { kind: 'rollout', name: AGENT_NAME };
  if (wanted === 0) {
    const to = replicasOf(spec);
    return [
      {
        action: 'update',
        ...subject,
        fields: [{ path: 'status.readyReplicas', from: 0, to }],
        reason: 'the agent is scaled to zero',
      },
    ];
  }
  const fields = [
    { path: 'status.updatedReplicas', from: updated, to: wanted },
    { path: 'status.readyReplicas', from: available, to: wanted },
  ].filter(({ from, to }) => from !== to);
  const reason = 'it is not finished yet';
  return [
    {
      action: 'update',
      ...subject,
      ...(fields.length > 0 ? { fields } : { reason }),
    },
  ];
}
