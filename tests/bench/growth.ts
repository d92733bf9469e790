// SPDX-License-Identifier: AGPL-3.0-or-later
// How the cost of a page grows with its strokes: time per stroke, all over the same sheet of paper.
import type { Core } from '@rmirror/shared/core'
import { ballpoint, wave } from '../generator/ink.ts'
import { Random } from '../generator/prng.ts'
import { onePage } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import { timed } from './timing.ts'

const counts = [100, 1_000, 10_000, 34_000]
const rounds = 9

export interface Growth {
  strokes: number
  /** From bytes to facts and OCR PNG, for one stroke. */
  microseconds: number
}

export function measureGrowth(core: Core): Growth[] {
  return counts.map((strokes) => {
    const file = pageOf(strokes)
    const milliseconds = timed(rounds, () => {
      using page = core.openPage(file)
      page.factsJson()
      page.renderOcr()
    })
    return { strokes, microseconds: (1000 * milliseconds) / strokes }
  })
}

/** Waves as long as a written letter, anywhere on the paper. */
function pageOf(strokes: number): Uint8Array {
  const random = new Random(34_000)
  const place = () => ({ x: random.next() * 1300 - 650, y: 40 + random.next() * 1790 })
  return writeV6(onePage(Array.from({ length: strokes }, () => wave(place(), 48, ballpoint, random))))
}
