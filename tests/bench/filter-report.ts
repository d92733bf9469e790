// SPDX-License-Identifier: AGPL-3.0-or-later
import { measureFilters, pagesOfEach } from './filter-speed.ts'
import { startBench } from './server/processes.ts'
import { notebooks } from './server/tree-speed.ts'

export async function reportFilters(): Promise<void> {
  await using bench = await startBench({ RMIRROR_PAGES: String(notebooks * pagesOfEach) })
  const { onScreen, longestMs, search } = await measureFilters(bench)
  console.log(`with ${notebooks} notebooks of ${pagesOfEach} pages on the server:`)
  console.log(
    `  a filter          ${onScreen.p95.toFixed(0)} ms p95 until what it leaves is shown, p50 ${onScreen.p50.toFixed(0)}; longest task ${longestMs.toFixed(0)} ms (goal 50)`,
  )
  console.log(
    `  a search with it  ${search.p95.toFixed(0)} ms p95 until the server has answered, p50 ${search.p50.toFixed(0)} (goal 50)`,
  )
}
