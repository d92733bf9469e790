// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { columnsOf, goalsOf } from './goals.ts'
import type { PairRow } from './pairs.ts'

const row: PairRow = { id: 'pens', page: 'page.rm', truth: 'truth.png', kind: 'raster', format: 'v6', template: '' }
const figures = { ssim: 0.9, f1: [0.8, 0.94, 1] as [number, number, number], drawn: 0.98, ink: 1.06, colour: 2.6 }
const missedBy = (pair: PairRow) =>
  columnsOf(figures, goalsOf(pair)).flatMap(({ text, missed }) => (missed ? text : []))

test('a typed page may have another typeface, but its handwriting must be in its place', () => {
  expect(missedBy({ ...row, text: [[0, 0, 10, 10]] })).toEqual(['drawn 0.980 (0.99)'])
})

test('a page of ink is missed by every figure that falls short', () => {
  expect(missedBy(row)).toEqual(['f1@1 0.940 (0.98)', 'ink 1.060 (0.95-1.05)', 'colour 2.6 (2.5)'])
  expect(missedBy({ ...row, kind: 'vector' })).toEqual(['f1@1 0.940 (0.98)', 'ink 1.060 (0.95-1.05)'])
  expect(missedBy({ ...row, format: 'lines-old', kind: 'vector' })).toEqual([
    'f1@1 0.940 (0.95)',
    'ink 1.060 (0.95-1.05)',
  ])
})
