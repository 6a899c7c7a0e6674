import {
  coreServices,
  createServiceFactory,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { setTimeout as sleep } from 'node:timers/promises';
import { instantTimings, Sandbox } from 'sandbox';
import { entitiesInCatalog } from '../../__testUtils__/entitiesInCatalog';
import { startStack, Stack } from '../../__testUtils__/startStack';

/** A stack whose bindings are looked at when a test says so. */
export interface CatalogStack extends Stack {
  /** What was logged of organizations, definitions and AWS accounts as warnings. */
  warnings(): string[];
  /** Puts entities of others into the catalog, in place of those before. */
  register(entities: Entity[]): Promise<void>;
  /** The entities of clusters in the catalog, by reference, once they are as many as expected and processed. */
  clusters(count: number): Promise<Record<string, Entity>>;
  /** The entity, once it is as expected. */
  entity(
    ref: string,
    isAsExpected?: (entity: Entity) => boolean,
  ): Promise<Entity>;
  /** Calls Humanitec as its administrator. */
  humanitec(path: string, body: unknown, organization?: string): Promise<void>;
  /** Deletes a definition of platform-org. */
  deleteDefinition(id: string): Promise<void>;
}

const tokens: Record<string, string> = {
  'platform-org': 'sandbox-humanitec-token',
  'other-org': 'sandbox-humanitec-token-other',
};

/**
 * @param organizations - IDs of those that are configured
 * @param accounts - AWS accounts that are configured
 */
export async function startCatalogStack(
  organizations = ['platform-org', 'other-org'],
  accounts = ['111122223333', '444455556666'],
): Promise<CatalogStack> {
  const others = entitiesInCatalog();
  const warnings: string[] = [];
  const stack = await startStack(instantTimings, {
    appConfig: {
      aws: {
        accounts: accounts.map(accountId => ({
          accountId,
          roleName: 'backstage-humanitec-eks',
        })),
      },
    },
    organizations: organizations.map(id => ({ id, token: tokens[id] })),
    // It was bound long ago, in an account that nobody here can look into.
    before: sandbox => deleteDefinition(sandbox, 'shared-nonprod'),
    features: [
      others.feature,
      createServiceFactory({
        service: coreServices.logger,
        deps: {},
        factory: () => warningsInto(warnings),
      }),
    ],
  });
  return {
    ...stack,
    warnings: () =>
      warnings.filter(line => /Humanitec organization|AWS account/.test(line)),
    register: entities => others.publish(entities),
    async clusters(count) {
      return until(async () => {
        const { body } = await stack.api
          .get('/api/catalog/entities')
          .query({ filter: 'kind=resource' });
        const entities: Entity[] = body;
        return entities.length === count
          ? Object.fromEntries(
              entities.map(one => [stringifyEntityRef(one), one]),
            )
          : undefined;
      }, `${count} resources in the catalog`);
    },
    async entity(ref, isAsExpected = () => true) {
      return until(async () => {
        const { body } = await stack.api
          .get('/api/catalog/entities')
          .query({ filter: 'kind=resource,kind=component,kind=system' });
        const entities: Entity[] = body;
        return entities.find(
          one => stringifyEntityRef(one) === ref && isAsExpected(one),
        );
      }, `${ref} as expected`);
    },
    humanitec: (path, body, organization = 'platform-org') =>
      send(stack.sandbox, 'POST', path, organization, body),
    deleteDefinition: id => deleteDefinition(stack.sandbox, id),
  };
}

/** Calls Humanitec as the administrator of an organization. */
async function send(
  sandbox: Sandbox,
  method: string,
  path: string,
  organization: string,
  body?: unknown,
): Promise<void> {
  const response = await fetch(
    `${sandbox.humanitecUrl}/orgs/${organization}${path}`,
    {
      method,
      headers: {
        authorization: `Bearer ${tokens[organization]}`,
        'content-type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    },
  );
  if (!response.ok) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
}

function deleteDefinition(sandbox: Sandbox, id: string) {
  const path = `/resources/defs/${id}?force=true`;
  return send(sandbox, 'DELETE', path, 'platform-org');
}

async function until<T>(
  look: () => Promise<T | undefined>,
  what: string,
): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(200);
  }
  throw new Error(`there were never ${what}`);
}

function warningsInto(warnings: string[]): LoggerService {
  const logger: LoggerService = {
    error: message => warnings.push(String(message)),
    warn: message => warnings.push(String(message)),
    info: () => {},
    debug: () => {},
    child: () => logger,
  };
  return logger;
}
