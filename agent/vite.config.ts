// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { fontFiles, fontLicences } from '../shared/src/core/fonts.ts'

/** The built program reads its wasm and its fonts from beside itself, so that dist/ runs without node_modules. */
function filesBesides(): Plugin {
  const require = createRequire(new URL('../shared/package.json', import.meta.url))
  const fonts = Object.entries(fontFiles).map(([style, file]) => [`fonts/${style}.ttf`, require.resolve(file)])
  const licences = Object.entries(fontLicences).map(([name, file]) => [`fonts/${name}`, require.resolve(file)])
  const drawn = fileURLToPath(new URL('./src/tray/icons', import.meta.url))
  const icons = readdirSync(drawn).map((name) => [`tray/${name}`, join(drawn, name)])
  const files: Record<string, string> = {
    'core.wasm': fileURLToPath(new URL('../wasm-core/dist/core.wasm', import.meta.url)),
    'mupdf-wasm.wasm': fileURLToPath(new URL('./mupdf-wasm.wasm', import.meta.resolve('mupdf'))),
    ...Object.fromEntries(icons),
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

/** Parts that ssh2 would have compiled at installation, and does without. */
function withoutNativeParts(): Plugin {
  const absent = '\0absent'
  return {
    name: 'rmirror-without-native-parts',
    enforce: 'pre',
    resolveId: (id) => (/^cpu-features$|\/sshcrypto\.node$/.test(id) ? absent : undefined),
    load: (id) => (id === absent ? "throw new Error('not compiled')" : undefined),
  }
}

export default defineConfig({
  plugins: [filesBesides(), withoutNativeParts()],
  // What is built for one system lies beside the program, and is missed by nobody who has none.
  ssr: { noExternal: true, external: ['@napi-rs/keyring'] },
  // Of ssh2, whose parts are CommonJS.
  define: { __dirname: 'import.meta.dirname' },
  build: {
    ssr: true,
    target: 'node22',
    outDir: 'dist',
    emptyOutDir: true,
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      // The threads take little from the library; its archive reader belongs to the program.
      treeshake: { moduleSideEffects: [{ test: /\/shared\/src\//, sideEffects: false }] },
      input: {
        main: 'src/main.ts',
        // Its tests call it without a process.
        program: 'src/program.ts',
        worker: 'src/workers/worker.ts',
        keychain: 'src/account/keychain-process.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
