// SPDX-License-Identifier: AGPL-3.0-or-later
// `make bench`: speed and size in one run, as ratios where the machine's mood would blur a number.
import { readFileSync } from 'node:fs'
import { loadCore } from '@rmirror/shared/core'
import { reportAgent } from './agent/report.ts'
import { measureCoreSize, sizeLimit } from './core-size.ts'
import { measureCoreSpeed } from './core-speed.ts'
import { CoreStages, stages } from './core-stages.ts'
import { measureDashboardSpeed } from './dashboard-speed.ts'
import { reportExport } from './export-report.ts'
import { reportFidelity } from './fidelity.ts'
import { reportFilters } from './filter-report.ts'
import { firstLoadLimit, measureFirstLoad } from './first-load.ts'
import { reportFullSize } from './full-size/report.ts'
import { measureGrowth, type PageCost } from './growth.ts'
import { measureTokens } from './image-tokens.ts'
import { reportLargeLibrary } from './large-library-report.ts'
import { measureOpenPage, ratiosOf } from './open-page.ts'
import { measurePeers } from './peers.ts'
import { reportReadingVisit } from './reading-visit-report.ts'
import { reportServer } from './server/report.ts'

const core = await loadCore(readFileSync(new URL('../../wasm-core/dist/core.wasm', import.meta.url)))

const coreStages = await CoreStages.load()

const speed = measureCoreSpeed(core, coreStages)
console.log(`pages per second    ${speed.pagesPerSecond.toFixed(0)} in wasm, one thread, of ${speed.files} files`)
console.log(
  `one page            ${speed.medianMs.toFixed(2)} ms (median, goal 3): parsed, fingerprinted, drawn, encoded`,
)
const { gcc, clang } = speed.ratios
for (const [name, ratio] of [
  ['GCC', gcc],
  ['Clang, which builds the wasm too', clang],
] as const)
  console.log(
    `wasm : native       ${ratio.together.toFixed(2)} in all (goal 1.3), ${ratio.median.toFixed(2)} the median of small and large files, beside ${name}`,
  )
console.log(
  `  its stages        ${stages.map((stage) => `${stage} ${speed.stageRatios[stage].toFixed(2)}`).join(', ')} (of all files together, beside Clang; goal for parse 1.3)`,
)

const growth = measureGrowth(core, coreStages)
console.log(
  `an empty sheet      ${growth.sheetMicroseconds.toFixed(0)} microseconds (goal 100): a dot in two corners, beside ${speed.medianMs.toFixed(2)} ms for the median page`,
)
const printCosts = (pages: PageCost[]) => {
  for (const { strokes, each, stages: of, sheet } of pages) {
    const parts = stages.map((stage) => `${stage} ${of[stage].toFixed(1)}`).join(', ')
    console.log(
      `${String(strokes).padStart(6)} strokes      ${each.toFixed(1)} microseconds each: ${parts}; ${sheet.toFixed(0)} for their sheet`,
    )
  }
}
console.log('small strokes beside each other, on a sheet as large as they need:')
printCosts(growth.apart)
console.log(`spread              ${(100 * growth.spread).toFixed(0)} % either way (goal 20)`)
console.log('larger ones all over one sheet: where ink lies on ink, a stroke adds nothing to encode:')
printCosts(growth.onOneSheet)

const openPage = measureOpenPage(coreStages)
// Goals by the figures of the code that outlined every stroke for each of them (2026-11, GCC): 5 and 17.5.
for (const [what, output, goal] of [
  ['a tile              ', 'tile', 1],
  ['a PDF page          ', 'pdf', 8.75],
] as const) {
  const [wasm, native] = [ratiosOf(openPage.wasm), ratiosOf(openPage.native)]
  console.log(
    `${what}${openPage.wasm[output].toFixed(1)} ms in wasm, of a page of 10,000 strokes: ${wasm[output].toFixed(1)} times what outlining them takes, native ${native[output].toFixed(1)} (goal ${goal})`,
  )
}

const peers = await measurePeers(core, coreStages)
const { takenOff } = peers
console.log(
  `what an empty sheet costs is taken off, on both sides: ${takenOff.rsvg.toFixed(0)} ms of rsvg-convert's, ${takenOff.ours.toFixed(3)} ms of ours, ${takenOff.drawing.toFixed(3)} ms of our drawing (medians of ours)`,
)
console.log(
  `rsvg-convert        ${peers.rsvg.toFixed(0)} times our time, file to picture, of ${peers.pages} pages (goal 30)`,
)
console.log(
  `CanvasKit           ${peers.canvasKit.toFixed(0)} times our time, drawing alone, the same strokes (goal 20)`,
)
console.log(`MuPDF               ${peers.muPdf.toFixed(0)} times our time, drawing alone, the same strokes (goal 10)`)
console.log(`PNG : zopflipng     ${peers.zopfli.toFixed(2)} in bytes (goal 1.3)`)

const tokens = measureTokens(core)
const saved = (100 * (1 - tokens.crops.tokens / tokens.whole.tokens)).toFixed(0)
console.log(
  `image tokens        ${tokens.crops.tokens.toFixed(0)} a page of ${tokens.pages}, drawn whole ${tokens.whole.tokens}: ${saved} % saved`,
)
console.log(
  `image dollars       ${tokens.crops.dollars.toFixed(6)} a page, drawn whole ${tokens.whole.dollars.toFixed(6)}, read by ${tokens.model}`,
)

const size = measureCoreSize()
console.log(`core.wasm           ${size.raw} bytes, ${size.brotli} with brotli (at most ${sizeLimit})`)
if (size.brotli > sizeLimit) process.exitCode = 1
const firstLoad = measureFirstLoad()
console.log(
  `first load          ${firstLoad.brotli} bytes of scripts with brotli, in ${firstLoad.files} files (at most ${firstLoadLimit})`,
)
if (firstLoad.brotli > firstLoadLimit) process.exitCode = 1

const drop = await measureDashboardSpeed()
console.log(`first thumbnail     ${drop.firstMs.toFixed(0)} ms after the drop of 50 pages (goal 150)`)
console.log(`all 50 thumbnails   ${drop.allMs.toFixed(0)} ms after it (goal 1200)`)
await reportExport()
await reportLargeLibrary()
await reportFilters()
await reportReadingVisit()

await reportServer(core)
await reportAgent()
await reportFidelity()
await reportFullSize()
