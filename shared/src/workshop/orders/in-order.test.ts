// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { inOrder } from './in-order.ts'

test('outcomes come in the order of the items, however long each takes, and never too many run', async () => {
  let running = 0
  let max = 0
  const work = async (turns: number) => {
    max = Math.max(max, ++running)
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    running--
    return turns
  }
  const outcomes: number[] = []
  for await (const outcome of inOrder([9, 1, 5, 0, 30, 2, 2], 3, work)) outcomes.push(outcome)
  expect(outcomes).toEqual([9, 1, 5, 0, 30, 2, 2])
  expect(max).toBeGreaterThan(1)
  expect(max).toBeLessThanOrEqual(3)
})

test('a failure comes in its place, and what runs beside it is no unhandled one', async () => {
  const work = async (item: number) => {
    if (item > 1) throw new Error(`failed at ${item}`)
    return item
  }
  const outcomes: number[] = []
  const all = async () => {
    for await (const outcome of inOrder([0, 1, 2, 3, 4], 4, work)) outcomes.push(outcome)
  }
  await expect(all()).rejects.toThrow('failed at 2')
  expect(outcomes).toEqual([0, 1])
})
