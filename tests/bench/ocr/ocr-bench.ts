// SPDX-License-Identifier: AGPL-3.0-or-later
// `make ocr-bench`: how well and at what price a model reads pages whose text is known. Our own unless folders are
// given. The model is the one of the server's settings: RMIRROR_ANTHROPIC_API_KEY, RMIRROR_TEST_ANTHROPIC_BASE_URL,
// RMIRROR_OCR_MODEL; or RMIRROR_OCR_PROVIDER=openai, RMIRROR_OCR_BASE_URL, RMIRROR_OCR_API_KEY; or in files that
// NAME_FILE names.
import { readFileSync } from 'node:fs'
import { loadCore } from '@rmirror/shared/core'
import { choose } from './choice.ts'
import { ownKnownPages, pagesIn } from './known-pages.ts'
import { measure, tableOf } from './report.ts'

const core = await loadCore(readFileSync(new URL('../../../wasm-core/dist/core.wasm', import.meta.url)))
const folders = process.argv.slice(2)
const pages = folders.length > 0 ? folders.flatMap((folder) => pagesIn(folder, core)) : ownKnownPages(core)
if (pages.length === 0) {
  console.error('No page there has its text beside it: page.rm or page.png needs page.md or page.txt.')
  process.exit(2)
}
await using chosen = await choose(process.env, pages)
console.log(`Read by ${chosen.about}`)
const measured = await measure(pages, chosen.read)
console.log(tableOf(measured))
if (measured.some(({ failure }) => failure)) process.exitCode = 1
