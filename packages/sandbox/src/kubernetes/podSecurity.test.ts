import { KubeObject } from './object';
import { podSecurityViolation } from './podSecurity';

const namespace = (enforce?: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'a',
    uid: '1',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    ...(enforce && {
      labels: { 'pod-security.kubernetes.io/enforce': enforce },
    }),
  },
});

const safe = {
  securityContext: {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containers: [
    {
      name: 'c',
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
    },
  ],
};
const bare = { containers: [{ name: 'c' }] };
const rooted = { ...safe, securityContext: { seccompProfile: { type: 'x' } } };

it.each([
  ['anything without a label', undefined, { hostNetwork: true }, undefined],
  ['a safe pod in restricted', 'restricted', safe, undefined],
  ['a bare pod in baseline', 'baseline', bare, undefined],
  [
    'a bare pod in restricted',
    'restricted',
    bare,
    /"restricted:latest": allowPrivilegeEscalation != false \(container "c".*unrestricted capabilities.*runAsNonRoot != true.*seccompProfile/,
  ],
  [
    'a pod that may be root',
    'restricted',
    rooted,
    /"restricted:latest": runAsNonRoot != true.*seccompProfile/,
  ],
  [
    "the host's network in baseline",
    'baseline',
    { ...bare, hostNetwork: true },
    /"baseline:latest": host namespaces \(hostNetwork=true\)/,
  ],
  [
    "the host's files in baseline",
    'baseline',
    { ...bare, volumes: [{ name: 'v', hostPath: { path: '/' } }] },
    /hostPath volumes \(volume "v"\)/,
  ],
])('Pod Security judges %s', (_, level, pod, why) => {
  expect(podSecurityViolation(namespace(level), pod) ?? 'none').toMatch(
    why ?? /^none$/,
  );
});
