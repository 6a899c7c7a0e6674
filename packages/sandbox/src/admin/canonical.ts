import { createHash } from 'node:crypto';

/**
 * A value as plain JSON that is equal for equal content: object keys sorted, maps as objects, sets as sorted lists,
 * functions left out, secrets as their SHA-256.
 */
export function canonical(value: unknown): unknown {
  if (value instanceof Map) {
    return canonical(Object.fromEntries(value));
  }
  if (value instanceof Set) {
    return [...value].map(canonical).sort();
  }
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  if (typeof value !== 'object' || value === null) return value;
  const secrets = secretMembers(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== undefined && typeof child !== 'function')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, child]) => [
        name,
        secrets.includes(name) ? digests(child) : canonical(child),
      ]),
  );
}

/** The members of an object that hold secrets, told by what else it has. */
function secretMembers(holder: object): string[] {
  if ('secretAccessKey' in holder) return ['secretAccessKey'];
  // A certificate authority.
  if ('cert' in holder && 'key' in holder) return ['key'];
  // A Humanitec cloud account.
  if ('credentials' in holder) return ['credentials'];
  // A token of a Humanitec user; users keep their tokens by ID.
  if ('value' in holder && 'createdBy' in holder) return ['value'];
  if ('kind' in holder && holder.kind === 'Secret') return ['data'];
  return [];
}

/** Every leaf as its digest, so that two dumps still tell which one changed. */
function digests(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    const hash = createHash('sha256').update(String(value)).digest('hex');
    return `sha256:${hash}`;
  }
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, child]) => [name, digests(child)]),
  );
}
