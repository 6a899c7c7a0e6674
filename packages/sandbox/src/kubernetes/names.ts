import { wrong } from './fieldErrors';
import { Resource } from './resources';
import { Cause } from './statusError';

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualified = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** What is wrong with an object's name. */
export function nameProblems(resource: Resource, name: string): Cause[] {
  const field = 'metadata.name';
  if (resource.group === 'rbac.authorization.k8s.io') {
    return /[/%]/.test(name) || name === '.' || name === '..'
      ? [wrong(field, name, `may not contain '/' or '%'`)]
      : [];
  }
  const isLabel = ['namespaces', 'services'].includes(resource.plural);
  return isLabel ? labelProblems(field, name) : subdomainProblems(field, name);
}

export function labelProblems(field: string, name: string): Cause[] {
  if (name.length > 63) {
    return [wrong(field, name, 'must be no more than 63 characters')];
  }
  return label.test(name) ? [] : [wrong(field, name, labelRule)];
}

function subdomainProblems(field: string, name: string): Cause[] {
  if (name.length > 253) {
    return [wrong(field, name, 'must be no more than 253 characters')];
  }
  return subdomain.test(name) ? [] : [wrong(field, name, subdomainRule)];
}

/** What is wrong with a label's or an annotation's key. */
export function keyProblems(field: string, key: string): Cause[] {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const ok =
    name.length <= 63 &&
    qualified.test(name) &&
    (prefix === undefined || (prefix.length <= 253 && subdomain.test(prefix)));
  return ok
    ? []
    : [
        wrong(
          field,
          key,
          "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        ),
      ];
}

export function labelValueProblems(field: string, value: string): Cause[] {
  if (value.length > 63) {
    return [wrong(field, value, 'must be no more than 63 characters')];
  }
  return value === '' || qualified.test(value)
    ? []
    : [
        wrong(
          field,
          value,
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        ),
      ];
}
