// SPDX-License-Identifier: AGPL-3.0-or-later
// How the cost of a page grows with its strokes, all over the same sheet of paper.
import type { Core } from '@rmirror/shared/core'
import { ballpoint, wave } from '../generator/ink.ts'
import { Random } from '../generator/prng.ts'
import { onePage } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import { emptySheet } from './empty-sheet.ts'
import { timed } from './timing.ts'

const counts = [100, 1_000, 10_000, 34_000]
const rounds = 9

export interface Growth {
  /** From bytes to facts and OCR PNG, of a sheet with a dot in two corners. */
  sheetMicroseconds: number
  /** What each stroke adds to the sheet. */
  pages: { strokes: number; strokeMicroseconds: number }[]
}

export function measureGrowth(core: Core): Growth {
  const sheet = microseconds(core, emptySheet({ x: -702, y: 0, width: 1404, height: 1872 }))
  const pages = counts.map((strokes) => ({
    strokes,
    strokeMicroseconds: (microseconds(core, pageOf(strokes)) - sheet) / strokes,
  }))
  return { sheetMicroseconds: sheet, pages }
}

function microseconds(core: Core, file: Uint8Array): number {
  const milliseconds = timed(rounds, () => {
    using page = core.openPage(file)
    page.factsJson()
    page.renderOcr()
  })
  return 1000 * milliseconds
}

/** Waves as long as a written letter, anywhere on the paper. */
function pageOf(strokes: number): Uint8Array {
  const random = new Random(34_000)
  const place = () => ({ x: random.next() * 1300 - 650, y: 40 + random.next() * 1790 })
  return writeV6(onePage(Array.from({ length: strokes }, () => wave(place(), 48, ballpoint, random))))
}
