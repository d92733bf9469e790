// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { withBoxes } from './drawn.ts'
import { compareFullSize } from './figures.ts'

const bar = withBoxes([[10, 10, 40, 11]])

test('a picture is exactly like itself', () => {
  expect(compareFullSize(bar, bar)).toEqual({ ssim: expect.closeTo(1), f1: [1, 1, 1], ink: 1, colour: 0 })
})

test('ink is in its place within as many pixels as are forgiven', () => {
  expect(compareFullSize(withBoxes([[10, 12, 40, 13]]), bar).f1).toEqual([0, 0, 1])
  expect(compareFullSize(withBoxes([[11, 11, 41, 12]]), bar).f1).toEqual([0, 1, 1])
})

test('ink at the right edge is not beside ink at the left edge', () => {
  expect(compareFullSize(withBoxes([[59, 10, 60, 15]]), withBoxes([[0, 11, 1, 16]])).f1).toEqual([0, 0, 0])
})

test('handwriting is judged alone, without the boxes of typed text', () => {
  const typedText: [number, number, number, number] = [10, 20, 50, 30]
  const ours = withBoxes([[10, 10, 40, 11]])
  const truth = withBoxes([[10, 10, 40, 11], typedText])
  const { f1, drawn } = compareFullSize(ours, truth, { text: [typedText] })
  expect(f1[1]).toBeLessThan(0.3)
  expect(drawn).toBe(1)
})

test('missing ink lowers the ratio of ink', () => {
  expect(compareFullSize(withBoxes([[10, 10, 25, 11]]), bar).ink).toBeCloseTo(0.5)
})

test('ink beside what the truth draws in a grey of its own still counts', () => {
  const grey = 191
  const truth = withBoxes([[10, 10, 25, 11]])
  const ours = withBoxes([[10, 10, 40, 11]])
  for (const picture of [truth, ours]) picture.rgb.fill(grey, 3 * 60 * 25, 3 * 60 * 32)
  expect(compareFullSize(ours, truth, { grey }).ink).toBeCloseTo(2)
  ours.rgb.fill(0, 3 * 60 * 26, 3 * 60 * 30)
  expect(compareFullSize(ours, truth, { grey }).ink).toBeCloseTo(2)
})

test('colours are compared where both have ink, and nowhere else', () => {
  const ours = withBoxes([[10, 10, 40, 14]], [200, 0, 0])
  const truth = withBoxes([[10, 12, 40, 16]], [194, 9, 0])
  expect(compareFullSize(ours, truth).colour).toBeCloseTo(5)
})
