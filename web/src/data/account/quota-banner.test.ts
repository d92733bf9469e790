// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { expect, it } from 'vitest'
import { quotaNow } from '../../testing/server-facts.ts'
import { forgetShown, lastShown, nearLimitOf, noteShown } from './quota-banner.ts'

const pages = (used: number, members = {}) => nearLimitOf(quotaNow({ limit: 100, used, reserved: 0, ...members }))

it('people are told from four fifths on, and again near the end and at it', () => {
  expect(pages(79)).toBeNull()
  const names = [80, 90, 91, 99, 100, 120].map((used) => pages(used)?.name)
  expect(new Set(names).size).toBe(3)
  expect([names[0] === names[1], names[2] === names[3], names[4] === names[5]]).toEqual([true, true, true])
  expect(pages(120)?.share).toBe(1)
  expect(pages(80, { period_start: '2027-01-01T00:00:00+00:00' })?.name).not.toBe(names[0])
})

it('what is reserved counts, and nothing that has no limit or is not offered', () => {
  expect(pages(70, { reserved: 10 })?.kind).toBe('pages')
  expect(pages(90, { limit: null })).toBeNull()
  expect(pages(90, { has_reader: false })).toBeNull()
  const tokens = { limit: 0, used: 0, reserved: 0, left: 0 }
  expect(pages(0, { tokens })).toBeNull()
})

it('of several limits the one nearest to its end is told', () => {
  expect(pages(85, { storage: { limit: 100, used: 95 } })?.kind).toBe('storage')
  expect(pages(96, { storage: { limit: 100, used: 95 } })?.kind).toBe('pages')
})

it('which notice was shown is forgotten when a person signs out, and not before', () => {
  const userId = signal<string | null>(null)
  const near = pages(80)
  if (!near) throw new Error('near')
  noteShown(near)
  const stop = forgetShown({ userId })
  userId.value = 'ann'
  expect([lastShown.value, localStorage.getItem('rmirror.limit-read')]).toEqual([near.name, near.name])
  userId.value = null
  expect([lastShown.value, localStorage.getItem('rmirror.limit-read')]).toEqual([null, null])
  stop()
})
