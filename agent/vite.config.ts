// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/** The built program reads its wasm from beside itself, so that dist/ runs without node_modules. */
function coreWasm(): Plugin {
  return {
    name: 'rmirror-core-wasm',
    generateBundle() {
      const path = fileURLToPath(new URL('../wasm-core/dist/core.wasm', import.meta.url))
      this.emitFile({ type: 'asset', fileName: 'core.wasm', source: readFileSync(path) })
    },
  }
}

export default defineConfig({
  plugins: [coreWasm()],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: true,
    rollupOptions: {
      input: { main: 'src/main.ts', 'page-worker': 'src/workers/page-worker.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
