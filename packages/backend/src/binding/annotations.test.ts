import { instantTimings } from 'sandbox';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import { startStack, Stack } from '../__testUtils__/startStack';
import {
  clusterEntity,
  pathOf,
  untilInCatalog,
} from './__testUtils__/clusterEntity';

jest.setTimeout(60_000);

const ORGANIZATION = 'humanitec.com/orgId';
const ACCOUNT = 'humanitec-eks/aws-account-id';
const REGION = 'humanitec-eks/region';
const CLUSTER = 'humanitec-eks/cluster-name';
const DEFINITION = 'humanitec-eks/cluster-definition';

type Case = [
  annotation: string,
  value: string | undefined,
  words: RegExp,
  name: string,
];

const cases = (
  [
    [ORGANIZATION, undefined, /lacks the annotations humanitec.com\/orgId\./],
    [ACCOUNT, undefined, /lacks the annotations humanitec-eks\/aws-account-id/],
    [REGION, undefined, /lacks the annotations humanitec-eks\/region\./],
    [CLUSTER, '', /lacks the annotations humanitec-eks\/cluster-name\./],
    [ORGANIZATION, '../..', /annotations that are wrong: humanitec.com\/orgId/],
    [ACCOUNT, '../..', /are wrong: humanitec-eks\/aws-account-id/],
    [ACCOUNT, '1234', /are wrong: humanitec-eks\/aws-account-id/],
    [REGION, '../..', /are wrong: humanitec-eks\/region/],
    [REGION, 'evil.example.com#', /are wrong: humanitec-eks\/region/],
    [CLUSTER, '../..', /are wrong: humanitec-eks\/cluster-name/],
    [CLUSTER, 'a?b=c', /are wrong: humanitec-eks\/cluster-name/],
    [DEFINITION, '../..', /are wrong: humanitec-eks\/cluster-definition/],
    [
      ORGANIZATION,
      'foreign-org',
      /^Backstage does not know the Humanitec organization foreign-org\. Correct the annotation humanitec.com\/orgId/,
    ],
    [
      ACCOUNT,
      '999999999999',
      /^Backstage has no credentials for the AWS account 999999999999\. Correct the annotation humanitec-eks\/aws-account-id/,
    ],
  ] satisfies [string, string | undefined, RegExp][]
).map(
  ([annotation, value, words], i): Case => [
    annotation,
    value,
    words,
    `cluster-${i}`,
  ],
);

describe('a cluster whose annotations name no cluster', () => {
  const entities = entitiesInCatalog();
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(instantTimings, { features: [entities.feature] });
    await entities.publish(
      cases.map(([annotation, value, , name]) =>
        clusterEntity(name, { annotations: { [annotation]: value } }),
      ),
    );
    await Promise.all(cases.map(([, , , name]) => untilInCatalog(stack, name)));
  });
  afterAll(() => stack?.stop());
  beforeEach(() => stack.sandbox.world.calls.clear());

  const callsAbroad = () =>
    stack.sandbox.world.calls
      .all()
      .filter(({ operation }) => operation !== 'GetCallerIdentity');

  it.each(cases)(
    'says what to correct, and asks nobody: %s: %s',
    async (_, __, words, name) => {
      const { body } = await stack.api.get(pathOf(name)).expect(400);
      expect(body.error).toEqual({
        name: 'InputError',
        message: expect.stringMatching(words),
      });
      expect(callsAbroad()).toEqual([]);
    },
  );

  it('names all that are missing at once', async () => {
    await entities.publish([
      clusterEntity('bare', {
        annotations: {
          [ORGANIZATION]: undefined,
          [ACCOUNT]: undefined,
          [REGION]: undefined,
          [CLUSTER]: undefined,
        },
      }),
    ]);
    await untilInCatalog(stack, 'bare');
    const { body } = await stack.api.get(pathOf('bare')).expect(400);
    expect(body.error.message).toBe(
      `resource:default/bare lacks the annotations ${ORGANIZATION}, ${ACCOUNT}, ${REGION}, ${CLUSTER}.`,
    );
  });

  it('is not corrected by anything in the request', async () => {
    await stack.api
      .get(`${pathOf('bare')}?clusterName=eks-automode-prod`)
      .expect(400);
    const { body } = await stack.api.get(`${pathOf('bare')}?fresh=perhaps`);
    expect(body.error.message).toMatch(/fresh/);
  });
});
