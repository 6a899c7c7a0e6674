import {
  BindingReport,
  FieldChange,
  partInfo,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';

const WORDS: Record<PartStatus['status'], string> = {
  inSync: 'in sync',
  drifted: 'drifted',
  missing: 'missing',
  foreign: "somebody else's",
  unknown: 'unknown',
};

/** The parts of a binding as a table, with what differs under each, and the links. */
export function bindingText(report: BindingReport): string[] {
  return [
    `Binding of ${report.clusterName}:`,
    ...report.parts.flatMap(partLines),
    ...report.links.map(({ title, url }) => `${title}: ${url}`),
  ];
}

function partLines(part: PartStatus): string[] {
  const { title, system } = partInfo[part.part];
  const head = `  ${system.padEnd(11)} ${title.padEnd(19)} ${
    WORDS[part.status]
  }`;
  if (part.status === 'unknown') return [head, `      ${part.reason}`];
  return [
    head,
    ...part.changes.flatMap(({ kind, name, reason, fields = [] }) => [
      `      ${kind} ${name}${reason ? `: ${reason}` : ''}`,
      ...fields.map(field => `        ${fieldText(field)}`),
    ]),
  ];
}

function fieldText(field: FieldChange): string {
  if ('hidden' in field) return `${field.path}: differs (hidden)`;
  const text = (value: unknown) => JSON.stringify(value) ?? 'none';
  return `${field.path}: ${text(field.from)}, asked for ${text(field.to)}`;
}
