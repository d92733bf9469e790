// SPDX-License-Identifier: AGPL-3.0-or-later
// Compares the wasm in Node with the native core, page by page; `scripts/test` runs it once both are built.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCore } from '@rmirror/shared/core'
import { corpus, fixtures, type PageFiles } from './files.ts'
import { nativeReports } from './native.ts'
import { pageReports } from './page-report.ts'

const core = await loadCore(readFileSync(new URL('../../wasm-core/dist/core.wasm', import.meta.url)))

function wasmReports({ folder, names }: PageFiles): string[] {
  return names.flatMap((name) => pageReports(core, name, readFileSync(join(folder, name))))
}

let different = 0
let pages = 0
for (const files of [fixtures, corpus]) {
  if (files.names.length === 0) continue
  const native = nativeReports(files)
  const wasm = wasmReports(files)
  pages += native.length
  if (native.length !== wasm.length) throw new Error(`native reads ${native.length} pages, wasm ${wasm.length}`)
  for (const [index, line] of native.entries()) {
    if (line === wasm[index]) continue
    different += 1
    console.error(`native ${line}\nwasm   ${wasm[index]}`)
  }
}
const real = corpus.names.length === 0 ? 'no folder of real pages here' : `${corpus.names.length} real files`
console.log(`${pages} pages (${fixtures.names.length} fixtures, ${real}): ${different} differ between native and wasm`)
process.exit(different === 0 && pages > 0 ? 0 : 1)
