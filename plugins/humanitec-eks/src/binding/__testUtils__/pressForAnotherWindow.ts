import userEvent, { UserEvent } from '@testing-library/user-event';

/** Opens a link as one does who wants to keep the page. */
export async function pressForAnotherWindow(
  link: HTMLElement,
  user: UserEvent = userEvent.setup(),
): Promise<void> {
  // jsdom opens no window.
  window.addEventListener('click', event => event.preventDefault(), {
    once: true,
  });
  await user.keyboard('{Control>}');
  await user.click(link);
  await user.keyboard('{/Control}');
}
