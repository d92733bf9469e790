// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { inOrder } from './in-order.ts'

test('outcomes come in the order of the items, however long each takes, and never too many run', async () => {
  let running = 0
  let most = 0
  const work = async (turns: number) => {
    most = Math.max(most, ++running)
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    running--
    return turns
  }
  const outcomes: number[] = []
  for await (const outcome of inOrder([9, 1, 5, 0, 30, 2, 2], 3, work)) outcomes.push(outcome)
  expect(outcomes).toEqual([9, 1, 5, 0, 30, 2, 2])
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(3)
})
