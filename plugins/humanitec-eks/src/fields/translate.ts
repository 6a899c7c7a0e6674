import {
  ApiHolder,
  translationApiRef,
  TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { humanitecEksTranslationRef } from '../translation';

/** Texts of the plugin in the person's language. */
export type Translate = TranslationFunction<
  typeof humanitecEksTranslationRef.T
>;

/** For the checks when a page is left, which are no components; undefined while a language is still being loaded. */
export function translateWith(apis: ApiHolder): Translate | undefined {
  const snapshot = apis
    .get(translationApiRef)
    ?.getTranslation(humanitecEksTranslationRef);
  return snapshot?.ready ? snapshot.t : undefined;
}
