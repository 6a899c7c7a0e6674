import { setTimeout as sleep } from 'node:timers/promises';
import type { BackendProcess } from '../../src/__testUtils__/backendProcess';

/** The catalog takes a cluster up when it hears of it. */
const PATIENCE_MS = 30_000;

/** How a replica sees the binding of a cluster: the verdict, and each part by its status. */
export async function bindingOf(
  { api }: BackendProcess,
  clusterName: string,
): Promise<{ verdict: string; parts: Record<string, string> }> {
  const path = `/api/humanitec-eks/v1/entity/default/resource/${clusterName}/binding`;
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { status, body } = await api.get(path);
    if (status === 200) {
      const parts: { part: string; status: string }[] = body.parts;
      return {
        verdict: body.verdict,
        parts: Object.fromEntries(parts.map(one => [one.part, one.status])),
      };
    }
    if (Date.now() > end) throw new Error(`${status} ${JSON.stringify(body)}`);
    await sleep(500);
  }
}
