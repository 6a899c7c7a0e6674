import { propagationSeconds } from './whenRoleIsKnown';

describe('how long a refused role may only be too fresh', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  const madeAgo = (seconds: number) => new Date(now - seconds * 1000);

  it.each([
    ['made just now', madeAgo(0), 120],
    ['made half a minute ago', madeAgo(30), 90],
    ['so old that only its trust policy may be fresh', madeAgo(3600), 20],
    ['made in the future, by another clock', madeAgo(-60), 120],
    ['of an age that IAM does not tell', undefined, 120],
  ])('is bounded for a role %s', (_, createdAt, seconds) => {
    expect(propagationSeconds(createdAt, now)).toBe(seconds);
  });
});
