/**
 * Browsers report as an error that sizes were observed a frame late, as with
 * the list under a combobox. The development server would lay it over the page.
 */
window.addEventListener(
  'error',
  event => {
    if (event.message.startsWith('ResizeObserver loop')) {
      event.stopImmediatePropagation();
    }
  },
  { capture: true },
);
