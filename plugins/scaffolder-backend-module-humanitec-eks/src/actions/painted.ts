import { styleText } from 'node:util';

/**
 * A line of a plan in the colour of its sign, which says the same. The task
 * page renders the colours; `scaffolder` writes one text to task log and backend
 * log, with the colours of its levels, so these are no different there.
 */
export function painted(line: string): string {
  const [, sign] = /^ {2}([+~>!-]) /.exec(line) ?? [];
  switch (sign) {
    case '+':
      return styleText('green', line, ALWAYS);
    case '~':
    case '>':
      return styleText('yellow', line, ALWAYS);
    case '-':
      return styleText('red', line, ALWAYS);
    case '!':
      return styleText(['red', 'bold'], line, ALWAYS);
    default:
      return line;
  }
}

/** Whatever the backend's own output is connected to. */
const ALWAYS = { validateStream: false };
