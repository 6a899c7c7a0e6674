import { setTimeout as sleep } from 'node:timers/promises';
import type { BackendProcess } from '../../src/__testUtils__/backendProcess';

/** The catalog takes a cluster up when it hears of it. */
const PATIENCE_MS = 30_000;

/** How a replica sees a binding. */
export interface SeenBinding {
  verdict: string;
  /** Status by part. */
  parts: Record<string, string>;
  /** How many pods the agent is to have. */
  agentReplicas: number;
}

/** Waits for the cluster to be in the catalog, too. */
export async function bindingOf(
  { api }: BackendProcess,
  clusterName: string,
): Promise<SeenBinding> {
  const path = `/api/humanitec-eks/v1/entity/default/resource/${clusterName}/binding`;
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { status, body } = await api.get(path);
    if (status === 200) {
      const parts: { part: string; status: string }[] = body.parts;
      return {
        verdict: body.verdict,
        parts: Object.fromEntries(parts.map(one => [one.part, one.status])),
        agentReplicas: body.spec.agent?.replicas ?? 2,
      };
    }
    if (Date.now() > end) throw new Error(`${status} ${JSON.stringify(body)}`);
    await sleep(500);
  }
}
