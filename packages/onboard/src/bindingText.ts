import { partInfo } from 'backstage-plugin-humanitec-eks-common';
import type { Binding } from './scaffolderAnswers';

type Part = Binding['parts'][number];
type Change = Part['changes'][number];
type Field = NonNullable<Change['fields']>[number];

const WORDS: Record<Part['status'], string> = {
  inSync: 'in sync',
  drifted: 'differs',
  missing: 'missing',
  foreign: "somebody else's",
  unknown: 'unknown',
};

const SIGNS: Record<Change['action'], string> = {
  create: '+',
  update: '~',
  delete: '-',
  adopt: '>',
  refuse: '!',
};

/** The parts of a binding as a table, with what differs under each, and the links. */
export function bindingText({ clusterName, parts, links }: Binding): string[] {
  return [
    `Binding of ${clusterName}:`,
    ...parts.flatMap(partLines),
    ...links.map(({ part, url }) => `${partInfo[part].title}: ${url}`),
  ];
}

function partLines({ part, status, changes, reason }: Part): string[] {
  const { title, system } = partInfo[part];
  const cells = [system.padEnd(10), title.padEnd(18), WORDS[status]];
  return [
    `  ${cells.join('  ')}`,
    ...(reason ? [`      ${reason}`] : []),
    ...changes.flatMap(changeLines),
  ];
}

/** As the plan in the task log says it. */
function changeLines({ action, kind, name, reason, fields = [] }: Change) {
  const head = `      ${SIGNS[action]} ${kind} ${name}`;
  return [
    reason ? `${head}: ${reason}` : head,
    ...fields.map(field => `          ${fieldText(field)}`),
  ];
}

function fieldText({ path, hidden, from, to }: Field): string {
  if (hidden) return `${path}: differs (hidden)`;
  return `${path}: ${valueText(from)} -> ${valueText(to)}`;
}

function valueText(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
