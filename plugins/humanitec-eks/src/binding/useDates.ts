import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';

/** Dates as people write them in the language of the app. */
export function useDates(): {
  /** @param date - `2027-03-23` */
  day: (date: string) => string;
  /** @param at - ISO 8601 */
  moment: (at: string) => string;
} {
  const { language } = useApi(appLanguageApiRef).getLanguage();
  return {
    day: date =>
      new Date(date).toLocaleDateString(language, {
        dateStyle: 'medium',
        timeZone: 'UTC',
      }),
    moment: at =>
      new Date(at).toLocaleString(language, {
        dateStyle: 'medium',
        timeStyle: 'short',
      }),
  };
}
