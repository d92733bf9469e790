// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import type { SourceFile } from '../model/types.ts'
import { InflatedArchiveCache } from './archive-cache.ts'

const mebibyte = 1024 * 1024

/** A file of `size` bytes that counts its reads. */
function counted(size: number): SourceFile & { reads: number } {
  return {
    path: '',
    size,
    modified: 0,
    reads: 0,
    async read() {
      this.reads++
      return new Uint8Array(size)
    },
  }
}

test('a file is read once while there is room, and again when others took it', async () => {
  const held = new InflatedArchiveCache()
  const [first, second, third] = [counted(60 * mebibyte), counted(60 * mebibyte), counted(60 * mebibyte)]
  await held.range(first, 0, 4)
  await held.range(second, 0, 4)
  await held.range(first, 4, 8)
  expect([first.reads, second.reads]).toEqual([1, 1])
  // The second is the least recently used, so it is evicted.
  await held.range(third, 0, 4)
  await held.range(first, 0, 4)
  await held.range(second, 0, 4)
  expect([first.reads, second.reads, third.reads]).toEqual([1, 2, 1])
})

test('a file larger than the room is held all the same while it is the one in use', async () => {
  const held = new InflatedArchiveCache()
  const large = counted(200 * mebibyte)
  for (let part = 0; part < 3; part++) expect(await held.range(large, part, part + 2)).toHaveLength(2)
  expect(await held.size(large)).toBe(200 * mebibyte)
  expect(large.reads).toBe(1)
})

test('a file that reads in parts is never read as a whole', async () => {
  const file: SourceFile = {
    path: '',
    size: 9,
    modified: 0,
    read: () => Promise.reject(new Error('read as a whole')),
    readRange: async (start, end) => new Uint8Array(end - start),
  }
  expect(await new InflatedArchiveCache().range(file, 2, 5)).toHaveLength(3)
})

test('a failed read is tried again', async () => {
  const held = new InflatedArchiveCache()
  let tries = 0
  const file: SourceFile = {
    path: '',
    size: 2,
    modified: 0,
    read: async () => {
      if (++tries === 1) throw new Error('busy')
      return new Uint8Array(2)
    },
  }
  await expect(held.range(file, 0, 1)).rejects.toThrow('busy')
  expect(await held.range(file, 0, 1)).toHaveLength(1)
})
