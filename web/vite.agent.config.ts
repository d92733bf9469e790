// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the page that `rmirror watch` serves on its own computer; it becomes part of the command-line tool.
import { fileURLToPath } from 'node:url'
import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('src/agent'),
  publicDir: false,
  plugins: [preact()],
  build: {
    target: 'es2022',
    outDir: at('../agent/dist/page'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    license: { fileName: 'licences.md' },
  },
})
