import { idsOf, startApi, TestApi, textOf } from './__testUtils__/api';

describe('matching criteria', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startApi();
    for (const id of ['one', 'two']) {
      await api.send('POST', 'resources/defs', {
        id: `bucket-${id}`,
        name: id,
        type: 's3',
        driver_type: 'humanitec/echo',
      });
    }
  });
  afterEach(() => api.close());

  const path = (id: string) => `resources/defs/bucket-${id}/criteria`;
  const add = (id: string, rule: object) => api.send('POST', path(id), rule);
  const list = async (query: string) =>
    (await api.send('GET', `resources/defs?res_type=s3&${query}`)).body;

  it('may not be the same in two definitions of a type', async () => {
    expect(await add('one', { app_id: 'shop' })).toMatchObject({
      status: 200,
      body: { app_id: 'shop', class: 'default', id: expect.any(String) },
    });
    expect(
      await add('two', { class: 'default', app_id: 'shop' }),
    ).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('"bucket-one"') },
    });
    expect((await add('one', { app_id: 'shop' })).status).toBe(409);
    expect((await add('two', { class: 'public', app_id: 'shop' })).status).toBe(
      200,
    );
    expect((await api.send('PUT', path('two'), [{}, {}])).status).toBe(409);
  });

  it('are free again once their definition is deleted', async () => {
    await add('one', { app_id: 'shop' });
    await api.send('DELETE', 'resources/defs/bucket-one');
    expect((await add('two', { app_id: 'shop' })).status).toBe(200);
  });

  it('of a deleted definition match nothing any more', async () => {
    await add('one', { app_id: 'shop' });
    await add('two', {});
    const graph = () =>
      api.send('POST', 'apps/shop/envs/development/resources/graphs', [
        { type: 's3', id: 'photos' },
      ]);
    expect(await graph()).toMatchObject({
      body: { nodes: [{ def_id: 'bucket-one' }] },
    });
    await api.send('DELETE', 'resources/defs/bucket-one');
    expect(await graph()).toMatchObject({
      body: { nodes: [{ def_id: 'bucket-two' }] },
    });
  });

  it('keep their IDs in a PUT if they stay', async () => {
    const kept = textOf(await add('one', { app_id: 'shop' }));
    await add('one', { app_id: 'billing' });
    expect(
      (
        await api.send('PUT', path('one'), [
          { env_id: 'x' },
          { app_id: 'shop' },
        ])
      ).body,
    ).toMatchObject([{ env_id: 'x' }, { id: kept, app_id: 'shop' }]);
  });

  it.each([
    [{}, { env_type: 'production' }],
    [{ env_type: 'production' }, { app_id: 'shop' }],
    [{ env_type: 'production', app_id: 'shop' }, { env_id: 'live' }],
    [{ env_id: 'live', app_id: 'shop' }, { res_id: 'photos' }],
    [{ app_id: 'shop' }, { app_id: 'shop', env_type: 'production' }],
  ])('%j gives way to %j', async (general, specific) => {
    await add('one', general);
    await add('two', specific);
    expect(
      await list('app=shop&env=live&env_type=production&res=photos'),
    ).toMatchObject([{ id: 'bucket-two' }, { id: 'bucket-one' }]);
    const graph = await api.send(
      'POST',
      'apps/shop/envs/live/resources/graphs',
      [{ type: 's3', id: 'photos' }],
    );
    expect(graph.status).toBe(404);
    await api.send('POST', 'apps/shop/envs', {
      id: 'live',
      name: 'Live',
      type: 'production',
    });
    expect(
      await api.send('POST', 'apps/shop/envs/live/resources/graphs', [
        { type: 's3', id: 'photos' },
      ]),
    ).toMatchObject({ body: { nodes: [{ def_id: 'bucket-two' }] } });
  });

  it('are found by what is known of the context, whatever is not', async () => {
    await add('one', { env_type: 'production', app_id: 'shop' });
    await add('two', { env_type: 'staging' });
    expect(await list('app=shop')).toHaveLength(2);
    expect(await list('app=billing')).toMatchObject([{ id: 'bucket-two' }]);
    expect(await list('env_type=production')).toMatchObject([
      { id: 'bucket-one' },
    ]);
    expect(await list('class=public')).toEqual([]);
    expect(await list('')).toHaveLength(2);
  });

  it('cannot be deleted while an active resource would move, unless forced', async () => {
    const shared = 'resources/defs/shared-nonprod';
    const definition = await api.send('GET', shared);
    expect(definition.body).toMatchObject({
      criteria: [{ env_type: 'development' }, { env_type: 'staging' }],
    });
    const [, staging] = idsOf(definition, 'criteria');
    const criterion = `${shared}/criteria/${staging}`;
    expect(await api.send('DELETE', criterion)).toMatchObject({
      status: 409,
      body: [
        {
          app_id: 'shop',
          env_id: 'staging',
          res_id: 'k8s-cluster',
          from_def: 'shared-nonprod',
          to_def: '',
        },
      ],
    });
    expect((await api.send('DELETE', `${criterion}?force=true`)).status).toBe(
      204,
    );
  });

  it('tell where the resources of a definition would go', async () => {
    await api.send('POST', 'resources/defs', {
      id: 'fallback',
      name: 'Fallback',
      type: 'k8s-cluster',
      driver_type: 'humanitec/k8s-cluster-eks',
      driver_inputs: { values: { region: 'eu-central-1', name: 'fallback' } },
      criteria: [{}],
    });
    expect(
      await api.send('DELETE', 'resources/defs/shared-nonprod'),
    ).toMatchObject({
      status: 409,
      body: [
        { app_id: 'shop', env_id: 'development', to_def: 'fallback' },
        { app_id: 'shop', env_id: 'staging', to_def: 'fallback' },
        { app_id: 'billing', env_id: 'development', to_def: 'fallback' },
      ],
    });
  });
});
