import { required, unsupported, wrong } from '../fieldErrors';
import { at, isObject, number, records, textMap } from '../json';
import { KubeObject } from '../object';
import { selectorMatches } from '../selectors';
import { Cause } from '../statusError';
import { podSpecProblems } from './pods';

/** Of Deployments, ReplicaSets and StatefulSets. */
export function replicatedProblems(object: KubeObject): Cause[] {
  return [...workloadProblems(object), ...replicaProblems(object)];
}

/** Of everything that keeps pods running. */
export function workloadProblems(object: KubeObject): Cause[] {
  const selector = at(object, 'spec', 'selector');
  const template = at(object, 'spec', 'template');
  const labels = textMap(at(template, 'metadata', 'labels'));
  const policy = at(template, 'spec', 'restartPolicy');
  const selects =
    Object.keys(textMap(at(selector, 'matchLabels'))).length > 0 ||
    records(at(selector, 'matchExpressions')).length > 0;
  return [
    ...(isObject(selector) ? [] : [required('spec.selector')]),
    ...(isObject(selector) && !selects
      ? [
          wrong(
            'spec.selector',
            selector,
            'empty selector is invalid for deployment',
          ),
        ]
      : []),
    ...(selects && !selectorMatches(selector, labels)
      ? [
          wrong(
            'spec.template.metadata.labels',
            labels,
            '`selector` does not match template `labels`',
          ),
        ]
      : []),
    ...podSpecProblems('spec.template.spec', at(template, 'spec')),
    ...(policy === 'Always'
      ? []
      : [unsupported('spec.template.spec.restartPolicy', policy, ['Always'])]),
  ];
}

export function jobProblems(object: KubeObject): Cause[] {
  const path = 'spec.template.spec';
  const spec = at(object, 'spec', 'template', 'spec');
  const policy = at(spec, 'restartPolicy');
  return [
    ...podSpecProblems(path, spec),
    ...(policy === 'Never' || policy === 'OnFailure'
      ? []
      : [unsupported(`${path}.restartPolicy`, policy, ['OnFailure', 'Never'])]),
  ];
}

function replicaProblems(object: KubeObject): Cause[] {
  const replicas = number(at(object, 'spec', 'replicas')) ?? 0;
  return replicas < 0
    ? [wrong('spec.replicas', replicas, 'must be greater than or equal to 0')]
    : [];
}
