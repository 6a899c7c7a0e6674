import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { KubernetesClient } from '../kubernetes/kubernetesClient';
import { KubernetesError } from '../kubernetes/kubernetesError';
import { parseObject } from '../kubernetes/parseObject';
import type { Systems } from '../systems';
import { waitFor } from '../waitFor';
import { deploymentSchema, templateMarks } from './agentDeployment';
import { AGENT_NAME } from './agentManifests';
import { agentPods, isReady } from './agentPods';
import {
  judgeRollout,
  rememberLook,
  RolloutPast,
  RolloutView,
} from './agentVerdict';

/** EKS Auto Mode may have to bring the first node, which takes minutes. */
const LIMIT_SECONDS = 15 * 60;

/**
 * Waits until every pod of the agent runs with this key and is ready.
 *
 * @throws Error with the cluster's own reason, at once when waiting cannot mend
 *   it; KubernetesError 409 when somebody changes the Deployment meanwhile
 */
export async function awaitAgentRollout(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  fingerprint: string,
  systems: Systems,
): Promise<void> {
  let past: RolloutPast | undefined;
  const ready = await waitFor(
    async () => {
      const view = await viewRollout(spec, kubernetes, fingerprint);
      past = rememberLook(past, view, Date.now());
      const verdict = judgeRollout(view, past, Date.now());
      if ('done' in verdict) return verdict;
      if ('waiting' in verdict) return { ...verdict, usually: '1 to 3 min' };
      const log =
        verdict.crashed && (await lastWords(spec, kubernetes, verdict.crashed));
      throw new Error(log ? `${verdict.failed}; ${log}` : verdict.failed);
    },
    systems,
    { limitSeconds: LIMIT_SECONDS, firstPauseSeconds: 0.5 },
  );
  systems.progress(`Agent: ${ready} of ${ready} pods ready.`);
}

async function viewRollout(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  fingerprint: string,
): Promise<RolloutView> {
  const namespace = spec.names.agentNamespace;
  const live = await kubernetes.find({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: AGENT_NAME, namespace },
  });
  if (!live) throw changed('it is gone');
  const deployment = parseObject(deploymentSchema, live);
  if (templateMarks(deployment).fingerprint !== fingerprint) {
    throw changed('its pods get another key now');
  }
  if (deployment.spec.replicas === 0) throw changed('it was scaled to zero');
  const pods = agentPods(
    await kubernetes.list(
      'v1',
      'Pod',
      namespace,
      `app.kubernetes.io/name=${AGENT_NAME}`,
    ),
  );
  const events = pods.every(isReady)
    ? []
    : await kubernetes.list('v1', 'Event', namespace);
  return { deployment, pods, events };
}

/** A conflict: the part looks again and decides anew. */
function changed(how: string): KubernetesError {
  return new KubernetesError({
    call: `roll out Deployment ${AGENT_NAME}`,
    httpStatus: 409,
    systemMessage: `somebody changed it meanwhile: ${how}`,
  });
}

const LOG_LINES = 3;
const LOG_LINE_LENGTH = 300;

/** The end of a log. Queries of URLs may be signatures, so they are left out. */
async function lastWords(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  pod: string,
): Promise<string> {
  let log: string;
  try {
    log = await kubernetes.podLog(spec.names.agentNamespace, pod, LOG_LINES);
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    return `its log cannot be read (${error.message})`;
  }
  const lines = log
    .trim()
    .split('\n')
    .map(line => line.replace(/\?\S+/g, '?…').slice(0, LOG_LINE_LENGTH));
  return `its log ends with: ${lines.join('\n')}`;
}
