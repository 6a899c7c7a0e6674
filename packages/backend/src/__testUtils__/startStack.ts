import {
  BackendFeature,
  coreServices,
  createBackendModule,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalog from '@backstage/plugin-catalog-backend';
import templateKind from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import github from '@backstage/plugin-scaffolder-backend-module-github';
import catalogModule from 'backstage-plugin-catalog-backend-module-humanitec-eks';
import humanitecEks from 'backstage-plugin-humanitec-eks-backend';
import type { JsonObject } from '@backstage/types';
import scaffolderModule from 'backstage-plugin-scaffolder-backend-module-humanitec-eks';
import { Sandbox, startSandbox, Timings } from 'sandbox';
import request from 'supertest';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../../..');

/** The real backend plugins, in one process, against a sandbox of their own on the wire. */
export interface Stack {
  sandbox: Sandbox;
  api: ReturnType<typeof request>;
  /** Where the backend listens. */
  url: string;
  /** Its app-config, for a test that calls the engine itself. */
  config: JsonObject;
  /** Has the catalog look at all bindings, as its schedule does. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param timings - of the sandbox, in seconds
 * @param options - `humanitecEks` is merged into that section of app-config, `appConfig` into app-config itself;
 *   `organizations` are those of the section, without their address; `before` prepares the sandbox before the backend starts
 */
export async function startStack(
  timings: Partial<Timings>,
  options: {
    humanitecEks?: JsonObject;
    organizations?: { id: string; token: string }[];
    appConfig?: JsonObject;
    features?: BackendFeature[];
    before?: (sandbox: Sandbox) => Promise<unknown>;
  } = {},
): Promise<Stack> {
  const sandbox = await startSandbox({ timings });
  // The AWS SDK reads these; nothing else leads the plugins to the sandbox.
  const restore = setEnvironment({
    AWS_ENDPOINT_URL: sandbox.awsUrl,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIASANDBOXBACKSTAGE',
    AWS_SECRET_ACCESS_KEY: 'sandbox-only-not-a-secret-0000000000000000',
  });
  await options.before?.(sandbox);
  const appConfig = {
    ...config(sandbox, options.humanitecEks, options.organizations),
    ...options.appConfig,
  };
  const schedule = catalogSchedule();
  const backend = await startBackend(appConfig, [
    schedule.feature,
    ...(options.features ?? []),
  ]);
  // A test's scheduler does not start what is to wait a moment first.
  await schedule.look();
  return {
    sandbox,
    api: request(backend.server),
    url: `http://127.0.0.1:${backend.server.port()}`,
    config: appConfig,
    look: schedule.look,
    async stop() {
      await backend.stop();
      await sandbox.close();
      restore();
    },
  };
}

/** The scheduler of the catalog, for what a test cannot wait for. */
function catalogSchedule() {
  let catalogScheduler: SchedulerService | undefined;
  return {
    feature: createBackendModule({
      pluginId: 'catalog',
      moduleId: 'test-schedule',
      register({ registerInit }) {
        registerInit({
          deps: { scheduler: coreServices.scheduler },
          async init({ scheduler }) {
            catalogScheduler = scheduler;
          },
        });
      },
    }),
    look: async () =>
      catalogScheduler?.triggerTask('humanitec-eks:bound-clusters'),
  };
}

function startBackend(data: JsonObject, features: BackendFeature[] = []) {
  return startTestBackend({
    features: [
      catalog,
      templateKind,
      scaffolder,
      github,
      scaffolderModule,
      catalogModule,
      humanitecEks,
      // One bus for all plugins, as in a real backend; the mock is one a plugin.
      eventsServiceFactory,
      mockServices.rootConfig.factory({ data }),
      ...features,
    ],
  });
}

function config(
  { humanitecUrl }: Sandbox,
  humanitecEksOptions: JsonObject = {},
  organizations: { id: string; token?: string }[] = [
    { id: 'platform-org', token: 'sandbox-humanitec-token' },
    { id: 'other-org', token: 'expired-token' },
    { id: 'tokenless-org' },
    { id: 'gone-org', token: 'sandbox-humanitec-token' },
  ],
): JsonObject {
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: { baseUrl: 'http://localhost:7007' },
    aws: {
      accounts: [
        { accountId: '111122223333', roleName: 'backstage-humanitec-eks' },
        // Configured, but nobody made the role.
        { accountId: '222233334444', roleName: 'backstage-humanitec-eks' },
      ],
    },
    catalog: {
      locations: [
        file('examples/entities/organization.yaml', [
          'Group',
          'User',
          'System',
          'Domain',
        ]),
        file('examples/templates/*/template.yaml', ['Template']),
      ],
      rules: [{ allow: ['Resource'] }],
    },
    humanitecEks: {
      ...humanitecEksOptions,
      organizations: organizations.map(organization => ({
        ...organization,
        apiBaseUrl: humanitecUrl,
      })),
    },
  };
}

function file(path: string, allow: string[]) {
  return { type: 'file', target: resolve(root, path), rules: [{ allow }] };
}

function setEnvironment(values: Record<string, string>): () => void {
  const before = Object.keys(values).map(
    key => [key, process.env[key]] as const,
  );
  Object.assign(process.env, values);
  return () => {
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  };
}
