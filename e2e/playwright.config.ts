// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineConfig } from '@playwright/test'
import { hangLimits } from '../tests/world/patience.ts'
import { shellOptions } from './chromium.ts'

export default defineConfig({
  testDir: 'flows',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // What hangs ends here; what is slow because the machine is busy does not.
  timeout: hangLimits.test,
  expect: { timeout: hangLimits.poll },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['../tests/summary/playwright-reporter.ts']],
  use: {
    // Set once the server below has said its port: workers start later, and read this file again.
    baseURL: `http://127.0.0.1:${process.env.RMIRROR_E2E_PORT}`,
    viewport: { width: 1280, height: 860 },
    locale: 'en-GB',
    launchOptions: shellOptions,
    screenshot: 'only-on-failure',
    // Each context would download and store the whole dashboard. Flows about what works offline allow it.
    serviceWorkers: 'block',
  },
  webServer: {
    // Without a worker, so that no page is sent for transcription. It ends with Playwright, however that ends.
    command: 'exec setpriv --pdeathsig TERM scripts/test-server --role api',
    cwd: '..',
    env: {
      RMIRROR_LISTEN: '127.0.0.1:0',
      // Fewer than the sample has; and a key, because without one nothing is counted.
      RMIRROR_FREE_PAGES: '5',
      RMIRROR_ANTHROPIC_API_KEY: 'none',
      // Many people come from one address here.
      RMIRROR_TEST_RATE_LIMITS: 'off',
    },
    // It listens when it is ready. Playwright stores the group in the environment, under its name in upper case.
    wait: { stdout: /"listening".*"port":(?<rmirror_e2e_port>\d+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: hangLimits.poll },
    timeout: hangLimits.poll,
  },
})
