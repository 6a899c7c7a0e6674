import { runTemplate, workedExample } from './__testUtils__/scaffolder';
import { startStack, Stack } from './__testUtils__/startStack';

jest.setTimeout(180_000);

describe('onboarding the worked example', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      clusterCreate: 3,
      clusterDelete: 1,
      iamPropagation: 1,
      accessEntryPropagation: 1,
      nodeStart: 1,
      podStart: 1,
    });
  });
  afterAll(() => stack?.stop());

  it('completes, with every part in sync', async () => {
    const { template, values } = await workedExample();
    const result = await runTemplate(stack, template, values);
    console.log(result.log);
    expect(result.status).toBe('completed');
  });
});
