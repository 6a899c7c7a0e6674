import {
  PartId,
  partIds,
  partInfo,
} from 'backstage-plugin-humanitec-eks-common';
import { edges, neighbourOf, places } from './flow';

describe('the picture of a binding', () => {
  it('has every part once, in the lane of its system', () => {
    const lanes = ['AWS', 'Humanitec', 'Kubernetes'];
    expect(Object.keys(places).sort()).toEqual([...partIds].sort());
    for (const id of partIds) {
      expect(lanes[places[id].lane]).toBe(partInfo[id].system);
    }
    const taken = Object.values(places).map(
      ({ lane, row }) => `${lane}/${row}`,
    );
    expect(new Set(taken).size).toBe(partIds.length);
  });

  it('leads from what a deployment finds first to all other parts of its way', () => {
    const reached = new Set<PartId>(['clusterDefinition']);
    for (const _ of partIds) {
      edges
        .filter(({ from }) => reached.has(from))
        .forEach(({ to }) => reached.add(to));
    }
    expect([...reached].sort()).toEqual(
      partIds.filter(id => id !== 'runnerAccess').sort(),
    );
  });

  it.each([
    ['accessRole', 'ArrowRight', 'cloudAccount'],
    ['cloudAccount', 'ArrowLeft', 'accessRole'],
    ['cloudAccount', 'ArrowDown', 'clusterDefinition'],
    ['agentDefinition', 'ArrowUp', 'clusterDefinition'],
    ['runnerAccess', 'ArrowDown', 'agent'],
    // Nothing stands in the middle of the last lane.
    ['clusterDefinition', 'ArrowRight', 'runnerAccess'],
    ['cluster', 'ArrowDown', undefined],
    ['agent', 'ArrowRight', undefined],
    ['agent', 'Enter', undefined],
  ] as const)('from %s, %s leads to %s', (from, key, to) => {
    expect(neighbourOf(from, key)).toBe(to);
  });
});
