// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import type { SourceFile } from '../model/types.ts'
import { InflatedArchiveCache } from './archive-cache.ts'
import { collectFiles } from './collected-files.ts'

/** A file of a stated size that has only a head, and records the lengths of reads. */
function vast(path: string, size: number, head: string) {
  const read: number[] = []
  const file: SourceFile = {
    ...{ path, size, modified: 0 },
    read: async () => {
      read.push(size)
      return new Uint8Array()
    },
    readRange: async (start, end) => {
      read.push(end - start)
      const bytes = new Uint8Array(end - start)
      bytes.set(new TextEncoder().encode(head).subarray(start, end))
      return bytes
    },
  }
  return { file, read }
}

test('a page of 500 MB is listed, refused with its size before it is read, and not taken for a blank one', async () => {
  const { file, read } = vast('p.rm', 500 * 2 ** 20, 'reMarkable .lines file, version=6          ')
  const { files } = await collectFiles([file], undefined, () => {})
  expect(files.map(({ kind }) => kind)).toEqual(['page'])
  await expect(files[0]?.file.read()).rejects.toThrow('This file is 500 MB; the limit is 64 MB')
  expect([files[0]?.file.readRange, files[0]?.file.blob]).toEqual([undefined, undefined])
  expect(Math.max(...read)).toBeLessThan(100)
})

test('an archive of 3 GB without a directory is named, and never asked for 2 GB at once', async () => {
  const { file, read } = vast('y.rmdoc', 3 * 2 ** 30, 'PK\u0003\u0004')
  const { files, problems } = await collectFiles([file], undefined, () => {})
  expect([files, problems.map(({ path }) => path)]).toEqual([[], ['y.rmdoc']])
  expect(Math.max(...read)).toBeLessThanOrEqual(512 * 2 ** 20)
})

test('no part of a file is read that is larger than any file may be', async () => {
  const { file, read } = vast('x.zip', 3 * 2 ** 30, '')
  await expect(new InflatedArchiveCache().range(file, 0, file.size)).rejects.toThrow('the limit is 512 MB')
  expect(read).toEqual([])
})
