import type { Entity } from '@backstage/catalog-model';
import { CatalogStack, startCatalogStack } from './__testUtils__/catalogStack';
import { markedDefinition } from './__testUtils__/definitions';
import { makeCluster } from './__testUtils__/makeCluster';

jest.setTimeout(120_000);

let stack: CatalogStack;
beforeEach(async () => {
  stack = await startCatalogStack();
});
afterEach(() => stack?.stop());

const bind = (
  id: string,
  at: { awsAccountId?: string; region?: string } = {},
  organization?: string,
) =>
  stack.humanitec(
    '/resources/defs',
    markedDefinition(id, { ...at, clusterName: 'prod' }),
    organization,
  );

/** The four facts that each entity stands for, by its name. */
const facts = (entities: Record<string, Entity>) =>
  Object.fromEntries(
    Object.values(entities).map(({ metadata: { name, annotations = {} } }) => [
      name,
      [
        annotations['humanitec.com/orgId'],
        annotations['humanitec-eks/aws-account-id'],
        annotations['humanitec-eks/region'],
        annotations['humanitec-eks/cluster-name'],
      ].join(' '),
    ]),
  );
const longName = expect.stringMatching(/^prod-[0-9a-f]{8}$/);

describe('clusters of the same name', () => {
  it('get a longer name when something has it, and one that is there keeps its own', async () => {
    await bind('frankfurt');
    await stack.look();
    await stack.clusters(1);

    await bind('dublin', { region: 'eu-west-1' });
    await bind('second', { awsAccountId: '444455556666' });
    await stack.look();
    const first = facts(await stack.clusters(3));
    expect(first.prod).toBe('platform-org 111122223333 eu-central-1 prod');
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(['prod', longName, longName]),
    );

    // The name is free now; the others do not take it.
    await stack.deleteDefinition('frankfurt');
    await stack.look();
    const { prod, ...rest } = first;
    expect(facts(await stack.clusters(2))).toEqual(rest);

    await bind('frankfurt-2');
    await stack.look();
    expect(facts(await stack.clusters(3))).toEqual({ prod, ...rest });
  });

  it('all get a longer name when they are found at the same time, since no order would last', async () => {
    await bind('frankfurt');
    await bind('dublin', { region: 'eu-west-1' });
    await stack.look();

    const entities = await stack.clusters(2);
    expect(Object.keys(facts(entities))).toEqual([longName, longName]);
    expect(
      Object.values(entities).map(({ metadata }) => metadata.title),
    ).toEqual(
      expect.arrayContaining([
        'prod (platform-org, 111122223333, eu-central-1)',
        'prod (platform-org, 111122223333, eu-west-1)',
      ]),
    );
  });

  it('are told apart by upper case neither', async () => {
    await bind('frankfurt');
    await stack.humanitec(
      '/resources/defs',
      markedDefinition('shouting', { clusterName: 'PROD' }),
    );
    await stack.look();

    expect(Object.keys(facts(await stack.clusters(2)))).toEqual(
      expect.arrayContaining([
        longName,
        expect.stringMatching(/^PROD-[0-9a-f]{8}$/),
      ]),
    );
  });

  it('do not take the name of something else', async () => {
    await stack.register([
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'prod' },
        spec: { type: 'database', owner: 'platform-team' },
      },
    ]);
    await stack.clusters(1);
    await bind('frankfurt');
    await stack.look();

    const entities = await stack.clusters(2);
    expect(entities['resource:default/prod'].spec?.type).toBe('database');
    expect(facts(entities)).toHaveProperty(
      Object.keys(facts(entities)).find(name => name !== 'prod') ?? '',
      'platform-org 111122223333 eu-central-1 prod',
    );
  });
});

describe('a cluster that is bound in two organizations', () => {
  it('has an entity for each binding, of which one is for the Kubernetes plugin', async () => {
    await makeCluster('prod');
    await bind('ours');
    await stack.look();
    await stack.clusters(1);
    await bind('theirs', {}, 'other-org');
    await stack.look();

    const entities = await stack.clusters(2);
    expect(facts(entities)).toEqual({
      prod: 'platform-org 111122223333 eu-central-1 prod',
      [Object.keys(facts(entities)).find(name => name !== 'prod') ?? '']:
        'other-org 111122223333 eu-central-1 prod',
    });
    expect(
      Object.values(entities).flatMap(
        ({ metadata: { name, annotations = {} } }) =>
          annotations['kubernetes.io/api-server'] ? [name] : [],
      ),
    ).toEqual(['prod']);
  });

  it('is one entity when two definitions of one organization lead there', async () => {
    await bind('one');
    await bind('two');
    await stack.look();

    const entities = await stack.clusters(1);
    expect(
      entities['resource:default/prod'].metadata.annotations,
    ).toHaveProperty(['humanitec-eks/cluster-definition'], 'one');
  });
});
