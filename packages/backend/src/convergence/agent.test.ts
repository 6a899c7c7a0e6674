import {
  agentKeys,
  AgentObject,
  budget,
  configMap,
  deployment,
  editPod,
  foreignDeployment,
  foreignKey,
  make,
  namespace,
  podAnnotations,
  secret,
  serviceAccount,
} from '../__testUtils__/agentObjects';
import { clusterSteps } from '../__testUtils__/clusterSteps';
import { convergence, Drift } from '../__testUtils__/convergence';
import { untilCalled } from '../__testUtils__/untilCalled';
import type { Tamper } from '../__testUtils__/tamper';

jest.setTimeout(300_000);

const id = 'eks-automode-prod';
const proxy = { httpsProxy: 'http://proxy.example.com:3128' };
const selector = {
  matchLabels: {
    'app.kubernetes.io/name': 'humanitec-agent',
    'app.kubernetes.io/instance': 'humanitec-agent',
  },
};
const stranger = foreignKey();

const fingerprint = async ({ humanitec }: Tamper) => {
  const [key] = await humanitec('GET', `/agents/${id}/keys`);
  return key.fingerprint;
};

const podDrift = (
  shows: RegExp,
  edit: Parameters<typeof editPod>[1],
): Drift => ({
  tamper: tamper => editPod(tamper, edit),
  shows,
  repairedBy: ['patch deployments'],
});

const gone = (
  object: AgentObject,
  repairedBy: string[] | undefined,
): Drift => ({
  tamper: async ({ kubernetes }) => (await kubernetes()).delete(object),
  shows: new RegExp(`\\+ kubernetes object ${object.kind} `),
  repairedBy,
});

const patched = (
  object: AgentObject,
  patch: { metadata?: object; [field: string]: unknown },
  shows: RegExp,
  repairedBy?: string[],
): Drift => ({
  tamper: ({ patchObject }) =>
    patchObject(object, {
      ...patch,
      metadata: { ...object.metadata, ...patch.metadata },
    }),
  shows,
  repairedBy,
});

const part = convergence({
  part: 'agent',
  input: {
    agent: { image: 'ghcr.io/humanitec/agent:1.8.4', replicas: 2, proxy },
  },
  after: clusterSteps,
  drifts: {
    'the registered key: it is missing': {
      tamper: async tamper =>
        tamper.humanitec(
          'DELETE',
          `/agents/${id}/keys/${await fingerprint(tamper)}`,
        ),
      shows: /\+ agent key [0-9a-f]{64}/,
      repairedBy: ['POST /orgs/{orgId}/agents/{agentId}/keys'],
    },
    'the registered key: there is another one': {
      tamper: ({ humanitec }) =>
        humanitec('POST', `/agents/${id}/keys`, {
          public_key: stranger.publicPem,
        }),
      shows: /- agent key [0-9a-f]{64}: it is not the key that is in the clus/,
      repairedBy: ['DELETE /orgs/{orgId}/agents/{agentId}/keys/{fingerprint}'],
    },
    'the agent: it is deleted in Humanitec': {
      tamper: ({ humanitec }) => humanitec('DELETE', `/agents/${id}`),
      shows: /\+ agent eks-automode-prod/,
      repairedBy: ['POST /orgs/{orgId}/agents'],
    },
    'the description, with its mark': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', `/agents/${id}`, { description: 'by hand' }),
      shows: /description: by hand -> Agent of EKS cluster/,
      repairedBy: ['PATCH /orgs/{orgId}/agents/{agentId}'],
    },
    'the Secret: it is deleted': gone(secret, undefined),
    'the Secret: it holds garbage': patched(
      secret,
      { data: { private_key: 'bm8ga2V5' } },
      /data\.private_key: differs \(hidden\)/,
    ),
    'the Secret: it holds another key': patched(
      secret,
      { data: stranger.data },
      /\+ agent key [0-9a-f]{64}[\s\S]*- agent key [0-9a-f]{64}/,
      [
        'POST /orgs/{orgId}/agents/{agentId}/keys',
        'patch deployments',
        'DELETE /orgs/{orgId}/agents/{agentId}/keys/{fingerprint}',
      ],
    ),
    "the Secret's labels": patched(
      secret,
      { metadata: { labels: { 'app.kubernetes.io/managed-by': 'x' } } },
      /labels\.app\.kubernetes\.io\/managed-by: x -> humanitec-eks/,
      ['patch secrets'],
    ),
    'the organization': patched(
      configMap,
      { data: { ORGS: 'other-org' } },
      /data\.ORGS: other-org -> platform-org/,
      ['patch configmaps'],
    ),
    'the proxy': patched(
      configMap,
      { data: { https_proxy: 'http://elsewhere' } },
      /data\.https_proxy: http:\/\/elsewhere -> http:\/\/proxy\.example\.com/,
      ['patch configmaps'],
    ),
    'the ConfigMap: it is deleted': gone(configMap, ['patch configmaps']),
    'the ServiceAccount: it is deleted': gone(serviceAccount, [
      'patch serviceaccounts',
    ]),
    "the ServiceAccount's token": patched(
      serviceAccount,
      { automountServiceAccountToken: true },
      /automountServiceAccountToken: true -> false/,
      ['patch serviceaccounts'],
    ),
    'the Deployment: it is deleted': gone(deployment, ['patch deployments']),
    'the image': podDrift(/\.image: .*1\.2\.4 -> .*1\.8\.4/, (_, agent) => {
      agent.image = 'ghcr.io/humanitec/agent:1.2.4';
    }),
    'the replicas: scaled to zero by hand': patched(
      deployment,
      { spec: { replicas: 0 } },
      /spec\.replicas: 0 -> 2/,
      ['patch deployments'],
    ),
    'the pods: root is allowed': podDrift(
      /runAsNonRoot: false -> true/,
      pod => {
        pod.securityContext.runAsNonRoot = false;
      },
    ),
    'the pods: no seccomp profile': podDrift(
      /seccompProfile\.type: Unconfined -> RuntimeDefault/,
      pod => {
        pod.securityContext.seccompProfile = { type: 'Unconfined' };
      },
    ),
    'the pods: a writable root': podDrift(
      /readOnlyRootFilesystem: false -> true/,
      (_, agent) => {
        agent.securityContext.readOnlyRootFilesystem = false;
      },
    ),
    'the pods: privileged': podDrift(
      /privileged: true -> false/,
      (_, agent) => {
        agent.securityContext.privileged = true;
        agent.securityContext.allowPrivilegeEscalation = true;
      },
    ),
    'the pods: capabilities': podDrift(/capabilities/, (_, agent) => {
      agent.securityContext.capabilities = { drop: ['NET_RAW'] };
    }),
    'the pods: a token': podDrift(
      /automountServiceAccountToken: true -> false/,
      pod => {
        pod.automountServiceAccountToken = true;
      },
    ),
    'the pods: resources': podDrift(
      /limits\.memory: 1Gi -> 256Mi/,
      (_, agent) => {
        agent.resources.limits.memory = '1Gi';
      },
    ),
    'the disruption budget': patched(
      budget,
      { spec: { maxUnavailable: 2 } },
      /spec\.maxUnavailable: 2 -> 1/,
      ['patch poddisruptionbudgets'],
    ),
    'the disruption budget: in other terms': patched(
      budget,
      { spec: { maxUnavailable: null, minAvailable: 2 } },
      /spec\.maxUnavailable: none -> 1/,
      ['update poddisruptionbudgets'],
    ),
    'the disruption budget: it is deleted': gone(budget, [
      'patch poddisruptionbudgets',
    ]),
    "the namespace's pod security": patched(
      namespace,
      {
        metadata: {
          labels: { 'pod-security.kubernetes.io/enforce': 'privileged' },
        },
      },
      /enforce: privileged -> restricted/,
      ['patch namespaces'],
    ),
  },
  foreign: {
    'agent in Humanitec': {
      make: ({ humanitec }) =>
        humanitec('POST', '/agents', { id, public_key: stranger.publicPem }),
      refusal: /an agent with this ID exists, its description does not carry/,
    },
    Secret: {
      make: tamper =>
        make(tamper, namespace, { ...secret, data: stranger.data }),
      refusal:
        /Secret humanitec-agent\/humanitec-agent-secret-private-key.*it exists and does not carry our label/,
    },
    'Secret without a key': {
      make: tamper =>
        make(tamper, namespace, { ...secret, data: { private_key: 'bm8=' } }),
      refusal: /Secret humanitec-agent\/.*it exists and does not carry our lab/,
    },
    "Secret with another agent's key": {
      make: async tamper => {
        await tamper.humanitec('POST', '/agents', {
          id: 'another-agent',
          public_key: stranger.publicPem,
        });
        await make(tamper, namespace, { ...secret, data: stranger.data });
      },
      refusal: /the key in the cluster belongs to agent another-agent/,
      adoptable: false,
    },
    'Deployment of Helm': {
      make: tamper =>
        make(
          tamper,
          namespace,
          { ...secret, data: stranger.data },
          foreignDeployment(selector),
        ),
      refusal:
        /Deployment humanitec-agent\/humanitec-agent: Helm installed it \(release humanitec-agent\)/,
    },
    'Deployment with another selector': {
      make: tamper =>
        make(
          tamper,
          namespace,
          foreignDeployment({ matchLabels: { app: 'agent' } }),
        ),
      refusal: /Deployment humanitec-agent\/humanitec-agent: Helm installed it/,
    },
    ServiceAccount: {
      make: tamper => make(tamper, namespace, serviceAccount),
      refusal: /ServiceAccount humanitec-agent\/humanitec-agent: it exists/,
    },
    ConfigMap: {
      make: tamper =>
        make(tamper, namespace, { ...configMap, data: { ORGS: 'other' } }),
      refusal: /ConfigMap humanitec-agent\/.*: it exists/,
    },
    'disruption budget': {
      make: tamper =>
        make(tamper, namespace, {
          ...budget,
          spec: { minAvailable: 1, selector },
        }),
      refusal: /PodDisruptionBudget humanitec-agent\/.*: it exists/,
    },
  },
});

beforeAll(part.start);
afterAll(part.stop);

describe('humanitec-eks:agent:apply', () => {
  it.each(part.cases)('%s', (_, check) => check());

  const apply = 'humanitec-eks:agent:apply';
  const tamper = () => part.stack().tamper;
  const writes = () =>
    part
      .stack()
      .writes()
      .map(({ operation }) => operation);
  const find = async (object: AgentObject): Promise<any> =>
    (await tamper().kubernetes()).read(object);

  it('ends with one key when two runs make it at the very same time', async () => {
    await part.backToAbsent();
    const tasks = await Promise.all([part.apply(), part.apply()]);

    expect(tasks.map(({ status }) => status)).toEqual([
      'completed',
      'completed',
    ]);
    // Both had seen nothing, and one was faster.
    const logs = tasks.map(({ log }) => log).join();
    expect(logs).toContain('Something was changed in between; looking again.');
    const { inCluster, registered, running } = await agentKeys(tamper(), id);
    expect(inCluster).toHaveLength(1);
    expect(registered).toEqual(inCluster);
    expect(running).toEqual([inCluster[0], inCluster[0]]);
  });

  it("puts its own pods in the place of Helm's and keeps their key", async () => {
    await part.backToAbsent();
    await make(
      tamper(),
      namespace,
      { ...secret, data: stranger.data },
      foreignDeployment(selector),
    );
    const task = await part.apply({ adopt: true });
    expect(task.log).toContain(
      'delete secret -l owner=helm,name=humanitec-age',
    );
    const { metadata, spec } = await find(deployment);
    const { containers, volumes } = spec.template.spec;
    expect(containers.map(({ name }: any) => name)).toEqual([
      'humanitec-agent',
    ]);
    expect(volumes.map(({ name }: any) => name)).toEqual(['key']);
    expect(metadata.labels['app.kubernetes.io/managed-by']).toBe(
      'humanitec-eks',
    );
    expect((await find(secret)).data).toEqual(stranger.data);
  });

  it('keeps the private key in its Secret and nowhere else', async () => {
    await part.backToAbsent();
    const { log } = await part.apply();
    const world = JSON.stringify(await part.stack().world());
    const { data } = await find(secret);
    const pem = Buffer.from(data.private_key, 'base64').toString();
    for (const text of [log, world]) {
      expect(text).not.toContain(data.private_key.slice(100, 160));
      expect(text).not.toContain(pem.split('\n')[2]);
    }
  });

  it('leaves options as they are that nobody asks for', async () => {
    await part.backToMade();
    const task = await part.stack().run(apply);
    expect(task.log).toContain('Unchanged.');
    expect(writes()).toEqual([]);
  });

  it('does not take zero pods for an option', async () => {
    await part.backToMade();
    await tamper().patchObject(deployment, { spec: { replicas: 0 } });
    const task = await part.stack().run(apply);
    expect(task.log).toContain('spec.replicas: 0 -> 2');
    expect((await find(deployment)).spec.replicas).toBe(2);
  });

  it('leaves alone what others add', async () => {
    await part.backToMade();
    const { patchObject } = tamper();
    const annotations = { 'example.com/owner': 'team-a' };
    for (const object of [namespace, serviceAccount, configMap, deployment]) {
      const metadata = { ...object.metadata, annotations };
      await patchObject(object, { metadata });
    }
    await patchObject(configMap, { data: { LOG_LEVEL: 'debug' } });
    await editPod(tamper(), pod => {
      pod.containers.push({
        name: 'mesh',
        image: 'docker.io/mesh:1',
        // Or Pod Security would refuse it.
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        },
      });
    });
    const before = await part.stack().world();
    part.stack().sandbox.world.calls.clear();
    const task = await part.apply();
    expect(task.log).toContain('Unchanged.');
    expect(writes()).toEqual([]);
    expect(await part.stack().world()).toEqual(before);
  });

  it('has no disruption budget for one pod', async () => {
    await part.backToMade();
    const one = await part.apply({ agent: { replicas: 1 } });
    expect(one.log).toContain('- kubernetes object PodDisruptionBudget');
    expect(writes()).toEqual([
      'patch deployments',
      'delete poddisruptionbudgets',
    ]);
    const again = await part.apply({ agent: { replicas: 1 } });
    expect(again.log).toContain('Unchanged.');

    await part.apply({ agent: { replicas: 2 } });
    expect((await find(budget)).spec).toMatchObject({ maxUnavailable: 1 });
  });

  it('rolls the pods when the proxy changes, and names it both ways', async () => {
    await part.backToMade();
    const before = await podAnnotations(tamper());
    await part.apply({
      agent: { proxy: { httpsProxy: 'http://other:3128', noProxy: '.corp' } },
    });
    expect((await find(configMap)).data).toEqual({
      ORGS: 'platform-org',
      HTTPS_PROXY: 'http://other:3128',
      https_proxy: 'http://other:3128',
      NO_PROXY: '.corp',
      no_proxy: '.corp',
    });
    const after = await podAnnotations(tamper());
    const config = 'humanitec-eks/config-hash';
    expect(after.map(marks => marks[config])).not.toContain(before[0][config]);
  });

  it('takes a proxy away that is asked for as empty, whoever set it', async () => {
    await part.backToMade();
    await tamper().patchObject(configMap, {
      data: { HTTP_PROXY: 'http://by-hand:3128', LOG_LEVEL: 'debug' },
    });
    const task = await part.apply({
      agent: { proxy: { httpProxy: '', httpsProxy: '', noProxy: '' } },
    });
    expect(task.log).toContain('data.HTTP_PROXY: http://by-hand:3128 -> none');
    expect((await find(configMap)).data).toEqual({
      ORGS: 'platform-org',
      LOG_LEVEL: 'debug',
    });
  });

  it('waits for a namespace that is still being deleted', async () => {
    await part.backToMade();
    const finalizers = ['example.com/hold'];
    const { patchObject, kubernetes } = tamper();
    const held = { metadata: { ...namespace.metadata, finalizers } };
    await patchObject(namespace, held);
    await (await kubernetes()).delete(namespace);
    const run = part.apply();
    await untilCalled(part.stack(), 'get namespaces', 4);
    await patchObject(namespace, {
      metadata: { ...namespace.metadata, finalizers: null },
    });
    const task = await run;
    expect(task.log).toContain('Namespace humanitec-agent is still being del');
    expect(task.status).toBe('completed');
  });

  it.each([
    ['humanitec', 'POST /orgs/{orgId}/agents/{agentId}/keys'],
    ['kubernetes', 'patch deployments'],
    ['kubernetes', 'create secrets'],
  ] as const)(
    'looks again when %s has lost what %s needs',
    async (system, operation) => {
      await part.backToMade();
      await (await tamper().kubernetes()).delete(secret);
      const effect = { kind: 'error', status: 404 } as const;
      part.stack().sandbox.world.faults.add({ system, operation, effect });
      const task = await part.apply();
      expect(task.log).toContain('Something was changed in between');
      expect(task.status).toBe('completed');
    },
  );
});
