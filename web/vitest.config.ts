// SPDX-License-Identifier: AGPL-3.0-or-later
import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'
import { patience } from '../tests/world/patience.ts'
import { pdfWriterAlias } from './pdf-writer.ts'

export default defineConfig({
  resolve: { alias: pdfWriterAlias },
  define: { __CORE_VERSION__: '"test"' },
  plugins: [preact()],
  test: {
    ...patience,
    name: 'web',
    environment: 'jsdom',
    // A window and the packages are loaded once a worker; vitest.setup.ts parts the files from each other.
    isolate: false,
    include: ['src/**/*.test.{ts,tsx}', '*.test.ts'],
    setupFiles: 'vitest.setup.ts',
  },
})
