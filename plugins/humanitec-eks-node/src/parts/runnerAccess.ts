import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import {
  applyRunnerPodIdentity,
  findRunnerPodIdentity,
  FoundPodIdentity,
  planRunnerPodIdentity,
  removeRunnerPodIdentity,
} from '../aws/podIdentity';
import { humanitecCriteria } from '../humanitec/matchingCriteria';
import {
  applyDefinition,
  markedName,
  planDefinition,
  removeDefinition,
  renderDefinition,
  WantedDefinition,
} from '../humanitec/resourceDefinition';
import type { Definition } from '../humanitec/schemas';
import {
  applyObjects,
  findObjects,
  FoundObjects,
  planObjects,
  removeObjects,
  renderManifests,
} from '../kubernetes/objects';
import { requireKubernetes } from '../kubernetes/requireKubernetes';
import { AGENT_URL } from './clusterDefinition';
import type { Part } from './part';
import { runnerManifests } from './runnerManifests';

/** Resource ID under which the driver looks for its configuration (Humanitec docs, container runner). */
const RUNNER_RES_ID = 'opentofu-container-runner';

export interface RunnerAccessState {
  definition?: Definition;
  podIdentity?: FoundPodIdentity;
  /** Undefined while there is no cluster to look into. */
  objects?: FoundObjects;
}

/** The OpenTofu container runner: its place and rights in the cluster, and the definition that leads there. */
export const runnerAccess: Part<RunnerAccessState> = {
  id: 'runnerAccess',

  render: spec => [
    renderManifests('kubernetes/runner-access.yaml', runnerManifests(spec)),
    renderDefinition('runner-definition.yaml', wantedDefinition(spec)),
  ],

  async observe(spec, systems) {
    const [definition, podIdentity] = await Promise.all([
      systems.humanitec.findDefinition(spec.names.runnerDefinition),
      findRunnerPodIdentity(spec, systems),
    ]);
    const kubernetes = await systems.kubernetes();
    const objects =
      kubernetes && (await findObjects(kubernetes, runnerManifests(spec)));
    if (!definition && !podIdentity && !objects?.size) return undefined;
    return { definition, podIdentity, objects };
  },

  plan: (spec, observed) => [
    ...planObjects(spec, runnerManifests(spec), observed?.objects),
    ...planDefinition(spec, wantedDefinition(spec), observed?.definition),
    ...planRunnerPodIdentity(spec, observed?.podIdentity),
  ],

  async apply(spec, observed, systems) {
    const kubernetes = await requireKubernetes(systems);
    await applyObjects(
      spec,
      kubernetes,
      runnerManifests(spec),
      observed?.objects,
      systems,
    );
    await applyRunnerPodIdentity(spec, observed?.podIdentity, systems);
    await applyDefinition(
      wantedDefinition(spec),
      observed?.definition,
      systems,
    );
    const state = await runnerAccess.observe(spec, systems);
    if (!state)
      throw new Error('the runner that was just made cannot be found');
    return state;
  },

  async remove(spec, observed, systems, options) {
    await removeDefinition(spec, observed.definition, systems, options);
    await removeRunnerPodIdentity(spec, observed.podIdentity, systems);
    const kubernetes = await systems.kubernetes();
    if (kubernetes && observed.objects) {
      await removeObjects(
        spec,
        kubernetes,
        runnerManifests(spec),
        observed.objects,
        systems,
      );
    }
  },

  facts: ({ definition }) =>
    definition ? [{ label: 'Definition', value: definition.id }] : [],
};

/** The runner's cluster, reached with the temporary credentials of the cloud account, through the agent. */
function wantedDefinition(spec: BindingSpec): WantedDefinition {
  const id = spec.names.runnerDefinition;
  return {
    id,
    name: markedName(spec, id),
    type: 'config',
    driver_type: 'humanitec/template',
    driver_inputs: {
      values: {
        templates: {
          outputs: {
            cluster: {
              // Org-qualified here, unlike in driver_account.
              account: `${spec.organization}/${spec.names.cloudAccount}`,
              cluster: {
                cluster_type: 'eks',
                name: spec.clusterName,
                region: spec.region,
              },
            },
            skip_permission_checks: false,
          },
          secrets: { agent_url: '{{ .driver.secrets.agent_url }}' },
        },
      },
      secrets: { agent_url: AGENT_URL },
    },
    criteria: humanitecCriteria(spec)?.map(({ class: _class, ...rule }) => ({
      ...rule,
      res_id: RUNNER_RES_ID,
    })),
  };
}
