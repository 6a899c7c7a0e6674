import type { Choice } from 'backstage-plugin-humanitec-eks-common';
import { knownRegions } from '../aws/knownRegions';
import { HumanitecEksConfig, partitionOf } from '../config/readConfig';

/** The Humanitec organizations of the configuration, in its order. */
export function organizationChoices({
  organizations,
}: HumanitecEksConfig): Choice[] {
  return organizations.map(({ id, token }) => ({
    value: id,
    ...(!token && { note: 'has no token in the configuration' }),
  }));
}

/** The AWS accounts of the configuration, in its order. */
export function awsAccountChoices({ aws }: HumanitecEksConfig): Choice[] {
  return aws.accounts.map(({ id }) => ({ value: id }));
}

/** The regions that the AWS SDK knows in the partition of an account. */
export function regionChoices(
  config: HumanitecEksConfig,
  awsAccountId: string,
): Choice[] {
  return knownRegions(partitionOf(config, awsAccountId)).map(
    ({ region, description }) => ({ value: region, title: description }),
  );
}
