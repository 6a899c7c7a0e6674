/** The page of a task: its steps, and how it ended. */
import { expect, Page } from '@playwright/test';

/** Waits until all steps are green, but those that are skipped: the others of the template, by the beginnings of their names. */
export async function expectGreen(
  page: Page,
  expected: { steps: number; skipped?: string[]; timeout?: number },
): Promise<void> {
  const { steps, skipped = [], timeout = 90_000 } = expected;
  await expect(page.getByTestId('step-label')).toHaveCount(steps);
  await expect
    .poll(() => notGreen(page), { timeout })
    .toEqual(skipped.map(name => expect.stringContaining(name)));
}

/** The steps whose sign has not the colour of success. */
function notGreen(page: Page) {
  return page.getByTestId('step-label').evaluateAll(steps =>
    steps.flatMap(step => {
      const icon = step.querySelector('svg');
      const colour = icon ? getComputedStyle(icon).color : 'none';
      const [red, green, blue] = (colour.match(/\d+/g) ?? []).map(Number);
      return green > red && green > blue ? [] : [step.textContent];
    }),
  );
}
