/**
 * Asks once for the same arguments; whoever asks again gets the first answer,
 * or the failure, also while it is still to come.
 *
 * @param keyOf - what makes two questions the same; their arguments, when left out
 */
export function remembered<Args extends unknown[], Answer>(
  ask: (...args: Args) => Promise<Answer>,
  keyOf: (...args: Args) => unknown = (...args) => args,
): (...args: Args) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...args) => {
    const key = JSON.stringify(keyOf(...args));
    const known = answers.get(key);
    if (known) return known;
    const answer = ask(...args);
    answers.set(key, answer);
    return answer;
  };
}
