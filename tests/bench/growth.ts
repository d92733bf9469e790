// SPDX-License-Identifier: AGPL-3.0-or-later
// How the cost of a page grows with its strokes: beside each other, where each brings as much ink as the last, and
// all over the same sheet of paper, where the more there are the more ink lies on ink.
import type { Core } from '@rmirror/shared/core'
import { ballpoint, drawn, fineliner, type Place, wave } from '../generator/ink.ts'
import { Random } from '../generator/prng.ts'
import { onePage, type SceneStroke } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import type { CoreStages, Stage, StageTimes } from './core-stages.ts'
import { emptySheet } from './empty-sheet.ts'
import { timed } from './timing.ts'

const counts = [100, 1_000, 10_000, 34_000]
const rounds = 9

export interface PageCost {
  strokes: number
  /** What each stroke adds to the sheet, in all and stage by stage; in microseconds. */
  each: number
  stages: StageTimes
  /** The sheet: a dot in two corners of what the strokes take. */
  sheet: number
}

export interface Growth {
  /** From bytes to facts and OCR PNG, of a sheet with a dot in two corners; in microseconds. */
  sheetMicroseconds: number
  apart: PageCost[]
  /** How far the dearest and the cheapest stroke of `apart` are from the middle between them, as a share of it. */
  spread: number
  onOneSheet: PageCost[]
}

export function measureGrowth(core: Core, coreStages: CoreStages): Growth {
  const cost = (strokes: SceneStroke[]) => costOf(core, coreStages, strokes)
  const apart = counts.map((count) => cost(strokesApart(count)))
  const each = apart.map((page) => page.each)
  const [min, max] = [Math.min(...each), Math.max(...each)]
  return {
    sheetMicroseconds: microseconds(core, emptySheet({ x: -702, y: 0, width: 1404, height: 1872 })),
    apart,
    spread: (max - min) / (max + min),
    onOneSheet: counts.map((count) => cost(strokesOnOneSheet(count))),
  }
}

function costOf(core: Core, coreStages: CoreStages, strokes: SceneStroke[]): PageCost {
  const file = writeV6(onePage(strokes))
  const empty = emptySheet(pictureRect(core, file))
  const [times, sheetTimes] = [stageTimes(coreStages, file), stageTimes(coreStages, empty)]
  const sheet = microseconds(core, empty)
  const each = (stage: Stage) => (1000 * (times[stage] - sheetTimes[stage])) / strokes.length
  return {
    strokes: strokes.length,
    each: (microseconds(core, file) - sheet) / strokes.length,
    stages: {
      parse: each('parse'),
      prepare: each('prepare'),
      facts: each('facts'),
      draw: each('draw'),
      encode: each('encode'),
    },
    sheet,
  }
}

function pictureRect(core: Core, file: Uint8Array) {
  using page = core.openPage(file)
  const [picture, ...more] = page.renderOcr()
  if (!picture || more.length > 0 || picture.width !== picture.rect.width)
    throw new Error('pages must be drawn whole and at the same size to be compared')
  return picture.rect
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

/**
 * Small arches beside and below each other, on as much of an upright sheet as they need: this many strokes of a
 * hand's usual size would have to be drawn smaller than a few.
 */
function strokesApart(count: number): SceneStroke[] {
  const [pitch, steps] = [10, 12]
  const random = new Random(34_000)
  const columns = Math.ceil(Math.sqrt(0.75 * count))
  return Array.from({ length: count }, (_, index) => {
    const [left, top] = [pitch * (index % columns), pitch * Math.floor(index / columns)]
    const path = Array.from({ length: steps + 1 }, (_, step): Place => {
      const share = step / steps
      return { x: left - (pitch * columns) / 2 + 7 * share, y: top + 6 * (1 - Math.sin(Math.PI * share)) }
    })
    return drawn(path, { ...fineliner, width: 2, thickness: 1 }, random, 1.1)
  })
}

/** Waves as long as a written letter, anywhere on the paper. */
export function strokesOnOneSheet(count: number): SceneStroke[] {
  const random = new Random(34_000)
  const place = () => ({ x: random.next() * 1300 - 650, y: 40 + random.next() * 1790 })
  return Array.from({ length: count }, () => wave(place(), 48, ballpoint, random))
}
