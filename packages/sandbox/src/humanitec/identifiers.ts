import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

// The published pattern ^[a-z0-9](?:-?[a-z0-9]+)+$ takes exponential time; this one accepts the same text.
const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** IDs of agents, environment types, secret stores. */
export const entityId = z.string().min(2).regex(slug);

/** IDs of applications, environments and accounts. */
export const shortEntityId = entityId.max(50);

/** IDs of resource definitions, and of accounts where a definition names one. */
export const definitionId = z.string().regex(/^[a-z0-9][a-z0-9-]+[a-z0-9]$/);

/** IDs that Humanitec makes for deployments, criteria and keys. */
export function newId(): string {
  return randomBytes(8).toString('hex');
}

/** The globally unique ID of a resource: the same for the same resource of an environment, always. */
export function globalResourceId(...path: string[]): string {
  return createHash('sha1').update(path.join('\n')).digest('hex');
}

/** `2026-01-31T12:00:00.000Z` */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}
