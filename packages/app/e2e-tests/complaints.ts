/** What must not happen while a page is open: errors in it, and calls that leave the machine. */
import { Page } from '@playwright/test';

/** @returns a list that grows with each complaint */
export function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(`${error}`));
  page.on('console', message => {
    // React's advice to developers of the libraries in the page says "Warning:".
    if (message.type() === 'error' && !message.text().startsWith('Warning:')) {
      complaints.push(`${message.text()} (${message.location().url})`);
    }
  });
  page.on('request', request => {
    const { protocol, hostname } = new URL(request.url());
    const onTheWire = /^(http|ws)s?:$/.test(protocol);
    if (onTheWire && !['localhost', '127.0.0.1'].includes(hostname)) {
      complaints.push(`left the machine: ${request.url()}`);
    }
  });
  return complaints;
}
