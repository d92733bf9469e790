// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { paper, withBoxes } from './drawn.ts'
import { placed, shiftBetween, withoutTemplateLines } from './picture.ts'

test('the light grey lines of a template go, light colours and ink stay', () => {
  const box: [number, number, number, number] = [10, 10, 40, 12]
  expect(withoutTemplateLines(withBoxes([box], [239, 239, 240]))).toEqual(paper(60, 40))
  for (const color of [
    [229, 229, 229],
    [255, 255, 230],
  ] as const) {
    const picture = withBoxes([box], color)
    expect(withoutTemplateLines(picture)).toEqual(picture)
  }
})

test('a page that grew to the left and to the top is found where it lies best', () => {
  const ours = withBoxes([
    [20, 15, 40, 17],
    [20, 15, 22, 30],
  ])
  const truth = withBoxes([
    [13, 17, 33, 19],
    [13, 17, 15, 32],
  ])
  const shift = shiftBetween(ours, truth)
  expect(shift).toEqual({ x: -7, y: 2 })
  expect(placed(ours, truth, shift)).toEqual(truth)
})

test('what is moved beyond the edge is cut off, and a smaller picture lies on white paper', () => {
  const moved = placed(withBoxes([[0, 0, 60, 40]]), { width: 80, height: 30 }, { x: -50, y: 5 })
  const expected = paper(80, 30)
  for (let y = 5; y < 30; y++) expected.rgb.fill(0, 3 * 80 * y, 3 * (80 * y + 10))
  expect(moved).toEqual(expected)
})
