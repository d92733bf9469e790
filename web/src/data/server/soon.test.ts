// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Soon } from './soon.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a task that is asked for many times is done once, and again for whoever asks later', () => {
  const perform = vi.fn()
  const soon = new Soon(500, perform)
  for (let times = 0; times < 3; times++) soon.ask()
  vi.advanceTimersByTime(499)
  expect(perform).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(perform).toHaveBeenCalledOnce()
  soon.ask()
  vi.advanceTimersByTime(500)
  expect(perform).toHaveBeenCalledTimes(2)
})

it('a task that was cancelled is not done, but can be asked for again', () => {
  const perform = vi.fn()
  const soon = new Soon(500, perform)
  soon.ask()
  soon.cancel()
  vi.advanceTimersByTime(1000)
  expect(perform).not.toHaveBeenCalled()
  soon.ask()
  vi.advanceTimersByTime(500)
  expect(perform).toHaveBeenCalledOnce()
})
