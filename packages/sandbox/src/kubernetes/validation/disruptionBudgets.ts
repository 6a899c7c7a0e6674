import { wrong } from '../fieldErrors';
import { at, record } from '../json';
import { KubeObject } from '../object';
import { Cause } from '../statusError';

export function disruptionBudgetProblems(object: KubeObject): Cause[] {
  return at(object, 'spec', 'minAvailable') !== undefined &&
    at(object, 'spec', 'maxUnavailable') !== undefined
    ? [
        wrong(
          'spec',
          record(object.spec),
          'minAvailable and maxUnavailable cannot be both set',
        ),
      ]
    : [];
}
