import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  ChoiceKind,
  ChoiceQuery,
  Choices,
  OnboardingPreview,
  OnboardingPreviewRequest,
  RemovalPreview,
  RemovalPreviewRequest,
} from 'backstage-plugin-humanitec-eks-common';

/**
 * Whether an answer of the last seconds will do, or the systems are asked again.
 *
 * @public
 */
export interface FormApiOptions {
  fresh?: boolean;
}

/**
 * What the fields of the templates' forms ask of the backend plugin. Every
 * method throws a ResponseError when the backend refuses or fails.
 *
 * @public
 */
export interface FormApi {
  /** What may be chosen, given the answers that it depends on. */
  getChoices(
    kind: ChoiceKind,
    query: ChoiceQuery,
    options?: FormApiOptions,
  ): Promise<Choices>;

  /** What an onboarding would meet, and which environments would move. */
  previewOnboarding(
    request: OnboardingPreviewRequest,
    options?: FormApiOptions,
  ): Promise<OnboardingPreview>;

  /** What off-boarding would take away, and what depends on it. */
  previewRemoval(
    request: RemovalPreviewRequest,
    options?: FormApiOptions,
  ): Promise<RemovalPreview>;
}

/** @public */
export const formApiRef = createApiRef<FormApi>().with({
  id: 'plugin.humanitec-eks.form',
  pluginId: 'humanitec-eks',
});
