import { problemsOf } from './__testUtils__/exchanges';

const accounts = 'POST /orgs/acme/resources/accounts';
const account = { id: 'a-1', name: 'A', type: 'aws-role', credentials: {} };
const answered = {
  id: 'a-1',
  name: 'A',
  type: 'aws-role',
  is_used: false,
  created_at: '2026-01-01T00:00:00Z',
  created_by: 'me',
};

function problems(
  line: string,
  body: unknown,
  status: number,
  answer: unknown,
  type?: string,
) {
  return problemsOf('humanitec', {
    line,
    body,
    answer: [status, answer],
    type,
  });
}

it('an exchange is good when it is as the document says', () => {
  expect(problems(accounts, account, 200, answered)).toEqual([]);
  expect(problems(`${accounts}?dry_run=true`, account, 204, undefined)).toEqual(
    [],
  );
});

it.each([
  [{ ...account, name: undefined }, "must have required property 'name'"],
  [
    { ...account, colour: 'red' },
    'must NOT have additional properties: colour',
  ],
  [{ ...account, name: 3 }, '/name: must be string: 3'],
  [undefined, 'there is no body'],
])('fails for the request %j', (body, problem) => {
  expect(problems(accounts, body, 200, answered)).toEqual([
    expect.stringContaining(problem),
  ]);
});

it('fails for a query that the operation does not know or cannot read', () => {
  expect(
    problems(`${accounts}?dryRun=1&dry_run=maybe`, account, 200, answered),
  ).toEqual(['query dryRun: unknown', 'query dry_run: maybe is no boolean']);
});

it('fails for a body of another type', () => {
  expect(problems(accounts, account, 200, answered, 'text/plain')).toEqual([
    'request: it takes no body of type "text/plain"',
  ]);
});

it.each([
  [200, { ...answered, is_used: 'no' }, '/is_used: must be boolean: "no"'],
  [200, { ...answered, colour: 'red' }, 'additional properties: colour'],
  [201, answered, 'status 201 is not documented'],
  [204, answered, 'status 204 has a body'],
  [409, [], 'must be object'],
])('fails for the response %i %j', (status, body, problem) => {
  expect(problems(accounts, account, status, body)).toEqual([
    expect.stringContaining(problem),
  ]);
});

it('knows the refusals that are no envelope', () => {
  const line = 'DELETE /orgs/acme/resources/defs/a-1';
  expect(problems(line, undefined, 409, [])).toEqual([]);
  expect(
    problems(line, undefined, 409, { error: 'API-000', message: 'm' }),
  ).toEqual(['response: must be array']);
});

it('takes null for a removal in a patch, and nowhere else', () => {
  const body = {
    driver_inputs: { values: { a: null } },
    provision: { a: null },
  };
  const line = 'PATCH /orgs/acme/resources/defs/a-1';
  expect(problemsOf('humanitec', { line, body, fault: 'reset' })).toEqual([]);
  expect(problems(accounts, { ...account, name: null }, 200, answered)).toEqual(
    ['request/name: must be string: null'],
  );
});

it('fails for an operation that is not documented, even when there is none', () => {
  expect(
    problems('GET /orgs/acme/agents/a-1', undefined, 404, {
      error: 'API-000',
      message: 'm',
    }),
  ).toEqual(['this operation is not documented']);
});
