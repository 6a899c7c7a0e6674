import { convergence } from '../__testUtils__/convergence';

const criteria = [{ envType: 'production' }];

const part = convergence({
  part: 'agentDefinition',
  input: { criteria },
  after: [],
  drifts: {
    'its criteria': {
      tamper: async ({ humanitec }) => {
        const path = '/resources/defs/eks-automode-prod-agent';
        const { criteria: rules } = await humanitec('GET', path);
        await humanitec('DELETE', `${path}/criteria/${rules[0].id}`);
      },
      shows: /\+ matching criteria eks-automode-prod-agent: .*production/,
      repairedBy: ['POST /orgs/{orgId}/resources/defs/{defId}/criteria'],
    },
  },
  foreign: {
    definition: {
      make: ({ humanitec }) =>
        humanitec('POST', '/resources/defs', {
          id: 'eks-automode-prod-agent',
          name: 'Made by hand',
          type: 'agent',
          driver_type: 'humanitec/agent',
          driver_inputs: { values: { id: 'another' } },
        }),
      refusal: /its name does not carry our mark/,
    },
  },
});

beforeAll(part.start, 120_000);
afterAll(part.stop);

describe('humanitec-eks:agentDefinition:apply', () => {
  it.each(part.cases)('%s', (_, check) => check(), 300_000);
});
