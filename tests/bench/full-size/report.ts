// SPDX-License-Identifier: AGPL-3.0-or-later
// The measure at full size, as lines of `make bench`.
import type { Core } from '@rmirror/shared/core'
import { compare, darknessOf, shrink } from '../fidelity-measure.ts'
import { compareFullSize } from './figures.ts'
import { type Column, columnsOf, columnsOfThumbnail, goalsOf } from './goals.ts'
import { coreWithFonts, findPairs, openPair, oursOf, type Pair, truthOf } from './pairs.ts'
import { darknessOfRgb } from './picture.ts'

/** Prints nothing but a remark when there are no pairs. */
export async function reportFullSize(): Promise<void> {
  const pairs = findPairs()
  if (pairs.length === 0) return console.log('full size           no pairs here: RMIRROR_TRUTH names no folder of them')
  const core = await coreWithFonts()
  console.log('full size           beside what reMarkable drew; goals in brackets, with ! where they are missed')
  for (const pair of pairs) {
    const columns = pair.kind === 'thumbnail' ? measureThumbnail(core, pair) : measurePair(core, pair)
    const shown = columns.map(({ text, missed }) => (missed ? `${text}!` : text))
    console.log(`  ${pair.id.padEnd(18)}${shown.join('  ')}`)
  }
}

function measurePair(core: Core, pair: Pair): Column[] {
  using page = openPair(core, pair)
  const truth = truthOf(pair)
  return columnsOf(compareFullSize(oursOf(page, pair, truth), truth, pair), goalsOf(pair))
}

/** A small picture of the whole page, its template included. */
function measureThumbnail(core: Core, pair: Pair): Column[] {
  using page = openPair(core, pair)
  const { width, height, pixels } = page.renderPixels({ template: pair.template })
  const truth = darknessOfRgb(truthOf(pair))
  return columnsOfThumbnail(compare(shrink(darknessOf(width, height, pixels), truth.width, truth.height), truth))
}
