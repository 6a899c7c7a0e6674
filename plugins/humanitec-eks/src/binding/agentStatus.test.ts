import { agentStatus } from './agentStatus';

describe('agentStatus', () => {
  it.each([
    ['ready', { ready: 2, wanted: 2 }],
    ['ready', { ready: 3, wanted: 2 }],
    ['differs', { ready: 1, wanted: 2 }],
    ['broken', { ready: 0, wanted: 2 }],
    ['broken', { ready: 0, wanted: 0 }],
  ])('is %s for %j', (status, agent) => {
    expect(agentStatus(agent)).toBe(status);
  });
});
