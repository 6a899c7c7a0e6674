import { useApi } from '@backstage/frontend-plugin-api';
import {
  Choice,
  ChoiceKind,
  choiceKinds,
  ChoiceQuery,
} from 'backstage-plugin-humanitec-eks-common';
import { useRef } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { formApiRef } from '../../api/formApi';
import { Answers, textAnswer } from '../answers';
import { keeps, Rule } from '../rules';
import { useSettled } from '../useSettled';

/** An answer that look-ups depend on. */
export type Dependency = keyof ChoiceQuery;

/** What is known of the values that may be chosen. */
export type Lookup =
  | { state: 'waiting'; missing: Dependency[] }
  | { state: 'loading' }
  | { state: 'failed'; error: Error; retry: () => void }
  | { state: 'found'; items: Choice[] };

/** Looks up what may be chosen, again whenever an answer that it depends on changes. */
export function useChoices(kind: ChoiceKind, answers: Answers): Lookup {
  const api = useApi(formApiRef);
  const asked = queryOf(kind, answers);
  // As text, since it is compared by what it says.
  const query = useSettled(JSON.stringify(asked.query));
  const fresh = useRef(false);
  const { value, error, loading, retry } = useAsyncRetry(async () => {
    const parsed: ChoiceQuery | undefined = JSON.parse(query);
    if (Object.keys(parsed ?? {}).length < choiceKinds[kind].length) {
      return undefined;
    }
    const options = { fresh: fresh.current };
    fresh.current = false;
    const { items } = await api.getChoices(kind, parsed ?? {}, options);
    return { query, items };
  }, [api, kind, query]);

  if (asked.missing.length > 0) {
    return { state: 'waiting', missing: asked.missing };
  }
  if (error && !loading) {
    const again = () => {
      fresh.current = true;
      retry();
    };
    return { state: 'failed', error, retry: again };
  }
  // What was found for other answers is never offered for these.
  if (loading || value?.query !== JSON.stringify(asked.query)) {
    return { state: 'loading' };
  }
  return { state: 'found', items: value.items };
}

const dependencyRules: Record<Dependency, Rule> = {
  organization: 'humanitecId',
  awsAccountId: 'awsAccountId',
  region: 'awsRegion',
};

/** The answers that a look-up needs, and those that are missing or cannot be right. */
export function queryOf(
  kind: ChoiceKind,
  answers: Answers,
): { query: ChoiceQuery; missing: Dependency[] } {
  const dependencies: readonly Dependency[] = choiceKinds[kind];
  const query: ChoiceQuery = {};
  const missing: Dependency[] = [];
  for (const name of dependencies) {
    const answer = textAnswer(answers, name);
    if (answer && keeps(dependencyRules[name], answer)) query[name] = answer;
    else missing.push(name);
  }
  return { query, missing };
}
