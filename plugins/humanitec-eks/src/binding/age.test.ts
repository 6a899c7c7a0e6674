import { ageOf } from './age';

const now = Date.parse('2026-11-22T12:00:00Z');

describe('the age of a report', () => {
  it.each([
    ['2026-11-22T12:00:07Z', { unit: 'now' }], // the clock of the backend is ahead
    ['2026-11-22T11:59:58Z', { unit: 'now' }],
    ['2026-11-22T11:59:57Z', { unit: 'seconds', count: 3 }],
    ['2026-11-22T11:59:00.500Z', { unit: 'seconds', count: 59 }],
    ['2026-11-22T11:59:00Z', { unit: 'minutes', count: 1 }],
    ['2026-11-22T11:00:01Z', { unit: 'minutes', count: 59 }],
    ['2026-11-22T11:00:00Z', { unit: 'hours', count: 1 }],
    ['2026-11-21T12:00:01Z', { unit: 'hours', count: 23 }],
    ['2026-11-21T12:00:00Z', { unit: 'days', count: 1 }],
    ['2026-11-12T12:00:00Z', { unit: 'days', count: 10 }],
  ])('of %s is told in the unit that fits', (then, age) => {
    expect(ageOf(then, now)).toEqual(age);
  });
});
