// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { freeMemory } from './free-memory.ts'

const megabyte = 1024 * 1024

test('memory that nothing uses any more goes back to the system', async () => {
  let numbers: number[] | undefined = new Array(12_000_000).fill(0.5)
  const used = process.memoryUsage().heapTotal
  expect(numbers.at(-1)).toBe(0.5)
  numbers = undefined
  await freeMemory()
  // What V8 itself has mapped. The kernel's number changes with what it swaps out, and with what threads allocate.
  expect(used - process.memoryUsage().heapTotal).toBeGreaterThan(50 * megabyte)
})
