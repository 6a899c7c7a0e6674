import { HumanitecError } from '../humanitec/humanitecError';
import {
  KubernetesError,
  KubernetesUnreachable,
} from '../kubernetes/kubernetesError';
import { describeFailure, failedSystem, isConflict } from './failure';

function awsError(name: string) {
  return Object.assign(new Error('no'), { name, $metadata: {} });
}

it.each<[Error, string, RegExp]>([
  [
    awsError('AccessDeniedException'),
    'AWS',
    /^AccessDenied: no\. Allow this call/,
  ],
  [awsError('ExpiredTokenException'), 'AWS', /renew them/],
  [
    new HumanitecError('GET /x', 401, undefined, 'HTTP 401'),
    'Humanitec',
    /humanitecEks\.organizations/,
  ],
  [
    new HumanitecError('POST /x', 400, 'CRED-005', 'HTTP 400'),
    'Humanitec',
    /trust policy/,
  ],
  [
    new HumanitecError('GET /x', 0, undefined, 'cannot be reached'),
    'Humanitec',
    /firewall/,
  ],
  [new KubernetesError('get Secret', 401, 'HTTP 401'), 'Kubernetes', /clock/],
  [
    new KubernetesError('get Secret', 403, 'HTTP 403'),
    'Kubernetes',
    /AmazonEKSClusterAdminPolicy/,
  ],
  [
    new KubernetesUnreachable('host', 'dns', 'ENOTFOUND'),
    'Kubernetes',
    /DNS of the VPC/,
  ],
  [
    new KubernetesUnreachable('host', 'tcp', 'ETIMEDOUT'),
    'Kubernetes',
    /security group/,
  ],
])('%s is told with its system and the remedy', (error, system, text) => {
  expect(failedSystem('accessRole', error)).toBe(system);
  expect(describeFailure(error)).toMatch(text);
});

it.each<[Error, boolean]>([
  [awsError('EntityAlreadyExistsException'), true],
  [awsError('ResourceInUseException'), true],
  [new HumanitecError('POST /x', 409, undefined, ''), true],
  [new KubernetesError('apply', 409, ''), true],
  [awsError('AccessDenied'), false],
  [new HumanitecError('POST /x', 400, undefined, ''), false],
])('%s: looking again may help is %s', (error, helps) => {
  expect(isConflict(error)).toBe(helps);
});
