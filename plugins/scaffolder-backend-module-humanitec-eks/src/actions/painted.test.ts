import { stripVTControlCharacters } from 'node:util';
import { painted } from './painted';

describe('a line of a plan', () => {
  it.each([
    ['  + iam role r', '\u001b[32m'],
    ['  ~ iam role r', '\u001b[33m'],
    ['  > iam role r', '\u001b[33m'],
    ['  - iam role r', '\u001b[31m'],
    ['  ! iam role r: it is not ours', '\u001b[31m\u001b[1m'],
  ])('%s is in the colour of its sign, as a whole', (line, colour) => {
    expect(painted(line).startsWith(`${colour}${line}`)).toBe(true);
    expect(stripVTControlCharacters(painted(line))).toBe(line);
  });

  it.each([
    '  = iam role r',
    '      tags.a: none -> b',
    'Looking - and seeing',
  ])('%s has no colour', line => expect(painted(line)).toBe(line));
});
