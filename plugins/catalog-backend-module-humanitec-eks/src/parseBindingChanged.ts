import type { BindingChangedEvent } from 'backstage-plugin-humanitec-eks-common';

/** The binding that an event is about; undefined for what is no such event. */
export function parseBindingChanged(
  payload: unknown,
): BindingChangedEvent | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const fields: Partial<Record<string, unknown>> = { ...payload };
  const { organization, awsAccountId, region, clusterName } = fields;
  return typeof organization === 'string' &&
    typeof awsAccountId === 'string' &&
    typeof region === 'string' &&
    typeof clusterName === 'string'
    ? { organization, awsAccountId, region, clusterName }
    : undefined;
}
