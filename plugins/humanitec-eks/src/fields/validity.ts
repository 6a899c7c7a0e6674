/**
 * How an input shows that its value is wrong: with the words, unless the form
 * itself says below it what is wrong. `aria`, since the browser's own check would
 * hold Next back without a word where the field is folded away.
 */
export function validity(
  problem: string | undefined,
  refused: string[],
): {
  validationBehavior: 'aria';
  validate?: () => string;
  isInvalid?: boolean;
} {
  if (problem && refused.length === 0) {
    return { validationBehavior: 'aria', validate: () => problem };
  }
  return { validationBehavior: 'aria', isInvalid: refused.length > 0 };
}
