import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  AwsCredentialsManager,
  DefaultAwsCredentialsManager,
} from '@backstage/integration-aws-node';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type {
  BindingIdentity,
  BindingSpec,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import {
  awsAccount,
  AwsAccount,
  AwsClients,
  createAwsClients,
} from './aws/awsAccount';
import { findCluster } from './aws/eksCluster';
import { ConsoleLinks, consoleLinks } from './config/consoleLinks';
import {
  assumedRoleArn,
  HumanitecEksConfig,
  organizationConfig,
  readConfig,
} from './config/readConfig';
import { Reach, reachOf } from './config/readReach';
import { humanitecClient, HumanitecClient } from './humanitec/humanitecClient';
import { clusterApi } from './kubernetes/clusterApi';
import type { KubernetesClient } from './kubernetes/kubernetesClient';
import { checkReachable } from './kubernetes/reach/checkReachable';
import type { SystemError } from './systemError';
import type { Systems } from './systems';

/** What a caller of the engine gives with every run. */
export interface RunOptions {
  signal: AbortSignal;
  /** Of the calls of one system, where they may end earlier than the run. */
  signals?: Partial<Record<SystemId, AbortSignal>>;
  progress?: (line: string) => void;
  /** Told of what was changed; `progress` when left out. */
  did?: (line: string) => void;
}

/** What all calls of a run share. */
interface Run {
  signal: AbortSignal;
  onRetry?: (error: SystemError) => void;
}

/** The door to the three systems, from Backstage's configuration. */
export interface HumanitecEksService {
  config: HumanitecEksConfig;
  /** Signs in to all systems of a binding; connects to each on first use. */
  connect(identity: BindingIdentity, options: RunOptions): Promise<Systems>;
  /** One organization of Humanitec, for what is not about one cluster. */
  humanitec(organization: string, signal: AbortSignal): HumanitecClient;
  /** Has Backstage credentials for this AWS account? May ask STS whose its own are. */
  hasAwsAccount(accountId: string): Promise<boolean>;
  /** One AWS account and region. */
  aws(
    accountId: string,
    region: string,
    signal: AbortSignal,
  ): Promise<AwsAccount>;
  /** Links into the consoles. */
  links(spec: BindingSpec): ConsoleLinks;
}

/** Replace it in tests, or to get credentials from elsewhere. */
export const humanitecEksServiceRef = createServiceRef<HumanitecEksService>({
  id: 'humanitec-eks',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory: ({ config }) => humanitecEksService(config),
    }),
});

export function humanitecEksService(
  rootConfig: RootConfigService,
): HumanitecEksService {
  const config = readConfig(rootConfig);
  const credentials = DefaultAwsCredentialsManager.fromConfig(rootConfig);
  const clients = new Map<string, AwsClients>();
  const signIns = new Map<string, AwsCredentialIdentityProvider>();

  const humanitecOf = (organization: string, run: Run) => {
    const { apiBaseUrl, token } = organizationConfig(config, organization);
    return humanitecClient({ organization, apiBaseUrl, token, ...run });
  };
  const awsOf = async (accountId: string, region: string, run: Run) => {
    const found = await accountCredentials(credentials, accountId);
    const key = `${accountId}/${region}`;
    const signIn = signIns.get(accountId) ?? found;
    const shared = clients.get(key) ?? createAwsClients(region, signIn);
    clients.set(key, shared);
    // Signs in once an account: a client keeps its credentials until they expire.
    if (!signIns.has(accountId)) {
      signIns.set(accountId, shared.sts.config.credentials);
    }
    return awsAccount({
      accountId,
      region,
      clients: shared,
      assumedRoleArn: assumedRoleArn(config, accountId),
      ...run,
    });
  };

  const service: HumanitecEksService = {
    config,
    links: spec => consoleLinks(config.links, spec),
    humanitec: (organization, signal) => humanitecOf(organization, { signal }),
    async hasAwsAccount(accountId) {
      if (config.aws.accounts.some(({ id }) => id === accountId)) return true;
      try {
        await accountCredentials(credentials, accountId);
        return true;
      } catch (error) {
        if (error instanceof InputError) return false;
        throw error;
      }
    },
    aws: (accountId, region, signal) => awsOf(accountId, region, { signal }),
    async connect(identity, options) {
      const { signal, signals, progress = () => {}, did = progress } = options;
      const onRetry = tellOnce(progress);
      const runOf = (system: SystemId) => ({
        signal: signals?.[system] ?? signal,
        onRetry,
      });
      const humanitec = humanitecOf(identity.organization, runOf('Humanitec'));
      const aws = await awsOf(
        identity.awsAccountId,
        identity.region,
        runOf('AWS'),
      );
      let connected: Promise<KubernetesClient | undefined> | undefined;
      return {
        aws,
        humanitec,
        signal,
        progress,
        did,
        kubernetes: async (reads = aws) => {
          connected ??= connectKubernetes(
            findCluster(reads, identity.clusterName),
            aws,
            runOf('Kubernetes'),
            reachOf(config.kubernetes, identity),
          );
          const client = await connected.catch(error => {
            connected = undefined;
            throw error;
          });
          // No cluster yet is no answer to keep: it may be there at the next call.
          if (!client) connected = undefined;
          return client;
        },
      };
    },
  };
  return service;
}

/** Tells of a call that is made again, and of each call once. */
function tellOnce(progress: (line: string) => void) {
  const told = new Set<string>();
  return ({ call, message }: SystemError) => {
    if (told.has(call)) return;
    told.add(call);
    progress(`${message.replace(/\.$/, '')}. Trying again.`);
  };
}

/** @throws InputError when the account is not configured */
async function accountCredentials(
  manager: AwsCredentialsManager,
  accountId: string,
) {
  try {
    const found = await manager.getCredentialProvider({ accountId });
    return found.sdkCredentialProvider;
  } catch (error) {
    throw new InputError(
      `awsAccountId: Backstage has no credentials for AWS account ${accountId}. Add it to aws.accounts in app-config. (${
        error instanceof Error ? error.message : error
      })`,
    );
  }
}

async function connectKubernetes(
  found: ReturnType<typeof findCluster>,
  aws: AwsAccount,
  run: Run,
  reach: Reach,
): Promise<KubernetesClient | undefined> {
  const cluster = await found;
  const api = cluster && clusterApi(cluster, aws, { ...run, reach });
  if (!api) return undefined;
  await checkReachable(api.way, api.caPem, run.signal);
  return api.client;
}
