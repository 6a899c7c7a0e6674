import fc from 'fast-check';
import { ZodError } from 'zod/v3';
import { BindingSpec, bindingSpec, describeInputProblems } from './spec';

const SEED = 20_261_124;

const identity = {
  organization: 'platform-org',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-automode-prod',
};

/** Every field that an input can have, by its path. */
const fields = [
  ...Object.keys(identity),
  'envType',
  'appId',
  'criteria',
  'names',
  'adopt',
  'names.accessRole',
  'names.agent',
  'names.kubernetesGroup',
  'aws',
  'aws.tags',
  'aws.permissionsBoundary',
  'aws.iamPath',
  'cluster',
  'cluster.existing',
  'cluster.version',
  'cluster.subnetIds',
  'cluster.securityGroupIds',
  'cluster.nodePools',
  'cluster.supportType',
  'cluster.deletionProtection',
  'cluster.logging',
  'cluster.encryptionKeyArn',
  'cluster.owner',
  'accessRole',
  'accessRole.sourceIps',
  'accessRole.audience',
  'accessRole.stsRegion',
  'clusterDefinition.loadBalancer',
  'agent.image',
  'agent.replicas',
  'agent.proxy',
  'agent.proxy.httpsProxy',
  'runner.podIdentityRoleArn',
  'runner.serviceAccountRoleArn',
  'runner.drivers',
];

const hostile = fc.oneof(
  fc.anything({
    withNullPrototype: true,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
  fc.string(),
  fc.array(fc.anything(), { maxLength: 5 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'a'.repeat(100_000),
    `${'a-'.repeat(50_000)}!`,
    '1.2.3.'.repeat(20_000),
    `http://${'a'.repeat(100_000)}@`,
    `/${'a/'.repeat(50_000)}!`,
    `arn:aws:iam::111122223333:role/${'a/'.repeat(50_000)}!`,
    JSON.parse('{"__proto__":{"adopt":true}}'),
    JSON.parse('{"constructor":{"prototype":{"adopt":true}}}'),
    Number.NaN,
    -0,
  ),
);

/** @returns what was derived, or what a person reads */
function attempt(input: unknown): BindingSpec | string {
  try {
    return bindingSpec(input);
  } catch (error) {
    if (error instanceof ZodError) return describeInputProblems(error);
    throw error;
  }
}

function withField(path: string, value: unknown): unknown {
  const input: Record<string, unknown> = { ...identity };
  const [head, ...rest] = path.split('.');
  input[head] = rest.reduceRight<unknown>(
    (inner, key) => ({ [key]: inner }),
    value,
  );
  return input;
}

describe('an input of a binding', () => {
  it.each(fields)(
    'of which %s is anything at all is taken, or refused by name',
    path => {
      fc.assert(
        fc.property(hostile, value => {
          const start = Date.now();
          const outcome = attempt(withField(path, value));
          expect(Date.now() - start).toBeLessThan(2_000);
          const read =
            typeof outcome === 'string' ? outcome : `${path} is taken`;
          expect(read).toContain(path.split('.')[0]);
        }),
        { seed: SEED, numRuns: 300 },
      );
    },
  );

  it('that is anything at all is refused', () => {
    fc.assert(
      fc.property(hostile, value => {
        expect(typeof attempt(value)).toBe('string');
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('with a key that there is not is refused by that name, also one of every object', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ minLength: 1 }),
          fc.constantFrom(
            '__proto__',
            'constructor',
            'toString',
            'hasOwnProperty',
          ),
        ),
        key => {
          const input = Object.defineProperty({ ...identity }, `x${key}`, {
            value: 1,
            enumerable: true,
          });
          expect(attempt(input)).toContain(`x${key}`);
          const own = Object.defineProperty({ ...identity }, '__proto__', {
            value: { adopt: true },
            enumerable: true,
            configurable: true,
          });
          expect(attempt(own)).toContain('__proto__');
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
    expect(Object.prototype).not.toHaveProperty('adopt');
  });
});

describe('tags', () => {
  // IAM service model, tagKeyType and tagValueType; AWS keeps aws: for itself.
  const key = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
  const value = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

  it('are accepted where IAM takes them', () => {
    const near = (max: number) =>
      fc.oneof(
        fc.string({
          unit: fc.constantFrom(...'aZ0 _.:/=+-@éß'),
          maxLength: max,
        }),
        fc.string({ maxLength: 20 }),
        fc.constantFrom(
          'aws:x',
          'AWS:x',
          'x'.repeat(max),
          'x'.repeat(max + 1),
          'a\n',
          '',
        ),
      );
    fc.assert(
      fc.property(near(128), near(256), (one, other) => {
        const tags = Object.defineProperty({}, one, {
          value: other,
          enumerable: true,
        });
        const isTaken =
          key.test(one) && value.test(other) && !/^aws:/i.test(one);
        expect([
          one,
          other,
          typeof attempt({ ...identity, aws: { tags } }),
        ]).toEqual([one, other, isTaken ? 'object' : 'string']);
      }),
      { seed: SEED, numRuns: 3_000 },
    );
  });

  it('are 48 at most, since AWS takes 50 and some are ours', () => {
    const tags = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`k${n}`, 'v']),
      );
    expect(typeof attempt({ ...identity, aws: { tags: tags(48) } })).toBe(
      'object',
    );
    expect(attempt({ ...identity, aws: { tags: tags(49) } })).toContain(
      'aws.tags',
    );
  });
});
