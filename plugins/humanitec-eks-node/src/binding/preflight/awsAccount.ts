import { ListClustersCommand } from '@aws-sdk/client-eks';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Check } from './preflight';
import { error, failure } from './finding';

/** Whose credentials Backstage has, and whether the region answers them. */
export const checkAwsAccount: Check = async ({ spec, systems }) => {
  const { aws, progress, signal } = systems;
  if (!aws.regionIsKnown) {
    return [
      error(
        { field: 'region' },
        `${spec.region} is not an AWS region that this version of the AWS SDK knows`,
        'Check the spelling, such as eu-central-1.',
      ),
    ];
  }
  try {
    const { Account: account } = await aws.sts(
      new GetCallerIdentityCommand({}),
    );
    if (account !== spec.awsAccountId) {
      return [
        error(
          { field: 'awsAccountId' },
          `Backstage's credentials are for account ${account}`,
          `Configure account ${spec.awsAccountId} under aws.accounts in app-config.`,
        ),
      ];
    }
    progress(
      `AWS account ${account}: reached, as ${await aws.callerPrincipalArn()}.`,
    );
    // Asks the region itself, which refuses when it is not enabled in the account.
    await aws.eks(new ListClustersCommand({ maxResults: 1 }));
    return [];
  } catch (cause) {
    signal.throwIfAborted();
    return [failure({ field: 'awsAccountId' }, cause)];
  }
};
