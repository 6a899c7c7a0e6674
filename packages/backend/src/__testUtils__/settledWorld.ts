/**
 * The dump of a sandbox's world as far as two of them can be called the same:
 * without times, random IDs and versions, and without what Kubernetes'
 * controllers and deleted definitions leave behind.
 */
export function settledWorld(dump: unknown): unknown {
  if (typeof dump === 'string') return settledString(dump);
  if (typeof dump === 'number') return dump > 1e12 ? '<time>' : dump;
  if (Array.isArray(dump)) return dump.map(settledWorld);
  if (typeof dump !== 'object' || dump === null) return dump;
  const settled: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(withDefaultVersion(dump))) {
    if (isPassing(key, value)) continue;
    settled[freeKey(settled, settledText(key))] = settledMember(key, value);
  }
  return settled;
}

/** Two things with random keys stay two. */
function freeKey(holder: object, key: string, count = 1): string {
  const free = count === 1 ? key : `${key} ${count}`;
  return Object.hasOwn(holder, free) ? freeKey(holder, key, count + 1) : free;
}

/** Matching criteria have no order. */
function settledMember(key: string, value: unknown): unknown {
  const settled = settledWorld(value);
  if (key !== 'criteria' || !Array.isArray(settled)) return settled;
  return settled.sort((a, b) =>
    JSON.stringify(a).localeCompare(JSON.stringify(b)),
  );
}

/** Of a policy's versions only the one in force counts. */
function withDefaultVersion(holder: object): object {
  if (!('defaultVersionId' in holder && 'versions' in holder)) return holder;
  const { defaultVersionId, versions, ...rest } = holder;
  const inForce =
    Array.isArray(versions) &&
    versions.find(({ versionId }) => versionId === defaultVersionId);
  return { ...rest, document: inForce ? inForce.document : undefined };
}

const PASSING_MEMBERS = new Set([
  'action',
  'ca',
  'clientRequestToken',
  'clusterSecurityGroupId',
  'createRequest',
  'createdBy',
  'deployment.kubernetes.io/revision',
  'endpoint',
  'generation',
  'managedFields',
  'nextVersion',
  'previousTrustPolicyDocument',
  'resourceVersion',
  'status',
  'trustedIds',
  'uid',
  'updatedBy',
  'updates',
  'versions',
]);

/** Objects that controllers make, or that count time. */
const CONTROLLED =
  /^(?:apps\/v1\/ReplicaSet|v1\/(?:Pod|Node|Event|Endpoints)|coordination\.k8s\.io\/v1\/Lease|discovery\.k8s\.io\/v1\/EndpointSlice)\//;

function isPassing(key: string, value: unknown): boolean {
  if (PASSING_MEMBERS.has(key) || CONTROLLED.test(key)) return true;
  if (/(?:At|Time|Timestamp)$/.test(key)) return true;
  if (key === 'id' && /^[0-9a-f]{16}$/.test(String(value))) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    'deleted' in value &&
    value.deleted === true
  );
}

const RANDOM = [
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
  /\b[0-9a-f]{64}\b/g,
  /\b(?:AROA|AIDA|ANPA)[A-Z0-9]+\b/g,
  /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
  /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g,
  /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
];

function settledText(text: string): string {
  return RANDOM.reduce(
    (rest, pattern) => rest.replace(pattern, '<random>'),
    text,
  );
}

/** Policy documents are kept as text; as values they can be compared line by line. */
function settledString(text: string): unknown {
  const settled = settledText(text);
  return settled.startsWith('{"') ? settledWorld(JSON.parse(settled)) : settled;
}
