import fc from 'fast-check';
import type { z } from 'zod/v3';
import {
  awsAccountId,
  awsRegion,
  dnsLabel,
  eksClusterName,
  humanitecDefinitionId,
  humanitecId,
  humanitecResourceClass,
  iamPolicyName,
  iamRoleName,
  kubernetesGroup,
} from './rules';

const SEED = 20_261_124;

/** What the vendors publish, written down again apart from our rules: pattern of the whole text, shortest, longest. */
interface Published {
  rule: z.ZodType<string>;
  pattern: RegExp;
  min: number;
  max: number;
  /** A pattern to make texts by, where the rule's own looks ahead. */
  like?: RegExp;
}

const word = 'abcxyzABCXYZ0129';

const published: Record<string, Published> = {
  'an EKS cluster name (service model, ClusterName)': {
    rule: eksClusterName,
    pattern: /^[0-9A-Za-z][A-Za-z0-9\-_]*$/,
    min: 1,
    max: 100,
  },
  'an IAM role name (service model, roleNameType)': {
    rule: iamRoleName,
    pattern: /^[\w+=,.@-]+$/,
    min: 1,
    max: 64,
  },
  'an IAM policy name (service model, policyNameType)': {
    rule: iamPolicyName,
    pattern: /^[\w+=,.@-]+$/,
    min: 1,
    max: 128,
  },
  'an AWS account ID': {
    rule: awsAccountId,
    pattern: /^[0-9]+$/,
    min: 12,
    max: 12,
  },
  'a Humanitec ID (OpenAPI, orgIdPathParam)': {
    rule: humanitecId,
    // The published pattern may take exponential time, so each test text is short.
    pattern: /^[a-z0-9](?:-?[a-z0-9]+)+$/,
    min: 2,
    max: 50,
  },
  'a Humanitec definition ID (OpenAPI, CreateResourceDefinitionRequestRequest)':
    {
      rule: humanitecDefinitionId,
      pattern: /^[a-z0-9][a-z0-9-]+[a-z0-9]$/,
      min: 3,
      max: 50,
    },
  'a Humanitec resource class (OpenAPI, ResourceClassRequest)': {
    rule: humanitecResourceClass,
    pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/,
    min: 2,
    max: 63,
  },
  'a Kubernetes name (RFC 1123 label)': {
    rule: dnsLabel,
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    min: 1,
    max: 63,
  },
  'a group of an access entry (EKS User Guide)': {
    rule: kubernetesGroup,
    pattern: /^(?!system:|eks:|aws:|amazon:|iam:)\S+$/,
    like: /^(system|eks|aws|amazon|iam|team)[:a-]{1,9}$/,
    min: 1,
    max: 63,
  },
};

/** Texts near the rule: of its own letters, of their neighbours, and any at all. */
function near({ min, max, pattern, like = pattern }: Published) {
  const letters = (characters: string) =>
    fc.string({
      unit: fc.constantFrom(...characters),
      minLength: Math.max(0, min - 2),
      maxLength: Math.min(max + 2, 30),
    });
  return fc.oneof(
    { arbitrary: fc.stringMatching(like), weight: 4 },
    { arbitrary: letters(`${word}--__`), weight: 2 },
    { arbitrary: letters('abc019-'), weight: 4 },
    { arbitrary: letters('a-b_c.D:=+,@ /\n'), weight: 2 },
    {
      arbitrary: fc
        .tuple(
          letters('abc019-'),
          fc.constantFrom('\n', ' ', '\u0000', 'é', 'İ'),
        )
        .map(([text, end]) => text + end),
      weight: 1,
    },
    { arbitrary: fc.string(), weight: 1 },
    { arbitrary: fc.string({ unit: 'binary' }), weight: 1 },
    {
      arbitrary: fc
        .integer({ min: max - 2, max: max + 2 })
        .map(length => 'a'.repeat(Math.max(0, length))),
      weight: 1,
    },
  );
}

describe.each(Object.entries(published))('%s', (_, rule) => {
  const isTaken = (text: string) =>
    text.length >= rule.min &&
    text.length <= rule.max &&
    rule.pattern.test(text);

  it('is accepted exactly where the vendor takes it', () => {
    fc.assert(
      fc.property(near(rule), text => {
        expect([text, rule.rule.safeParse(text).success]).toEqual([
          text,
          isTaken(text),
        ]);
      }),
      { seed: SEED, numRuns: 3_000 },
    );
  });

  it('is no other thing than a text', () => {
    fc.assert(
      fc.property(
        fc.anything().filter(value => typeof value !== 'string'),
        value => {
          expect(rule.rule.safeParse(value).success).toBe(false);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});

/** What makes a pattern that tries again and again take forever. */
const endless = [
  'a'.repeat(100_000),
  `${'a'.repeat(100_000)}!`,
  `${'a-'.repeat(50_000)}!`,
  '-'.repeat(100_000),
  `${'a/'.repeat(50_000)}\n`,
  `arn:aws:iam::111122223333:role/${'/a'.repeat(50_000)}/`,
  `eu${'-a'.repeat(50_000)}`,
  `${'1.'.repeat(50_000)}`,
  `http://${'a'.repeat(100_000)}@`,
  `/${'a/'.repeat(50_000)}!`,
  ' '.repeat(100_000),
];

const rules = {
  ...Object.fromEntries(
    Object.entries(published).map(([name, { rule }]) => [name, rule]),
  ),
  'a region': awsRegion,
};

it.each(Object.entries(rules))(
  'a rule for %s refuses 100,000 letters at once',
  (_, rule) => {
    const start = Date.now();
    for (const text of endless) {
      expect(rule.safeParse(text).success).toBe(false);
    }
    expect(Date.now() - start).toBeLessThan(1_000);
  },
);
