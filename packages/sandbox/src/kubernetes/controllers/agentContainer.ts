import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { World } from '../../world';
import { JsonObject, record, records, text } from '../json';

/** What a Humanitec Agent finds in its container. */
export interface AgentSurroundings {
  /** Environment variables. */
  env: Record<string, string>;
  /** Content of the files that are mounted from Secrets, by path. */
  files: Record<string, string>;
}

export type AgentStart =
  | { ok: true; orgIds: string[]; fingerprint: string }
  | { ok: false; reason: string };

/** Where the agent reads its key, and which variable names its organizations. */
const keyFile = '/keys/private_key.pem';
const orgsVariable = 'ORGS';

/** Does the agent get through to Humanitec with what it was given? */
export function startAgent(
  world: World,
  { env, files }: AgentSurroundings,
): AgentStart {
  const orgIds = (env[orgsVariable] ?? '').split(/[\s,]+/).filter(Boolean);
  if (orgIds.length === 0) {
    return refuse(`environment variable ${orgsVariable} names no organization`);
  }
  const pem = files[keyFile];
  if (pem === undefined) return refuse(`open ${keyFile}: no such file`);
  const fingerprint = fingerprintOf(pem);
  if (!fingerprint) return refuse(`${keyFile} holds no RSA private key`);
  const stranger = orgIds.find(
    orgId => !world.humanitec.agentByFingerprint(orgId, fingerprint),
  );
  return stranger
    ? refuse(
        `organization ${stranger} refused the connection: no agent has the key ${fingerprint}`,
      )
    : { ok: true, orgIds, fingerprint };
}

/** The files that a container sees of the Secrets mounted into it. */
export function secretFiles(
  podSpec: JsonObject,
  container: JsonObject,
  secretData: (name: string) => Record<string, string>,
): Record<string, string> {
  const volumes = new Map(
    records(podSpec.volumes).map(volume => [
      volume.name,
      record(volume.secret),
    ]),
  );
  const files: Record<string, string> = {};
  for (const mount of records(container.volumeMounts)) {
    const source = volumes.get(mount.name);
    const secret = text(source?.secretName);
    const folder = (text(mount.mountPath) ?? '').replace(/\/$/, '');
    if (!source || !secret) continue;
    const data = secretData(secret);
    const items = records(source.items);
    const chosen =
      items.length > 0
        ? items.map(item => [text(item.path) ?? '', text(item.key) ?? ''])
        : Object.keys(data).map(key => [key, key]);
    for (const [path, key] of chosen) {
      if (data[key] === undefined) continue;
      const content = Buffer.from(data[key], 'base64').toString('utf8');
      if (!text(mount.subPath)) files[`${folder}/${path}`] = content;
      else if (mount.subPath === path) files[folder] = content;
    }
  }
  return files;
}

/** SHA-256 of the public key's DER (SPKI), lower-case hex; undefined for anything but an RSA key. */
function fingerprintOf(pem: string): string | undefined {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'rsa') return undefined;
    const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(der).digest('hex');
  } catch {
    // Not a key at all: said by the caller, without the content.
    return undefined;
  }
}

function refuse(reason: string): AgentStart {
  return { ok: false, reason };
}
