// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Counted } from './counting-proxy.ts'
import { here, measureLargeLibrary } from './large-library.ts'
import { startBench } from './server/processes.ts'
import { folders, notebooks } from './server/tree-speed.ts'

export async function reportLargeLibrary(): Promise<void> {
  await using bench = await startBench()
  const { interactiveMs, tab, firstVisit, filter, longest } = await measureLargeLibrary(bench)
  console.log(`with ${notebooks} notebooks in ${folders} folders on the server, and ${here} in the browser:`)
  console.log(`  opened            ${interactiveMs.toFixed(0)} ms until its folders can be used`)
  console.log(
    `  a key in a search ${filter.p95.toFixed(0)} ms p95 until what it finds is shown, p50 ${filter.p50.toFixed(0)}`,
  )
  console.log(
    `  longest task, ms  ${longest.opening.toFixed(0)} opening it, ${longest.filtering.toFixed(0)} typing, ${longest.scrolling.toFixed(0)} scrolling (goal 50)`,
  )
  console.log(`  one more tab      ${sentence(tab)} (goal 10 and 500)`)
  console.log(`  first visit       ${sentence(firstVisit)}, with what makes it work offline`)
}

const sentence = ({ requests, bytes }: Counted) => `${requests.length} requests, ${(bytes / 1000).toFixed(0)} kB`
