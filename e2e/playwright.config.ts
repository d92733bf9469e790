// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFileSync } from 'node:child_process'
import { defineConfig } from '@playwright/test'
import { hangLimits } from '../tests/world/patience.ts'
import { shellOptions } from './chromium.ts'

// Workers read this file again and inherit the environment: so all of them agree on one port.
const askForPort = `const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close() })`
process.env.RMIRROR_E2E_PORT ??= execFileSync(process.execPath, ['-e', askForPort], { encoding: 'utf8' }).trim()
const port = process.env.RMIRROR_E2E_PORT

export default defineConfig({
  testDir: 'flows',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // What hangs ends here; what is slow because the machine is busy does not.
  timeout: hangLimits.test,
  expect: { timeout: hangLimits.poll },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1280, height: 860 },
    locale: 'en-GB',
    launchOptions: shellOptions,
    screenshot: 'only-on-failure',
    // Each context would download and store the whole dashboard. Flows about what works offline allow it.
    serviceWorkers: 'block',
  },
  webServer: {
    // Without a worker, so that no page is sent for transcription.
    command: 'scripts/test-server --role api',
    cwd: '..',
    env: {
      RMIRROR_LISTEN: `127.0.0.1:${port}`,
      // Fewer than the sample has; and a key, because without one nothing is counted.
      RMIRROR_FREE_PAGES: '5',
      RMIRROR_ANTHROPIC_API_KEY: 'none',
      // Many people come from one address here.
      RMIRROR_TEST_RATE_LIMITS: 'off',
    },
    url: `http://127.0.0.1:${port}/readyz`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: hangLimits.poll },
    timeout: hangLimits.poll,
  },
})
