// SPDX-License-Identifier: AGPL-3.0-or-later
// `scripts/compare-cores BEFORE.wasm`: which pages of fixtures and corpus another build of the core hashes or draws
// for transcription otherwise, how much larger their ink is as SVG and PDF, and which look less like the tablet's
// thumbnails.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Core } from '@rmirror/shared/core'
import { coreWithFonts } from '../bench/core-with-fonts.ts'
import { measureFidelity } from '../bench/fidelity.ts'
import type { Likeness } from '../bench/fidelity-measure.ts'
import { readThumbnails } from '../bench/thumbnails.ts'
import { corpus, fixtures } from '../parity/files.ts'
import { growth, inkSizes } from './export-sizes.ts'
import { changesBetween, type PageState, statesOf } from './page-states.ts'
import { smallLikeness } from './small-pictures.ts'

/** A page may look so much less like its thumbnail. */
const maxLost = 0.005
/** Per cent by which the ink of a page may grow as SVG and as PDF. */
const maxGrowth = 5

const [path] = process.argv.slice(2)
if (path === undefined) {
  console.error('usage: scripts/compare-cores BEFORE.wasm, with the core.mjs of the same build beside it')
  process.exit(2)
}
const cores: [before: Core, now: Core] = [await coreWithFonts(resolve(path)), await coreWithFonts()]

comparePages(cores)
compareSizes(cores)
compareSmallPictures(cores)
await compareThumbnails(cores)

function comparePages([before, now]: [Core, Core]): void {
  let [pages, changed] = [0, 0]
  for (const { folder, names } of [fixtures, corpus])
    for (const name of names) {
      const file = readFileSync(join(folder, name))
      const [statesBefore, statesNow] = [statesOf(before, file), statesOf(now, file)]
      for (let index = 0; index < Math.max(statesBefore.length, statesNow.length); index++) {
        pages++
        const changes = changesBetween(statesBefore[index], statesNow[index])
        if (changes.length === 0) continue
        changed++
        console.log(`  ${name}, page ${index + 1}${kindOf(statesNow[index])}: ${changes.join(', ')}`)
      }
    }
  console.log(`${changed} of ${pages} pages have another ink_hash or OCR picture`)
}

function kindOf(state: PageState | undefined): string {
  if (!state || 'error' in state) return ''
  const version = state.version === 0 ? 'lines-old' : `version ${state.version}`
  return ` (${version}${state.hasTypedText ? ', typed text' : ''})`
}

function compareSizes([before, now]: [Core, Core]): void {
  const all = { before: { svg: 0, pdf: 0 }, now: { svg: 0, pdf: 0 } }
  for (const { folder, names } of [fixtures, corpus])
    for (const name of names) {
      const file = readFileSync(join(folder, name))
      const [was, is] = [inkSizes(before, file), inkSizes(now, file)]
      if (!was || !is) continue
      for (const format of ['svg', 'pdf'] as const) {
        all.before[format] += was[format]
        all.now[format] += is[format]
        const larger = growth(was[format], is[format])
        if (larger > maxGrowth) console.log(`  ${name}: ${larger.toFixed(0)} % larger as ${format.toUpperCase()}`)
      }
    }
  const signed = (format: 'svg' | 'pdf') => {
    const larger = growth(all.before[format], all.now[format])
    return `${larger < 0 ? '' : '+'}${larger.toFixed(1)} %`
  }
  console.log(`bytes of ink: as SVG ${signed('svg')}, in PDFs ${signed('pdf')} (at most +${maxGrowth} %)`)
}

function compareSmallPictures([before, now]: [Core, Core]): void {
  const pages = [fixtures, corpus].flatMap(({ folder, names }) =>
    names.flatMap((name) => {
      const file = readFileSync(join(folder, name))
      const [was, is] = [smallLikeness(before, file), smallLikeness(now, file)]
      return was && is ? [{ name, was, is }] : []
    }),
  )
  for (const { name, was, is } of pages)
    if (lossOf(was, is) > maxLost) console.log(`  ${name}, drawn small: ${figures(was)} before, ${figures(is)} now`)
  const mean = (of: (page: (typeof pages)[number]) => Likeness) =>
    (pages.reduce((sum, page) => sum + of(page).ssim, 0) / pages.length).toFixed(4)
  console.log(
    `drawn small, beside the full picture made smaller: SSIM ${mean(({ was }) => was)} before, ${mean(({ is }) => is)} now (means of ${pages.length} pages)`,
  )
}

async function compareThumbnails([before, now]: [Core, Core]): Promise<void> {
  const thumbnails = await readThumbnails()
  const pagesBefore = await measureFidelity(before, thumbnails)
  const pages = await measureFidelity(now, thumbnails)
  const lost = pages.flatMap((page, index) => {
    const was = pagesBefore[index]
    return was && lossOf(was, page) > maxLost ? [[was, page] as const] : []
  })
  for (const [was, page] of lost)
    console.log(
      `  ${page.thumbnail.name} (version ${page.version}, ${page.kind}): ${figures(was)} before, ${figures(page)} now`,
    )
  console.log(`${lost.length} of ${pages.length} pages look less like their thumbnail by more than ${maxLost}`)
}

function lossOf(before: Likeness, now: Likeness): number {
  return Math.max(before.ssim - now.ssim, before.f1 - now.f1)
}

function figures({ ssim, f1, inkRatio }: Likeness): string {
  return `SSIM ${ssim.toFixed(3)}, F1 ${f1.toFixed(3)}, ink ${inkRatio.toFixed(2)}`
}
