import {
  OnboardingPreview,
  PreviewSubject,
} from 'backstage-plugin-humanitec-eks-common';
import { FormApi } from '../../api/formApi';
import { Answers } from '../answers';
import { onboardingInput } from '../onboardingInput';

/** What the answers so far would meet; nothing as long as the four facts are not all known. */
export async function askFindings(
  api: FormApi,
  answers: Answers,
  subjects: PreviewSubject[],
): Promise<OnboardingPreview> {
  const input = onboardingInput(answers);
  if (!input) return { findings: [] };
  return api.previewOnboarding({ input, subjects });
}
