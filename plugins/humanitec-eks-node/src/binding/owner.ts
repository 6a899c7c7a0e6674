import {
  BindingIdentity,
  bindingMark,
  humanitecMark,
  MARK_KEY,
  parseHumanitecMark,
} from 'backstage-plugin-humanitec-eks-common';
import { regionFacts } from '../aws/awsAccount';
import { knownRegions } from '../aws/knownRegions';

/** Whose a thing is, by the mark that it carries. */
export type Owner = 'us' | 'nobody' | { other: string };

/** Whose a thing with these AWS tags, or Kubernetes labels, is. */
export function ownerByMark(
  identity: BindingIdentity,
  marks: Record<string, string> | undefined,
): Owner {
  const mark = marks?.[MARK_KEY];
  if (!mark) return 'nobody';
  if (mark === bindingMark(identity)) return 'us';
  return { other: bindingOfMark(identity, mark) };
}

/** Whose a thing in Humanitec with this name, or description, is. */
export function ownerByText(
  identity: BindingIdentity,
  text: string | null | undefined,
): Owner {
  const found = parseHumanitecMark(text ?? undefined);
  if (!found) return 'nobody';
  if (humanitecMark(found) === humanitecMark(identity)) return 'us';
  return { other: bindingInWords(found) };
}

/** `it belongs to the binding of cluster payments-prod (AWS account 111122223333, eu-central-1)` */
export function belongsTo({ other }: Exclude<Owner, string>): string {
  return `it belongs to the binding of ${other}`;
}

/** A mark holds account and region only as a digest, so those that can have made it are tried. */
function bindingOfMark(identity: BindingIdentity, mark: string): string {
  const clusterName = mark.slice(0, mark.lastIndexOf('-'));
  const { partition } = regionFacts(identity.region);
  const found = knownRegions(partition)
    .map(({ region }) => ({ ...identity, clusterName, region }))
    .find(one => bindingMark(one) === mark);
  return found
    ? bindingInWords(found)
    : `cluster ${clusterName} of another Humanitec organization or AWS account (${MARK_KEY}=${mark})`;
}

function bindingInWords({
  awsAccountId,
  region,
  clusterName,
}: Omit<BindingIdentity, 'organization'>): string {
  return `cluster ${clusterName} (AWS account ${awsAccountId}, ${region})`;
}
