// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { fineliner, wave } from '../generator/ink.ts'
import { onePage } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import { builtCore } from '../wasm/core.ts'
import { madeSmaller, smallLikeness } from './small-pictures.ts'

const core = await builtCore()

test('even ink that is drawn small is its full picture made smaller', () => {
  const likeness = smallLikeness(core, writeV6(onePage([wave({ x: -200, y: 300 }, 300, fineliner)])))
  expect(likeness?.ssim).toBeGreaterThan(0.98)
  expect(likeness?.inkRatio).toBeCloseTo(1, 1)
})

test('pages without ink, or that cannot be read, have no likeness', () => {
  expect(smallLikeness(core, writeV6(onePage([])))).toBeUndefined()
  expect(smallLikeness(core, new Uint8Array(60))).toBeUndefined()
})

test('a pixel that is covered in part counts in part', () => {
  const full = { width: 3, height: 3, values: Float64Array.of(1, 0, 0.5, 1, 0, 0.5, 1, 0, 0.5) }
  const [two, one] = [expect.closeTo(2 / 3), expect.closeTo(1 / 3)]
  expect([...madeSmaller(full, 2, 2).values]).toEqual([two, one, two, one])
})

test('a height that is rounded moves nothing up or down', () => {
  const full = { width: 4, height: 5, values: new Float64Array(20).fill(1) }
  expect([...madeSmaller(full, 2, 3).values]).toEqual([1, 1, 1, 1, 0.5, 0.5])
})
