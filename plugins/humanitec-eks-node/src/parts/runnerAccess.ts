import {
  BindingSpec,
  Change,
  factsOf,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';
import {
  applyRunnerPodIdentity,
  findRunnerPodIdentity,
  FoundPodIdentity,
  planRunnerPodIdentity,
  removeRunnerPodIdentity,
  renderRunnerPodIdentity,
} from '../aws/podIdentity';
import type { KubernetesClient } from '../kubernetes/kubernetesClient';
import {
  applyObjects,
  findObjects,
  FoundObjects,
  isOurObject,
  objectThing,
  planObjects,
  removeObjects,
  renderManifests,
} from '../kubernetes/objects';
import { requireKubernetes } from '../kubernetes/requireKubernetes';
import {
  awaitTermination,
  isTerminating,
} from '../kubernetes/terminatingNamespace';
import { planUnwanted, removeUnwanted } from '../kubernetes/unwantedEntries';
import { parseObject } from '../kubernetes/parseObject';
import type { Readings, Systems } from '../systems';
import type { Part } from './part';
import {
  applyRunnerDefinitions,
  findRunnerDefinitions,
  planRunnerDefinitions,
  removeRunnerDefinitions,
  renderRunnerDefinitions,
  runnerDefinitionThings,
  RunnerDefinitions,
} from './runnerDefinitions';
import {
  guardedAnnotation,
  keepLiveRole,
  runnerManifests,
  runnerNamespace,
} from './runnerManifests';

export interface RunnerAccessState {
  definitions: RunnerDefinitions;
  podIdentity?: FoundPodIdentity;
  /** Undefined while there is no cluster to look into. */
  objects?: FoundObjects;
  /** The namespace is being deleted; nothing in it will stay. */
  terminating: boolean;
}

/** The container runners: their place and rights in the cluster, and the definitions that lead there. */
export const runnerAccess: Part<RunnerAccessState> = {
  id: 'runnerAccess',

  render: spec => [
    renderManifests('kubernetes/runner-access.yaml', runnerManifests(spec)),
    ...renderRunnerDefinitions(spec),
    ...renderRunnerPodIdentity(spec),
  ],

  observe,

  plan: (spec, observed) => [
    ...planInCluster(spec, observed?.objects),
    ...planRunnerDefinitions(spec, observed?.definitions),
    ...planRunnerPodIdentity(spec, observed?.podIdentity),
  ],

  things: (spec, observed) => [
    ...runnerManifests(keepLiveRole(spec, observed?.objects)).map(objectThing),
    ...runnerDefinitionThings(spec, observed?.definitions),
    ...planRunnerPodIdentity(spec, undefined),
  ],

  async apply(spec, observed, systems) {
    const kubernetes = await requireKubernetes(systems);
    if (observed?.terminating) {
      await awaitTermination(kubernetes, runnerNamespace(spec), systems);
    }
    const objects = observed?.objects;
    const live = keepLiveRole(spec, objects);
    const manifests = runnerManifests(live);
    await applyObjects(live, kubernetes, manifests, objects, systems);
    const annotation = guardedAnnotation(live);
    await removeUnwanted(kubernetes, annotation, objects, systems);
    await applyRunnerPodIdentity(spec, observed?.podIdentity, systems);
    await applyRunnerDefinitions(spec, observed?.definitions, systems);
    const state = await observe(spec, systems);
    if (!state) throw new Error('the runner that was just made is gone');
    return state;
  },

  async remove(spec, observed, systems, how) {
    await removeRunnerDefinitions(spec, observed.definitions, systems, how);
    await removeRunnerPodIdentity(spec, observed.podIdentity, systems);
    const kubernetes = await systems.kubernetes();
    if (kubernetes && observed.objects) {
      const kept = await rolesOfOthers(spec, kubernetes, systems);
      const manifests = runnerManifests(spec).filter(
        ({ kind, metadata }) => kind !== 'Role' || !kept.has(metadata.name),
      );
      const { objects } = observed;
      await removeObjects(spec, kubernetes, manifests, objects, systems);
    }
  },

  facts: ({ definitions, podIdentity }) =>
    factsOf({
      definition: [...definitions.values()].map(({ id }) => id),
      jobRole: podIdentity?.roleArn,
    }),
};

async function observe(
  spec: BindingSpec,
  systems: Readings,
): Promise<RunnerAccessState | undefined> {
  const [definitions, podIdentity, found] = await Promise.all([
    findRunnerDefinitions(spec, systems),
    findRunnerPodIdentity(spec, systems),
    systems
      .kubernetes()
      .then(client => client && findObjects(client, runnerManifests(spec))),
  ]);
  const terminating = isTerminating(found, runnerNamespace(spec));
  const objects: typeof found = terminating ? new Map() : found;
  const nothing = !definitions.size && !podIdentity && !objects?.size;
  if (nothing && !terminating) return undefined;
  return { definitions, podIdentity, objects, terminating };
}

function planInCluster(
  spec: BindingSpec,
  objects: FoundObjects | undefined,
): Change[] {
  const live = keepLiveRole(spec, objects);
  return planUnwanted(
    planObjects(live, runnerManifests(live), objects),
    guardedAnnotation(live),
    objects,
  );
}

const bindingSchema = z.object({
  roleRef: z.object({ kind: z.string(), name: z.string() }),
});

/** Roles that somebody else has bound, too: without them their pods would lose rights. */
async function rolesOfOthers(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  { progress }: Systems,
): Promise<Set<string>> {
  const bindings = await kubernetes.list(
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    spec.names.runnerNamespace,
  );
  const roles = bindings
    .filter(binding => !isOurObject(spec, binding))
    .map(binding => ({
      by: binding.metadata.name,
      ...parseObject(bindingSchema, binding).roleRef,
    }))
    .filter(({ kind }) => kind === 'Role');
  for (const { name, by } of roles) {
    const ours = runnerManifests(spec).some(
      ({ kind, metadata }) => kind === 'Role' && metadata.name === name,
    );
    if (ours) progress(`Left Role ${name}: RoleBinding ${by} refers to it.`);
  }
  return new Set(roles.map(({ name }) => name));
}
