import { Cluster } from '../../aws/state';
import { World } from '../../world';
import { builtin } from '../resources';
import { progressDeadline } from './deploymentStatus';
import { collectGarbage } from './garbage';
import { runDaemonSets } from './daemonSets';
import { runDeployments } from './deployments';
import { runJobs } from './jobs';
import { runKubelets } from './kubelet';
import { Moment } from './moment';
import { runNamespaces } from './namespaces';
import { joinNodes } from './nodes';
import { runReplicaSets } from './replicaSets';
import { schedulePods } from './scheduler';
import { runStatefulSets } from './statefulSets';

const deployments = builtin('apps', 'deployments');

/**
 * Brings a cluster up to the present: everything that would have happened since the
 * last look happens now, one due time after the other, as if it had happened then.
 */
export function settle(world: World, cluster: Cluster) {
  const api = world.kubernetes.of(world, cluster);
  const now = world.clock.now();
  const moment = { world, cluster, api };
  for (;;) {
    const next = nextDue({ ...moment, at: now });
    if (next === undefined) break;
    converge({ ...moment, at: next });
  }
  converge({ ...moment, at: now });
}

/** Each looks at the objects and does its next step; none is told what changed. */
const controllers: ((moment: Moment) => void)[] = [
  runNamespaces,
  collectGarbage,
  runDeployments,
  runStatefulSets,
  runDaemonSets,
  runJobs,
  runReplicaSets,
  joinNodes,
  schedulePods,
  runKubelets,
];

/** More rounds than any cluster here needs; endless ones are a mistake in a controller. */
const maxRounds = 200;

function converge(moment: Moment) {
  for (let round = 0; round < maxRounds; round += 1) {
    const { revision } = moment.api.store;
    controllers.forEach(run => run(moment));
    if (moment.api.store.revision === revision) return;
  }
  throw new Error(`the controllers of ${moment.cluster.name} do not converge`);
}

/** The earliest time, not after `at`, at which something is due. */
function nextDue({ api, at }: Moment): number | undefined {
  const joined = (name: string) => api.joinedNodes.has(name);
  const due = [
    ...[...api.nodes].flatMap(([name, joins]) => (joined(name) ? [] : [joins])),
    ...[...api.pods.values()].flatMap(life => life.dueAt ?? []),
    // A deadline has passed one millisecond after it.
    ...api.store
      .list(deployments)
      .flatMap(deployment => progressDeadline(deployment) ?? [])
      .map(deadline => deadline + 1),
  ].filter(time => time <= at);
  return due.length > 0 ? Math.min(...due) : undefined;
}
