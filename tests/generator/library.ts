// SPDX-License-Identifier: AGPL-3.0-or-later
// `npx tsx tests/generator/library.ts OUTDIR [--pages N]` writes a whole small library; N is for its long notebook.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { libraryFiles } from './library-files.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pages: { type: 'string', default: '50' } },
})
const pages = Number(values.pages)
const [folder] = positionals
if (folder === undefined || !Number.isInteger(pages) || pages < 1) {
  console.error('Usage: library.ts OUTDIR [--pages N]')
  process.exit(2)
}
const files = libraryFiles({ pages })
for (const { path, bytes } of files) {
  const target = join(folder, path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, bytes)
}
console.log(`${folder}: ${files.length} files, ${pages} pages in the long notebook`)
