import { fleetRows } from '../../dev/fleet/fleetRows';
import { inPlace } from './inPlace';

const [first, second, third, fourth] = fleetRows(4);

describe('Rows that are asked for again', () => {
  it('stay where they were, with what is known now', () => {
    const worse = { ...third, verdict: 'broken' as const };
    expect(inPlace([first, second, third], [worse, first, second])).toEqual([
      first,
      second,
      worse,
    ]);
  });

  it('leave the page when they are no longer found, and the new ones come last', () => {
    expect(inPlace([first, second, third], [fourth, third, first])).toEqual([
      first,
      third,
      fourth,
    ]);
  });

  it('are as they come when there were none before', () => {
    expect(inPlace([], [second, first])).toEqual([second, first]);
  });
});
