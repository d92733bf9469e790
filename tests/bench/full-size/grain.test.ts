// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { fill, paper } from './drawn.ts'
import { chanceByDistance, pixelsBetween } from './grain.ts'
import type { InkStroke } from './strokes.ts'

const left = -20
const rows = { top: 5, bottom: 35 }

/** A stroke down the picture; its middle lies in the middle of the pixels of column 30. */
const stroke: InkStroke = {
  tool: 14,
  color: 0,
  thickness: 2,
  points: [0, 40].map((y) => ({ x: 10.5, y, width: 6, pressure: 0.5 })),
}

test('the chance of ink is the share of dark pixels on both sides of the middle line', () => {
  const picture = paper(60, 40)
  fill(picture, [30, 0, 31, 20])
  fill(picture, [31, 0, 33, 40])
  fill(picture, [28, 0, 30, 20])
  expect(chanceByDistance(picture, stroke, left, rows).slice(0, 4)).toEqual([0.5, 0.75, 0.75, 0])
})

test('the middle line leans with the stroke', () => {
  const leaning = { ...stroke, points: [0, 40].map((y) => ({ x: y / 2, y, width: 6, pressure: 0.5 })) }
  const picture = paper(60, 40)
  for (let y = 0; y < 40; y++) fill(picture, [20 + Math.floor(y / 2), y, 21 + Math.floor(y / 2), y + 1])
  const [middle = 0, beside = 0, beyond] = chanceByDistance(picture, leaning, left, rows)
  expect(middle).toBe(1)
  expect(beside).toBeLessThan(0.1)
  expect(beyond).toBe(0)
})

test('greys between paper and ink are counted along the stroke, not elsewhere', () => {
  const picture = paper(60, 40)
  fill(picture, [28, 0, 33, 40])
  expect(pixelsBetween(picture, stroke, left, rows)).toBe(0)
  fill(picture, [33, 0, 34, 40], [128, 128, 128])
  fill(picture, [0, 0, 5, 40], [128, 128, 128])
  expect(pixelsBetween(picture, stroke, left, rows)).toBe(30)
})
