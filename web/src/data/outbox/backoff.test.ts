// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { Backoff } from './backoff.ts'

it('doubles from a second to five minutes, and begins anew', () => {
  const backoff = new Backoff(() => 1)
  const delays = Array.from({ length: 12 }, () => backoff.next() / 1000)
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
  backoff.reset()
  expect(backoff.next()).toBe(1000)
})

it('is shortened at random by up to a half, but never below what the server asked for', () => {
  const backoff = new Backoff(() => 0)
  expect([backoff.next(), backoff.next(), backoff.next(9000)]).toEqual([500, 1000, 9000])
})
