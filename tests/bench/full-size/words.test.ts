// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import type { RgbPicture } from '../../wasm/png.ts'
import { fill, paper } from './drawn.ts'
import { wordEnds } from './words.ts'

const line = { text: 'Two words', x: 20, baseline: 40, size: 20 }

/** Letters of these widths from the left edge of the line, with a pixel between them and ten after each word. */
function typed(words: number[][]): RgbPicture {
  const picture = paper(200, 60)
  let x = line.x
  for (const letters of words) {
    for (const letter of letters) {
      fill(picture, [x, 28, x + letter, 40])
      x += letter + 1
    }
    x += 9
  }
  return picture
}

test('words end where their last letter does', () => {
  expect(wordEnds(typed([[8, 8], [8]]), typed([[8, 9], [9]]), line, 200)).toEqual([
    { word: 'Two', ours: 17, theirs: 18 },
    { word: 'words', ours: 35, theirs: 37 },
  ])
})

test('rows of signs are left out, and the words behind them', () => {
  const [ours, theirs] = [typed([[8, 8], [8, 8], [8]]), typed([[8, 8], [20, 20], [8]])]
  expect(wordEnds(ours, theirs, { ...line, text: 'Two •• dots' }, 200)).toEqual([{ word: 'Two', ours: 17, theirs: 17 }])
})

test('of text that is struck through the end of the line alone is known', () => {
  const [ours, theirs] = [typed([[8, 8], [8]]), typed([[8, 9], [9]])]
  for (const picture of [ours, theirs]) fill(picture, [20, 34, 50, 35])
  expect(wordEnds(ours, theirs, line, 200)).toEqual([{ word: 'Two words', ours: 35, theirs: 37 }])
})

test('what is drawn beside typed text is none of its words', () => {
  const ours = typed([[8, 8], [8]])
  fill(ours, [100, 20, 140, 50])
  fill(ours, [20, 0, 60, 10])
  expect(wordEnds(ours, ours, line, 90).map((end) => end.ours)).toEqual([17, 35])
})
