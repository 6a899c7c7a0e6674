/** Browser tests against the running Backstage that `npm test` starts; it sets the variables. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e-tests',
  globalSetup: './e2e-tests/keepStart.ts',
  outputDir: 'e2e-test-results',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  // One Backstage and one sandbox serve all tests, so they run one by one.
  workers: 1,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.BROWSER_TEST_REPORT }],
  ],
  use: {
    actionTimeout: 20_000,
    baseURL: process.env.APP_URL ?? 'http://localhost:3000',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
