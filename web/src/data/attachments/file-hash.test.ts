// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { fileHash } from './file-hash.ts'

const expected = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 100_003])(
  '%i bytes have one hash, however it is computed',
  async (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 0xff)
    expect(await fileHash(bytes)).toBe(expected(bytes))
    expect(await fileHash(bytes, null as never)).toBe(expected(bytes))
  },
)

it('a part of a larger buffer is hashed alone', async () => {
  const part = Uint8Array.from({ length: 300 }, (_, at) => at & 0xff).subarray(7, 207)
  expect(await fileHash(part, null as never)).toBe(expected(part))
})
