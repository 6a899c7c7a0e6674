import { required, unsupported, wrong } from '../fieldErrors';
import { record, records, text, texts } from '../json';
import { KubeObject } from '../object';
import { Cause } from '../statusError';

export function ruleProblems(
  object: KubeObject,
  { namespaced }: { namespaced: boolean },
): Cause[] {
  return records(object.rules).flatMap((rule, index) => {
    const path = `rules[${index}]`;
    const urls = texts(rule.nonResourceURLs).length > 0;
    const verbs =
      texts(rule.verbs).length > 0
        ? []
        : [required(`${path}.verbs`, 'verbs must contain at least one value')];
    if (urls && namespaced) {
      return [
        ...verbs,
        wrong(
          `${path}.nonResourceURLs`,
          rule.nonResourceURLs,
          'namespaced rules cannot apply to non-resource URLs',
        ),
      ];
    }
    if (urls) return verbs;
    return [
      ...verbs,
      ...(texts(rule.apiGroups).length > 0
        ? []
        : [
            required(
              `${path}.apiGroups`,
              'resource rules must supply at least one api group',
            ),
          ]),
      ...(texts(rule.resources).length > 0
        ? []
        : [
            required(
              `${path}.resources`,
              'resource rules must supply at least one resource',
            ),
          ]),
    ];
  });
}

export function bindingProblems(
  object: KubeObject,
  roleKinds: string[],
): Cause[] {
  const roleRef = record(object.roleRef);
  return [
    ...(roleKinds.includes(text(roleRef.kind) ?? '')
      ? []
      : [unsupported('roleRef.kind', roleRef.kind ?? '', roleKinds)]),
    ...(text(roleRef.name) ? [] : [required('roleRef.name')]),
    ...records(object.subjects).flatMap((subject, index) => {
      const path = `subjects[${index}]`;
      const kinds = ['ServiceAccount', 'User', 'Group'];
      return [
        ...(text(subject.name) ? [] : [required(`${path}.name`)]),
        ...(kinds.includes(text(subject.kind) ?? '')
          ? []
          : [unsupported(`${path}.kind`, subject.kind ?? '', kinds)]),
        ...(subject.kind === 'ServiceAccount' && !text(subject.namespace)
          ? [required(`${path}.namespace`)]
          : []),
      ];
    }),
  ];
}
