// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { similarityOf, vector8Of } from './vector8.ts'

const vectorOf = (numbers: number[]) => {
  const vector = vector8Of(numbers)
  if (!vector) throw new Error('no vector')
  return vector
}

it('a vector is its length and a byte for each number', () => {
  const vector = vectorOf([0.5, -1, 0])
  expect(vector).toHaveLength(7)
  expect([...new Int8Array(vector.buffer, 4)]).toEqual([64, -127, 0])
  expect(new DataView(vector.buffer).getFloat32(0, true)).toBeCloseTo(Math.hypot(64, 127), 3)
})

it('similarity is the cosine', () => {
  const [east, north, west] = [vectorOf([1, 0]), vectorOf([0, 3]), vectorOf([-2, 0])]
  expect(similarityOf(east, vectorOf([5, 0]))).toBeCloseTo(1)
  expect(similarityOf(east, north)).toBeCloseTo(0)
  expect(similarityOf(east, west)).toBeCloseTo(-1)
  expect(similarityOf(east, vectorOf([1, 1]))).toBeCloseTo(Math.SQRT1_2, 2)
})

it('what has no direction has no vector', () => {
  expect(vector8Of([0, 0])).toBe(null)
  expect(vector8Of([1, Number.NaN])).toBe(null)
  expect(vector8Of([1, Number.POSITIVE_INFINITY])).toBe(null)
  expect(vector8Of([])).toBe(null)
})
