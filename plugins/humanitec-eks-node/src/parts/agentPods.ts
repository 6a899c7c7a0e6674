import { z } from 'zod';
import type { LiveObject } from '../kubernetes/kubernetesClient';
import { parseObject } from '../kubernetes/parseObject';
import { CONFIG_ANNOTATION, FINGERPRINT_ANNOTATION } from './agentManifests';

/** Why a pod is not ready. */
export interface PodProblem {
  text: string;
  /**
   * `now`: it will not mend itself; `soon`: it may, but hardly when it lasts;
   * `no`: it is only a matter of time.
   */
  fatal: 'now' | 'soon' | 'no';
  /** Its log tells more. */
  crashed?: string;
}

const podSchema = z.object({
  metadata: z.object({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
    deletionTimestamp: z.string().optional(),
  }),
  status: z
    .object({
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            message: z.string().optional(),
          }),
        )
        .default([]),
      containerStatuses: z
        .array(
          z.object({
            restartCount: z.number().default(0),
            state: z
              .object({
                waiting: z
                  .object({
                    reason: z.string().default(''),
                    message: z.string().default(''),
                  })
                  .optional(),
              })
              .default({}),
            lastState: z
              .object({
                terminated: z
                  .object({
                    reason: z.string().default('Error'),
                    exitCode: z.number(),
                  })
                  .optional(),
              })
              .default({}),
          }),
        )
        .default([]),
    })
    .prefault({}),
});

/** A pod of the agent. */
export type AgentPod = z.infer<typeof podSchema>;
type ContainerStatus = AgentPod['status']['containerStatuses'][number];

const eventSchema = z.object({
  metadata: z.object({ creationTimestamp: z.string().default('') }),
  involvedObject: z.object({ name: z.string().default('') }).prefault({}),
  reason: z.string().default(''),
  message: z.string().default(''),
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
  source: z.object({ component: z.string().default('') }).prefault({}),
  reportingComponent: z.string().default(''),
});

type PodEvent = z.infer<typeof eventSchema>;

/** The agent's pods that are not on their way out. */
export function agentPods(live: LiveObject[]): AgentPod[] {
  return live
    .map(pod => parseObject(podSchema, pod))
    .filter(({ metadata }) => !metadata.deletionTimestamp);
}

/** Does the pod run with this key and configuration? */
export function runsWith(
  { metadata }: AgentPod,
  marks: { fingerprint: string; config: string },
): boolean {
  const { annotations } = metadata;
  return (
    annotations[FINGERPRINT_ANNOTATION] === marks.fingerprint &&
    annotations[CONFIG_ANNOTATION] === marks.config
  );
}

export function isReady({ status }: AgentPod): boolean {
  return status.conditions.some(
    ({ type, status: holds }) => type === 'Ready' && holds === 'True',
  );
}

/** The worst of what keeps these pods from being ready. */
export function worstProblem(
  pods: AgentPod[],
  events: LiveObject[],
): PodProblem | undefined {
  const told = events.map(event => parseObject(eventSchema, event));
  const problems = pods
    .filter(pod => !isReady(pod))
    .flatMap(pod => podProblem(pod, eventsOf(pod, told)) ?? []);
  const worst = (fatal: PodProblem['fatal']) =>
    problems.find(problem => problem.fatal === fatal);
  return worst('now') ?? worst('soon') ?? worst('no');
}

/** Those about one pod, newest first. */
function eventsOf({ metadata }: AgentPod, events: PodEvent[]): PodEvent[] {
  return events
    .filter(({ involvedObject }) => involvedObject.name === metadata.name)
    .sort((a, b) => timeOf(b) - timeOf(a));
}

function timeOf({ lastTimestamp, eventTime, metadata }: PodEvent): number {
  return Date.parse(lastTimestamp ?? eventTime ?? metadata.creationTimestamp);
}

function podProblem(pod: AgentPod, events: PodEvent[]): PodProblem | undefined {
  const { name } = pod.metadata;
  const unscheduled = pod.status.conditions.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (unscheduled) return schedulingProblem(name, unscheduled.message, events);
  for (const container of pod.status.containerStatuses) {
    const problem = containerProblem(name, container);
    if (problem) return problem;
  }
  const mount = events.find(({ reason }) =>
    ['FailedMount', 'FailedCreatePodSandBox'].includes(reason),
  );
  return mount && { text: `pod ${name}: ${mount.message}`, fatal: 'soon' };
}

/** Auto Mode says of each pending pod whether it brings a node (EKS User Guide, troubleshooting Auto Mode). */
function schedulingProblem(
  name: string,
  message: string | undefined,
  events: PodEvent[],
): PodProblem {
  const answer = events.find(
    event =>
      event.reason === 'Nominated' ||
      (event.reason === 'FailedScheduling' && isFromAutoMode(event)),
  );
  if (answer?.reason === 'FailedScheduling') {
    return {
      text: `no node pool of EKS Auto Mode may take pod ${name} (${answer.message}); give the cluster the node pool general-purpose, or one of your own without taints`,
      fatal: 'soon',
    };
  }
  return {
    text: answer
      ? 'EKS Auto Mode is bringing a node'
      : `waiting for a node (${message ?? 'not scheduled yet'})`,
    fatal: 'no',
  };
}

function isFromAutoMode({ source, reportingComponent }: PodEvent): boolean {
  return /eks-auto-mode|karpenter/.test(
    `${source.component} ${reportingComponent}`,
  );
}

/** A pod that crashed this often will not mend itself. */
const MAX_RESTARTS = 3;

/** Trying again does not help: the registry's own answers, and names that nobody knows. */
const FINAL_PULL =
  /not found|manifest unknown|no such host|denied|unauthorized|forbidden|invalid reference/i;

function containerProblem(
  name: string,
  { state, lastState, restartCount }: ContainerStatus,
): PodProblem | undefined {
  const { reason = '', message = '' } = state.waiting ?? {};
  const details = message ? `${reason}: ${message}` : reason;
  switch (reason) {
    case '':
    case 'ContainerCreating':
    case 'PodInitializing':
      return undefined;
    case 'InvalidImageName':
    case 'ErrImagePull':
    case 'ImagePullBackOff':
      return {
        text: `pod ${name} cannot pull its image (${details}); check agent.image, and that the nodes reach the registry`,
        fatal:
          reason === 'InvalidImageName' || FINAL_PULL.test(message)
            ? 'now'
            : 'soon',
      };
    case 'CrashLoopBackOff':
      return {
        text: `pod ${name} crashes${exitText(lastState)}`,
        fatal: restartCount >= MAX_RESTARTS ? 'now' : 'no',
        crashed: name,
      };
    default:
      return {
        text: `pod ${name} cannot start (${details})`,
        fatal: 'soon',
      };
  }
}

function exitText({ terminated }: ContainerStatus['lastState']): string {
  return terminated
    ? ` (${terminated.reason}, exit code ${terminated.exitCode})`
    : '';
}
