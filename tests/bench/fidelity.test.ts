// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { compare, type Darkness, darknessOf, shrink } from './fidelity-measure.ts'

const [width, height] = [60, 40]

/** White paper with a black bar. */
function bar(left: number, top: number, across: number, down: number, level = 1): Darkness {
  const values = new Float64Array(width * height)
  for (let y = top; y < top + down; y++) values.fill(level, y * width + left, y * width + left + across)
  return { width, height, values }
}

test('a picture is exactly like itself', () => {
  const picture = bar(10, 10, 30, 3)
  expect(compare(picture, picture)).toEqual({ ssim: expect.closeTo(1), f1: 1, inkRatio: 1 })
})

test('ink a pixel aside is in its place, ink three pixels aside is not', () => {
  const picture = bar(10, 10, 30, 1)
  expect(compare(bar(10, 11, 30, 1), picture).f1).toBe(1)
  expect(compare(bar(10, 13, 30, 1), picture).f1).toBe(0)
  expect(compare(bar(10, 13, 30, 1), picture).ssim).toBeLessThan(0.3)
})

test('ink at the right edge is not beside ink at the left edge', () => {
  expect(compare(bar(width - 1, 10, 1, 5), bar(0, 11, 1, 5)).f1).toBe(0)
})

test('missing and needless ink both cost', () => {
  const whole = bar(10, 10, 30, 1)
  const half = bar(10, 10, 15, 1)
  expect(compare(half, whole).f1).toBeLessThan(0.75)
  expect(compare(whole, half).f1).toBeLessThan(0.75)
  expect(compare(half, whole).inkRatio).toBe(0.5)
  expect(compare(whole, half).inkRatio).toBe(2)
})

test('the dots of a template are no ink, and an empty page proves nothing', () => {
  const dots = bar(10, 10, 1, 1, 0.2)
  expect(compare(dots, bar(0, 0, 0, 0))).toMatchObject({ f1: 1, inkRatio: 1 })
  expect(compare(bar(0, 0, 0, 0), bar(0, 0, 0, 0)).ssim).toBe(1)
})

test('a part can be judged by itself', () => {
  const ours = bar(10, 10, 30, 1)
  const theirs = bar(10, 10, 30, 1)
  theirs.values.fill(1, 30 * width, 31 * width)
  expect(compare(ours, theirs).f1).toBeLessThan(1)
  expect(compare(ours, theirs, (index) => index < 20 * width).f1).toBe(1)
})

test('a smaller picture holds as much ink', () => {
  const pixels = new Uint8Array(4 * 100 * 50).fill(255)
  for (let y = 10; y < 20; y++) pixels.fill(0, 4 * (y * 100 + 20), 4 * (y * 100 + 70))
  const small = shrink(darknessOf(100, 50, pixels), 20, 10)
  const ink = small.values.reduce((sum, value) => sum + value, 0)
  expect(ink * 25).toBeCloseTo(10 * 50)
})
