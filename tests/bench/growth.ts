// SPDX-License-Identifier: AGPL-3.0-or-later
// How the cost of a page grows with its strokes, all over the same sheet of paper: the more there are, the more
// ink lies on ink.
import type { Core } from '@rmirror/shared/core'
import { ballpoint, wave } from '../generator/ink.ts'
import { Random } from '../generator/prng.ts'
import { onePage } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import type { CoreStages, Stage, StageTimes } from './core-stages.ts'
import { emptySheet } from './empty-sheet.ts'
import { timed } from './timing.ts'

const counts = [100, 1_000, 10_000, 34_000]
const rounds = 9

export interface Growth {
  /** From bytes to facts and OCR PNG, of a sheet with a dot in two corners. */
  sheetMicroseconds: number
  /** What each stroke adds to the sheet, in all and stage by stage; in microseconds. */
  pages: { strokes: number; each: number; stages: StageTimes }[]
}

export function measureGrowth(core: Core, coreStages: CoreStages): Growth {
  const empty = emptySheet({ x: -702, y: 0, width: 1404, height: 1872 })
  const sheet = microseconds(core, empty)
  const sheetStages = stageTimes(coreStages, empty)
  const pages = counts.map((strokes) => {
    const file = pageOf(strokes)
    const times = stageTimes(coreStages, file)
    const each = (stage: Stage) => (1000 * (times[stage] - sheetStages[stage])) / strokes
    return {
      strokes,
      each: (microseconds(core, file) - sheet) / strokes,
      stages: { parse: each('parse'), facts: each('facts'), draw: each('draw'), encode: each('encode') },
    }
  })
  return { sheetMicroseconds: sheet, pages }
}

function stageTimes(coreStages: CoreStages, file: Uint8Array): StageTimes {
  const times = coreStages.times(file, rounds)
  if (!times) throw new Error('a page of our own cannot be read')
  return times
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
