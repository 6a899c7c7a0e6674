// Pod Security Standards, as the API server's own admission enforces them (Kubernetes docs, pod-security-standards).
import { at, JsonObject, record, records, text, texts } from './json';
import { KubeObject } from './object';

const LABEL = 'pod-security.kubernetes.io/enforce';

/**
 * Why pods of this spec may not be in a namespace.
 *
 * @returns `violates PodSecurity "restricted:latest": …`; undefined when they may
 */
export function podSecurityViolation(
  namespace: KubeObject | undefined,
  podSpec: JsonObject,
): string | undefined {
  const level = namespace?.metadata.labels?.[LABEL];
  const checks = level === undefined ? [] : levels[level] ?? [];
  const violations = checks.flatMap(check => check(podSpec) ?? []);
  return violations.length > 0
    ? `violates PodSecurity "${level}:latest": ${violations.join(', ')}`
    : undefined;
}

type Check = (podSpec: JsonObject) => string | undefined;

const baseline: Check[] = [
  spec => {
    const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter(
      field => spec[field] === true,
    );
    return shared.length > 0
      ? `host namespaces (${shared.map(field => `${field}=true`).join(', ')})`
      : undefined;
  },
  forContainers(
    'privileged',
    'must not set securityContext.privileged=true',
    container => securityOf(container).privileged !== true,
  ),
  spec => {
    const paths = records(spec.volumes).filter(volume => 'hostPath' in volume);
    return paths.length > 0
      ? `hostPath volumes (volume "${paths[0].name}")`
      : undefined;
  },
];

const restricted: Check[] = [
  forContainers(
    'allowPrivilegeEscalation != false',
    'must set securityContext.allowPrivilegeEscalation=false',
    container => securityOf(container).allowPrivilegeEscalation === false,
  ),
  forContainers(
    'unrestricted capabilities',
    'must set securityContext.capabilities.drop=["ALL"]',
    container => {
      const { capabilities } = securityOf(container);
      const added = texts(at(capabilities, 'add'));
      return (
        texts(at(capabilities, 'drop')).includes('ALL') &&
        added.every(name => name === 'NET_BIND_SERVICE')
      );
    },
  ),
  forContainers(
    'runAsNonRoot != true',
    'or the pod must set securityContext.runAsNonRoot=true',
    (container, pod) =>
      (securityOf(container).runAsNonRoot ?? securityOf(pod).runAsNonRoot) ===
      true,
  ),
  forContainers(
    'seccompProfile',
    'or the pod must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"',
    (container, pod) => {
      const profile =
        text(at(securityOf(container).seccompProfile, 'type')) ??
        text(at(securityOf(pod).seccompProfile, 'type'));
      return profile === 'RuntimeDefault' || profile === 'Localhost';
    },
  ),
];

const levels: Record<string, Check[]> = {
  baseline,
  restricted: [...baseline, ...restricted],
};

function forContainers(
  what: string,
  must: string,
  holds: (container: JsonObject, pod: JsonObject) => boolean,
): Check {
  return spec => {
    const wrong = [
      ...records(spec.initContainers),
      ...records(spec.containers),
    ].filter(container => !holds(container, spec));
    return wrong.length > 0
      ? `${what} (container "${wrong[0].name}" ${must})`
      : undefined;
  };
}

function securityOf(holder: JsonObject): JsonObject {
  return record(holder.securityContext);
}
