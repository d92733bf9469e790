// SPDX-License-Identifier: AGPL-3.0-or-later
// The core beside the programs one would otherwise draw ink with, all in one run on the same pages.
import type { Core, OcrPicture } from '@rmirror/shared/core'
import { loadMuPdf } from '../../shared/src/pdf/mupdf.ts'
import { canvasKitDrawer, loadCanvasKit } from './canvaskit.ts'
import type { CoreStages } from './core-stages.ts'
import { type Drawer, type Drawing, drawingOf } from './drawing.ts'
import { emptySheet } from './empty-sheet.ts'
import { median } from './median.ts'
import { muPdfDrawer } from './mupdf.ts'
import { isReadable, type MeasuredPage, someOf, writtenPages } from './pages.ts'
import { rsvgTime } from './rsvg.ts'
import { timed } from './timing.ts'
import { zopfliSize } from './zopfli.ts'

const mostPages = 24
const mostZopfliPages = 6
const rounds = 9
const peerRounds = 2
/** Pages of a few dots would compare little more than clocks. */
const leastPngBytes = 2_000

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
}

export async function measurePeers(core: Core, stages: CoreStages): Promise<PeerRatios> {
  const [kit, mupdf] = await Promise.all([loadCanvasKit(), loadMuPdf()])
  const chosen = someOf(pagesWithInk(core), mostPages)
  using blank = core.blankPage()
  const startUp = rsvgTime(blank.renderSvg())
  const ratios = chosen.map(({ page, picture }) => {
    using open = core.openPage(page.file)
    const sheet = { name: page.name, file: emptySheet(picture.rect) }
    const ours = timed(rounds, () => openAndDraw(core, page)) - timed(rounds, () => openAndDraw(core, sheet))
    const drawn = timeToDraw(stages, page) - timeToDraw(stages, sheet)
    const drawing = drawingOf(page.file, picture)
    const times = (drawerOf: (drawing: Drawing) => Drawer) => drawingTime(drawerOf(drawing))
    return {
      rsvg: (rsvgTime(open.renderSvg()) - startUp) / ours,
      canvasKit: times((drawing) => canvasKitDrawer(kit, drawing)) / drawn,
      muPdf: times((drawing) => muPdfDrawer(mupdf, drawing)) / drawn,
    }
  })
  const sizes = someOf(chosen, mostZopfliPages).map(({ picture: { png } }) => png.length / zopfliSize(png))
  return {
    pages: chosen.length,
    rsvg: median(ratios.map((one) => one.rsvg)),
    canvasKit: median(ratios.map((one) => one.canvasKit)),
    muPdf: median(ratios.map((one) => one.muPdf)),
    zopfli: median(sizes),
  }
}

function pagesWithInk(core: Core): { page: MeasuredPage; picture: OcrPicture }[] {
  return writtenPages()
    .filter((page) => isReadable(core, page))
    .flatMap((page) => {
      const [picture, ...more] = openAndDraw(core, page)
      return picture && more.length === 0 && picture.png.length >= leastPngBytes ? [{ page, picture }] : []
    })
}

function openAndDraw(core: Core, { file }: MeasuredPage): OcrPicture[] {
  using page = core.openPage(file)
  return page.renderOcr()
}

function timeToDraw(stages: CoreStages, { name, file }: MeasuredPage): number {
  const times = stages.times(file, rounds)
  if (!times) throw new Error(`${name} cannot be read`)
  return times.draw
}

function drawingTime(drawer: Drawer): number {
  const whole = timed(peerRounds, () => drawer.draw())
  const empty = timed(peerRounds, () => drawer.drawNothing())
  drawer.close()
  return whole - empty
}
