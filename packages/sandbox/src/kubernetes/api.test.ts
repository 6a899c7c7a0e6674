import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
  RbacAuthorizationV1Api,
  Watch,
} from '@kubernetes/client-node';
import {
  rawRequest,
  startTestCluster,
  TestCluster,
} from './__testUtils__/testCluster';

let test: TestCluster;
let core: CoreV1Api;
let apps: AppsV1Api;
let objects: KubernetesObjectApi;

beforeAll(async () => {
  test = await startTestCluster();
  core = test.admin.makeApiClient(CoreV1Api);
  apps = test.admin.makeApiClient(AppsV1Api);
  objects = KubernetesObjectApi.makeApiClient(test.admin);
});
afterAll(() => test?.close());

let count = 0;
/** A namespace of the test's own. */
async function newNamespace(): Promise<string> {
  count += 1;
  const name = `test-${count}`;
  await core.createNamespace({ body: { metadata: { name } } });
  return name;
}

function deployment(namespace: string, image = 'nginx:1.27') {
  const labels = { app: 'web' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'web', image }] },
      },
    },
  };
}

/** The Status that a refused call came with. */
async function refusal(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiException) return JSON.parse(error.body);
    throw error;
  }
  throw new Error('the call was not refused');
}

function configMap(namespace: string, data: Record<string, string>) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace },
    data,
  };
}

function apply(object: KubernetesObject, manager: string, force?: boolean) {
  return objects.patch(
    object,
    undefined,
    undefined,
    manager,
    force,
    PatchStrategy.ServerSideApply,
  );
}

describe('an object', () => {
  it('gets identity and defaults when created', async () => {
    const namespace = await newNamespace();
    const body = deployment(namespace);
    const made = await apps.createNamespacedDeployment({ namespace, body });
    expect(made.metadata).toMatchObject({
      name: 'web',
      generation: 1,
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resourceVersion: expect.stringMatching(/^\d+$/),
      creationTimestamp: expect.any(Date),
    });
    expect(made.spec).toMatchObject({
      replicas: 1,
      progressDeadlineSeconds: 600,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
      },
      template: {
        spec: {
          restartPolicy: 'Always',
          containers: [{ imagePullPolicy: 'IfNotPresent' }],
        },
      },
    });
  });

  it('keeps stringData of a Secret as data', async () => {
    const namespace = await newNamespace();
    await core.createNamespacedSecret({
      namespace,
      body: { metadata: { name: 's' }, stringData: { key: 'value' } },
    });
    const read = await core.readNamespacedSecret({ namespace, name: 's' });
    expect(read.data).toEqual({ key: 'dmFsdWU=' });
    expect(read.stringData).toBeUndefined();
    expect(read.type).toBe('Opaque');
  });

  it('takes a name from generateName', async () => {
    const namespace = await newNamespace();
    const made = await core.createNamespacedConfigMap({
      namespace,
      body: { metadata: { generateName: 'x-' } },
    });
    expect(made.metadata?.name).toMatch(/^x-[a-z0-9]{5}$/);
  });

  it('grows a generation when what is wanted changes, not with its labels', async () => {
    const namespace = await newNamespace();
    await objects.create(deployment(namespace));
    const patchWith = (patch: object) =>
      objects.patch<KubernetesObject>({
        ...deployment(namespace),
        ...patch,
      });
    const labelled = await patchWith({
      ...deployment(namespace),
      metadata: { name: 'web', namespace, labels: { a: 'b' } },
    });
    expect(labelled.metadata?.generation).toBe(1);
    const changed = await patchWith(deployment(namespace, 'nginx:1.28'));
    expect(changed.metadata?.generation).toBe(2);
  });

  it.each<[string, number, string, string, (namespace: string) => unknown]>([
    [
      'in a namespace that does not exist',
      404,
      'NotFound',
      'namespaces "nowhere" not found',
      () =>
        core.createNamespacedConfigMap({
          namespace: 'nowhere',
          body: { metadata: { name: 'x' } },
        }),
    ],
    [
      'twice',
      409,
      'AlreadyExists',
      'configmaps "kube-root-ca.crt" already exists',
      namespace =>
        core.createNamespacedConfigMap({
          namespace,
          body: { metadata: { name: 'kube-root-ca.crt' } },
        }),
    ],
    [
      'with a bad name',
      422,
      'Invalid',
      'metadata.name: Invalid value: "Not_A_Name"',
      namespace =>
        core.createNamespacedConfigMap({
          namespace,
          body: { metadata: { name: 'Not_A_Name' } },
        }),
    ],
    [
      'with a selector that does not match its template',
      422,
      'Invalid',
      '`selector` does not match template `labels`',
      namespace =>
        objects.create({
          ...deployment(namespace),
          spec: {
            ...deployment(namespace).spec,
            selector: { matchLabels: { app: 'other' } },
          },
        }),
    ],
    [
      'whose container mounts a volume that is not there',
      422,
      'Invalid',
      'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "keys"',
      namespace => {
        const object = deployment(namespace);
        Object.assign(object.spec.template.spec.containers[0], {
          volumeMounts: [{ name: 'keys', mountPath: '/keys' }],
        });
        return objects.create(object);
      },
    ],
  ])('is refused %s', async (_when, code, reason, message, call) => {
    const namespace = await newNamespace();
    const status = await refusal(Promise.resolve(call(namespace)));
    expect(status).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      code,
      reason,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [
      'the selector of a Deployment',
      {
        selector: { matchLabels: { app: 'new' } },
        template: { metadata: { labels: { app: 'new' } } },
      },
      'field is immutable',
    ],
  ])('never changes %s', async (_what, spec, message) => {
    const namespace = await newNamespace();
    await objects.create(deployment(namespace));
    const change = { ...deployment(namespace), spec };
    expect(await refusal(objects.patch(change))).toMatchObject({
      code: 422,
      message: expect.stringContaining(message),
    });
  });

  it('never changes the role of a binding', async () => {
    const rbac = test.admin.makeApiClient(RbacAuthorizationV1Api);
    const roleRef = (name: string) => ({
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name,
    });
    const metadata = { name: 'fixed' };
    await rbac.createClusterRoleBinding({
      body: { metadata, roleRef: roleRef('view') },
    });
    const change = rbac.replaceClusterRoleBinding({
      name: 'fixed',
      body: { metadata, roleRef: roleRef('edit') },
    });
    expect((await refusal(change)).message).toContain('cannot change roleRef');
  });

  it('is not replaced from a stale copy', async () => {
    const namespace = await newNamespace();
    const name = 'settings';
    const made = await core.createNamespacedConfigMap({
      namespace,
      body: configMap(namespace, { a: '1' }),
    });
    const replace = (value: string) =>
      core.replaceNamespacedConfigMap({
        namespace,
        name,
        body: { metadata: made.metadata, data: { a: value } },
      });
    await replace('2');
    expect(await refusal(replace('3'))).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message: expect.stringContaining('the object has been modified'),
    });
  });

  it('stays as it is in a dry run', async () => {
    const namespace = await newNamespace();
    const before = test.sandbox.world.calls.writes().kubernetes;
    const answer = await core.createNamespacedConfigMap({
      namespace,
      dryRun: 'All',
      body: configMap(namespace, {}),
    });
    expect(answer.metadata?.uid).toBeDefined();
    const read = core.readNamespacedConfigMap({ namespace, name: 'settings' });
    expect(await refusal(read)).toMatchObject({ code: 404 });
    expect(test.sandbox.world.calls.writes().kubernetes).toBe(before);
  });
});

describe('a rollout that is stuck', () => {
  it('says from its deadline on that it has timed out', async () => {
    const namespace = await newNamespace();
    const stuck = deployment(namespace, 'registry.nowhere.io/web:1');
    await apps.createNamespacedDeployment({
      namespace,
      body: { ...stuck, spec: { ...stuck.spec, progressDeadlineSeconds: 20 } },
    });
    const progress = async () => {
      const read = { name: 'web', namespace };
      const { status } = await apps.readNamespacedDeployment(read);
      return status?.conditions?.find(({ type }) => type === 'Progressing');
    };
    expect(await progress()).toMatchObject({ reason: 'ReplicaSetUpdated' });
    test.sandbox.world.clock.advance(30);
    const late = await progress();
    expect(late).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    });
    expect(await progress()).toEqual(late);
  });
});

describe('server-side apply on the wire', () => {
  it('changes nothing, and no resource version, when repeated', async () => {
    const namespace = await newNamespace();
    const wanted = { ...deployment(namespace) };
    const first = await apply(wanted, 'a');
    const second = await apply(wanted, 'a');
    const [{ metadata: before }, { metadata: after }] = [first, second];
    expect(after?.generation).toBe(1);
    expect(after?.managedFields).toHaveLength(1);
    const third = await apply(wanted, 'a');
    expect(third.metadata?.resourceVersion).toBe(after?.resourceVersion);
    expect(before?.uid).toBe(after?.uid);
  });

  it('answers a conflict with the field and its manager, unless forced', async () => {
    const namespace = await newNamespace();
    await apply(configMap(namespace, { a: '1' }), 'first');
    const mine = configMap(namespace, { a: '2' });
    expect(await refusal(apply(mine, 'second'))).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message: 'Apply failed with 1 conflict: conflict with "first": .data.a',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "first"',
            field: '.data.a',
          },
        ],
      },
    });
    expect(await apply(mine, 'second', true)).toMatchObject({
      data: { a: '2' },
    });
  });

  it('demands a field manager', async () => {
    const namespace = await newNamespace();
    const answer = await rawRequest(
      test.admin,
      'PATCH',
      `/api/v1/namespaces/${namespace}/configmaps/settings`,
      {
        headers: { 'content-type': 'application/apply-patch+yaml' },
        body: 'apiVersion: v1\nkind: ConfigMap\n',
      },
    );
    expect(answer).toMatchObject({ status: 400 });
  });

  it('reads YAML', async () => {
    const namespace = await newNamespace();
    const answer = await rawRequest(
      test.admin,
      'PATCH',
      `/api/v1/namespaces/${namespace}/configmaps/settings?fieldManager=a`,
      {
        headers: { 'content-type': 'application/apply-patch+yaml' },
        body: 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: "1"\n',
      },
    );
    expect(answer).toMatchObject({ status: 201, body: { data: { a: '1' } } });
  });

  it('lists other writers as owners of what they wrote', async () => {
    const namespace = await newNamespace();
    await apply(configMap(namespace, { a: '1' }), 'first');
    await objects.patch(configMap(namespace, { b: '2' }));
    const read = await core.readNamespacedConfigMap({
      namespace,
      name: 'settings',
    });
    expect(
      read.metadata?.managedFields?.map(({ operation, fieldsV1 }) => [
        operation,
        fieldsV1,
      ]),
    ).toEqual([
      ['Apply', { 'f:data': { 'f:a': {} } }],
      ['Update', { 'f:data': { 'f:b': {} } }],
    ]);
  });
});

describe('lists', () => {
  it('are chosen by labels and fields, page by page', async () => {
    const namespace = await newNamespace();
    for (const [name, tier] of [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'x'],
    ]) {
      await core.createNamespacedSecret({
        namespace,
        body: { metadata: { name, labels: { tier } } },
      });
    }
    const names = async (
      options: Parameters<CoreV1Api['listNamespacedSecret']>[0],
    ) => {
      const list = await core.listNamespacedSecret(options);
      return {
        names: list.items.map(item => item.metadata?.name),
        next: list.metadata?._continue,
      };
    };
    const all = { namespace };
    expect(await names({ ...all, labelSelector: 'tier=x' })).toMatchObject({
      names: ['a', 'c'],
    });
    expect(
      await names({ ...all, labelSelector: 'tier in (y,z)' }),
    ).toMatchObject({ names: ['b'] });
    expect(await names({ ...all, labelSelector: '!tier' })).toMatchObject({
      names: [],
    });
    expect(
      await names({ ...all, fieldSelector: 'metadata.name=b' }),
    ).toMatchObject({ names: ['b'] });
    const first = await names({ ...all, limit: 2 });
    expect(first.names).toEqual(['a', 'b']);
    const rest = await names({ ...all, limit: 2, _continue: first.next });
    expect(rest).toEqual({ names: ['c'], next: undefined });
  });

  it('come as a table when asked', async () => {
    const namespace = await newNamespace();
    await objects.create(deployment(namespace));
    const answer = await rawRequest(
      test.admin,
      'GET',
      `/apis/apps/v1/namespaces/${namespace}/deployments`,
      {
        headers: {
          accept:
            'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
        },
      },
    );
    expect(answer.body).toMatchObject({
      kind: 'Table',
      rows: [{ cells: expect.arrayContaining(['web', '1/1', 1, 1]) }],
    });
  });
});

describe('a watch', () => {
  it('tells of what is added, changed, deleted, and of nothing else', async () => {
    const namespace = await newNamespace();
    const { metadata } = await core.listNamespacedConfigMap({ namespace });
    const seen: string[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      new Watch(test.admin)
        .watch(
          `/api/v1/namespaces/${namespace}/configmaps`,
          { resourceVersion: metadata?.resourceVersion },
          (phase, object) => {
            seen.push(`${phase} ${object.metadata.name} ${object.data?.a}`);
            if (phase === 'DELETED') stop();
          },
          error =>
            error?.name === 'AbortError' || !error ? resolve() : reject(error),
        )
        .then(controller => {
          aborter = controller;
        }, reject);
    });
    let aborter: AbortController | undefined;
    const stop = () => aborter?.abort();
    await apply(configMap(namespace, { a: '1' }), 'a');
    await apply(configMap(namespace, { a: '2' }), 'a');
    await core.createNamespacedSecret({
      namespace,
      body: { metadata: { name: 'unseen' } },
    });
    await core.deleteNamespacedConfigMap({ namespace, name: 'settings' });
    await ended;
    expect(seen).toEqual([
      'ADDED settings 1',
      'MODIFIED settings 2',
      'DELETED settings 2',
    ]);
  });
});

describe('deletion', () => {
  it('of a namespace takes everything in it', async () => {
    const namespace = await newNamespace();
    await objects.create(deployment(namespace));
    const answer = await core.deleteNamespace({ name: namespace });
    expect(answer).toMatchObject({ status: { phase: 'Terminating' } });
    const read = core.readNamespace({ name: namespace });
    expect(await refusal(read)).toMatchObject({ code: 404 });
    const pods = await core.listNamespacedPod({ namespace });
    expect(pods.items).toEqual([]);
  });

  it('of a Deployment takes its ReplicaSet and pods, or leaves them as orphans', async () => {
    for (const [propagationPolicy, left] of [
      ['Background', 0],
      ['Orphan', 1],
    ] as const) {
      const namespace = await newNamespace();
      await objects.create(deployment(namespace));
      await apps.deleteNamespacedDeployment({
        namespace,
        name: 'web',
        propagationPolicy,
      });
      const pods = await core.listNamespacedPod({ namespace });
      const sets = await apps.listNamespacedReplicaSet({ namespace });
      expect(pods.items).toHaveLength(left);
      expect(sets.items).toHaveLength(left);
    }
  });

  it('waits for finalizers', async () => {
    const namespace = await newNamespace();
    const name = 'held';
    await core.createNamespacedConfigMap({
      namespace,
      body: { metadata: { name, finalizers: ['test/hold'] } },
    });
    await core.deleteNamespacedConfigMap({ namespace, name });
    const held = await core.readNamespacedConfigMap({ namespace, name });
    expect(held.metadata?.deletionTimestamp).toBeDefined();
    await objects.patch(
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace, finalizers: null },
      } as unknown as KubernetesObject,
      undefined,
      undefined,
      undefined,
      undefined,
      PatchStrategy.MergePatch,
    );
    const read = core.readNamespacedConfigMap({ namespace, name });
    expect(await refusal(read)).toMatchObject({ code: 404 });
  });
});

describe('kinds of one’s own', () => {
  it('are served once their CustomResourceDefinition is there', async () => {
    const namespace = await newNamespace();
    await objects.create({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'workloads.humanitec.io' },
      spec: {
        group: 'humanitec.io',
        scope: 'Namespaced',
        names: { plural: 'workloads', kind: 'Workload' },
        versions: [{ name: 'v1alpha1', served: true, storage: true }],
      },
    } as KubernetesObject);
    const workload = {
      apiVersion: 'humanitec.io/v1alpha1',
      kind: 'Workload',
      metadata: { name: 'w', namespace },
      spec: { size: 1 },
    };
    const fresh = KubernetesObjectApi.makeApiClient(test.admin);
    await fresh.create(workload);
    expect(await fresh.read(workload)).toMatchObject({ spec: { size: 1 } });
  });
});

describe('the call log', () => {
  it('names verb, resource, principal and path, and marks writes', async () => {
    const namespace = await newNamespace();
    test.sandbox.world.calls.clear();
    await apply(configMap(namespace, {}), 'a');
    await core.listNamespacedPod({ namespace });
    const principal = 'arn:aws:iam::111122223333:role/backstage-humanitec-eks';
    const path = `/api/v1/namespaces/${namespace}`;
    expect(test.sandbox.world.calls.all()).toMatchObject([
      {
        system: 'kubernetes',
        operation: 'patch configmaps',
        write: true,
        status: 201,
        principal,
        resource: `${path}/configmaps/settings`,
      },
      {
        operation: 'list pods',
        write: false,
        status: 200,
        principal,
        resource: `${path}/pods`,
      },
    ]);
  });

  it('carries faults out', async () => {
    test.sandbox.world.faults.add({
      system: 'kubernetes',
      operation: 'list namespaces',
      effect: {
        kind: 'error',
        status: 503,
        code: 'ServiceUnavailable',
        message: 'not now',
      },
    });
    expect(await refusal(core.listNamespace())).toMatchObject({
      code: 503,
      reason: 'ServiceUnavailable',
    });
  });
});
