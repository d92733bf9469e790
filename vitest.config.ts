// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineConfig } from 'vitest/config'

const everywhere = { exclude: ['**/node_modules/**', '**/dist/**', 'build/**', '.tools/**'] }

export default defineConfig({
  test: {
    projects: [
      {
        test: { ...everywhere, name: 'architecture', include: ['tests/architecture/**/*.test.ts'] },
      },
      {
        test: {
          ...everywhere,
          name: 'node',
          include: ['{shared,tests}/**/*.test.ts'],
          exclude: [...everywhere.exclude, 'tests/architecture/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...everywhere,
          name: 'agent',
          include: ['agent/**/*.test.ts'],
          globalSetup: 'agent/src/testing/build.ts',
          testTimeout: 60_000,
        },
      },
      'web/vitest.config.ts',
    ],
  },
})
