import { useApi } from '@backstage/frontend-plugin-api';
import {
  Finding,
  OnboardingPreview,
  PreviewSubject,
} from 'backstage-plugin-humanitec-eks-common';
import useAsync from 'react-use/esm/useAsync';
import { formApiRef } from '../../api/formApi';
import { Answers } from '../answers';
import { onboardingInput } from '../onboardingInput';
import { useSettled } from '../useSettled';

/** What is known of an answer beyond its own form. */
export type Checked =
  | { state: 'idle' }
  | { state: 'checking' }
  | { state: 'failed'; error: Error }
  | { state: 'found'; preview: OnboardingPreview };

/**
 * Asks, as somebody types, whether the answers collide with what is there.
 *
 * @param subjects - undefined where there is nothing to ask yet
 */
export function useFindings(
  answers: Answers,
  subjects: readonly PreviewSubject[] | undefined,
): Checked {
  const api = useApi(formApiRef);
  const input = subjects && onboardingInput(answers);
  const question = input && JSON.stringify({ input, subjects });
  const settled = useSettled(question);
  const { value, error, loading } = useAsync(async () => {
    if (!settled) return undefined;
    const preview = await api.previewOnboarding(JSON.parse(settled));
    return { question: settled, preview };
  }, [api, settled]);

  if (!question) return { state: 'idle' };
  if (loading || settled !== question) return { state: 'checking' };
  if (error) return { state: 'failed', error };
  if (value?.question !== question) return { state: 'checking' };
  return { state: 'found', preview: value.preview };
}

/** What was found so far. */
export function found(checked: Checked): Finding[] {
  return checked.state === 'found' ? checked.preview.findings : [];
}
