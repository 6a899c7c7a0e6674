// Every operation, over a real socket. That the wire is as Humanitec publishes is judged in
// every sandbox; here all of it passes the judge once.
import { routes } from './routes';
import { newPublicKey, startApi, TestApi, textOf } from './__testUtils__/api';

jest.setTimeout(60_000);

describe('every operation answers, about', () => {
  let api: TestApi;
  /** What was answered otherwise than the test says. */
  let surprises: string[];

  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.close());
  beforeEach(() => {
    surprises = [];
  });

  async function call(
    method: string,
    path: string,
    status: number,
    body?: unknown,
  ) {
    const answer = await api.send(method, path, body);
    if (answer.status !== status) {
      surprises.push(`${method} ${path}: ${JSON.stringify(answer)}`);
    }
    // What the call began, a deployment or a deletion, is over at the next one.
    api.sandbox.world.clock.advance(10);
    return answer;
  }

  const production = 'apps/shop/envs/production';
  const account = {
    id: 'acme',
    name: 'Acme',
    type: 'aws-role',
    credentials: {
      aws_role: 'arn:aws:iam::111122223333:role/none',
      external_id: 'x',
    },
  };
  const clusterDefinition = {
    id: 'acme-cluster',
    name: 'Acme cluster',
    type: 'k8s-cluster',
    driver_type: 'humanitec/k8s-cluster-eks',
    driver_account: 'acme',
    driver_inputs: {
      values: { region: 'eu-central-1', name: 'acme' },
      secrets: {
        agent_url: "${resources['agent#agent'].outputs.url}",
        credentials: { aws_access_key_id: 'a', aws_secret_access_key: 'b' },
      },
    },
    provision: { 'agent#other': {} },
    criteria: [{ env_type: 'production' }],
  };
  const agentDefinition = {
    id: 'acme-agent',
    name: 'Acme agent',
    type: 'agent',
    driver_type: 'humanitec/agent',
    driver_inputs: { values: { id: 'acme' } },
    criteria: [{ env_type: 'production' }],
  };

  it('organizations, users and tokens', async () => {
    await call('GET', '/orgs', 200);
    await call('GET', '/orgs/platform-org', 200);
    await call('GET', '/orgs/none', 404);
    await call('GET', '/current-user', 200);
    await call('GET', 'users', 200);
    const user = { name: 'ci', role: 'member' };
    const tokens = `/users/${textOf(
      await call('POST', 'users', 200, user),
    )}/tokens`;
    const token = {
      id: 'first',
      type: 'static',
      expires_at: '2099-01-01T00:00:00Z',
    };
    await call('POST', tokens, 200, token);
    await call('GET', tokens, 200);
    await call('DELETE', `${tokens}/first`, 204);
    expect(surprises).toEqual([]);
  });

  it('environment types', async () => {
    await call('GET', 'env-types', 200);
    await call('POST', 'env-types', 201, { id: 'qa' });
    await call('POST', 'env-types', 409, { id: 'qa' });
    await call('POST', 'env-types', 400, { id: 'Not OK' });
    await call('GET', 'env-types/qa', 200);
    await call('PATCH', 'env-types/qa', 200, { description: 'Tests' });
    await call('PATCH', 'env-types/qa', 422, []);
    await call('DELETE', 'env-types/staging', 409);
    await call('DELETE', 'env-types/qa', 204);
    expect(surprises).toEqual([]);
  });

  it('applications and environments', async () => {
    await call('GET', 'apps', 200);
    await call('POST', 'apps', 201, { id: 'web', name: 'Web' });
    await call('POST', 'apps', 409, { id: 'web', name: 'Web' });
    await call('GET', 'apps/web', 200);
    await call('GET', 'apps/none', 404);
    await call('GET', 'apps/shop/envs', 200);
    await call('POST', 'apps/web/envs', 201, { id: 'test', name: 'Test' });
    await call('GET', 'apps/shop/envs/development', 200);
    await call('DELETE', 'apps/web/envs/test', 204);
    await call('DELETE', 'apps/web/envs/development', 400);
    await call('DELETE', 'apps/web', 204);
    await call('DELETE', 'apps/billing', 202);
    await call('GET', 'apps/billing', 404);
    expect(surprises).toEqual([]);
  });

  it('account types, resource types, classes and drivers', async () => {
    await call('GET', 'resources/account-types', 200);
    await call('GET', 'resources/types', 200);
    const publicClass = { id: 'public', description: 'Seen by all' };
    await call('POST', 'resources/types/s3/classes', 200, publicClass);
    await call('POST', 'resources/types/s3/classes', 409, publicClass);
    await call('GET', 'resources/classes', 200);
    await call('GET', 'resources/types/s3/classes/public', 200);
    await call('PATCH', 'resources/types/s3/classes/public', 200, {
      description: '',
    });
    await call('DELETE', 'resources/types/s3/classes/public', 204);
    await call('GET', 'resources/drivers', 200);
    await call('GET', 'resources/drivers/k8s-cluster-eks', 200);
    await call('GET', 'resources/drivers/none', 404);
    expect(surprises).toEqual([]);
  });

  it('accounts', async () => {
    const accounts = 'resources/accounts';
    await call('POST', `${accounts}?dry_run=true`, 204, account);
    await call('POST', `${accounts}?check_credential=true`, 400, account);
    await call('POST', accounts, 200, account);
    await call('POST', accounts, 409, account);
    await call('GET', accounts, 200);
    await call('GET', `${accounts}/acme`, 200);
    await call('PATCH', `${accounts}/acme`, 200, { name: 'ACME' });
    await call('POST', `${accounts}/acme/actions/check`, 400);
    const own = {
      aws_access_key_id: 'AKIASANDBOXBACKSTAGE',
      aws_secret_access_key: 'sandbox-only-not-a-secret-0000000000000000',
    };
    const keyed = {
      id: 'keyed',
      name: 'Keyed',
      type: 'aws',
      credentials: own,
    };
    await call('POST', accounts, 200, keyed);
    await call('POST', `${accounts}/keyed/actions/check`, 200);
    await call('DELETE', `${accounts}/platform-nonprod`, 400);
    await call('DELETE', `${accounts}/keyed`, 204);
    expect(surprises).toEqual([]);
  });

  it('agents and keys', async () => {
    const [key, next] = [newPublicKey(), newPublicKey()];
    await call('POST', 'agents', 200, { id: 'acme', public_key: key });
    await call('POST', 'agents', 409, { id: 'acme', public_key: next });
    await call('POST', 'agents', 400, { id: 'acme', public_key: 'none' });
    await call('GET', 'agents', 200);
    await call('PATCH', 'agents/acme', 200, { description: 'Ours' });
    const added = await call('POST', 'agents/acme/keys', 200, {
      public_key: next,
    });
    await call('GET', 'agents/acme/keys', 200);
    const path = `agents/acme/keys/${textOf(added, 'fingerprint')}`;
    await call('DELETE', path, 204);
    await call('DELETE', path, 404);
    const operatorKey = `keys/${textOf(await call('POST', 'keys', 200, next))}`;
    await call('POST', 'keys', 409, next);
    await call('GET', 'keys', 200);
    await call('GET', operatorKey, 200);
    await call('DELETE', operatorKey, 204);
    expect(surprises).toEqual([]);
  });

  it('secret stores', async () => {
    await call('GET', 'secretstores', 200);
    const vault = {
      id: 'vault',
      primary: false,
      vault: { url: 'https://v' },
    };
    await call('POST', 'secretstores', 201, vault);
    await call('POST', 'secretstores', 409, vault);
    await call('GET', 'secretstores/vault', 200);
    await call('PATCH', 'secretstores/vault', 200, { vault: { path: 'x' } });
    await call('DELETE', 'secretstores/vault', 204);
    expect(surprises).toEqual([]);
  });

  it('definitions, their versions and criteria', async () => {
    const defs = 'resources/defs';
    await call('POST', defs, 200, clusterDefinition);
    await call('POST', defs, 409, clusterDefinition);
    await call('POST', defs, 400, { ...clusterDefinition, type: 'none' });
    await call('POST', defs, 200, agentDefinition);
    await call('GET', defs, 200);
    await call('GET', `${defs}/acme-cluster`, 200);
    const patched = await call('PATCH', `${defs}/acme-cluster`, 200, {
      driver_inputs: { values: { loadbalancer: '10.0.0.1' } },
    });
    await call('PUT', `${defs}/acme-agent`, 200, {
      name: 'Agent',
      driver_inputs: { values: { id: 'acme' } },
    });
    const versions = `${defs}/acme-cluster/versions`;
    await call('GET', `${versions}?per_page=1`, 200);
    const version = `${versions}/${textOf(patched, 'active_version_id')}`;
    await call('GET', version, 200);
    await call('POST', `${version}/actions/archive`, 400, {});
    await call('POST', `${version}/actions/promote`, 204);

    const criteria = `${defs}/acme-cluster/criteria`;
    const criterion = await call('POST', criteria, 200, { app_id: 'shop' });
    await call('POST', criteria, 409, { env_type: 'staging' });
    await call('DELETE', `${criteria}/${textOf(criterion)}`, 204);
    await call('PUT', criteria, 200, [{ env_type: 'production' }]);
    await call('DELETE', `${criteria}/none`, 404);
    expect(surprises).toEqual([]);
  });

  it('graphs, connectivity, deployments and active resources', async () => {
    const context = {
      app_id: 'shop',
      env_id: 'production',
      env_type: 'production',
    };
    await call('POST', 'runtime/actions/check-connectivity', 200, context);
    const graphs = `${production}/resources/graphs`;
    const graph = await call('POST', graphs, 200, [
      { type: 'k8s-cluster', id: 'k8s-cluster' },
    ]);
    await call('GET', `${graphs}/${textOf(graph)}`, 200);
    const deploys = `${production}/deploys`;
    const deployment = await call('POST', deploys, 201, { comment: 'First' });
    await call('GET', deploys, 200);
    await call('GET', `${deploys}/${textOf(deployment)}`, 200);
    await call('GET', `${deploys}/${textOf(deployment)}/errors`, 200);
    const development = 'apps/shop/envs/development/resources';
    await call('GET', development, 200);
    await call('GET', 'resources/defs/shared-nonprod/resources', 200);
    await call('DELETE', `${development}/k8s-cluster/k8s-cluster`, 202);
    await call('GET', development, 200);
    expect(surprises).toEqual([]);
  });

  it('deletions, and the audit log of it all', async () => {
    await call('DELETE', 'resources/accounts/acme', 400);
    await call('DELETE', 'resources/defs/shared-nonprod', 409);
    await call('DELETE', 'resources/defs/acme-cluster', 204);
    await call('GET', 'resources/defs?deleted=true', 200);
    await call('DELETE', 'resources/accounts/acme', 204);
    await call('DELETE', 'agents/acme', 204);
    await call('DELETE', 'agents/acme', 404);
    const page = await call('GET', 'audit-logs?per_page=3', 200);
    expect(page.headers.get('link')).toContain('rel="next"');
    expect(surprises).toEqual([]);
  });

  it('all operations that there are', () => {
    const driven = api.sandbox.world.calls.all().map(one => one.operation);
    const left = routes
      .map(({ method, path }) => `${method} ${path}`)
      .filter(operation => !driven.includes(operation));
    expect(left).toEqual([]);
  });
});
