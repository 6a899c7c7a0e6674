/** How long ago something was, in the unit that a person would use. */
export type Age =
  | { unit: 'now' }
  | { unit: 'seconds' | 'minutes' | 'hours' | 'days'; count: number };

/** @param then - ISO 8601; @param now - milliseconds since the epoch */
export function ageOf(then: string, now: number): Age {
  const seconds = Math.floor((now - Date.parse(then)) / 1000);
  // Clocks differ: a time slightly in the future is now, too.
  if (seconds < 3) return { unit: 'now' };
  if (seconds < 60) return { unit: 'seconds', count: seconds };
  if (seconds < 3600) {
    return { unit: 'minutes', count: Math.floor(seconds / 60) };
  }
  if (seconds < 86_400) {
    return { unit: 'hours', count: Math.floor(seconds / 3600) };
  }
  return { unit: 'days', count: Math.floor(seconds / 86_400) };
}
