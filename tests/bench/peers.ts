// SPDX-License-Identifier: AGPL-3.0-or-later
// The core beside the programs one would otherwise draw ink with, all in one run on the same pages.
import type { Core, OcrPicture } from '@rmirror/shared/core'
import { loadMuPdf } from '../../shared/src/pdf/mupdf.ts'
import { canvasKitDrawer, loadCanvasKit } from './canvaskit.ts'
import type { CoreStages } from './core-stages.ts'
import { type Drawer, drawingOf } from './drawing.ts'
import { emptySheet } from './empty-sheet.ts'
import { median } from './median.ts'
import { muPdfDrawer } from './mupdf.ts'
import { isReadable, type MeasuredPage, someOf, writtenPages } from './pages.ts'
import { rsvgTime } from './rsvg.ts'
import { timed } from './timing.ts'
import { zopfliSize } from './zopfli.ts'

const maxPages = 24
const maxZopfliPages = 6
const rounds = 9
const peerRounds = 2
/** Pages of a few dots would compare little more than clocks. */
const minPngBytes = 2_000

/** Medians over the pages. What an empty sheet costs is taken off on both sides. */
export interface PeerRatios {
  pages: number
  /** Their time by ours, from file to picture. */
  rsvg: number
  /** Drawing the strokes by drawing them: neither side encodes. */
  canvasKit: number
  muPdf: number
  /** Our bytes by theirs. */
  zopfli: number
  /** Milliseconds that were taken off: rsvg's for a page without ink, the medians of ours for sheets with a dot in two corners. */
  takenOff: { rsvg: number; ours: number; drawing: number }
}

export async function measurePeers(core: Core, stages: CoreStages): Promise<PeerRatios> {
  const [kit, mupdf] = await Promise.all([loadCanvasKit(), loadMuPdf()])
  const chosen = someOf(pagesWithInk(core), maxPages)
  using blank = core.blankPage()
  const blankSvg = blank.renderSvg()
  const times = chosen.map(({ page, picture }) => {
    using open = core.openPage(page.file)
    const sheet = { name: page.name, file: emptySheet(picture.rect) }
    const drawing = drawingOf(page.file, picture)
    return {
      ours: timed(rounds, () => openAndDraw(core, page)),
      sheet: timed(rounds, () => openAndDraw(core, sheet)),
      drawn: timeToDraw(stages, page),
      sheetDrawn: timeToDraw(stages, sheet),
      rsvg: rsvgTime(open.renderSvg()),
      startUp: rsvgTime(blankSvg),
      canvasKit: drawingTime(canvasKitDrawer(kit, drawing)),
      muPdf: drawingTime(muPdfDrawer(mupdf, drawing)),
    }
  })
  // It lasts tens of milliseconds, and a page's ink some: the shortest of all is the least blurred.
  const startUp = Math.min(...times.map((one) => one.startUp))
  const sizes = someOf(chosen, maxZopfliPages).map(({ picture: { png } }) => png.length / zopfliSize(png))
  return {
    pages: chosen.length,
    rsvg: median(times.map(({ rsvg, ours, sheet }) => (rsvg - startUp) / (ours - sheet))),
    canvasKit: median(times.map(({ canvasKit, drawn, sheetDrawn }) => canvasKit / (drawn - sheetDrawn))),
    muPdf: median(times.map(({ muPdf, drawn, sheetDrawn }) => muPdf / (drawn - sheetDrawn))),
    zopfli: median(sizes),
    takenOff: {
      rsvg: startUp,
      ours: median(times.map((one) => one.sheet)),
      drawing: median(times.map((one) => one.sheetDrawn)),
    },
  }
}

function pagesWithInk(core: Core): { page: MeasuredPage; picture: OcrPicture }[] {
  return writtenPages()
    .filter((page) => isReadable(core, page))
    .flatMap((page) => {
      const [picture, ...more] = openAndDraw(core, page)
      return picture && more.length === 0 && picture.png.length >= minPngBytes ? [{ page, picture }] : []
    })
}

function openAndDraw(core: Core, { file }: MeasuredPage): OcrPicture[] {
  using page = core.openPage(file)
  return page.renderOcr()
}

function timeToDraw(stages: CoreStages, { name, file }: MeasuredPage): number {
  const times = stages.times(file, rounds)
  if (!times) throw new Error(`${name} cannot be read`)
  return times.prepare + times.draw
}

function drawingTime(drawer: Drawer): number {
  const whole = timed(peerRounds, () => drawer.draw())
  const empty = timed(peerRounds, () => drawer.drawNothing())
  drawer.close()
  return whole - empty
}
