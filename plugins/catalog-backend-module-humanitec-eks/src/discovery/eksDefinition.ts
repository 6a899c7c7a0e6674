import {
  awsRegion,
  eksClusterName,
  parseHumanitecMark,
} from 'backstage-plugin-humanitec-eks-common';
import type { Definition } from 'backstage-plugin-humanitec-eks-node';

/** The driver whose definitions stand for EKS clusters (Humanitec docs, Kubernetes). */
const EKS_DRIVER = 'humanitec/k8s-cluster-eks';

/** What a definition tells of the EKS cluster that it leads to. */
export type EksDefinition =
  /** Made or adopted by these plugins: its name holds everything. */
  | {
      kind: 'marked';
      awsAccountId: string;
      region: string;
      clusterName: string;
    }
  /** Somebody else's. The AWS account is not in it; the cloud account leads there. */
  | {
      kind: 'unmarked';
      region: string;
      clusterName: string;
      cloudAccount: string | undefined;
    }
  /** It does not name one cluster. */
  | { kind: 'unclear'; reason: string };

/** Undefined for a definition of another type or driver, and for a deleted one. */
export function eksDefinition(
  definition: Definition,
): EksDefinition | undefined {
  const { type, driver_type, is_deleted, driver_inputs } = definition;
  if (type !== 'k8s-cluster' || driver_type !== EKS_DRIVER || is_deleted) {
    return undefined;
  }
  const mark = parseHumanitecMark(definition.name);
  if (mark) return { kind: 'marked', ...mark };

  const { name, region } = driver_inputs?.values ?? {};
  const placeholders = Object.entries({ name, region })
    .filter(([, value]) => String(value).includes('${'))
    .map(([key]) => key);
  if (placeholders.length > 0) {
    return {
      kind: 'unclear',
      reason: `its ${placeholders.join(
        ' and ',
      )} is a placeholder, so it may stand for any number of clusters`,
    };
  }
  const clusterName = eksClusterName.safeParse(name);
  const awsRegionName = awsRegion.safeParse(region);
  if (!clusterName.success || !awsRegionName.success) {
    return {
      kind: 'unclear',
      reason: 'its driver inputs have no valid name and region',
    };
  }
  return {
    kind: 'unmarked',
    clusterName: clusterName.data,
    region: awsRegionName.data,
    cloudAccount: definition.driver_account ?? undefined,
  };
}
