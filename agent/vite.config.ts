// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { fontFiles, fontLicences } from '../shared/src/core/fonts.ts'

/** The built program reads its wasm and its fonts from beside itself, so that dist/ runs without node_modules. */
function filesBesides(): Plugin {
  const require = createRequire(new URL('../shared/package.json', import.meta.url))
  const fonts = Object.entries(fontFiles).map(([style, file]) => [`fonts/${style}.ttf`, require.resolve(file)])
  const licences = Object.entries(fontLicences).map(([name, file]) => [`fonts/${name}`, require.resolve(file)])
  const files: Record<string, string> = {
    'core.wasm': fileURLToPath(new URL('../wasm-core/dist/core.wasm', import.meta.url)),
    'mupdf-wasm.wasm': fileURLToPath(new URL('./mupdf-wasm.wasm', import.meta.resolve('mupdf'))),
    ...Object.fromEntries(fonts),
    ...Object.fromEntries(licences),
  }
  return {
    name: 'rmirror-files',
    generateBundle() {
      for (const [fileName, path] of Object.entries(files))
        this.emitFile({ type: 'asset', fileName, source: readFileSync(path) })
    },
  }
}

export default defineConfig({
  plugins: [filesBesides()],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node22',
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      // The threads take little from the library; its archive reader belongs to the program.
      treeshake: { moduleSideEffects: [{ test: /\/shared\/src\//, sideEffects: false }] },
      input: {
        main: 'src/main.ts',
        // Its tests call it without a process.
        program: 'src/program.ts',
        worker: 'src/worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
