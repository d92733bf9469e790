// SPDX-License-Identifier: AGPL-3.0-or-later
import { covers, measureReadingVisit } from './reading-visit.ts'
import { startBench } from './server/processes.ts'

export async function reportReadingVisit(): Promise<void> {
  await using bench = await startBench()
  const { paint, scrolling, page } = await measureReadingVisit(bench)
  console.log(`with ${covers} notebooks on the server, in a browser that has none of their files:`)
  console.log(
    `  largest paint     ${paint.largestMs.toFixed(0)} ms after the address (goal 1000), layout shift ${paint.shift.toFixed(3)} (goal 0)`,
  )
  console.log(
    `  covers scrolled   ${scrolling.shown} shown, ${scrolling.refused} requests refused (goal 0), longest task ${scrolling.longestMs.toFixed(0)} ms (goal 50)`,
  )
  console.log(
    `  page from search  ${page.ms.toFixed(0)} ms until its image is shown, ${(page.bytes / 1000).toFixed(0)} kB`,
  )
}
