// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import type { RgbPicture } from '../../wasm/png.ts'
import { fill, paper } from './drawn.ts'
import type { InkStroke } from './strokes.ts'
import { type DrawnSize, measureSizes } from './widths.ts'

const [width, height] = [120, 60]
const left = -60

function line(from: [number, number], to: [number, number]): InkStroke {
  const points = [from, to].map(([x, y]) => ({ x: x + left, y, width: 6, pressure: 1 }))
  return { tool: 17, color: 0, thickness: 2, points }
}

function drawn(boxes: [number, number, number, number][], color: [number, number, number] = [0, 0, 0]): RgbPicture {
  const picture = paper(width, height)
  for (const box of boxes) fill(picture, box, color)
  return picture
}

function measure(ours: RgbPicture, truth: RgbPicture, strokes: InkStroke[]) {
  const pair = { id: '', folder: '', page: '', truth: '', kind: 'raster', format: 'v6', template: '' } as const
  return measureSizes({ pair, ours, truth, strokes, left }, (_, point) => point.width)
}

const across = line([20, 30], [100, 30])
const sizeOf = ({ ours, theirs }: DrawnSize) => [ours, theirs]

test('the width of a stroke is the ink across it, in each picture', () => {
  const { widths } = measure(drawn([[17, 27, 103, 33]]), drawn([[17, 28, 103, 32]]), [across])
  expect(widths.length).toBeGreaterThan(10)
  for (const place of widths) expect(sizeOf(place)).toEqual([expect.closeTo(6, 1), expect.closeTo(4, 1)])
})

test('a stroke in grey is as wide as one in black', () => {
  const { widths } = measure(drawn([[17, 27, 103, 33]], [144, 144, 144]), drawn([[17, 27, 103, 33]]), [across])
  for (const place of widths) expect(sizeOf(place)).toEqual([expect.closeTo(6, 1), expect.closeTo(6, 1)])
})

test('an end reaches as far as there is ink beyond the last point', () => {
  const { reaches } = measure(drawn([[17, 27, 103, 33]]), drawn([[17, 27, 105, 33]]), [across])
  expect(reaches.map(sizeOf)).toEqual([[expect.closeTo(3, 1), expect.closeTo(5, 1)]])
})

test('no width is measured where strokes cross, no end that runs into a stroke', () => {
  const down = line([100, 5], [100, 45])
  const picture = drawn([
    [17, 27, 103, 33],
    [97, 2, 103, 48],
  ])
  const { widths, reaches } = measure(picture, picture, [across, down])
  for (const place of widths) expect(sizeOf(place)).toEqual([expect.closeTo(6, 1), expect.closeTo(6, 1)])
  expect(reaches.map(({ stroke }) => stroke)).toEqual([down])
})
