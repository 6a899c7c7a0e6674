// The secrets among a driver's inputs, kept so that they can be compared but never read.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { badRequest } from './errors';
import { hasPlaceholder } from './placeholders';
import { SecretLeaf, SecretTree } from './records';
import { Organization } from './state';

type Section = Record<string, unknown> | null;

/** Where the secrets of a definition are kept. */
export interface Place {
  organization: Organization;
  definitionId: string;
}

/**
 * Reads the two sections of which a request may have one.
 *
 * @param before - the secrets until now: one that is given again unchanged keeps its version
 * @param base - what the given ones are laid over
 * @throws HumanitecError 400
 */
export function readSecrets(
  given: { secrets?: Section; secret_refs?: Section },
  { organization, definitionId }: Place,
  before: SecretTree,
  base: SecretTree,
): SecretTree {
  if (given.secrets && given.secret_refs) {
    throw badRequest(
      'driver_inputs: secrets and secret_refs exclude each other',
    );
  }
  const path = `orgs/${organization.id}/resources/defs/${definitionId}/secrets`;
  return given.secrets
    ? readTree(
        given.secrets,
        { organization, path, read: secretNode },
        before,
        base,
      )
    : readTree(
        given.secret_refs ?? {},
        { organization, path, read: referenceNode },
        before,
        base,
      );
}

/** As the API shows them, under `secret_refs`. */
export function secretsResponse(secrets: SecretTree): Record<string, unknown> {
  return mapLeaves(secrets, leafResponse);
}

/** Every leaf of the secrets as text, a placeholder where there is one: for schemas and references. */
export function secretTexts(secrets: SecretTree): Record<string, unknown> {
  return mapLeaves(secrets, leaf =>
    leaf.kind === 'placeholder' ? leaf.value : '',
  );
}

type SecretNode = SecretLeaf | SecretTree;

interface Reading {
  organization: Organization;
  path: string;
  read: (
    given: unknown,
    reading: Reading,
    before: SecretNode | undefined,
    base: SecretNode | undefined,
  ) => SecretNode;
}

function readTree(
  given: object,
  reading: Reading,
  before: SecretTree,
  base: SecretTree,
): SecretTree {
  const after = { ...base };
  for (const [key, value] of Object.entries(given)) {
    const path = `${reading.path}/${key}`;
    if (value === null) delete after[key];
    else
      after[key] = reading.read(
        value,
        { ...reading, path },
        before[key],
        base[key],
      );
  }
  return after;
}

/** A node under `secrets`: text is the secret itself. */
function secretNode(
  given: unknown,
  reading: Reading,
  before: SecretNode | undefined,
  base: SecretNode | undefined,
): SecretNode {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
    ? readTree(given, reading, treeOf(before), treeOf(base))
    : keep(given, reading, before);
}

const referenceSchema = z.strictObject({
  store: z.string().nullish(),
  ref: z.string().nullish(),
  version: z.string().nullish(),
  value: z.string().nullish(),
});

/** A node under `secret_refs`: a reference into a store, a value to keep, or more nodes. */
function referenceNode(
  given: unknown,
  reading: Reading,
  before: SecretNode | undefined,
  base: SecretNode | undefined,
): SecretNode {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw badRequest(`${reading.path}: must be a secret reference`);
  }
  const parsed = referenceSchema.safeParse(given);
  if (!parsed.success || Object.keys(given).length === 0) {
    return readTree(given, reading, treeOf(before), treeOf(base));
  }
  const { store, ref, version, value } = parsed.data;
  if (typeof value === 'string') {
    if (store || ref || version) {
      throw badRequest(
        `${reading.path}: value excludes store, ref and version`,
      );
    }
    return keep(value, reading, before);
  }
  if (!ref || !store) {
    throw badRequest(`${reading.path}: store and ref are required`);
  }
  if (store === 'humanitec' || !reading.organization.secretStores.has(store)) {
    throw badRequest(`${reading.path}: Secret Store "${store}" cannot be used`);
  }
  return { kind: 'reference', store, ref, version: version ?? undefined };
}

/** Puts a secret into the primary store, under a new version if it is another one than before. */
function keep(
  given: unknown,
  { organization, path }: Reading,
  before: SecretNode | undefined,
): SecretLeaf {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  if (hasPlaceholder(text)) return { kind: 'placeholder', value: text };
  const digest = createHash('sha256').update(text).digest('hex');
  const store = organization.primarySecretStore();
  const last = isLeaf(before) && before.kind === 'stored' ? before : undefined;
  if (last?.digest === digest && last.store === store) return last;
  return {
    kind: 'stored',
    store,
    ref: path,
    version: (last?.version ?? 0) + 1,
    digest,
  };
}

function treeOf(node: SecretNode | undefined): SecretTree {
  return node === undefined || isLeaf(node) ? {} : node;
}

function leafResponse(leaf: SecretLeaf) {
  switch (leaf.kind) {
    case 'placeholder':
      return { value: leaf.value };
    case 'stored':
      return { store: leaf.store, ref: leaf.ref, version: `${leaf.version}` };
    default:
      return { store: leaf.store, ref: leaf.ref, version: leaf.version };
  }
}

function mapLeaves(
  tree: SecretTree,
  map: (leaf: SecretLeaf) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(tree).map(([key, node]) => [
      key,
      isLeaf(node) ? map(node) : mapLeaves(node, map),
    ]),
  );
}

function isLeaf(node: SecretLeaf | SecretTree | undefined): node is SecretLeaf {
  return typeof node?.kind === 'string';
}
