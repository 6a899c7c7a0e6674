import type { Fleet, FleetRow } from 'backstage-plugin-humanitec-eks-common';
import type { BackendProcess } from '../../src/__testUtils__/backendProcess';

/** The rows of the page of all bindings as a replica tells them, without when each cluster was looked at. */
export async function fleetOf({
  api,
}: BackendProcess): Promise<Omit<FleetRow, 'observedAt'>[]> {
  const { body } = await api.get('/api/humanitec-eks/v1/bindings').expect(200);
  const { items }: Fleet = body;
  return items.map(({ observedAt: _, ...row }) => row);
}
