import { AwsError } from '../aws/awsError';
import { everythingOf } from '../__testUtils__/everythingOf';
import { HumanitecError } from '../humanitec/humanitecError';
import { KubernetesError } from '../kubernetes/kubernetesError';
import { KubernetesUnreachable } from '../kubernetes/reach/kubernetesUnreachable';
import { wayTo } from '../kubernetes/reach/way';
import {
  describeFailure,
  failedSystem,
  isConflict,
  PartError,
} from './failure';

function awsError(name: string) {
  return AwsError.from(
    Object.assign(new Error('no'), {
      name,
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
      $response: { body: 'S3CRET' },
    }),
    'iam:GetRole',
  );
}

const humanitec = (httpStatus: number, code?: string) =>
  new HumanitecError({ call: 'GET /x', httpStatus, code });
const kubernetes = (httpStatus: number) =>
  new KubernetesError({ call: 'get Secret', httpStatus });

it.each<[Error, string, RegExp]>([
  [
    awsError('AccessDeniedException'),
    'AWS',
    /^iam:GetRole: AccessDenied: no\. Allow this call/,
  ],
  [awsError('ExpiredTokenException'), 'AWS', /renew them/],
  [humanitec(401), 'Humanitec', /^GET \/x: HTTP 401\..*humanitecEks\.org/],
  [humanitec(400, 'CRED-005'), 'Humanitec', /trust policy/],
  [humanitec(0), 'Humanitec', /firewall/],
  [kubernetes(401), 'Kubernetes', /clock/],
  [kubernetes(403), 'Kubernetes', /AmazonEKSClusterAdminPolicy/],
  [
    new KubernetesUnreachable(wayTo('https://prod.example', {}), {
      failure: 'dns',
      code: 'ENOTFOUND',
      what: 'the name prod.example cannot be resolved',
      remedy: 'Use the DNS of the VPC.',
    }),
    'Kubernetes',
    /^connect to prod\.example: the name .* resolved \(ENOTFOUND\)\. Use the DNS/,
  ],
])('%s is told with its system and the remedy', (error, system, text) => {
  expect(failedSystem('accessRole', error)).toBe(system);
  expect(describeFailure(error)).toMatch(text);
});

it.each<[Error, boolean]>([
  [awsError('EntityAlreadyExistsException'), true],
  [awsError('ResourceInUseException'), true],
  [humanitec(409), true],
  [kubernetes(409), true],
  [awsError('AccessDenied'), false],
  [humanitec(400), false],
  [
    new HumanitecError({
      call: 'DELETE /x',
      httpStatus: 409,
      references: { definitions: ['a'], resources: [] },
    }),
    false,
  ],
])('%s: looking again may help is %s', (error, helps) => {
  expect(isConflict(error)).toBe(helps);
});

describe('the error of a part', () => {
  it('holds everything that is known, and nothing that hung on the answer', () => {
    const error = new PartError('accessRole', awsError('ThrottlingException'));
    expect(error).toMatchObject({
      name: 'PartError',
      part: 'accessRole',
      system: 'AWS',
      call: 'iam:GetRole',
      code: 'Throttling',
      retryable: true,
      remedy: expect.stringMatching(/^AWS limits/),
      message: expect.stringMatching(
        /^Access role: iam:GetRole: Throttling: no\. AWS limits the rate/,
      ),
    });
    expect(error.cause).toBeUndefined();
    expect(everythingOf(error)).not.toMatch(/S3CRET|\$metadata/);
  });

  it('keeps a reason that is of no system as it is', () => {
    const error = new PartError('agent', new Error('run cluster:await first'));
    expect(error).toMatchObject({
      system: 'Kubernetes',
      call: undefined,
      retryable: false,
      message: 'Agent: run cluster:await first',
    });
  });
});
