import { randomBytes, randomInt } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An IAM unique ID: a prefix that tells the kind and 17 letters and digits. */
export function uniqueId(prefix: 'AROA' | 'AIDA' | 'ANPA') {
  return `${prefix}${random(17)}`;
}

/** The ID of temporary credentials. */
export function sessionKeyId() {
  return `ASIA${random(16)}`;
}

/** As many hexadecimal digits as asked for (an even number). */
export function hexId(digits: number) {
  return randomBytes(digits / 2).toString('hex');
}

function random(length: number) {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join(
    '',
  );
}
