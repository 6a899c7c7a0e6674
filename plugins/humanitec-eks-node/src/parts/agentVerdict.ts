import type { LiveObject } from '../kubernetes/kubernetesClient';
import type { Look } from '../waitFor';
import {
  AgentDeployment,
  rolloutCounts,
  templateMarks,
} from './agentDeployment';
import {
  AgentPod,
  isReady,
  PodProblem,
  runsWith,
  worstProblem,
} from './agentPods';

/** How long what may mend itself is given to do so. */
const PATIENCE_SECONDS = 120;

/** The agent's rollout at one moment. */
export interface RolloutView {
  deployment: AgentDeployment;
  pods: AgentPod[];
  /** Of the namespace. */
  events: LiveObject[];
}

/** What earlier looks have seen. */
export interface RolloutPast {
  /** Since when there is something that may mend itself, milliseconds. */
  problemSince?: number;
  /** The deadline that an earlier run missed; it says nothing about this one. */
  missedBefore?: string;
}

/** Adds a look to the memory. */
export function rememberLook(
  past: RolloutPast | undefined,
  view: RolloutView,
  now: number,
): RolloutPast {
  const lasting = problemOf(view)?.fatal === 'soon';
  return {
    problemSince: lasting ? past?.problemSince ?? now : undefined,
    missedBefore: past ? past.missedBefore : missedDeadline(view.deployment),
  };
}

/** Is the rollout done, to be waited for, or lost? */
export function judgeRollout(
  view: RolloutView,
  past: RolloutPast,
  now: number,
): Look<number> | { failed: string; crashed?: string } {
  const { deployment, pods } = view;
  const counts = rolloutCounts(deployment);
  const current = currentPods(view);
  const whole = current.length === pods.length && current.every(isReady);
  if (counts.done && whole) return { done: counts.wanted };

  const refusal = conditionOf(deployment, 'ReplicaFailure', 'True');
  if (refusal) {
    return {
      failed: `Kubernetes refuses the agent's pods: ${refusal.message}; change what refuses them (a quota, a policy, a webhook) and try again`,
    };
  }
  const problem = problemOf(view);
  const since = past.problemSince ?? now;
  const lasts = now - since >= PATIENCE_SECONDS * 1000;
  const missed = missedDeadline(deployment);
  const expired = missed !== undefined && missed !== past.missedBefore;
  if (problem?.fatal === 'now' || lasts || expired) {
    return {
      failed:
        problem?.text ??
        `the agent's pods were not ready in time (ProgressDeadlineExceeded)`,
      crashed: problem?.crashed,
    };
  }
  const progress = `Agent: ${counts.updated} of ${counts.wanted} pods started, ${counts.available} ready`;
  return { waiting: problem ? `${progress}; ${problem.text}` : progress };
}

/** Pods of an earlier template are on their way out, whatever ails them. */
function currentPods({ deployment, pods }: RolloutView): AgentPod[] {
  const marks = templateMarks(deployment);
  return pods.filter(pod => runsWith(pod, marks));
}

function problemOf(view: RolloutView): PodProblem | undefined {
  return worstProblem(currentPods(view), view.events);
}

function missedDeadline(deployment: AgentDeployment): string | undefined {
  const condition = conditionOf(deployment, 'Progressing', 'False');
  return condition?.reason === 'ProgressDeadlineExceeded'
    ? condition.lastUpdateTime ?? ''
    : undefined;
}

/** Conditions are about the template only once its controller has seen it. */
function conditionOf(
  { metadata, status }: AgentDeployment,
  type: string,
  holds: string,
) {
  if (status.observedGeneration < metadata.generation) return undefined;
  return status.conditions.find(
    condition => condition.type === type && condition.status === holds,
  );
}
