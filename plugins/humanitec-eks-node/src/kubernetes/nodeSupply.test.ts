import { nodeSupply } from './nodeSupply';

const node = (ready: boolean, spec: Record<string, unknown> = {}) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'a' },
  spec,
  status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});
const autoMode = (...nodePools: string[]) => ({
  computeConfig: { enabled: true, nodePools },
});

describe('the nodes of a cluster', () => {
  it.each([
    ['one that is ready', {}, [node(true), node(false)], '1 node is ready'],
    ['two that are', {}, [node(true), node(true)], '2 nodes are ready'],
    [
      'none, since Auto Mode brings them',
      autoMode('general-purpose', 'system'),
      [],
      'EKS Auto Mode brings nodes as pods need them',
    ],
  ])('will do: %s', (_, cluster, nodes, text) => {
    expect(nodeSupply(cluster, nodes)).toEqual({ text });
  });

  it.each([
    ['none, without Auto Mode', {}, [], /EKS Auto Mode is off/],
    ['only one that is not ready', {}, [node(false)], /no node is ready/],
    [
      'only one that takes no pods',
      {},
      [node(true, { unschedulable: true })],
      /no node is ready/,
    ],
    [
      'none, with no pool that takes ordinary pods',
      autoMode('system'),
      [],
      /has not the node pool general-purpose/,
    ],
  ])('will not do: %s', (_, cluster, nodes, missing) => {
    expect(nodeSupply(cluster, nodes)).toEqual({
      missing: expect.stringMatching(missing),
      remedy: expect.stringMatching(/node/),
    });
  });
});
