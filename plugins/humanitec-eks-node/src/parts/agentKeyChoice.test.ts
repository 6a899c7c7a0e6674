import { chooseKey, FoundSecret } from './agentKeyChoice';
import { AGENT_SECRETS } from './agentManifests';

const [first, second] = AGENT_SECRETS;
const secret = (
  name: FoundSecret['name'],
  fingerprint?: string,
  more: Partial<FoundSecret> = {},
): FoundSecret => ({
  name,
  ours: true,
  publicKey: fingerprint ? { pem: 'PEM', fingerprint } : undefined,
  ...more,
});

const choice = (...given: Parameters<typeof chooseKey>) => {
  const { secret: name, publicKey, replaces, former } = chooseKey(...given);
  return {
    name,
    key: publicKey?.fingerprint,
    replaces,
    former: former?.name,
  };
};

describe('the key of the agent', () => {
  it('is made in the Secret of the usual name when there is none', () => {
    expect(choice([])).toEqual({ name: first });
    expect(choice([secret(first)])).toEqual({ name: first });
  });

  it('is the one that is there', () => {
    expect(choice([secret(second, 'b')])).toEqual({ name: second, key: 'b' });
  });

  it('leaves no Secret of ours behind that holds none', () => {
    expect(choice([secret(first), secret(second, 'b')])).toEqual({
      name: second,
      key: 'b',
      former: first,
    });
  });

  it('is replaced in the other Secret when it is to be retired', () => {
    expect(choice([secret(second, 'b')], { retire: 'b' })).toEqual({
      name: first,
      replaces: 'b',
      former: second,
    });
  });

  it('is the successor when a rotation was interrupted, whichever Secret it is in', () => {
    const toSecond = [
      secret(first, 'a', { replaces: 'z' }),
      secret(second, 'b', { replaces: 'a' }),
    ];
    expect(choice(toSecond, { running: 'a' })).toMatchObject({
      key: 'b',
      former: first,
    });
    const toFirst = [
      secret(first, 'c', { replaces: 'b' }),
      secret(second, 'b', { replaces: 'a' }),
    ];
    expect(choice(toFirst, { running: 'b', retire: 'b' })).toMatchObject({
      key: 'c',
      former: second,
    });
  });

  it('of two that know nothing of each other is the one that the pods have', () => {
    const both = [secret(first, 'a'), secret(second, 'b')];
    expect(choice(both, { running: 'b' })).toMatchObject({ key: 'b' });
    expect(choice(both)).toMatchObject({ key: 'a' });
  });

  it("is never somebody else's while there is one of ours", () => {
    const theirs = secret(first, 'x', { ours: false });
    expect(choice([theirs, secret(second, 'b')])).toEqual({
      name: second,
      key: 'b',
    });
    expect(choice([theirs])).toEqual({ name: first, key: 'x' });
    expect(choice([secret(second, 'x', { ours: false })])).toEqual({
      name: first,
    });
  });
});
