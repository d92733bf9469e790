// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { uuidV7 } from './uuid-v7.ts'

it('is of version 7, begins with its time, and is never the same', () => {
  const now = Date.UTC(2026, 10, 20, 12)
  expect(uuidV7(now)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(uuidV7(now).replace('-', '').slice(0, 12), 16)).toBe(now)
  expect(uuidV7(now)).not.toBe(uuidV7(now))
})
