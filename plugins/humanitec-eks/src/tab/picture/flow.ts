import { PartId } from 'backstage-plugin-humanitec-eks-common';

/** Where a part stands in the picture: its lane, and its row in the lane, from 0. */
export const places: Record<PartId, { lane: number; row: number }> = {
  accessRole: { lane: 0, row: 0 },
  deployAccess: { lane: 0, row: 1 },
  cluster: { lane: 0, row: 2 },
  cloudAccount: { lane: 1, row: 0 },
  clusterDefinition: { lane: 1, row: 1 },
  agentDefinition: { lane: 1, row: 2 },
  runnerAccess: { lane: 2, row: 0 },
  agent: { lane: 2, row: 2 },
};

/** What refers to what, in the order in which a deployment follows it. */
export const edges = [
  { id: 'account', from: 'clusterDefinition', to: 'cloudAccount' },
  { id: 'assumes', from: 'cloudAccount', to: 'accessRole' },
  { id: 'entry', from: 'accessRole', to: 'deployAccess' },
  { id: 'group', from: 'deployAccess', to: 'cluster' },
  { id: 'cluster', from: 'clusterDefinition', to: 'cluster' },
  { id: 'agentUrl', from: 'clusterDefinition', to: 'agentDefinition' },
  { id: 'agent', from: 'agentDefinition', to: 'agent' },
  { id: 'credentials', from: 'runnerAccess', to: 'cloudAccount' },
  { id: 'through', from: 'runnerAccess', to: 'agent' },
] as const satisfies { id: string; from: PartId; to: PartId }[];

export type Edge = (typeof edges)[number];

/** What a part refers to itself. */
export function edgesFrom(part: PartId): Edge[] {
  return edges.filter(({ from }) => from === part);
}

/**
 * The part that an arrow key leads to: the nearest in that direction, of two
 * that are as near the upper one; undefined at the border.
 */
export function neighbourOf(part: PartId, key: string): PartId | undefined {
  const here = places[part];
  const ids = Object.keys(places) as PartId[];
  const reachable = ids.flatMap(id => {
    const lanes = places[id].lane - here.lane;
    const rows = places[id].row - here.row;
    const ahead = { ArrowRight: lanes, ArrowLeft: -lanes }[key];
    if (ahead !== undefined) {
      return ahead > 0 ? [{ id, far: ahead * 10 + Math.abs(rows) }] : [];
    }
    const down = { ArrowDown: rows, ArrowUp: -rows }[key] ?? 0;
    return lanes === 0 && down > 0 ? [{ id, far: down }] : [];
  });
  return reachable.sort((a, b) => a.far - b.far)[0]?.id;
}
