import {
  rawRequest,
  startTestCluster,
  TestCluster,
} from './__testUtils__/testCluster';

let test: TestCluster;
beforeAll(async () => {
  test = await startTestCluster();
});
afterEach(() => {
  // The fields that no kind has are sent on purpose.
  test.sandbox.violations?.forgive(/additional properties: colour$/);
});
afterAll(() => test?.close());

const collection = '/apis/apps/v1/namespaces/default/deployments';

function deployment(name: string) {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      colour: 'red',
      paused: null,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'web', image: 'nginx:1.27', colour: 'red' }],
          tolerations: [{ operator: 'Exists', colour: 'red' }],
        },
      },
    },
  };
}

function send(
  method: string,
  path: string,
  body: unknown,
  type = 'application/json',
) {
  const headers = { 'content-type': type };
  return rawRequest(test.admin, method, path, { body, headers });
}

const unknown = [
  'spec.colour',
  'spec.template.spec.containers[0].colour',
  'spec.template.spec.tolerations[0].colour',
];

describe('fields that the kind does not have', () => {
  it('are refused with Strict', async () => {
    const body = deployment('strict');
    const problems = unknown.map(field => `unknown field "${field}"`);
    expect(
      await send('POST', `${collection}?fieldValidation=Strict`, body),
    ).toMatchObject({
      status: 400,
      body: {
        reason: 'BadRequest',
        message: `Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: ${problems.join(
          ', ',
        )}`,
      },
    });
  });

  it.each(['', '?fieldValidation=Warn'])(
    'are dropped, and told one by one, with "%s"',
    async query => {
      const body = deployment(`warned${query.length}`);
      const answer = await send('POST', `${collection}${query}`, body);
      expect(answer.status).toBe(201);
      expect(answer.warnings).toBe(
        unknown.map(field => `299 - "unknown field \\"${field}\\""`).join(', '),
      );
      expect(JSON.stringify(answer.body)).not.toContain('colour');
    },
  );

  it('are dropped in silence with Ignore', async () => {
    const body = deployment('ignored');
    const answer = await send(
      'POST',
      `${collection}?fieldValidation=Ignore`,
      body,
    );
    expect(answer).toMatchObject({ status: 201, warnings: undefined });
    expect(JSON.stringify(answer.body)).not.toContain('colour');
  });

  it('are refused in what a patch makes of an object', async () => {
    await send('POST', collection, deployment('patched'));
    const patch = (query: string) =>
      send(
        'PATCH',
        `${collection}/patched${query}`,
        { spec: { colour: 'red', replicas: 2 } },
        'application/merge-patch+json',
      );
    expect(await patch('?fieldValidation=Strict')).toMatchObject({
      status: 422,
      body: {
        reason: 'Invalid',
        message: expect.stringContaining(
          'strict decoding error: unknown field "spec.colour"',
        ),
      },
    });
    expect(await patch('')).toMatchObject({
      status: 200,
      body: { spec: { replicas: 2 } },
    });
  });

  it.each(['', '&fieldValidation=Ignore', '&fieldValidation=Strict'])(
    'are not declared for server-side apply, whatever the level is (%s)',
    async query => {
      const path = `${collection}/applied?fieldManager=me${query}`;
      const type = 'application/apply-patch+yaml';
      const answer = await send('PATCH', path, deployment('applied'), type);
      expect(answer).toMatchObject({
        status: 500,
        body: {
          message: `failed to create typed patch object (default/applied; apps/v1, Kind=Deployment): errors:
  .spec.colour: field not declared in schema
  .spec.template.spec.containers[name="web"].colour: field not declared in schema
  .spec.template.spec.tolerations[0].colour: field not declared in schema`,
        },
      });
      expect(answer.body).not.toHaveProperty('reason');
    },
  );

  it('are refused in a review too', async () => {
    const body = { spec: { colour: 'red' } };
    const reviews = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    expect(
      await send('POST', `${reviews}?fieldValidation=Strict`, body),
    ).toMatchObject({ status: 400 });
  });
});

it('a level that there is not is refused', async () => {
  expect(
    await send('POST', `${collection}?fieldValidation=Loud`, deployment('a')),
  ).toMatchObject({
    status: 422,
    body: { message: expect.stringContaining('Unsupported value: "Loud"') },
  });
});

it('a field that is null is not there', async () => {
  const { body } = await send('POST', collection, deployment('nulled'));
  expect(body).not.toHaveProperty('spec.paused');
});
