import { need, required, wrong } from '../fieldErrors';
import { at, record, records } from '../json';
import { KubeObject } from '../object';
import { Cause } from '../statusError';

export function definitionProblems(object: KubeObject): Cause[] {
  const spec = record(object.spec);
  const name = `${at(spec, 'names', 'plural')}.${spec.group}`;
  return [
    ...need('spec', spec, ['group', 'scope']),
    ...need('spec.names', record(spec.names), ['plural', 'kind']),
    ...(records(spec.versions).length > 0 ? [] : [required('spec.versions')]),
    ...(object.metadata.name === name
      ? []
      : [
          wrong(
            'metadata.name',
            object.metadata.name,
            'must be spec.names.plural+"."+spec.group',
          ),
        ]),
  ];
}
