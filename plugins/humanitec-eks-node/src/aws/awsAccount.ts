import { EC2Client } from '@aws-sdk/client-ec2';
import { partition } from '@aws-sdk/core/client';
import { EKSClient } from '@aws-sdk/client-eks';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { isError } from '@backstage/errors';
import type {
  AbsoluteLocation,
  AwsCredentialIdentityProvider,
  FinalizeRequestHandlerOptions,
} from '@smithy/types';
import { holdSecret } from '../heldSecrets';
import { retryTransient } from '../retryTransient';
import type { SystemError } from '../systemError';
import { untilAborted } from '../untilAborted';
import { AwsError, isNotPropagated, isSessionOver, orAbsent } from './awsError';

/** One AWS account in one region, as Backstage is allowed to use it. Every call throws AwsError, or the reason of an abort. */
export interface AwsAccount {
  accountId: string;
  region: string;
  /** `aws`, `aws-cn`, `aws-us-gov` … */
  partition: string;
  /** `amazonaws.com` in the partition `aws`. */
  dnsSuffix: string;
  /** False for a region that the AWS SDK has never heard of. */
  regionIsKnown: boolean;
  credentials: AwsCredentialIdentityProvider;
  iam: IAMClient['send'];
  eks: EKSClient['send'];
  ec2: EC2Client['send'];
  sts: STSClient['send'];
  /** The IAM role (or user) that Backstage acts as here, not the session: access entries name roles. */
  callerPrincipalArn(): Promise<string>;
  /** The same; without a call where Backstage's configuration names the role. */
  ownPrincipalArn(): Promise<string>;
  /** When the role of {@link ownPrincipalArn} was made; undefined for a user. */
  ownRoleCreatedAt(): Promise<Date | undefined>;
}

/** The partition, DNS suffix and existence of a region, from the AWS SDK's own table. */
export function regionFacts(region: string) {
  const facts = partition(region);
  return {
    partition: facts.name,
    dnsSuffix: facts.dnsSuffix,
    // Regions that only match a partition's pattern come without a description.
    regionIsKnown: 'description' in facts,
  };
}

/** The ARN of a role of this account. */
export function roleArn(
  at: { awsAccountId: string; region: string },
  path: string,
  name: string,
): string {
  const { partition: name_ } = regionFacts(at.region);
  return `arn:${name_}:iam::${at.awsAccountId}:role${path}${name}`;
}

/** Clients of one account and region; share them, the SDK's retry budget is theirs. */
export interface AwsClients {
  iam: IAMClient;
  eks: EKSClient;
  ec2: EC2Client;
  sts: STSClient;
}

export function createAwsClients(
  region: string,
  credentials: AwsCredentialIdentityProvider,
): AwsClients {
  const config = {
    region,
    credentials,
    maxAttempts: 5,
    // By default the SDK waits for ever.
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
    },
  };
  const sts = new STSClient(config);
  // They sign in once for all: a client keeps its credentials until they expire.
  const signedIn = { ...config, credentials: sts.config.credentials };
  return {
    iam: new IAMClient(signedIn),
    eks: new EKSClient(signedIn),
    ec2: new EC2Client(signedIn),
    sts,
  };
}

/** The account as one run sees it: every call ends when its signal is aborted. */
export function awsAccount(options: {
  accountId: string;
  region: string;
  clients: AwsClients;
  /** The role that Backstage is configured to assume. */
  assumedRoleArn?: string;
  signal: AbortSignal;
  /** Hears of each failure after which a call is made again. */
  onRetry?: (error: SystemError) => void;
}): AwsAccount {
  const { accountId, region, clients, assumedRoleArn, ...run } = options;
  const { signal } = run;
  const iam = bounded('iam', clients.iam, run);
  const sts = bounded('sts', clients.sts, run);
  let caller: Promise<string> | undefined;
  const callerPrincipalArn = () => {
    caller ??= findCallerPrincipal(iam, sts).catch(error => {
      caller = undefined;
      throw error;
    });
    return caller;
  };
  const ownPrincipalArn = async () => assumedRoleArn ?? callerPrincipalArn();
  return {
    accountId,
    region,
    ...regionFacts(region),
    credentials: () => untilAborted(signal, signIn(clients.sts)),
    iam,
    eks: bounded('eks', clients.eks, run),
    ec2: bounded('ec2', clients.ec2, run),
    sts,
    callerPrincipalArn,
    ownPrincipalArn,
    ownRoleCreatedAt: async () => findRoleDate(iam, await ownPrincipalArn()),
  };
}

type OnRetry = (error: SystemError) => void;

/** What is used of a command of the SDK, whatever its input and output. */
interface SdkCommand {
  input: unknown;
  middlewareStack: {
    add(
      middleware: (
        next: (args: never) => Promise<unknown>,
      ) => (args: never) => Promise<unknown>,
      options: FinalizeRequestHandlerOptions & AbsoluteLocation,
    ): void;
  };
}

interface SdkClient {
  config: { credentials: AwsCredentialIdentityProvider };
  send: Function;
}

/** The client's `send`, with errors of ours, and over as soon as the signal is aborted: the SDK's own pauses do not listen. */
function bounded<C extends SdkClient>(
  service: string,
  client: C,
  { signal, onRetry }: { signal: AbortSignal; onRetry?: OnRetry },
): C['send'] {
  const send = async (command: SdkCommand) => {
    const session = await signIn(client);
    try {
      return await sendSigned(command);
    } catch (error) {
      if (!isSessionOver(error)) throw error;
      await renew(client, session);
      return sendSigned(command);
    }
  };
  const sendSigned = async (command: SdkCommand) => {
    const operation = command.constructor.name.replace(/Command$/, '');
    const failed = (error: unknown) =>
      AwsError.from(error, `${service}:${operation}`, command.input);
    if (onRetry) tellAttempts(command, failed, onRetry);
    try {
      return await client.send(command, { abortSignal: signal });
    } catch (error) {
      signal.throwIfAborted();
      throw failed(error);
    }
  };
  return ((command: SdkCommand) =>
    untilAborted(
      signal,
      // All else that is transient the SDK has tried again already.
      retryTransient(signal, () => send(command), {
        isTransient: ({ code }) => code === 'ResourcePropagationDelay',
        onRetry,
      }),
    )) as unknown as C['send'];
}

/** Tells of each attempt of the SDK that failed for a while only; it makes up to five. */
function tellAttempts(
  { middlewareStack }: SdkCommand,
  failed: (error: unknown) => AwsError,
  onRetry: OnRetry,
) {
  middlewareStack.add(
    next => async args => {
      try {
        return await next(args);
      } catch (error) {
        const known = failed(error);
        // What waits for a role to be known everywhere tells of that itself.
        if (known.retryable && !isNotPropagated(known)) onRetry(known);
        throw error;
      }
    },
    // Below the SDK's own retries, which are of high priority.
    {
      step: 'finalizeRequest',
      priority: 'low',
      name: 'tellAttempts',
      override: true,
    },
  );
}

/** A session can be over before its time; the client would keep it until then. Renewed once, whoever notices first. */
async function renew(client: Pick<SdkClient, 'config'>, used: Session) {
  const { accessKeyId } = await signIn(client);
  if (accessKeyId !== used.accessKeyId) return;
  await signIn(client, { forceRefresh: true });
}

type Session = Awaited<ReturnType<AwsCredentialIdentityProvider>>;

/** The credentials, which the client keeps until they expire. */
async function signIn(
  { config }: Pick<SdkClient, 'config'>,
  options?: { forceRefresh: boolean },
): Promise<Session> {
  try {
    const credentials = await config.credentials(options);
    holdSecret(credentials.secretAccessKey);
    holdSecret(credentials.sessionToken);
    return credentials;
  } catch (error) {
    const isMissing = isError(error) && error.name.endsWith('ProviderError');
    throw AwsError.from(error, isMissing ? 'credentials' : 'sts:AssumeRole');
  }
}

async function findCallerPrincipal(
  iam: IAMClient['send'],
  sts: STSClient['send'],
): Promise<string> {
  const { Arn: arn = '' } = await sts(new GetCallerIdentityCommand({}));
  const session = arn.match(/:assumed-role\/([^/]+)\//);
  if (!session) return arn;
  // The session's ARN has lost the role's path; only IAM knows it.
  const { Role: role } = await iam(
    new GetRoleCommand({ RoleName: session[1] }),
  );
  if (!role?.Arn) throw new Error(`IAM returned no ARN for role ${session[1]}`);
  return role.Arn;
}

async function findRoleDate(
  iam: IAMClient['send'],
  principalArn: string,
): Promise<Date | undefined> {
  if (!principalArn.includes(':role/')) return undefined;
  const RoleName = principalArn.slice(principalArn.lastIndexOf('/') + 1);
  const found = await orAbsent(iam(new GetRoleCommand({ RoleName })));
  return found?.Role?.CreateDate;
}
