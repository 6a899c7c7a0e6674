import { problemsOf } from './__testUtils__/exchanges';

const role = (result: string) => `<GetRoleResponse xmlns="x">
  <GetRoleResult><Role>${result}</Role></GetRoleResult>
  <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
</GetRoleResponse>`;

const goodRole = `<Path>/</Path><RoleName>access</RoleName><RoleId>AROAAAAAAAAAAAAAAAAAA</RoleId>
  <Arn>arn:aws:iam::111122223333:role/access</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate>`;

function iam(parameters: string, answer: [number, string]) {
  return problemsOf('aws', {
    line: 'POST /',
    body: `Version=2010-05-08&${parameters}`,
    answer,
  });
}

const error = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>m</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

describe('an exchange with IAM', () => {
  it('is good when it is as the model says', () => {
    expect(
      iam('Action=GetRole&RoleName=access', [200, role(goodRole)]),
    ).toEqual([]);
  });

  it.each([
    ['Action=GetRole', 'request.RoleName: missing'],
    ['Action=GetRole&RoleName=a&Colour=red', 'request.Colour: unknown'],
    ['Action=GetRole&RoleName=a%20b', 'request.RoleName: "a b" is not like'],
    [`Action=GetRole&RoleName=${'a'.repeat(65)}`, 'its length 65 is not from'],
    ['Action=GetRoll&RoleName=a', 'no service has such an operation'],
  ])('fails for the request %s', (parameters, problem) => {
    expect(iam(parameters, [200, role(goodRole)])).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  it('looks into the lists of a request', () => {
    const tags = 'Tags.member.1.Key=a&Tags.member.1.Colour=red';
    expect(
      iam(`Action=TagRole&RoleName=a&${tags}`, [
        200,
        '<TagRoleResponse><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></TagRoleResponse>',
      ]),
    ).toEqual([
      'request.Tags[0].Value: missing',
      'request.Tags[0].Colour: unknown',
    ]);
  });

  it.each([
    [goodRole.replace('<Path>/</Path>', ''), 'response.Role.Path: missing'],
    [`${goodRole}<Colour>red</Colour>`, 'response.Role.Colour: unknown'],
    [
      goodRole.replace('2026-01-01T00:00:00Z', 'yesterday'),
      'response.Role.CreateDate: "yesterday" is no dateType',
    ],
  ])('fails for the response %s', (result, problem) => {
    expect(iam('Action=GetRole&RoleName=a', [200, role(result)])).toEqual([
      problem,
    ]);
  });

  it('may be refused with an error of the operation, at its status', () => {
    const request = 'Action=GetRole&RoleName=a';
    expect(iam(request, [404, error('NoSuchEntity')])).toEqual([]);
    expect(iam(request, [400, error('NoSuchEntity')])).toEqual([
      'response: NoSuchEntity has status 404, not 400',
    ]);
    expect(iam(request, [409, error('DeleteConflict')])).toEqual([
      'response: it cannot answer DeleteConflict',
    ]);
    expect(iam(request, [404, '<html/>'])).toEqual([
      expect.stringContaining('not an error of AWS'),
    ]);
  });

  it('may hold a wrong request when that was refused', () => {
    expect(iam('Action=GetRole', [400, error('ValidationError')])).toEqual([]);
  });
});

describe('an exchange with EKS', () => {
  const line = 'POST /clusters/demo/access-entries';
  const body = { principalArn: 'arn:aws:iam::111122223333:role/a' };
  const answer: [number, unknown] = [
    200,
    { accessEntry: { clusterName: 'demo', createdAt: 1_700_000_000 } },
  ];

  it('is good when it is as the model says', () => {
    expect(problemsOf('aws', { line, body, answer })).toEqual([]);
  });

  it.each([
    [{}, 'request.principalArn: missing'],
    [{ ...body, colour: 'red' }, 'request.colour: unknown'],
    [
      { ...body, kubernetesGroups: 'a' },
      'request.kubernetesGroups: not a list',
    ],
    ['nonsense', 'request: no JSON object'],
  ])('fails for the request %j', (wrong, problem) => {
    expect(problemsOf('aws', { line, body: wrong, answer })).toContain(problem);
  });

  it('fails for a wrong query', () => {
    const list: [number, unknown] = [200, { clusters: [] }];
    expect(
      problemsOf('aws', { line: 'GET /clusters?maxResults=0', answer: list }),
    ).toEqual(['request.maxResults 0 is not from 1 to 100']);
    expect(
      problemsOf('aws', { line: 'GET /clusters?colour=red', answer: list }),
    ).toEqual(['request.colour: unknown']);
  });

  it('fails for a wrong response', () => {
    const wrong = { clusterName: 3, createdAt: '2026', colour: 'red' };
    expect(
      problemsOf('aws', { line, body, answer: [200, { accessEntry: wrong }] }),
    ).toEqual([
      'response.accessEntry.clusterName: 3 is no String',
      'response.accessEntry.createdAt: "2026" is no Timestamp',
      'response.accessEntry.colour: unknown',
    ]);
  });

  it('fails for an error that the operation cannot give', () => {
    expect(
      problemsOf('aws', {
        line,
        body,
        answer: [404, { message: 'm' }],
        errorType: 'NotFoundException',
      }),
    ).toEqual(['response: it cannot answer NotFoundException']);
  });

  it('fails for an address that no operation has', () => {
    expect(problemsOf('aws', { line: 'GET /clusterz', answer })).toEqual([
      'EKS has no such operation',
    ]);
  });

  it('is judged for its request alone when a fault was applied', () => {
    expect(
      problemsOf('aws', {
        line,
        body: {},
        answer: [200, '<<<'],
        fault: 'garbage',
      }),
    ).toEqual(['request.principalArn: missing']);
  });
});

it('an exchange with EC2 is out of reach', () => {
  expect(
    problemsOf('aws', {
      line: 'POST /',
      body: 'Action=DescribeSubnets&Version=2016-11-15',
      answer: [200, ''],
    }),
  ).toEqual(['out of reach']);
});
