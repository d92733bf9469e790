// SPDX-License-Identifier: AGPL-3.0-or-later
// The measure at full size, as lines of `make bench`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Core } from '@rmirror/shared/core'
import { coreWithFonts } from '../core-with-fonts.ts'
import { compare, darknessOf, shrink } from '../fidelity-measure.ts'
import { anchorRows } from './anchors.ts'
import { compareFullSize } from './figures.ts'
import { type Column, columnsOf, columnsOfThumbnail, goalsOf } from './goals.ts'
import { grainRows } from './grain-report.ts'
import { findPairs, measurePair, type Pair, truthOf } from './pairs.ts'
import { pdfRows } from './pdf-report.ts'
import { darknessOfRgb } from './picture.ts'
import { widthRows } from './widths-report.ts'
import { wordRows } from './words-report.ts'

/** Prints nothing but a remark when there are no pairs. */
export async function reportFullSize(): Promise<void> {
  const found = findPairs()
  if (found.length === 0) return console.log('full size           no pairs here: RMIRROR_TRUTH names no folder of them')
  const core = await coreWithFonts()
  const pairs = found.filter(({ kind }) => kind !== 'thumbnail').map((pair) => measurePair(core, pair))
  console.log('full size           beside what reMarkable drew; goals in brackets, with ! where they are missed')
  for (const { pair, ours, truth } of pairs)
    printRow(pair.id, columnsOf(compareFullSize(ours, truth, pair), goalsOf(pair)))
  for (const pair of found.filter(({ kind }) => kind === 'thumbnail')) printRow(pair.id, compareThumbnail(core, pair))
  printSection(
    'ink that moves with typed text, in page units from where anchored.json has it',
    pairs.flatMap(anchorRows),
  )
  const words = pairs.flatMap((pair) => wordRows(core, pair))
  printSection('where words of typed text end, in per cent from where theirs do', words)
  printSection('the PDF of a page, drawn by poppler, beside our picture of it', await pdfRows(core, found))
  printSection('grain, as the chance of ink at 0, 1, 2 ... units from the middle of a stroke', pairs.flatMap(grainRows))
  printSection(
    'widths in page units, as ink across strokes, and how far ends reach beyond the last point',
    widthRows(pairs),
  )
}

function printRow(id: string, columns: Column[]): void {
  const shown = columns.map(({ text, missed }) => (missed ? `${text}!` : text))
  console.log(`  ${id.padEnd(18)}${shown.join('  ')}`)
}

function printSection(title: string, rows: string[]): void {
  if (rows.length > 0) console.log(`${title}\n${rows.map((row) => `  ${row}`).join('\n')}`)
}

/** A small picture of the whole page, its template included. */
function compareThumbnail(core: Core, pair: Pair): Column[] {
  using page = core.openPage(readFileSync(join(pair.folder, pair.page)))
  const { width, height, pixels } = page.renderPixels({ template: pair.template })
  const truth = darknessOfRgb(truthOf(pair))
  return columnsOfThumbnail(compare(shrink(darknessOf(width, height, pixels), truth.width, truth.height), truth))
}
