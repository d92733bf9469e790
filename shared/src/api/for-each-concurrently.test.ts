// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { forEachConcurrently } from './for-each-concurrently.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
/** Lets other tasks run. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('at most the given number of items is worked on at a time, each once', async () => {
  const done: number[] = []
  let running = 0
  let max = 0
  await forEachConcurrently(numbers(20), 6, async (number) => {
    max = Math.max(max, ++running)
    await turn()
    running--
    done.push(number)
  })
  expect(max).toBe(6)
  expect(done.sort((a, b) => a - b)).toEqual(numbers(20))
})

test('a failure is told when what had begun has ended, and nothing more is begun', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const work = async (number: number) => {
    begun.push(number)
    await turn()
    if (number === 1) throw new Error('one failed')
    await turn()
    ended.push(number)
  }
  await expect(forEachConcurrently(numbers(20), 3, work)).rejects.toThrow('one failed')
  expect(begun).toEqual([0, 1, 2])
  expect(ended).toEqual([0, 2])
})
