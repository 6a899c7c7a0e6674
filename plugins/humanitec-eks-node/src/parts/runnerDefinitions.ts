import {
  BindingSpec,
  Change,
  RunnerDriver,
  runnerDrivers,
  runnerNameKeys,
} from 'backstage-plugin-humanitec-eks-common';
import { renderManifest } from '../humanitec/manifest';
import { humanitecCriteria } from '../humanitec/matchingCriteria';
import {
  applyDefinition,
  carriesMark,
  markedName,
  planDefinition,
  removeDefinition,
  renderDefinition,
  WantedDefinition,
} from '../humanitec/resourceDefinition';
import type { Definition } from '../humanitec/schemas';
import type { Readings, Systems } from '../systems';
import { AGENT_URL } from './clusterDefinition';
import type { RenderedFile, Thing } from './part';

/** The definitions that lead runner jobs to the cluster: what is there for each driver. */
export type RunnerDefinitions = Map<RunnerDriver, Definition>;

export async function findRunnerDefinitions(
  spec: BindingSpec,
  { humanitec }: Pick<Readings, 'humanitec'>,
): Promise<RunnerDefinitions> {
  const found: RunnerDefinitions = new Map();
  const definitions = await Promise.all(
    runnerDrivers.map(driver => humanitec.findDefinition(idOf(spec, driver))),
  );
  runnerDrivers.forEach((driver, index) => {
    const definition = definitions[index];
    if (definition) found.set(driver, definition);
  });
  return found;
}

/** What must change so that there is a definition for each driver that is asked for, and none of ours for another. */
export function planRunnerDefinitions(
  spec: BindingSpec,
  found: RunnerDefinitions | undefined,
): Change[] {
  const drivers = wantedDrivers(spec, found);
  return [
    ...drivers.flatMap(driver =>
      planDefinition(spec, wantedDefinition(spec, driver), found?.get(driver)),
    ),
    ...surplus(spec, drivers, found).map(
      ([driver, { id, type }]): Change => ({
        action: 'delete',
        kind: `${type} definition`,
        name: id,
        reason: `the driver ${driver} is not asked for`,
      }),
    ),
  ];
}

/** The definitions that should be there, each with its rules. */
export function runnerDefinitionThings(
  spec: BindingSpec,
  found: RunnerDefinitions | undefined,
): Thing[] {
  return wantedDrivers(spec, found).flatMap(driver =>
    planDefinition(spec, wantedDefinition(spec, driver), undefined),
  );
}

/** @throws CriterionTaken; Error when environments depend on what would go */
export async function applyRunnerDefinitions(
  spec: BindingSpec,
  found: RunnerDefinitions | undefined,
  systems: Systems,
): Promise<void> {
  const drivers = wantedDrivers(spec, found);
  for (const driver of drivers) {
    const wanted = wantedDefinition(spec, driver);
    await applyDefinition(wanted, found?.get(driver), systems);
  }
  for (const [, definition] of surplus(spec, drivers, found)) {
    await removeDefinition(spec, definition, systems);
  }
}

export async function removeRunnerDefinitions(
  spec: BindingSpec,
  found: RunnerDefinitions,
  systems: Systems,
  how: { force?: boolean } | undefined,
): Promise<void> {
  for (const definition of found.values()) {
    await removeDefinition(spec, definition, systems, how);
  }
}

/** The definitions, and one of a resource that is provisioned through the first of them. */
export function renderRunnerDefinitions(spec: BindingSpec): RenderedFile[] {
  const drivers = wantedDrivers(spec, undefined);
  return [
    ...drivers.map(driver =>
      renderDefinition(FILES[driver], wantedDefinition(spec, driver)),
    ),
    ...drivers
      .filter(driver => driver !== 'container-runner')
      .slice(0, 1)
      .map(driver => renderConsumer(spec, driver)),
  ];
}

const FILES: Record<RunnerDriver, string> = {
  'opentofu-container-runner': 'humanitec/runner-definition.yaml',
  'terraform-container-runner': 'humanitec/terraform-runner-definition.yaml',
  'container-runner': 'humanitec/container-runner-definition.yaml',
};

/** Drivers that nobody asks about stay as they are; the first is the default. */
function wantedDrivers(
  spec: BindingSpec,
  found: RunnerDefinitions | undefined,
): RunnerDriver[] {
  if (spec.runner.drivers) return [...new Set(spec.runner.drivers)];
  const ours = ourDrivers(spec, found);
  return ours.length ? ours : runnerDrivers.slice(0, 1);
}

/** The drivers that a definition of ours is for. */
export function ourDrivers(
  spec: BindingSpec,
  found: RunnerDefinitions | undefined,
): RunnerDriver[] {
  return runnerDrivers.filter(driver =>
    carriesMark(spec, found?.get(driver)?.name),
  );
}

function surplus(
  spec: BindingSpec,
  drivers: RunnerDriver[],
  found: RunnerDefinitions | undefined,
): [RunnerDriver, Definition][] {
  const ours = ourDrivers(spec, found);
  return [...(found ?? [])].filter(
    ([driver]) => ours.includes(driver) && !drivers.includes(driver),
  );
}

function idOf(spec: BindingSpec, driver: RunnerDriver): string {
  return spec.names[runnerNameKeys[driver]];
}

/** The runner's cluster, reached with the temporary credentials of the cloud account, through the agent. */
function wantedDefinition(
  spec: BindingSpec,
  driver: RunnerDriver,
): WantedDefinition {
  const id = idOf(spec, driver);
  const { loadBalancer } = spec.clusterDefinition;
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
                ...(loadBalancer && { loadbalancer: loadBalancer }),
              },
            },
            skip_permission_checks: false,
          },
          secrets: { agent_url: '{{ .driver.secrets.agent_url }}' },
        },
      },
      secrets: { agent_url: AGENT_URL },
    },
    // The driver asks for its configuration under its own name (Humanitec docs, container runner).
    criteria: humanitecCriteria(spec)?.map(({ class: _class, ...rule }) => ({
      ...rule,
      res_id: driver,
    })),
  };
}

/** How a definition of the platform team uses the runner, with the credentials that its jobs need. */
function renderConsumer(spec: BindingSpec, driver: RunnerDriver): RenderedFile {
  const { podIdentityRoleArn, serviceAccountRoleArn } = spec.runner;
  const ownRole = podIdentityRoleArn || serviceAccountRoleArn;
  const id = 'example-s3-bucket';
  return renderManifest('examples/runner-consumer.yaml', 'Definition', id, {
    name: id,
    type: 's3',
    driver_type: `humanitec/${driver}`,
    ...(!ownRole && { driver_account: spec.names.cloudAccount }),
    driver_inputs: {
      values: {
        runner: {
          namespace: spec.names.runnerNamespace,
          service_account: spec.names.runnerServiceAccount,
        },
        source: {
          url: '<URL of a Git repository>',
          ref: 'refs/heads/main',
          path: '<folder of the module>',
        },
        ...(!ownRole && { credentials_config: TEMPORARY_CREDENTIALS }),
        variables: { region: spec.region },
      },
    },
  });
}

/** Outputs of a cloud account by the variables of the AWS SDKs; without the session token STS credentials are refused. */
const TEMPORARY_CREDENTIALS = {
  environment: {
    AWS_ACCESS_KEY_ID: 'AccessKeyId',
    AWS_SECRET_ACCESS_KEY: 'SecretAccessKey',
    AWS_SESSION_TOKEN: 'SessionToken',
  },
};
