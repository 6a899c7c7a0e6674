import { required, wrong } from '../fieldErrors';
import { Json, number } from '../json';
import { Cause } from '../statusError';

export function portProblems(field: string, port: Json | undefined): Cause[] {
  if (port === undefined) return [required(field)];
  const value = number(port);
  return value !== undefined && value >= 1 && value <= 65535
    ? []
    : [wrong(field, port, 'must be between 1 and 65535, inclusive')];
}
