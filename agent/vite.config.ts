// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/** The built program reads its wasm from beside itself, so that dist/ runs without node_modules. */
function wasmBesides(): Plugin {
  const files = {
    'core.wasm': fileURLToPath(new URL('../wasm-core/dist/core.wasm', import.meta.url)),
    'mupdf-wasm.wasm': fileURLToPath(new URL('./mupdf-wasm.wasm', import.meta.resolve('mupdf'))),
  }
  return {
    name: 'rmirror-wasm',
    generateBundle() {
      for (const [fileName, path] of Object.entries(files))
        this.emitFile({ type: 'asset', fileName, source: readFileSync(path) })
    },
  }
}

export default defineConfig({
  plugins: [wasmBesides()],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: true,
    rollupOptions: {
      input: {
        main: 'src/main.ts',
        'page-worker': 'src/workers/page-worker.ts',
        'pdf-worker': 'src/workers/pdf-worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
