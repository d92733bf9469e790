// SPDX-License-Identifier: AGPL-3.0-or-later
// `make ocr-bench`: how well, at what price and how fast models read pages whose text is known. Our own unless folders
// are given. MODELS=one,another compares several, RUNS=3 is how often each reads every page. The key and the address
// are those of the server's settings: RMIRROR_ANTHROPIC_API_KEY, RMIRROR_TEST_ANTHROPIC_BASE_URL, RMIRROR_OCR_MODEL; or
// RMIRROR_OCR_PROVIDER=openai, RMIRROR_OCR_BASE_URL, RMIRROR_OCR_API_KEY; or in files that NAME_FILE names.
import { readFileSync } from 'node:fs'
import { loadCore } from '@rmirror/shared/core'
import { choose } from './choice.ts'
import { ownKnownPages, pagesIn } from './known-pages.ts'
import { type Compared, comparisonOf, recommendationOf, standingOf } from './recommendation.ts'
import { meansOf, measure, tableOf } from './report.ts'

const core = await loadCore(readFileSync(new URL('../../../wasm-core/dist/core.wasm', import.meta.url)))
const folders = process.argv.slice(2)
const pages = folders.length > 0 ? folders.flatMap((folder) => pagesIn(folder, core)) : ownKnownPages(core)
if (pages.length === 0) {
  console.error('No page there has its text beside it: page.rm or page.png needs page.md or page.txt.')
  process.exit(2)
}
const models = (process.env.MODELS ?? '').split(',').filter((name) => name.trim() !== '')
const runs = Number(process.env.RUNS || 3)
if (!Number.isInteger(runs) || runs < 1 || runs > 100) {
  console.error('RUNS is a number from 1 to 100.')
  process.exit(2)
}
const compared: Compared[] = []
for (const chosen of await choose(process.env, pages, models)) {
  await using reader = chosen
  console.log(`\nRead ${runs} times by ${reader.about}`)
  const all = []
  for (let run = 0; run < runs; run += 1) {
    reader.beginRun?.(run)
    all.push(await measure(pages, reader.read))
  }
  console.log(tableOf(meansOf(all)))
  compared.push({ name: reader.name, runs: all })
}
const standings = compared.map(standingOf)
console.log(`\n${comparisonOf(standings)}\n\n${recommendationOf(standings)}`)
if (standings.some(({ failures }) => failures > 0)) process.exitCode = 1
