// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { loweredBy } from './anchors.ts'
import { fill, paper } from './drawn.ts'
import type { InkStroke } from './strokes.ts'

const left = -60

function line(...places: [number, number][]): InkStroke {
  const points = places.map(([x, y]) => ({ x: x + left, y, width: 4, pressure: 1 }))
  return { tool: 17, color: 0, thickness: 2, points }
}

const corner = [line([20, 10], [60, 10]), line([20, 10], [20, -20])]

test('strokes are found where their ink is, not where other ink is', () => {
  const picture = paper(120, 200)
  fill(picture, [18, 138, 62, 142])
  fill(picture, [18, 108, 22, 142])
  fill(picture, [0, 60, 120, 70])
  expect(loweredBy(picture, corner, left)).toBeCloseTo(130, 0)
})

test('strokes lie between two rows of pixels where their edges are grey', () => {
  const picture = paper(120, 200)
  fill(picture, [18, 138, 62, 141])
  fill(picture, [18, 141, 62, 142], [128, 128, 128])
  fill(picture, [18, 137, 62, 138], [128, 128, 128])
  expect(loweredBy(picture, corner.slice(0, 1), left)).toBeCloseTo(129.5, 1)
})

test('strokes that the picture lacks are found nowhere', () => {
  const picture = paper(120, 200)
  fill(picture, [18, 138, 30, 142])
  expect(loweredBy(picture, corner, left)).toBeUndefined()
})
