// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Debounced, DebouncedByKind } from './debounced.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a task that is requested many times runs once, and again for a later request', () => {
  const perform = vi.fn()
  const debounced = new Debounced(500, perform)
  for (let times = 0; times < 3; times++) debounced.ask()
  vi.advanceTimersByTime(499)
  expect(perform).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(perform).toHaveBeenCalledOnce()
  debounced.ask()
  vi.advanceTimersByTime(500)
  expect(perform).toHaveBeenCalledTimes(2)
})

it('a task that was cancelled is not done, but can be asked for again', () => {
  const perform = vi.fn()
  const debounced = new Debounced(500, perform)
  debounced.ask()
  debounced.cancel()
  vi.advanceTimersByTime(1000)
  expect(perform).not.toHaveBeenCalled()
  debounced.ask()
  vi.advanceTimersByTime(500)
  expect(perform).toHaveBeenCalledOnce()
})

it('several kinds have intervals of their own, and are cancelled together', () => {
  const done: string[] = []
  const kinds = new DebouncedByKind({
    soon: [500, () => done.push('soon')],
    late: [2000, () => done.push('late')],
    never: [500, () => done.push('never')],
  })
  kinds.ask({ soon: true, late: true, never: false })
  vi.advanceTimersByTime(500)
  expect(done).toEqual(['soon'])
  vi.advanceTimersByTime(1500)
  expect(done).toEqual(['soon', 'late'])
  kinds.ask({ soon: true, late: true, never: true })
  kinds.cancel()
  vi.advanceTimersByTime(2000)
  expect(done).toEqual(['soon', 'late'])
})
