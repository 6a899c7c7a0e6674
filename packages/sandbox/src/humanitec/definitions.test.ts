import { idsOf, startApi, TestApi } from './__testUtils__/api';

describe('resource definitions', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  const agentUrl = "${resources['agent#agent'].outputs.url}";
  const cluster = {
    id: 'acme',
    name: 'Acme',
    type: 'k8s-cluster',
    driver_type: 'humanitec/k8s-cluster-eks',
    driver_account: 'platform-nonprod',
    driver_inputs: {
      values: { region: 'eu-central-1', name: 'acme' },
      secrets: { agent_url: agentUrl },
    },
  };
  const create = (fields: object = {}) =>
    api.send('POST', 'resources/defs', { ...cluster, ...fields });
  const versionsOf = async (id: string) =>
    (await api.send('GET', `resources/defs/${id}/versions`)).body;

  it('show a placeholder among their secrets, and of a secret only where it is kept', async () => {
    const { body } = await create({
      driver_inputs: {
        ...cluster.driver_inputs,
        secrets: {
          agent_url: agentUrl,
          credentials: {
            aws_access_key_id: 'AKIA1',
            aws_secret_access_key: 'hidden',
          },
        },
      },
    });
    expect(body).toMatchObject({
      driver_inputs: {
        secret_refs: {
          agent_url: { value: agentUrl },
          credentials: {
            aws_secret_access_key: {
              store: 'platform-secrets',
              ref: expect.any(String),
              version: '1',
            },
          },
        },
      },
    });
    expect(JSON.stringify(body)).not.toMatch(/hidden|AKIA1/);
  });

  it('take secret_refs instead of secrets, but not both', async () => {
    const values = cluster.driver_inputs.values;
    const inputs = (secret_refs: object, more: object = {}) => ({
      driver_inputs: { values, secret_refs, ...more },
    });
    const reference = { store: 'platform-secrets', ref: 'a/b', version: '3' };
    expect(await create(inputs({ agent_url: reference }))).toMatchObject({
      status: 200,
      body: { driver_inputs: { secret_refs: { agent_url: reference } } },
    });
    const refused = [
      inputs({ agent_url: { value: 'x' } }, { secrets: { agent_url: 'x' } }),
      inputs({ agent_url: { store: 'humanitec', ref: 'a' } }),
      inputs({ agent_url: { store: 'none', ref: 'a' } }),
      inputs({ agent_url: { ref: 'a' } }),
      inputs({ agent_url: { value: 'x', ref: 'a' } }),
      inputs({ agent_url: 'x' }),
    ];
    for (const fields of refused) {
      expect(await create({ id: 'other', ...fields })).toMatchObject({
        status: 400,
      });
    }
  });

  it.each([
    ['without region', { driver_inputs: { values: { name: 'acme' } } }],
    ['without inputs', { driver_inputs: undefined }],
    ['of an unknown type', { type: 'k8s-clutser' }],
    ['of an unknown driver', { driver_type: 'humanitec/k8s-cluster' }],
    ['of a driver for another type', { type: 'agent' }],
    ['with an unknown account', { driver_account: 'none' }],
    [
      'with an account that the driver does not take',
      {
        type: 'agent',
        driver_type: 'humanitec/agent',
        driver_inputs: { values: { id: 'a' } },
      },
    ],
    ['with an ID of two characters', { id: 'ab' }],
    ['without a name', { name: undefined }],
  ])('are refused %s', async (_, fields) => {
    expect(await create(fields)).toMatchObject({
      status: 400,
      body: { error: expect.any(String), message: expect.any(String) },
    });
  });

  it('are replaced by PUT: what is left out is unset', async () => {
    await create({ criteria: [{ env_type: 'production' }] });
    const { status, body } = await api.send('PUT', 'resources/defs/acme', {
      name: 'New name',
      driver_inputs: { values: { region: 'us-east-1', name: 'acme' } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'New name',
      driver_type: 'humanitec/k8s-cluster-eks',
      driver_inputs: { values: { region: 'us-east-1', name: 'acme' } },
      criteria: [{ env_type: 'production' }],
    });
    expect(body).not.toHaveProperty('driver_account');
    expect(body).not.toHaveProperty('driver_inputs.secret_refs');
  });

  it('are merged by PATCH: null removes a key', async () => {
    await create({
      driver_inputs: {
        values: { region: 'eu-central-1', name: 'acme', proxy_url: 'http://p' },
        secrets: { agent_url: agentUrl },
      },
      criteria: [{ env_type: 'production' }],
    });
    expect(
      await api.send('PATCH', 'resources/defs/acme', {
        name: null,
        driver_inputs: {
          values: { proxy_url: null, loadbalancer: '10.0.0.1' },
        },
      }),
    ).toMatchObject({
      status: 200,
      body: {
        name: 'Acme',
        driver_account: 'platform-nonprod',
        driver_inputs: {
          values: {
            region: 'eu-central-1',
            name: 'acme',
            loadbalancer: '10.0.0.1',
          },
          secret_refs: { agent_url: { value: agentUrl } },
        },
        criteria: [{ env_type: 'production' }],
      },
    });
    const { body } = await api.send('GET', 'resources/defs/acme');
    expect(body).not.toHaveProperty('driver_inputs.values.proxy_url');
  });

  it('get a version for every change, and none for the same again', async () => {
    await create();
    await api.send('PATCH', 'resources/defs/acme', { name: 'Acme' });
    expect(await versionsOf('acme')).toHaveLength(1);
    await api.send('PATCH', 'resources/defs/acme', { name: 'Changed' });
    expect(await versionsOf('acme')).toMatchObject([
      { name: 'Changed', action: 'updated', active: true },
      { name: 'Acme', action: 'created', active: false },
    ]);
  });

  it('lose a co-provisioned resource that a PATCH sets to null', async () => {
    await create({ provision: { 'agent#a': {}, 'agent#b': {} } });
    const { body } = await api.send('PATCH', 'resources/defs/acme', {
      provision: { 'agent#a': null },
    });
    expect(body).toMatchObject({
      provision: { 'agent#b': { is_dependent: false } },
    });
    expect(body).not.toHaveProperty(['provision', 'agent#a']);
  });

  it('count a secret as changed only if it is another one', async () => {
    const withSecret = (secret: string) => ({
      driver_inputs: {
        secrets: {
          credentials: {
            aws_access_key_id: 'AKIA1',
            aws_secret_access_key: secret,
          },
        },
      },
    });
    await create();
    const patch = (secret: string) =>
      api.send('PATCH', 'resources/defs/acme', withSecret(secret));
    await patch('one');
    await patch('one');
    expect(await versionsOf('acme')).toHaveLength(2);
    expect(await patch('two')).toMatchObject({
      body: {
        driver_inputs: {
          secret_refs: {
            agent_url: { value: agentUrl },
            credentials: {
              aws_access_key_id: { version: '1' },
              aws_secret_access_key: { version: '2' },
            },
          },
        },
      },
    });
  });

  it.each([
    ['deletes what the old one has provisioned', false, 'deleting'],
    ['keeps it where the Operator takes over in place', true, 'active'],
  ])('with another driver by PUT %s', async (_, inPlace, status) => {
    const shared = 'resources/defs/shared-nonprod';
    await api.send('PATCH', shared, { in_place_driver_change: inPlace });
    await api.send('PUT', shared, {
      name: 'Shared',
      driver_type: 'humanitec/echo',
    });
    const { body } = await api.send('GET', `${shared}/resources`);
    expect(body).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ status })),
    );
  });

  it('can be changed by a proposed version, active once it is promoted', async () => {
    await create();
    await api.send('PATCH', 'resources/defs/acme', {
      name: 'Proposed',
      proposed: true,
    });
    const name = async () =>
      (await api.send('GET', 'resources/defs/acme')).body;
    expect(await name()).toMatchObject({ name: 'Acme' });
    const [id] = idsOf(await api.send('GET', 'resources/defs/acme/versions'));
    await api.send(
      'POST',
      `resources/defs/acme/versions/${id}/actions/promote`,
    );
    expect(await name()).toMatchObject({ name: 'Proposed' });
  });

  it('are hidden once deleted, unless asked for, and their ID is free again', async () => {
    await create({ criteria: [{ env_type: 'production' }] });
    expect((await api.send('DELETE', 'resources/defs/acme')).status).toBe(204);
    expect((await api.send('GET', 'resources/defs/acme')).status).toBe(404);
    expect(
      (await api.send('GET', 'resources/defs/acme?deleted=true')).body,
    ).toMatchObject({ is_deleted: true });
    expect(
      (await api.send('GET', 'resources/defs?res_type=k8s-cluster')).body,
    ).toMatchObject([{ id: 'shared-nonprod' }]);
    expect(
      await create({ criteria: [{ env_type: 'production' }] }),
    ).toMatchObject({ status: 200, body: { is_deleted: false } });
  });
});
