/** What a person has answered so far, on all pages, by the name of the parameter. */
export type Answers = Record<string, unknown>;

/** The answers that the form passes to every field; empty where a field stands alone. */
export function answersOf(formContext: unknown): Answers {
  const formData = isObject(formContext) ? formContext.formData : undefined;
  return isObject(formData) ? formData : {};
}

/** One answer in words; undefined where there is none. */
export function textAnswer(answers: Answers, name: string): string | undefined {
  const answer = answers[name];
  return typeof answer === 'string' && answer !== '' ? answer : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
