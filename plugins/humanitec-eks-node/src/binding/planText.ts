import {
  BindingSpec,
  Change,
  FieldChange,
  PartId,
  partInfo,
} from 'backstage-plugin-humanitec-eks-common';
import type { Thing } from '../parts/part';

/** What a run would do, and what it has looked at and would leave. */
export interface Plan {
  changes: Change[];
  unchanged: Thing[];
}

/**
 * The sign at the beginning of a line. What is unchanged is `=`, and what
 * stands in the way `!`.
 */
const SIGNS: Record<Change['action'], string> = {
  create: '+',
  update: '~',
  delete: '-',
  adopt: '>',
  refuse: '!',
};

/** A plan as people read those of Terraform and kubectl: one line a thing, one a field. */
export function planText(
  part: PartId,
  spec: BindingSpec,
  { changes, unchanged }: Plan,
): string[] {
  const { title } = partInfo[part];
  return [
    changes.length === 0
      ? `${title} is as asked for (${place(part, spec)}).`
      : `Plan for ${title.toLowerCase()} (${place(part, spec)}):`,
    ...changes.flatMap(changeLines),
    ...unchanged.map(({ kind, name }) => `  = ${kind} ${name}`),
  ];
}

/** What is done about a thing, before and after. */
const WORDS: [Change['action'], string, string][] = [
  ['create', 'to create', 'created'],
  ['update', 'to change', 'changed'],
  ['adopt', 'to take over', 'taken over'],
  ['delete', 'to delete', 'deleted'],
];

/** `2 to create, 1 to change, 3 unchanged`, or after a run `2 created, 1 changed, 3 unchanged`. */
export function planCount(
  { changes, unchanged }: Plan,
  when: 'before' | 'after',
): string {
  const counts = WORDS.map(([action, before, after]) => ({
    count: changes.filter(change => change.action === action).length,
    word: when === 'before' ? before : after,
  }));
  return [...counts, { count: unchanged.length, word: 'unchanged' }]
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => `${count} ${word}`)
    .join(', ');
}

function place(part: PartId, spec: BindingSpec): string {
  return {
    AWS: `AWS account ${spec.awsAccountId}`,
    Humanitec: `Humanitec organization ${spec.organization}`,
    Kubernetes: `cluster ${spec.clusterName}`,
  }[partInfo[part].system];
}

function changeLines(change: Change): string[] {
  const { action, kind, name, reason, fields = [] } = change;
  const head = `  ${SIGNS[action]} ${kind} ${name}`;
  const isNew = action === 'create';
  return [
    reason ? `${head}: ${reason}` : head,
    ...fields.map(
      field => `      ${isNew ? newFieldText(field) : fieldText(field)}`,
    ),
  ];
}

/** `version: 1.35 -> 1.36` */
export function fieldText(field: FieldChange): string {
  if ('hidden' in field) return `${field.path}: differs (hidden)`;
  return `${field.path}: ${valueText(field.from)} -> ${valueText(field.to)}`;
}

/** `version: 1.36`, for there was none before. */
function newFieldText(field: FieldChange): string {
  return `${field.path}: ${
    'hidden' in field ? '(hidden)' : valueText(field.to)
  }`;
}

function valueText(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return value;
  const isList =
    Array.isArray(value) && value.every(item => typeof item === 'string');
  return isList && value.length ? value.join(', ') : JSON.stringify(value);
}
