import { problemsOf } from './__testUtils__/exchanges';

const line = 'POST /apis/apps/v1/namespaces/a/deployments';
const template = {
  metadata: { labels: { app: 'a' } },
  spec: { containers: [{ name: 'a', image: 'a:1' }] },
};
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'a', namespace: 'a' },
  spec: { selector: { matchLabels: { app: 'a' } }, template },
};
const withSpec = (changes: object) => ({
  ...deployment,
  spec: { ...deployment.spec, ...changes },
});

function problems(
  at: string,
  body: unknown,
  status: number,
  answer: unknown,
  type?: string,
) {
  return problemsOf('kubernetes', {
    line: at,
    body,
    answer: [status, answer],
    type,
  });
}

it('an exchange is good when it is as the documents say', () => {
  expect(problems(line, deployment, 201, deployment)).toEqual([]);
});

it.each([
  [
    withSpec({ colour: 'red' }),
    'request/spec: must NOT have additional properties: colour',
  ],
  [
    withSpec({ replicas: 'two' }),
    'request/spec/replicas: must be integer: "two"',
  ],
  [
    withSpec({ template: undefined }),
    "request/spec: must have required property 'template'",
  ],
  [undefined, 'request: there is no body'],
])('fails for the request %j', (body, problem) => {
  expect(problems(line, body, 201, deployment)).toContain(problem);
});

it('fails for a query that the operation does not know or cannot read', () => {
  expect(problems(`${line}?colour=red`, deployment, 201, deployment)).toEqual([
    'query colour: unknown',
  ]);
  const patch = 'PATCH /apis/apps/v1/namespaces/a/deployments/a?force=perhaps';
  expect(
    problems(patch, {}, 200, deployment, 'application/merge-patch+json'),
  ).toEqual(['query force: perhaps is no boolean']);
});

it.each([
  [
    201,
    withSpec({ replicas: '2' }),
    'response/spec/replicas: must be integer: "2"',
  ],
  [
    201,
    withSpec({ paused: null }),
    'response/spec/paused: must be boolean: null',
  ],
  [
    201,
    withSpec({ colour: 'red' }),
    'response/spec: must NOT have additional properties: colour',
  ],
  [
    201,
    { ...deployment, kind: undefined },
    'response: it does not say its kind and version',
  ],
  [206, deployment, 'response: status 206 is not documented'],
  [409, { message: 'no' }, 'response: not a Status that says its code'],
])('fails for the response %i %j', (status, body, problem) => {
  expect(problems(line, deployment, status, body)).toContain(problem);
});

describe('an applied object', () => {
  const apply = (body: object) =>
    problems(
      'PATCH /apis/apps/v1/namespaces/a/deployments/a?fieldManager=me&force=true',
      body,
      200,
      deployment,
      'application/apply-patch+yaml',
    );
  const part = { apiVersion: 'apps/v1', kind: 'Deployment' };

  it('is judged as a part', () => {
    expect(apply({ ...part, spec: { replicas: 2 } })).toEqual([]);
  });

  it('fails when it says something that is not there', () => {
    expect(apply({ ...part, spec: { colour: 'red' } })).toEqual([
      'request/spec: must NOT have additional properties: colour',
    ]);
  });

  it('fails without version and kind, or without the key of a list', () => {
    expect(apply({ spec: { replicas: 2 } })).toEqual([
      'request/apiVersion: an applied object must say it',
      'request/kind: an applied object must say it',
    ]);
    const containers = [{ image: 'a:1' }];
    expect(
      apply({ ...part, spec: { template: { spec: { containers } } } }),
    ).toEqual([
      "request/spec/template/spec/containers/0: must have required property 'name'",
    ]);
  });
});

it('other patches are judged by what they set', () => {
  const at = 'PATCH /apis/apps/v1/namespaces/a/deployments/a';
  const patch = (type: string, body: unknown) =>
    problems(at, body, 200, deployment, `application/${type}-patch+json`);
  expect(patch('merge', { spec: { replicas: null } })).toEqual([]);
  expect(patch('merge', { spec: { replicas: '2' } })).toHaveLength(1);
  expect(
    patch('strategic-merge', {
      spec: {
        template: {
          spec: {
            '$setElementOrder/containers': [{ name: 'a' }],
            containers: [{ name: 'b', $patch: 'delete' }],
          },
        },
      },
    }),
  ).toEqual([]);
  expect(patch('strategic-merge', { spec: { colour: 'red' } })).toHaveLength(1);
  expect(patch('json', [{ op: 'remove', path: '/spec/paused' }])).toEqual([]);
  expect(patch('json', [{ op: 'drop', path: '/spec' }])).toHaveLength(1);
});

it('each event of a watch is judged', () => {
  const event = (object: object) =>
    `${JSON.stringify({ type: 'ADDED', object })}\n`;
  const at = 'GET /apis/apps/v1/namespaces/a/deployments?watch=true';
  expect(problems(at, undefined, 200, event(deployment))).toEqual([]);
  expect(
    problems(
      at,
      undefined,
      200,
      event(deployment) + event(withSpec({ replicas: '2' })),
    ),
  ).toEqual(['response: ADDED/spec/replicas: must be integer: "2"']);
});

it('a deletion answers a Status, or what was there', () => {
  const at = 'DELETE /apis/apps/v1/namespaces/a/deployments/a';
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Success' };
  expect(problems(at, undefined, 200, status)).toEqual([]);
  expect(problems(at, undefined, 200, deployment)).toEqual([]);
  expect(
    problems(at, undefined, 200, { ...deployment, kind: 'Pod' }),
  ).not.toEqual([]);
});

it('kinds and groups that nobody documents are on one list', () => {
  const custom = 'GET /apis/humanitec.io/v1alpha1/resources';
  expect(problems(custom, undefined, 200, {})).toEqual(['out of reach']);
  expect(problems('GET /apis', undefined, 200, {})).toEqual(['out of reach']);
  expect(problems('GET /apis/colours.io/v1/reds', undefined, 200, {})).toEqual([
    'this operation is not documented',
  ]);
  expect(problems('GET /api/v1/reds', undefined, 200, {})).toEqual([
    'this operation is not documented',
  ]);
});
