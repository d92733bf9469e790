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
    // The window and the packages are loaded once per worker; vitest.setup.ts isolates the files.
    isolate: false,
    include: ['src/**/*.test.{ts,tsx}', '*.test.ts'],
    setupFiles: 'vitest.setup.ts',
  },
})
