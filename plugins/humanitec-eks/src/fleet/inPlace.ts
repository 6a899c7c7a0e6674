import { FleetRow } from 'backstage-plugin-humanitec-eks-common';

/**
 * The same page asked for again: rows stay where a person saw them, with what is
 * known now, even where they would be sorted elsewhere. Those that are new come last.
 */
export function inPlace(before: FleetRow[], now: FleetRow[]): FleetRow[] {
  const found = new Map(now.map(row => [row.entityRef, row]));
  const stayed = before.flatMap(({ entityRef }) => {
    const row = found.get(entityRef);
    found.delete(entityRef);
    return row ?? [];
  });
  return [...stayed, ...found.values()];
}
