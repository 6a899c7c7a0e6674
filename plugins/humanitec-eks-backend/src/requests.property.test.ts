import { InputError, NotFoundError } from '@backstage/errors';
import {
  choiceKinds,
  identityFields,
} from 'backstage-plugin-humanitec-eks-common';
import fc from 'fast-check';
import { bindingOfEntity } from './binding/bindingOfEntity';
import { parseFleetQuery } from './fleet/fleetQuery';
import { parseChoiceRequest } from './forms/choiceRequest';
import {
  parseOnboardingPreview,
  parseRemovalPreview,
} from './forms/previewRequest';

const SEED = 20_261_124;
const runs = { seed: SEED, numRuns: 2_000 };

const endless = [
  'a'.repeat(100_000),
  `${'a-'.repeat(50_000)}!`,
  `${'%'.repeat(100_000)}`,
  '__proto__',
  'constructor',
  'toString',
];
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...endless),
);
const hostile = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    undefined,
    JSON.parse('{"__proto__":{"polluted":true}}'),
  ),
);

/** What was read of a request, or our own refusal; anything else fails the test, also one that takes long. */
function attempt<T>(read: () => T): T | string {
  const start = Date.now();
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError || error instanceof NotFoundError) {
      return String(error);
    }
    throw error;
  } finally {
    expect(Date.now() - start).toBeLessThan(2_000);
  }
}

/** The refusal; where there is none, that all is well with `name`. */
function refusal(outcome: unknown, name: string): string {
  return typeof outcome === 'string' ? outcome : `${name} is taken`;
}

describe('the query of the fleet', () => {
  const keys = [
    'verdict',
    'organization',
    'search',
    'sort',
    'order',
    'offset',
    'limit',
    'awsAccountId',
    'region',
    'kubernetesVersion',
    'envType',
  ];

  it('of any characters is read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.webQueryParameters()), query => {
        expect(attempt(() => parseFleetQuery(query))).toBeDefined();
        expect(Object.prototype).not.toHaveProperty('polluted');
      }),
      runs,
    );
  });

  it('is refused by the name of the parameter that is wrong', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(...keys),
          text.filter(key => key !== ''),
        ),
        text,
        (key, value) => {
          const query = new URLSearchParams([[key, value]]);
          const [name] = query.keys();
          const outcome = attempt(() => parseFleetQuery(String(query)));
          const isKnown = keys.includes(name);
          expect(refusal(outcome, isKnown ? name : 'nothing')).toContain(name);
        },
      ),
      runs,
    );
  });

  it('asks for no more than 200 rows', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double(), text), limit => {
        const outcome = attempt(() =>
          parseFleetQuery(
            String(new URLSearchParams({ limit: String(limit) })),
          ),
        );
        const rows = typeof outcome === 'string' ? 0 : outcome.limit ?? 0;
        expect(rows).toBeGreaterThanOrEqual(0);
        expect(rows).toBeLessThanOrEqual(200);
      }),
      runs,
    );
  });
});

describe('the annotations of an entity', () => {
  const annotations = {
    'humanitec.com/orgId': 'platform-org',
    'humanitec-eks/aws-account-id': '111122223333',
    'humanitec-eks/region': 'eu-central-1',
    'humanitec-eks/cluster-name': 'eks-automode-prod',
  };
  const read = (changed: Record<string, string>) =>
    attempt(() =>
      bindingOfEntity({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'a', annotations: { ...annotations, ...changed } },
      }),
    );

  it.each(Object.keys(annotations))(
    'of which %s is any text lead to a binding, or are refused by name',
    key => {
      fc.assert(
        fc.property(text, value => {
          const outcome = read({ [key]: value });
          expect(refusal(outcome, key)).toContain(key);
          // What goes into addresses and ARNs holds nothing that leads elsewhere.
          const facts =
            typeof outcome === 'string' ? ['-'] : Object.values(outcome);
          expect(facts.join('')).toMatch(/^[\w-]+$/);
        }),
        runs,
      );
    },
  );
});

describe('a request of a form', () => {
  const identity = {
    organization: 'platform-org',
    awsAccountId: '111122223333',
    region: 'eu-central-1',
    clusterName: 'eks-automode-prod',
  };

  it('for choices of any kind is read or refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...Object.keys(choiceKinds)), text),
        fc.oneof(
          hostile,
          fc.dictionary(
            fc.oneof(fc.constantFrom(...Object.keys(identityFields)), text),
            hostile,
          ),
        ),
        (kind, query) => {
          const outcome = attempt(() => parseChoiceRequest(kind, query));
          const known = Object.keys(choiceKinds);
          expect(known).toContain(
            typeof outcome === 'string' ? known[0] : outcome.kind,
          );
        },
      ),
      runs,
    );
  });

  it.each(Object.keys(identity))(
    'for a preview, of which %s is anything, is read or refused by name',
    key => {
      fc.assert(
        fc.property(hostile, value => {
          const input = { ...identity, [key]: value };
          for (const outcome of [
            attempt(() => parseOnboardingPreview({ input })),
            attempt(() => parseRemovalPreview(input)),
          ]) {
            expect(refusal(outcome, key)).toContain(key);
          }
        }),
        { seed: SEED, numRuns: 500 },
      );
    },
  );

  it('for a preview, of any body, is read or refused', () => {
    fc.assert(
      fc.property(hostile, body => {
        expect(typeof attempt(() => parseOnboardingPreview(body))).toBe(
          'string',
        );
        expect(typeof attempt(() => parseRemovalPreview(body))).toBe('string');
      }),
      runs,
    );
  });
});
