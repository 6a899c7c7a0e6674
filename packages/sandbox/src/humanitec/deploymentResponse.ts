import { timestamp } from './identifiers';
import { Deployment, Environment } from './records';

/** Seconds until a deployment that was accepted is begun, and until it is over. */
export const deploymentSeconds = { begun: 1, over: 5 };

/** A deployment as the API shows it now. */
export function deploymentResponse(
  environment: Environment,
  deployment: Deployment,
  now: number,
) {
  const { createdAt, end } = deployment;
  const begunAt = createdAt + deploymentSeconds.begun * 1000;
  const status = statusOf(deployment, now);
  const changedAt = status === 'pending' ? createdAt : end?.at ?? begunAt;
  return {
    id: deployment.id,
    env_id: environment.id,
    from_id: deployment.fromId,
    set_id: deployment.setId,
    comment: deployment.comment,
    mode: deployment.mode,
    legacy_mode: end && deployment.legacyMode,
    dependency_graph_id: deployment.graphId,
    status,
    status_changed_at: timestamp(changedAt),
    created_at: timestamp(createdAt),
    created_by: deployment.createdBy,
    export_status: '',
    export_file: '',
  };
}

function statusOf({ createdAt, end }: Deployment, now: number) {
  if (end) return end.errors.length > 0 ? 'failed' : 'succeeded';
  const begun = now - createdAt >= deploymentSeconds.begun * 1000;
  return begun ? 'in progress' : 'pending';
}
