// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineConfig } from 'vitest/config'

// What hangs ends here; what is slow because the machine is busy does not.
const testTimeout = 300_000

const everywhere = { exclude: ['**/node_modules/**', '**/dist/**', 'build/**', '.tools/**'] }

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        test: { ...everywhere, name: 'architecture', include: ['tests/architecture/**/*.test.ts'] },
      },
      {
        test: {
          ...everywhere,
          name: 'node',
          include: ['{shared,tests}/**/*.test.ts'],
          exclude: [...everywhere.exclude, 'tests/{architecture,contract,run}/**'],
          testTimeout,
        },
      },
      {
        // These need the built server; scripts/test runs them when both lanes are through.
        test: {
          ...everywhere,
          name: 'contract',
          include: ['tests/{contract,run}/**/*.test.ts'],
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
      {
        test: {
          ...everywhere,
          name: 'agent',
          include: ['agent/**/*.test.ts'],
          globalSetup: 'agent/src/testing/build.ts',
          testTimeout,
        },
      },
      'web/vitest.config.ts',
    ],
  },
})
