import fc from 'fast-check';
import {
  allowsStatements,
  PolicyDocument,
  sameStatements,
  statementsOf,
  withoutExternalIds,
} from './policyDocument';

const SEED = 20_261_124;

const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'sts:AssumeRole',
    'AWS',
    '*',
    '__proto__',
    'constructor',
    '%',
    '%E0%A4%A',
  ),
);
const oneOrMany = fc.oneof(text, fc.array(text, { maxLength: 4 }));
const statement = fc.record(
  {
    Sid: text,
    Effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Deny'),
    Principal: fc.oneof(text, fc.dictionary(text, oneOrMany)),
    Action: oneOrMany,
    Resource: oneOrMany,
    Condition: fc.dictionary(text, fc.dictionary(text, oneOrMany)),
  },
  { requiredKeys: ['Effect'] },
);
const statements = fc.array(statement, { maxLength: 4 });
const runs = { seed: SEED, numRuns: 2_000 };

const documentOf = (found: PolicyDocument['Statement']) =>
  encodeURIComponent(
    JSON.stringify({ Version: '2012-10-17', Statement: found }),
  );

describe('a policy document that IAM returned', () => {
  it('is read whatever it holds, and is none where it is unreadable', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc
            .jsonValue()
            .map(value => encodeURIComponent(JSON.stringify(value))),
          statements.map(found => documentOf(found).slice(0, -1)),
        ),
        encoded => {
          expect(statementsOf(encoded)).toEqual(expect.any(Array));
        },
      ),
      runs,
    );
  });

  it('says the same as itself, one or many, in any order', () => {
    fc.assert(
      fc.property(statements, found => {
        const read = statementsOf(documentOf(found));
        expect(read).toHaveLength(found.length);
        expect(sameStatements(read, [...read].reverse())).toBe(true);
        expect(typeof allowsStatements(read, read)).toBe('boolean');
      }),
      runs,
    );
  });

  it('is shown without external IDs, however they are spelt', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('sts:ExternalId', 'sts:externalid', 'STS:EXTERNALID'),
        fc.uuid(),
        fc.boolean(),
        (key, id, many) => {
          const shown = withoutExternalIds([
            {
              Effect: 'Allow',
              Condition: { StringEquals: { [key]: many ? [id] : id } },
            },
          ]);
          expect(JSON.stringify(shown)).not.toContain(id);
        },
      ),
      runs,
    );
  });
});
