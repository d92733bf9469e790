// SPDX-License-Identifier: AGPL-3.0-or-later
// Where words of typed text end, and what their typefaces weigh, as lines of `make bench`.
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Core, fontFiles } from '@rmirror/shared/core'
import type { MeasuredPair } from './pairs.ts'
import { type WordEnd, wordEnds } from './words.ts'

const { resolve } = createRequire(import.meta.resolve('@rmirror/shared/core'))

/** Maximum distance between the ends of a word in both pictures, in per cent. */
const goal = 2

export function wordRows(core: Core, { pair, ours, truth, left }: MeasuredPair): string[] {
  if (!pair.text) return []
  using page = core.openPage(readFileSync(join(pair.folder, pair.page)))
  const right = Math.max(...pair.text.map(([, , edge]) => edge))
  const fonts = page.facts().fonts.map((style) => ({ style, bytes: statSync(resolve(fontFiles[style])).size }))
  const ends = page.pdfInk().facts.lines.flatMap(({ x, baseline, size, runs }) => {
    const text = runs.map((run) => run.text).join('')
    return wordEnds(ours, truth, { text, x: x - left, baseline, size }, right)
  })
  const kilobytes = fonts.reduce((sum, { bytes }) => sum + bytes, 0) / 1000
  const loaded = `${kilobytes.toFixed(0)} kB of fonts (${fonts.map(({ style }) => style).join(', ')})`
  if (ends.length === 0) return [`${pair.id.padEnd(18)}no words of letters found; ${loaded}`]
  const farthest = Math.max(...ends.map((end) => Math.abs(percentOf(end))))
  const words = ends.map((end) => `${end.word} ${percentOf(end).toFixed(1)}`).join(', ')
  return [
    `${pair.id.padEnd(18)}at most ${farthest.toFixed(1)} % (${goal})${farthest > goal ? '!' : ''}: ${words}; ${loaded}`,
  ]
}

function percentOf({ ours, theirs }: WordEnd): number {
  return 100 * (ours / theirs - 1)
}
