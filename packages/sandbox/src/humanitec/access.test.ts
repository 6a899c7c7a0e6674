import { seededTokens } from './seed';
import { startApi, TestApi, textOf } from './__testUtils__/api';

describe('access to the API', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  const envelope = {
    error: expect.stringMatching(/^[A-Z]+-\d{3}$/),
    message: expect.any(String),
  };

  it('refuses a token that nobody has', async () => {
    expect(
      await api.send('GET', 'apps', undefined, { token: 'guessed' }),
    ).toMatchObject({ status: 401, body: envelope });
  });

  it('tells an unknown organization from one that the token is not for', async () => {
    expect(await api.send('GET', '/orgs/none/apps')).toMatchObject({
      status: 404,
      body: envelope,
    });
    expect(await api.send('GET', '/orgs/other-org/apps')).toMatchObject({
      status: 403,
      body: envelope,
    });
  });

  it('lets a viewer read, and write nothing', async () => {
    const { viewer: token } = seededTokens;
    expect(
      await api.send('GET', 'resources/defs', undefined, { token }),
    ).toMatchObject({ status: 200 });
    expect(
      await api.send('POST', 'env-types', { id: 'qa' }, { token }),
    ).toMatchObject({ status: 403, body: envelope });
    expect((await api.send('GET', 'env-types/qa')).status).toBe(404);
  });

  it('tells users what they are, by path of the organization', async () => {
    expect(await api.send('GET', '/current-user')).toMatchObject({
      body: {
        type: 'service',
        roles: { '/orgs/platform-org': 'administrator' },
      },
    });
  });

  it('gives a token once, and takes it until it runs out', async () => {
    const user = textOf(
      await api.send('POST', 'users', { name: 'ci', role: 'orgViewer' }),
    );
    const { world } = api.sandbox;
    const expiresAt = new Date(world.clock.now() + 60_000).toISOString();
    const issued = await api.send('POST', `/users/${user}/tokens`, {
      id: 'a',
      type: 'static',
      expires_at: expiresAt,
    });
    const token = textOf(issued, 'token');
    const listed = await api.send('GET', `/users/${user}/tokens`);
    expect(JSON.stringify(listed.body)).not.toContain(token);

    expect((await api.send('GET', 'apps', undefined, { token })).status).toBe(
      200,
    );
    world.clock.advance(61);
    expect((await api.send('GET', 'apps', undefined, { token })).status).toBe(
      401,
    );
  });

  it('tells a wrong method from a wrong path', async () => {
    expect((await api.send('PUT', 'apps', {})).status).toBe(405);
    expect((await api.send('GET', 'nothing')).status).toBe(404);
    api.sandbox.violations?.forgive(/this operation is not documented$/);
  });

  it('writes every call down, with operation, sender and whether it could change something', async () => {
    await api.send('GET', 'apps');
    await api.send('POST', 'env-types', { id: '!' });
    await api.send('POST', 'resources/accounts?dry_run=true', {});
    await api.send('POST', 'resources/accounts/none/actions/check');
    expect(api.sandbox.world.calls.all()).toMatchObject([
      {
        system: 'humanitec',
        operation: 'GET /orgs/{orgId}/apps',
        principal: 's-platform-org-administrator',
        resource: '/orgs/platform-org/apps',
        write: false,
        status: 200,
      },
      { operation: 'POST /orgs/{orgId}/env-types', write: true, status: 400 },
      {
        operation: 'POST /orgs/{orgId}/resources/accounts',
        write: false,
        status: 400,
      },
      {
        operation:
          'POST /orgs/{orgId}/resources/accounts/{accId}/actions/check',
        write: false,
        status: 400,
      },
    ]);
  });

  it('keeps successful changes, and nothing else, in the audit log', async () => {
    await api.send('POST', 'env-types', { id: 'qa' });
    await api.send('POST', 'env-types', { id: 'qa' });
    await api.send('GET', 'env-types');
    expect((await api.send('GET', 'audit-logs')).body).toEqual([
      {
        at: expect.any(String),
        org_id: 'platform-org',
        user_id: 's-platform-org-administrator',
        request_method: 'POST',
        request_path: '/orgs/platform-org/env-types',
        response_status: 201,
      },
    ]);
  });

  it('answers a fault in its own envelope', async () => {
    api.sandbox.world.faults.add({
      system: 'humanitec',
      operation: 'GET /orgs/{orgId}/apps',
      effect: { kind: 'error', status: 429, code: 'API-000', message: 'slow' },
    });
    expect(await api.send('GET', 'apps')).toMatchObject({
      status: 429,
      body: { error: 'API-000', message: 'slow' },
    });
    expect((await api.send('GET', 'apps')).status).toBe(200);
  });

  it('survives an ID that would keep the published pattern busy for hours', async () => {
    const id = `${'a'.repeat(60)}!`;
    expect((await api.send('POST', 'env-types', { id })).status).toBe(400);
  });
});
