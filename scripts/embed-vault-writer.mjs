// SPDX-License-Identifier: AGPL-3.0-or-later
// Bundles the vault's writer for the server's JavaScript engine, as a C++ file:
// `node scripts/embed-vault-writer.mjs OUTPUT.cpp`. What the writer doesn't use is left out, and so are npm packages, but
// for those of templates.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

const [output = ''] = process.argv.slice(2)
const folder = join(import.meta.dirname, '..', 'shared', 'src', 'vault', 'embedded')

/** No module of ours does anything but define what it exports, except for polyfills.ts. One has a faster equal. */
const withoutSideEffects = {
  name: 'without-side-effects',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || pluginData === 'resolved' || path.endsWith('polyfills.ts')) return undefined
      const found = await resolve(path, { kind, importer, resolveDir, pluginData: 'resolved' })
      const isChecksum = found.path === join(folder, '..', 'checksum.ts')
      return { ...found, ...(isChecksum && { path: join(folder, 'checksum.ts') }), sideEffects: false }
    })
  },
}

const { outputFiles, metafile } = await build({
  entryPoints: [join(folder, 'index.ts')],
  inject: [join(folder, 'polyfills.ts')],
  bundle: true,
  format: 'iife',
  globalName: 'vault',
  target: 'firefox102',
  minify: true,
  write: false,
  metafile: true,
  plugins: [withoutSideEffects],
})
const [bundle] = outputFiles
const [{ inputs }] = Object.values(metafile.outputs)
const foreign = Object.entries(inputs).filter(
  ([path, { bytesInOutput }]) => bytesInOutput > 0 && /node_modules\/(?!mustache\/|re2js\/)/.test(path),
)
if (foreign.length > 0) throw new Error(`The writer must do without ${foreign.map(([path]) => path).join(', ')}`)

const end = 'javascript'
if (bundle.text.includes(`)${end}"`)) throw new Error(`The writer contains )${end}"`)
await writeFile(
  output,
  `// Written by scripts/embed-vault-writer.mjs.
#include "javascript/vault_writer.hpp"

namespace rmirror::javascript {

std::string_view vault_writer()
{
    static constexpr char kScript[] = R"${end}(${bundle.text})${end}";
    return {kScript, sizeof kScript - 1};
}

}  // namespace rmirror::javascript
`,
)
