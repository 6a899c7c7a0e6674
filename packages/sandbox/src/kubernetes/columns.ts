import { age } from './age';
import {
  at,
  Json,
  JsonObject,
  list,
  number,
  record,
  records,
  text,
} from './json';
import { Resource } from './resources';

/** One column of `kubectl get`. */
export interface Column {
  name: string;
  type: 'string' | 'integer';
  /** 0 is always shown, 1 with `-o wide`. */
  priority: 0 | 1;
  cell: (object: JsonObject, now: number) => Json;
}

/** The columns of a kind; name and creation time when it has none of its own. */
export function columnsOf(resource: Resource): Column[] {
  return [
    name,
    ...(columns[`${resource.group}/${resource.kind}`] ?? [created]),
  ];
}

function column(
  title: string,
  cell: Column['cell'],
  options: Partial<Column> = {},
): Column {
  return { name: title, type: 'string', priority: 0, cell, ...options };
}

/** A column that shows a number found at a path, 0 when there is none. */
function count(title: string, ...path: string[]): Column {
  return column(title, object => number(at(object, ...path)) ?? 0, {
    type: 'integer',
  });
}

function shown(title: string, ...path: string[]): Column {
  return column(title, object => String(at(object, ...path) ?? '<none>'));
}

const wide = { priority: 1 } as const;

const name: Column = {
  ...column('Name', object => text(at(object, 'metadata', 'name')) ?? ''),
};

function since(title: string, ...path: string[]): Column {
  return column(title, (object, now) => {
    const moment = text(at(object, ...path));
    return moment ? age(now - Date.parse(moment)) : '<unknown>';
  });
}

const ageColumn = since('Age', 'metadata', 'creationTimestamp');

const created = column(
  'Created At',
  object => text(at(object, 'metadata', 'creationTimestamp')) ?? '',
);

const containers = (...path: string[]) => [
  column(
    'Containers',
    object =>
      records(at(object, ...path, 'containers'))
        .map(one => one.name)
        .join(','),
    wide,
  ),
  column(
    'Images',
    object =>
      records(at(object, ...path, 'containers'))
        .map(one => one.image)
        .join(','),
    wide,
  ),
];

const selector = column(
  'Selector',
  object =>
    Object.entries(record(at(object, 'spec', 'selector', 'matchLabels')))
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
  wide,
);

const ready = column(
  'Ready',
  object =>
    `${number(at(object, 'status', 'readyReplicas')) ?? 0}/${
      number(at(object, 'spec', 'replicas')) ?? 0
    }`,
);

const roleRef = column(
  'Role',
  object => `${at(object, 'roleRef', 'kind')}/${at(object, 'roleRef', 'name')}`,
);

const subjects = (title: string, kind: string) =>
  column(
    title,
    object =>
      records(object.subjects)
        .filter(subject => subject.kind === kind)
        .map(({ namespace, name: subject }) =>
          namespace ? `${namespace}/${subject}` : subject,
        )
        .join(', '),
    wide,
  );

const bindingColumns = [
  roleRef,
  ageColumn,
  subjects('Users', 'User'),
  subjects('Groups', 'Group'),
  subjects('ServiceAccounts', 'ServiceAccount'),
];

const dataCount = column(
  'Data',
  object => Object.keys(record(object.data)).length,
  { type: 'integer' },
);

const columns: Record<string, Column[]> = {
  '/Namespace': [shown('Status', 'status', 'phase'), ageColumn],
  '/ConfigMap': [dataCount, ageColumn],
  '/Secret': [shown('Type', 'type'), dataCount, ageColumn],
  '/ServiceAccount': [
    column('Secrets', object => list(object.secrets).length, {
      type: 'integer',
    }),
    ageColumn,
  ],
  '/Pod': [
    column('Ready', object => {
      const statuses = containerStatuses(object);
      const up = statuses.filter(status => status.ready === true).length;
      const all = records(at(object, 'spec', 'containers')).length;
      return `${up}/${all}`;
    }),
    column('Status', podStatus),
    column('Restarts', object =>
      String(
        containerStatuses(object).reduce(
          (sum, status) => sum + (number(status.restartCount) ?? 0),
          0,
        ),
      ),
    ),
    ageColumn,
    column(
      'IP',
      object => text(at(object, 'status', 'podIP')) ?? '<none>',
      wide,
    ),
    column(
      'Node',
      object => text(at(object, 'spec', 'nodeName')) ?? '<none>',
      wide,
    ),
    column('Nominated Node', () => '<none>', wide),
    column('Readiness Gates', () => '<none>', wide),
  ],
  '/Node': [
    column('Status', object =>
      records(at(object, 'status', 'conditions')).some(
        one => one.type === 'Ready' && one.status === 'True',
      )
        ? 'Ready'
        : 'NotReady',
    ),
    column('Roles', () => '<none>'),
    ageColumn,
    shown('Version', 'status', 'nodeInfo', 'kubeletVersion'),
  ],
  '/Event': [
    since('Last Seen', 'lastTimestamp'),
    shown('Type', 'type'),
    shown('Reason', 'reason'),
    column(
      'Object',
      object =>
        `${String(at(object, 'involvedObject', 'kind')).toLowerCase()}/${at(
          object,
          'involvedObject',
          'name',
        )}`,
    ),
    shown('Message', 'message'),
  ],
  '/Service': [
    shown('Type', 'spec', 'type'),
    shown('Cluster-IP', 'spec', 'clusterIP'),
    column('External-IP', () => '<none>'),
    column('Port(s)', object =>
      records(at(object, 'spec', 'ports'))
        .map(port => `${port.port}/${port.protocol}`)
        .join(','),
    ),
    ageColumn,
  ],
  'apps/Deployment': [
    ready,
    count('Up-to-date', 'status', 'updatedReplicas'),
    count('Available', 'status', 'availableReplicas'),
    ageColumn,
    ...containers('spec', 'template', 'spec'),
    selector,
  ],
  'apps/ReplicaSet': [
    count('Desired', 'spec', 'replicas'),
    count('Current', 'status', 'replicas'),
    count('Ready', 'status', 'readyReplicas'),
    ageColumn,
    ...containers('spec', 'template', 'spec'),
    selector,
  ],
  'apps/StatefulSet': [
    ready,
    ageColumn,
    ...containers('spec', 'template', 'spec'),
  ],
  'apps/DaemonSet': [
    count('Desired', 'status', 'desiredNumberScheduled'),
    count('Current', 'status', 'currentNumberScheduled'),
    count('Ready', 'status', 'numberReady'),
    count('Up-to-date', 'status', 'updatedNumberScheduled'),
    count('Available', 'status', 'numberAvailable'),
    ageColumn,
    ...containers('spec', 'template', 'spec'),
    selector,
  ],
  'batch/Job': [
    column('Status', object => {
      const complete = records(at(object, 'status', 'conditions')).some(
        one => one.type === 'Complete' && one.status === 'True',
      );
      return complete ? 'Complete' : 'Running';
    }),
    column(
      'Completions',
      object =>
        `${number(at(object, 'status', 'succeeded')) ?? 0}/${
          number(at(object, 'spec', 'completions')) ?? 1
        }`,
    ),
    column('Duration', (object, now) => {
      const start = text(at(object, 'status', 'startTime'));
      const end = text(at(object, 'status', 'completionTime'));
      return start
        ? age((end ? Date.parse(end) : now) - Date.parse(start))
        : '';
    }),
    ageColumn,
    ...containers('spec', 'template', 'spec'),
  ],
  'rbac.authorization.k8s.io/RoleBinding': bindingColumns,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingColumns,
  'policy/PodDisruptionBudget': [
    column('Min Available', object =>
      String(at(object, 'spec', 'minAvailable') ?? 'N/A'),
    ),
    column('Max Unavailable', object =>
      String(at(object, 'spec', 'maxUnavailable') ?? 'N/A'),
    ),
    count('Allowed Disruptions', 'status', 'disruptionsAllowed'),
    ageColumn,
  ],
  'networking.k8s.io/NetworkPolicy': [
    column(
      'Pod-Selector',
      object =>
        Object.entries(record(at(object, 'spec', 'podSelector', 'matchLabels')))
          .map(([key, value]) => `${key}=${value}`)
          .join(',') || '<none>',
    ),
    ageColumn,
  ],
  'coordination.k8s.io/Lease': [
    shown('Holder', 'spec', 'holderIdentity'),
    ageColumn,
  ],
};

function containerStatuses(pod: JsonObject): JsonObject[] {
  return records(at(pod, 'status', 'containerStatuses'));
}

/** The one word that kubectl shows of a pod: why it waits, else its phase. */
function podStatus(pod: JsonObject): string {
  if (at(pod, 'metadata', 'deletionTimestamp')) return 'Terminating';
  for (const status of containerStatuses(pod)) {
    const waiting = text(at(status, 'state', 'waiting', 'reason'));
    const ended = text(at(status, 'state', 'terminated', 'reason'));
    if (waiting ?? ended) return waiting ?? ended ?? '';
  }
  return text(at(pod, 'status', 'phase')) ?? 'Unknown';
}
