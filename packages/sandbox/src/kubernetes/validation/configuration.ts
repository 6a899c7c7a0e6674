import { wrong } from '../fieldErrors';
import { record, text } from '../json';
import { KubeObject } from '../object';
import { Cause } from '../statusError';

export function secretProblems(object: KubeObject): Cause[] {
  return Object.entries(record(object.data)).flatMap(([key, value]) => [
    ...dataKeyProblems(key),
    ...(isBase64(text(value) ?? '')
      ? []
      : [
          wrong(
            `data[${key}]`,
            '<secret contents redacted>',
            'illegal base64 data',
          ),
        ]),
  ]);
}

export function configMapProblems(object: KubeObject): Cause[] {
  return Object.keys(record(object.data)).flatMap(dataKeyProblems);
}

function dataKeyProblems(key: string): Cause[] {
  return key.length <= 253 &&
    /^[-._a-zA-Z0-9]+$/.test(key) &&
    !key.startsWith('..')
    ? []
    : [
        wrong(
          `data[${key}]`,
          key,
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        ),
      ];
}

function isBase64(value: string): boolean {
  return (
    /^[A-Za-z0-9+/\s]*={0,2}$/.test(value) &&
    value.replace(/\s/g, '').length % 4 === 0
  );
}
