// The organizations that exist from the start.
import { World } from '../world';
import { drivers } from './builtin/drivers';
import { resourceTypes } from './builtin/resourceTypes';
import { makeCriteria } from './criteria';
import { newVersion } from './definitionContent';
import { EnvironmentContext, implicitResources, resolveGraph } from './graph';
import { provision, unmatchedResource } from './finishDeployment';
import { newId } from './identifiers';
import { Definition, DefinitionVersion, Environment, Role } from './records';
import { Organization } from './state';
import { addServiceUser } from './users';

/** Tokens that work from the start, and what they stand for. */
export const seededTokens = {
  administrator: 'sandbox-humanitec-token',
  otherOrganization: 'sandbox-humanitec-token-other',
  viewer: 'sandbox-humanitec-token-viewer',
} as const;

export function seedHumanitec(world: World) {
  const platform = addOrganization(world, 'platform-org', 'Platform');
  const administrator = addMember(
    world,
    platform,
    'administrator',
    seededTokens.administrator,
  );
  addMember(world, platform, 'orgViewer', seededTokens.viewer);
  const other = addOrganization(world, 'other-org', 'Other');
  addMember(world, other, 'administrator', seededTokens.otherOrganization);

  addSharedCluster(platform, administrator);
  addApplication(platform, administrator, 'shop', 'Shop', {
    development: 3,
    staging: 2,
    production: 1,
  });
  addApplication(platform, administrator, 'billing', 'Billing', {
    development: 1,
    production: 0,
  });
}

const day = 24 * 60 * 60 * 1000;

function addOrganization(world: World, id: string, name: string) {
  const createdAt = world.clock.now() - 90 * day;
  const organization = new Organization(id, name, 'humanitec', createdAt);
  world.humanitec.organizations.set(id, organization);

  for (const type of ['development', 'staging', 'production']) {
    organization.environmentTypes.set(type, {
      id: type,
      description: `Environments for ${type}`,
    });
  }
  for (const type of resourceTypes) {
    organization.resourceTypes.set(type.type, type);
  }
  for (const driver of drivers) {
    organization.drivers.set(`${driver.orgId}/${driver.id}`, driver);
  }
  const store = {
    createdBy: 'humanitec',
    createdAt,
    updatedBy: 'humanitec',
    updatedAt: createdAt,
  };
  organization.secretStores.set('humanitec', {
    ...store,
    id: 'humanitec',
    kind: 'humanitec',
    primary: false,
    specification: {},
  });
  organization.secretStores.set('platform-secrets', {
    ...store,
    id: 'platform-secrets',
    kind: 'awssm',
    primary: true,
    specification: { region: 'eu-central-1' },
  });
  addDefinition(organization, {
    id: 'default-humanitec-k8s-namespace',
    type: 'k8s-namespace',
    isDefault: true,
    content: {
      name: 'Default namespace',
      driverType: 'humanitec/echo',
      driverInputs: {
        values: { namespace: '${context.app.id}-${context.env.id}' },
      },
    },
    rules: [{}],
    createdBy: 'humanitec',
    createdAt,
  });
  return organization;
}

/** @returns the ID of a service user that has this role and token */
function addMember(
  world: World,
  organization: Organization,
  role: Role,
  token: string,
): string {
  const { createdAt } = organization;
  const id = `s-${organization.id}-${role.toLowerCase()}`;
  const user = addServiceUser(
    world.humanitec.users,
    { id, name: `${organization.name} ${role}` },
    createdAt,
  );
  user.tokens.set('seed', {
    id: 'seed',
    value: token,
    description: 'There from the start',
    createdBy: id,
    createdAt,
  });
  organization.members.set(id, role);
  return id;
}

interface SeededDefinition {
  id: string;
  type: string;
  isDefault: boolean;
  content: Pick<DefinitionVersion, 'name' | 'driverType'> &
    Partial<DefinitionVersion>;
  rules: { env_type?: string }[];
  createdBy: string;
  createdAt: number;
}

function addDefinition(
  organization: Organization,
  { content, rules, createdBy, createdAt, ...definition }: SeededDefinition,
) {
  const active = newVersion(
    { inPlaceDriverChange: false, ...content },
    { action: 'created', createdBy, createdAt },
  );
  const added: Definition = {
    ...definition,
    versions: [active],
    active,
    criteria: makeCriteria(
      organization,
      definition.type,
      rules.map(rule => ({
        class: 'default',
        env_type: rule.env_type,
        app_id: undefined,
        env_id: undefined,
        res_id: undefined,
      })),
    ),
    createdBy,
    createdAt,
    deleted: false,
  };
  organization.definitions.set(added.id, added);
}

/** A cluster that was bound long ago by hand, in an AWS account that is not part of the sandbox. */
function addSharedCluster(organization: Organization, createdBy: string) {
  const createdAt = organization.createdAt + day;
  organization.accounts.set('platform-nonprod', {
    id: 'platform-nonprod',
    name: 'Platform non-production',
    type: 'aws-role',
    credentials: {
      aws_role: 'arn:aws:iam::555566667777:role/humanitec-shared-nonprod',
      external_id: '7f3c2f0e-9d0b-4d7e-8a3b-51c0a8a1f0aa',
    },
    createdBy,
    createdAt,
  });
  addDefinition(organization, {
    id: 'shared-nonprod',
    type: 'k8s-cluster',
    isDefault: false,
    content: {
      name: 'Shared non-production cluster',
      driverType: 'humanitec/k8s-cluster-eks',
      driverAccount: 'platform-nonprod',
      driverInputs: {
        values: { region: 'eu-central-1', name: 'shared-nonprod' },
      },
    },
    rules: [{ env_type: 'development' }, { env_type: 'staging' }],
    createdBy,
    createdAt,
  });
}

/** @param deployments - number of past deployments, by environment (whose type has the same name) */
function addApplication(
  organization: Organization,
  createdBy: string,
  id: string,
  name: string,
  deployments: Record<string, number>,
) {
  const createdAt = organization.createdAt + 2 * day;
  const environments = Object.entries(deployments).map(([type, count]) => {
    const environment: Environment = {
      id: type,
      name: type[0].toUpperCase() + type.slice(1),
      type,
      createdBy,
      createdAt,
      deployments: [],
    };
    const context = { app_id: id, env_id: type, env_type: type };
    for (let number = 1; number <= count; number += 1) {
      addDeployment(organization, environment, context, number);
    }
    return environment;
  });
  organization.applications.set(id, {
    id,
    name,
    createdBy,
    createdAt,
    environments: new Map(environments.map(one => [one.id, one])),
  });
}

/** A deployment of the past; it has failed where nothing provides a cluster. */
function addDeployment(
  organization: Organization,
  environment: Environment,
  context: EnvironmentContext,
  number: number,
) {
  const createdAt = environment.createdAt + number * day;
  const at = createdAt + 60_000;
  const { nodes, missing } = resolveGraph(
    organization,
    context,
    implicitResources,
  );
  const id = newId();
  environment.deployments.push({
    id,
    fromId: environment.deployments.at(-1)?.id ?? '',
    comment: `Release ${number}`,
    setId: newId(),
    mode: 'full',
    legacyMode: false,
    createdBy: environment.createdBy,
    createdAt,
    end: { at, errors: missing.map(unmatchedResource) },
  });
  if (missing.length > 0) return;
  provision(organization, context, nodes, id, at);
}
