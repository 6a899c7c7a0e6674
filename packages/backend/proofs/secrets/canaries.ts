import { createHash, randomBytes } from 'node:crypto';
import type { Exchange, Sandbox } from 'sandbox';
import { z } from 'zod';
import type { Canary } from './spellings';

type Upstream = Exchange['system'];

/**
 * The secrets of one sandbox: the token and the access key that it is given here, and those that come about while it
 * is used, as they go over the wire.
 */
export class Canaries {
  private readonly found = new Map<
    string,
    { name: string; knownTo: Set<Upstream> }
  >();
  private readonly counts = new Map<string, number>();
  readonly humanitecToken = this.note(
    'Humanitec token',
    `canary-${randomBytes(24).toString('hex')}`,
    'humanitec',
  );
  readonly secretAccessKey = this.note(
    'secret access key',
    randomBytes(30).toString('base64'),
  );

  /** Makes the sandbox take these in place of the ones that are written in its code. */
  plant({ world }: Sandbox) {
    const key = world.aws.accessKeys.get('AKIASANDBOXBACKSTAGE');
    const tokens = [...world.humanitec.users.values()].flatMap(user => [
      ...user.tokens.values(),
    ]);
    const token = tokens.find(
      ({ value }) => value === 'sandbox-humanitec-token',
    );
    if (!key || !token) throw new Error('The sandbox has other secrets');
    key.secretAccessKey = this.secretAccessKey;
    token.value = this.humanitecToken;
  }

  all(): Canary[] {
    return [...this.found].map(([value, { name }]) => ({ name, value }));
  }

  /** What an upstream was sent or gave out itself, the short ones first: so it could quote them. */
  knownTo(upstream: Upstream): string[] {
    return [...this.found]
      .filter(([, { knownTo }]) => knownTo.has(upstream))
      .map(([value]) => value)
      .sort((one, other) => one.length - other.length);
  }

  /** @param upstream who knows it; nobody when left out */
  note(name: string, value: string, upstream?: Upstream): string {
    if (value.length < 16) return value;
    const found = this.found.get(value) ?? {
      name: this.numbered(name),
      knownTo: new Set(),
    };
    if (upstream) found.knownTo.add(upstream);
    this.found.set(value, found);
    return value;
  }

  private numbered(name: string): string {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    return `${name} ${count}`;
  }

  /** Looks for secrets in what went over the wire. */
  readonly listen = ({ system, request, response }: Exchange) => {
    const bodies = [request.body, response?.body ?? Buffer.alloc(0)].map(
      String,
    );
    switch (system) {
      case 'aws':
        this.noteSession(request.headers.get('x-amz-security-token'));
        bodies.forEach(body => this.noteOfAws(body));
        break;
      case 'humanitec':
        bodies.forEach(body => this.noteAccounts(body));
        break;
      default:
        this.noteEksToken(request.headers.get('authorization') ?? '');
        bodies.forEach(body => this.noteSecretObjects(body));
    }
  };

  private noteSession(token: string | null) {
    if (token) this.note('session token', token, 'aws');
  }

  private noteOfAws(body: string) {
    for (const [, key] of body.matchAll(/<SecretAccessKey>([^<]+)</g)) {
      this.note('secret key of a session', key, 'aws');
    }
    for (const [, token] of body.matchAll(/<SessionToken>([^<]+)</g)) {
      this.noteSession(token);
    }
    const text = decoded(decoded(body.replaceAll('+', ' ')));
    for (const [, id] of text.matchAll(/sts:ExternalId\W{1,12}([\w-]{16,})/g)) {
      this.note('external ID', id, 'aws');
    }
  }

  private noteAccounts(body: string) {
    for (const [, id] of body.matchAll(/"external_id":"([^"]+)"/g)) {
      this.note('external ID', id, 'humanitec');
    }
  }

  private noteEksToken(authorization: string) {
    const token = authorization.replace(/^Bearer /, '');
    const [, url] = /^k8s-aws-v1\.(.+)$/.exec(token) ?? [];
    if (!url) return;
    this.note('EKS token', token, 'kubernetes');
    const signed = new URL(Buffer.from(url, 'base64url').toString());
    const signature = signed.searchParams.get('X-Amz-Signature');
    if (signature)
      this.note('signature of an EKS token', signature, 'kubernetes');
  }

  private noteSecretObjects(body: string) {
    const parsed = z
      .object({
        kind: z.literal('Secret'),
        data: z.record(z.string(), z.string()).default({}),
        stringData: z.record(z.string(), z.string()).default({}),
      })
      .safeParse(json(body));
    if (!parsed.success) return;
    const { data, stringData } = parsed.data;
    const values = Object.values(data).map(value =>
      Buffer.from(value, 'base64').toString(),
    );
    for (const value of [...values, ...Object.values(stringData)]) {
      this.notePrivateKey(value);
    }
  }

  /** Whole, and each of its lines: whoever writes it down may wrap it otherwise. */
  private notePrivateKey(value: string) {
    if (!value.includes('PRIVATE KEY')) return;
    const id = createHash('sha256').update(value).digest('hex').slice(0, 8);
    this.note(`private key ${id}`, value, 'kubernetes');
    const lines = value.split('\n').filter(line => !line.startsWith('-----'));
    // All private keys of a kind begin alike.
    this.note(`line of private key ${id}`, lines[4] ?? '');
    this.note(`line of private key ${id}`, lines.at(-4) ?? '');
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
