import {
  BindingSpec,
  Change,
  FieldChange,
  PartId,
  partInfo,
} from 'backstage-plugin-humanitec-eks-common';

const SIGNS: Record<Change['action'], string> = {
  create: '+',
  update: '~',
  delete: '-',
  adopt: '>',
  refuse: '!',
};

/** A plan as people read those of Terraform and kubectl: one line a change, one a field. */
export function planText(
  part: PartId,
  spec: BindingSpec,
  changes: Change[],
): string[] {
  const { title } = partInfo[part];
  if (changes.length === 0) return [`${title} is as asked for.`];
  return [
    `Plan for ${title.toLowerCase()} (${place(part, spec)}):`,
    ...changes.flatMap(changeLines),
  ];
}

function place(part: PartId, spec: BindingSpec): string {
  return {
    AWS: `AWS account ${spec.awsAccountId}`,
    Humanitec: `Humanitec organization ${spec.organization}`,
    Kubernetes: `cluster ${spec.clusterName}`,
  }[partInfo[part].system];
}

function changeLines(change: Change): string[] {
  const head = `  ${SIGNS[change.action]} ${change.kind} ${change.name}`;
  return [
    change.reason ? `${head}: ${change.reason}` : head,
    ...(change.fields ?? []).map(field => `      ${fieldText(field)}`),
  ];
}

/** `version: 1.35 -> 1.36` */
export function fieldText(field: FieldChange): string {
  if ('hidden' in field) return `${field.path}: differs (hidden)`;
  return `${field.path}: ${valueText(field.from)} -> ${valueText(field.to)}`;
}

function valueText(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
