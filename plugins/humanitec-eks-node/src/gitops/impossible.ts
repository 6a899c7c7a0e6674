import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { regionFacts } from '../aws/awsAccount';
import { parts } from '../parts/binding';

/** What stands in the way of a new binding and can be known without a look at anything; one line each. */
export function impossible(spec: BindingSpec): string[] {
  const refused = Object.values(parts)
    .flatMap(part => part.plan(spec, undefined))
    .filter(({ action }) => action === 'refuse');
  return [
    ...(regionFacts(spec.region).regionIsKnown
      ? []
      : [
          `region: ${spec.region} is not an AWS region that this version of the AWS SDK knows`,
        ]),
    ...(spec.cluster.subnetIds
      ? []
      : [
          'cluster.subnetIds: a new cluster needs two subnets or more, in different availability zones',
        ]),
    ...refused.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`),
  ];
}
