import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { after, before, suite, test, TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { identity } from '../../src/__testUtils__/actionStack';
import {
  awaitTask,
  dryRun,
  runTemplate,
  startTask,
  workedExample,
} from '../../src/__testUtils__/scaffolder';
import { untilCalled } from '../../src/__testUtils__/untilCalled';
import { untilInCatalog } from '../../src/binding/__testUtils__/clusterEntity';
import { chosen } from '../chosen';
import { askEverything } from './endpoints';
import { refuseWithSecrets } from './hostile';
import { secretsIn } from './spellings';
import { startWatchedBackend, WatchedBackend } from './watchedBackend';

const timings = {
  clusterCreate: 2,
  iamPropagation: 0.5,
  accessEntryPropagation: 0.5,
  nodeStart: 0.5,
  podStart: 0.5,
  clusterUpdate: 0.5,
  clusterDelete: 0.5,
};

const onboarding = 'onboard-private-eks-cluster';
const start = 'a start while every upstream refuses and quotes';
const upstreams = ['aws', 'humanitec', 'kubernetes'] as const;

/** Each leaves behind what those after it begin with. */
const runs: [
  name: string,
  run: (backend: WatchedBackend) => Promise<unknown>,
][] = [
  [
    start,
    async backend => {
      await untilCalled(backend, 'GET /orgs/{orgId}/resources/defs');
      await askEverything(backend);
      await sleep(500);
      backend.sandbox.world.faults.clear();
    },
  ],
  [
    'a dry-run',
    async backend => {
      const { values } = await workedExample();
      const { status, body } = await dryRun(backend, onboarding, values);
      assert.equal(status, 200, JSON.stringify(body.error));
    },
  ],
  [
    'an onboarding',
    async backend => {
      const { template, values } = await workedExample();
      await ended(backend, template, values, 'completed');
    },
  ],
  [
    'a key rotation',
    backend =>
      ended(
        backend,
        'template:default/rotate-agent-key',
        { ...identity },
        'completed',
      ),
  ],
  [
    'all endpoints',
    async backend => {
      await untilInCatalog(backend, identity.clusterName);
      const refused = (await askEverything(backend)).filter(
        ([, status]) => status !== 200,
      );
      assert.deepEqual(refused, []);
    },
  ],
  ...upstreams.map((upstream): (typeof runs)[number] => [
    `all endpoints, while ${upstream} refuses and quotes`,
    async backend => {
      refuseWithSecrets(backend, upstream);
      await askEverything(backend);
      backend.sandbox.world.faults.clear();
    },
  ]),
  ...upstreams.map((upstream): (typeof runs)[number] => [
    `a dry-run, while ${upstream} refuses and quotes`,
    async backend => {
      refuseWithSecrets(backend, upstream);
      const { values } = await workedExample();
      await dryRun(backend, onboarding, values);
      backend.sandbox.world.faults.clear();
    },
  ]),
  ...(
    [
      ['aws', { operation: 'CreateRole', skip: 2 }],
      ['humanitec', { operation: 'POST /orgs/{orgId}/resources/accounts' }],
      ['kubernetes', { operation: 'create secrets' }],
      ['kubernetes', { write: true }],
    ] as const
  ).map(([upstream, calls]): (typeof runs)[number] => [
    `an onboarding that fails, since ${upstream} refuses ${
      'operation' in calls ? calls.operation : 'writes'
    } and quotes`,
    async backend => {
      const { template, values } = await workedExample();
      refuseWithSecrets(backend, upstream, calls);
      await ended(
        backend,
        template,
        { ...values, clusterName: 'eks-failing', appId: 'billing', names: {} },
        'failed',
      );
      backend.sandbox.world.faults.clear();
    },
  ]),
  [
    'a GitOps run',
    async backend => {
      const { template, values } = await exampleOf('eks-automode-prod-gitops');
      const repoUrl = 'git.example.com?owner=platform&repo=clusters';
      await ended(backend, template, { ...values, repoUrl }, 'completed');
      assert.equal(backend.gitHost.pullRequests().length, 1);
    },
  ],
  [
    'a cancelled onboarding',
    async backend => {
      const { world } = backend.sandbox;
      const { template, values } = await workedExample();
      world.timings = { ...world.timings, clusterCreate: 60 };
      world.calls.clear();
      const id = await startTask(backend, template, {
        ...values,
        clusterName: 'eks-cancelled',
        appId: 'shop',
        names: {},
      });
      await untilCalled(backend, 'POST /orgs/{orgId}/resources/accounts');
      await backend.api
        .post(`/api/scaffolder/v2/tasks/${id}/cancel`)
        .expect(200);
      const { status, log } = await awaitTask(backend, id);
      assert.notEqual(status, 'completed', log);
    },
  ],
  [
    'an off-boarding',
    backend =>
      ended(
        backend,
        'template:default/offboard-eks-cluster',
        { ...identity, confirm: identity.clusterName, keepCluster: false },
        'completed',
      ),
  ],
];

suite('no secret is found after', () => {
  let backend: WatchedBackend;
  before(async () => {
    backend = await startWatchedBackend(timings, (sandbox, canaries) => {
      for (const upstream of chosen(start) ? upstreams : []) {
        refuseWithSecrets({ sandbox, canaries }, upstream);
      }
    });
  });
  after(() => backend?.stop());

  const leavesNone =
    (run: (typeof runs)[number][1]) => async (t: TestContext) => {
      await run(backend);
      const written = await backend.written();
      const canaries = backend.canaries.all();
      for (const [place, bytes] of Object.entries(written)) {
        await t.test(`in ${place}`, () => {
          assert.deepEqual(secretsIn(bytes, canaries), []);
        });
      }
    };

  for (const [name, run] of runs) {
    if (chosen(name)) test(name, leavesNone(run));
  }
});

async function ended(
  backend: WatchedBackend,
  template: string,
  values: Record<string, unknown>,
  expected: string,
) {
  const { status, log } = await runTemplate(backend, template, values);
  assert.equal(status, expected, log);
}

async function exampleOf(name: string) {
  const file = `../../../../examples/onboarding/${name}.yaml`;
  return parse(await readFile(resolve(__dirname, file), 'utf8'));
}
