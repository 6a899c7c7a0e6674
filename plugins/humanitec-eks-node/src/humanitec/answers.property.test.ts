import fc from 'fast-check';
import { Answer, answering } from '../__testUtils__/answering';
import { humanitecClient, HumanitecClient } from './humanitecClient';
import { HumanitecError } from './humanitecError';
import { parseReferences, referencesText } from './references';

const SEED = 20_261_124;

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, [], {}, '', -1, 'a'.repeat(100_000)),
);
const some = (fields: Record<string, unknown>) =>
  fc.record(
    Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        fc.oneof({ arbitrary: fc.constant(value), weight: 3 }, hostile),
      ]),
    ),
    { requiredKeys: [] },
  );

/** Fields of every answer that is read, of which any may be missing or something else. */
const thing = some({
  id: 'a',
  name: 'a',
  type: 'k8s-cluster',
  driver_type: 'humanitec/k8s-cluster-eks',
  driver_account: 'a',
  driver_inputs: { values: { name: 'a' }, secret_refs: {} },
  criteria: [{ id: 'a', env_type: 'production' }],
  roles: { '/orgs/a': 'administrator' },
  fingerprint: 'a',
  created_at: '2026-01-01T00:00:00Z',
  envs: [{ id: 'a', type: 'b' }],
  last_deploy: { id: 'a', status: 'succeeded', created_at: '' },
  identity_fields: [{ id: 'a', value: 'b' }],
  app_id: 'a',
  env_id: 'a',
  env_type: 'a',
  res_id: 'a',
  def_id: 'a',
  success: true,
  conditions: [{ type: 'a', status: 'True' }],
  error: 'CODE-1',
  message: 'words',
  details: { referencing_resources: {} },
});
const body = fc
  .oneof(thing, fc.array(thing, { maxLength: 3 }), hostile)
  .map(value => JSON.stringify(value));
const raw = fc.oneof(
  { arbitrary: body, weight: 6 },
  { arbitrary: body.map(text => text.slice(0, -1)), weight: 1 },
  {
    arbitrary: fc.constantFrom(
      '',
      '<html>',
      '{"__proto__":{"polluted":true}}',
      '['.repeat(50_000),
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    ),
    weight: 1,
  },
);

const reads: [string, (client: HumanitecClient) => Promise<unknown>][] = [
  ['the organization', client => client.getOrganization()],
  ['the current user', client => client.getCurrentUser()],
  ['environment types', client => client.listEnvironmentTypes()],
  ['applications', client => client.listApplications()],
  ['environments', client => client.listEnvironments('a')],
  ['secret stores', client => client.listSecretStores()],
  ['accounts', client => client.listAccounts()],
  ['an account', client => client.findAccount('a')],
  ['the check of an account', client => client.checkAccount('a')],
  ['a definition', client => client.findDefinition('a')],
  ['definitions', client => client.listDefinitions()],
  ['active resources', client => client.listActiveResources('a')],
  ['agents', client => client.listAgents()],
  ['keys of an agent', client => client.listAgentKeys('a')],
  ['the removal of a definition', client => client.deleteDefinition('a')],
];

describe('an answer of Humanitec', () => {
  const answer: Answer = { status: 200 };
  let server: Awaited<ReturnType<typeof answering>>;
  let client: HumanitecClient;
  beforeAll(async () => {
    server = await answering(answer);
    client = humanitecClient({
      organization: 'platform-org',
      apiBaseUrl: server.url,
      token: 'the-token',
      signal: new AbortController().signal,
    });
  });
  afterAll(() => server?.close());

  it.each(reads)(
    'about %s, of any content, is read or refused',
    async (_, read) => {
      await fc.assert(
        // Others are asked again after a while, which is tested elsewhere.
        fc.asyncProperty(
          fc.constantFrom(200, 201, 400, 401, 403, 404, 409, 422),
          raw,
          async (status, text) => {
            Object.assign(answer, { status, body: text });
            const outcome = await read(client).then(
              () => undefined,
              (error: unknown) => error,
            );
            expect(
              outcome === undefined || outcome instanceof HumanitecError,
            ).toBe(true);
            expect(String(outcome)).not.toContain('the-token');
          },
        ),
        { seed: SEED, numRuns: 150 },
      );
      expect(Object.prototype).not.toHaveProperty('polluted');
    },
  );

  it('to a removal that is refused names what it can', () => {
    fc.assert(
      fc.property(raw, text => {
        let json: unknown;
        try {
          json = JSON.parse(text);
        } catch {
          json = text;
        }
        const found = parseReferences(json);
        expect(typeof (found ? referencesText(found) : '')).toBe('string');
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});
