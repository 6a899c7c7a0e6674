import { CatalogStack, startCatalogStack } from './__testUtils__/catalogStack';
import { markedDefinition } from './__testUtils__/definitions';
import { makeCluster } from './__testUtils__/makeCluster';

jest.setTimeout(120_000);

let stack: CatalogStack;
beforeEach(async () => {
  stack = await startCatalogStack();
});
afterEach(() => stack?.stop());

const owner = 'group:default/platform-team';

it('an organization that does not answer keeps its clusters, and the others are looked at all the same', async () => {
  await stack.humanitec('/resources/defs', markedDefinition('ours'));
  await stack.humanitec(
    '/resources/defs',
    markedDefinition('theirs'),
    'other-org',
  );
  await stack.look();
  await stack.clusters(2);

  await stack.humanitec(
    '/resources/defs',
    markedDefinition('new'),
    'other-org',
  );
  // The first to ask is the first of the configuration.
  stack.sandbox.world.faults.add({
    system: 'humanitec',
    operation: 'GET /orgs/{orgId}/resources/defs',
    effect: { kind: 'error', status: 403, code: 'API-403', message: 'no' },
  });
  await stack.look();

  expect(Object.keys(await stack.clusters(3)).sort()).toEqual([
    'resource:default/new',
    'resource:default/ours',
    'resource:default/theirs',
  ]);
  expect(stack.warnings()).toEqual([
    expect.stringMatching(
      /^The clusters of Humanitec organization platform-org stay as they are in the catalog: .*HTTP 403/,
    ),
  ]);
});

it('a cluster keeps what AWS told of it while AWS does not answer, and a new one comes without', async () => {
  await makeCluster('prod', { 'humanitec-eks/owner': owner });
  await stack.humanitec('/resources/defs', markedDefinition('prod'));
  await stack.look();
  const { [`resource:default/prod`]: before } = await stack.clusters(1);
  expect(before.spec?.owner).toBe(owner);

  await stack.humanitec('/resources/defs', markedDefinition('new'));
  stack.sandbox.world.faults.add({
    system: 'sts',
    times: 50,
    effect: { kind: 'error', status: 403, code: 'AccessDenied', message: 'no' },
  });
  await stack.look();

  const after = await stack.clusters(2);
  expect(after['resource:default/prod'].metadata.annotations).toEqual(
    before.metadata.annotations,
  );
  expect(after['resource:default/prod'].spec).toEqual(before.spec);
  expect(after['resource:default/new'].metadata.annotations).not.toHaveProperty(
    ['kubernetes.io/api-server'],
  );
  // One line, not one a cluster.
  expect(stack.warnings()).toEqual([
    expect.stringMatching(
      /^What AWS tells of 2 bound clusters in AWS account 111122223333, eu-central-1 stays as it is/,
    ),
  ]);
});

it('a cluster is owned by the default owner where the tag is no reference', async () => {
  await makeCluster('prod', { 'humanitec-eks/owner': 'group:default/' });
  await stack.humanitec('/resources/defs', markedDefinition('prod'));
  await stack.look();

  const entities = await stack.clusters(1);
  expect(entities['resource:default/prod'].spec?.owner).toBe('unknown');
});
