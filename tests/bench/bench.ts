// SPDX-License-Identifier: AGPL-3.0-or-later
// `make bench`: speed and size in one run, as ratios where the machine's mood would blur a number.
import { measureCoreSize, sizeLimit } from './core-size.ts'
import { measureCoreSpeed } from './core-speed.ts'
import { measureDashboardSpeed } from './dashboard-speed.ts'
import { reportFidelity } from './fidelity.ts'

const speed = await measureCoreSpeed()
console.log(`pages per second    ${speed.pagesPerSecond.toFixed(0)} in wasm, one thread, of ${speed.files} files`)
console.log(`one page            ${speed.medianMs.toFixed(2)} ms (median): parsed, fingerprinted, drawn, encoded`)
console.log(`wasm : native       ${speed.ratio.toFixed(2)} (median of the files)`)

const size = measureCoreSize()
console.log(`core.wasm           ${size.raw} bytes, ${size.brotli} with brotli (at most ${sizeLimit})`)
if (size.brotli > sizeLimit) process.exitCode = 1

const drop = await measureDashboardSpeed()
console.log(`first thumbnail     ${drop.firstMs.toFixed(0)} ms after the drop of 50 pages (goal 150)`)
console.log(`all 50 thumbnails   ${drop.allMs.toFixed(0)} ms after it (goal 1500)`)

await reportFidelity()
