import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { newPublicKey, startApi, TestApi } from './__testUtils__/api';

jest.setTimeout(30_000);

describe('agents', () => {
  const [key, nextKey] = [newPublicKey(), newPublicKey()];
  const fingerprint = (pem: string) =>
    createHash('sha256')
      .update(createPublicKey(pem).export({ type: 'spki', format: 'der' }))
      .digest('hex');

  let api: TestApi;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  it('are found by the fingerprint of their key', async () => {
    await api.send('POST', 'agents', { id: 'one', public_key: key });
    const list = (of: string) =>
      api.send('GET', `agents?fingerprint=${fingerprint(of)}`);
    expect((await list(key)).body).toMatchObject([{ id: 'one' }]);
    expect((await list(nextKey)).body).toEqual([]);
    expect(
      api.sandbox.world.humanitec.agentByFingerprint(
        'platform-org',
        fingerprint(key),
      ),
    ).toMatchObject({ id: 'one' });
  });

  it('share no key', async () => {
    await api.send('POST', 'agents', { id: 'one', public_key: key });
    expect(
      await api.send('POST', 'agents', { id: 'two', public_key: key }),
    ).toMatchObject({ status: 409 });
    await api.send('POST', 'agents', { id: 'two', public_key: nextKey });
    expect(
      await api.send('POST', 'agents/two/keys', { public_key: key }),
    ).toMatchObject({ status: 409 });
  });

  it('can have two keys at a time, so that one can be replaced', async () => {
    await api.send('POST', 'agents', { id: 'one', public_key: key });
    await api.send('POST', 'agents/one/keys', { public_key: nextKey });
    const path = `agents/one/keys/${fingerprint(key)}`;
    expect((await api.send('DELETE', path)).status).toBe(204);
    const { body } = await api.send('GET', 'agents/one/keys');
    expect(body).toMatchObject([
      { fingerprint: fingerprint(nextKey), is_authorized: true },
    ]);
  });

  const pem = (kind: 'rsa' | 'ed25519', type: 'spki' | 'pkcs1') =>
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 4096 })
          .publicKey.export({ type, format: 'pem' })
          .toString()
      : generateKeyPairSync('ed25519')
          .publicKey.export({ type: 'spki', format: 'pem' })
          .toString();

  it.each([
    ['RSA of 2048 bits', () => newPublicKey(2048)],
    ['another algorithm', () => pem('ed25519', 'spki')],
    ['PKCS #1', () => pem('rsa', 'pkcs1')],
    [
      'a private key',
      () =>
        generateKeyPairSync('rsa', { modulusLength: 4096 })
          .privateKey.export({ type: 'pkcs8', format: 'pem' })
          .toString(),
    ],
    ['no PEM at all', () => 'key'],
  ])('are not registered with %s', async (_, makeKey) => {
    expect(
      await api.send('POST', 'agents', { id: 'one', public_key: makeKey() }),
    ).toMatchObject({ status: 400 });
  });

  it('go with their keys, though a definition still names them', async () => {
    await api.send('POST', 'agents', { id: 'one', public_key: key });
    await api.send('POST', 'resources/defs', {
      id: 'agent-one',
      name: 'Agent',
      type: 'agent',
      driver_type: 'humanitec/agent',
      driver_inputs: { values: { id: 'one' } },
    });
    expect((await api.send('DELETE', 'agents/one')).status).toBe(204);
    expect((await api.send('GET', 'agents/one/keys')).status).toBe(404);
    expect(
      await api.send('POST', 'agents', { id: 'two', public_key: key }),
    ).toMatchObject({ status: 200 });
  });
});
