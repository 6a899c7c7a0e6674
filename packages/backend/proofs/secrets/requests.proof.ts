import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, suite, test } from 'node:test';
import { systems } from 'sandbox';
import { identity } from '../../src/__testUtils__/actionStack';
import { listening } from '../../src/__testUtils__/network/listening';
import {
  dryRun,
  runTemplate,
  workedExample,
} from '../../src/__testUtils__/scaffolder';
import {
  pathOf,
  untilInCatalog,
} from '../../src/binding/__testUtils__/clusterEntity';
import { chosen } from '../chosen';
import { askEverything } from './endpoints';
import { startWatchedBackend, WatchedBackend } from './watchedBackend';

const timings = {
  clusterCreate: 1,
  iamPropagation: 0,
  accessEntryPropagation: 0,
  nodeStart: 0,
  podStart: 0,
};

const hostileClusters = [
  'region',
  'organization',
  'user-info',
  'account',
  'cluster',
  'definition',
].map(name => `hostile-${name}`);

const hostileInputs: Record<string, unknown>[] = [
  { region: 'eu-central-1.evil.example/' },
  { region: 'eu-central-1@evil.example' },
  { organization: '../../evil' },
  { organization: '@evil.example' },
  { awsAccountId: '1111/../2222' },
  { clusterName: 'x/../../evil.example' },
  { apiBaseUrl: 'https://evil.example' },
  { endpoint: 'https://evil.example' },
  { agent: { image: { registry: 'evil.example' } } },
];

const redirects = [301, 302, 303, 307, 308];

suite('every request goes to a host that is configured', () => {
  let backend: WatchedBackend;
  let catcher: Awaited<ReturnType<typeof startCatcher>>;
  before(async () => {
    catcher = await startCatcher();
    backend = await startWatchedBackend(timings);
  });
  after(async () => {
    await backend?.stop();
    await catcher?.close();
  });

  const onlyConfigured = async () => {
    const { sandbox, gitHost, url } = backend;
    const endpoints = [...sandbox.world.aws.clusters.values()].flatMap(
      ({ endpoint }) => endpoint ?? [],
    );
    const hosts = [sandbox.url, gitHost.apiBaseUrl, url, ...endpoints].map(
      address => new URL(address).host,
    );
    const expected = [
      ...hosts.map(host => `connect ${host}`),
      'lookup 127.0.0.1',
    ];
    const others = (await backend.connections()).filter(
      line => !expected.includes(line),
    );
    assert.deepEqual([...new Set(others)], []);
  };

  const parts: [name: string, prove: () => Promise<void>][] = [
    [
      'when a cluster is onboarded and looked at',
      async () => {
        const { template, values } = await workedExample();
        const { status, log } = await runTemplate(backend, template, values);
        assert.equal(status, 'completed', log);
        await untilInCatalog(backend, identity.clusterName);
        await askEverything(backend);
      },
    ],
    [
      'when annotations name others',
      async () => {
        for (const name of hostileClusters) {
          await untilInCatalog(backend, name);
        }
        backend.sandbox.world.calls.clear();
        for (const name of hostileClusters) {
          const { status } = await backend.api.get(pathOf(name));
          assert.equal(status, 400, name);
        }
        assert.deepEqual(backend.sandbox.world.calls.all(), []);
        // Annotations that are not ours are not read.
        await backend.api.get(pathOf(identity.clusterName)).expect(200);
      },
    ],
    [
      'when inputs name others',
      async () => {
        const { values } = await workedExample();
        for (const hostile of hostileInputs) {
          const asked = { ...values, ...hostile };
          await dryRun(backend, 'onboard-private-eks-cluster', asked);
          await backend.api
            .post('/api/humanitec-eks/v1/previews/onboarding')
            .send({ input: { ...identity, ...hostile } });
          await backend.api
            .post('/api/humanitec-eks/v1/previews/removal')
            .send({ ...identity, ...hostile });
          for (const kind of ['regions', 'clusters', 'subnets', 'agents']) {
            await backend.api
              .get(`/api/humanitec-eks/v1/choices/${kind}`)
              .query({ ...identity, ...hostile });
          }
        }
      },
    ],
    ...redirects.map((status): [string, () => Promise<void>] => [
      `when every upstream answers with a redirect (${status})`,
      async () => {
        const { faults } = backend.sandbox.world;
        const { values } = await workedExample();
        for (const system of systems) {
          const location = `${catcher.url}/${system}`;
          faults.add({
            system,
            times: 100_000,
            effect: { kind: 'redirect', status, location },
          });
          await backend.api.get(`${pathOf(identity.clusterName)}?fresh=true`);
          faults.clear();
        }
        for (const system of systems) {
          const location = `${catcher.url}/${system}`;
          faults.add({
            system,
            times: 100_000,
            effect: { kind: 'redirect', status, location },
          });
        }
        await askEverything(backend);
        await dryRun(backend, 'onboard-private-eks-cluster', values);
        faults.clear();
        assert.deepEqual(catcher.requests, []);
      },
    ]),
  ];

  for (const [name, prove] of parts) {
    if (!chosen(name)) continue;
    test(name, async () => {
      await prove();
      await onlyConfigured();
    });
  }
});

/** Where redirects lead: it writes down what comes. */
async function startCatcher() {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.end();
  });
  const { port, close } = await listening(server);
  return { url: `http://127.0.0.1:${port}`, requests, close };
}
