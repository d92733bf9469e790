// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import type { SourceFile } from '@rmirror/shared/library'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { folderFiles } from '../../../tests/generator/document.ts'
import { at, write } from '../testing/program.ts'
import { RecordedReports } from '../testing/recorded-reports.ts'
import { lay, uuid } from '../testing/watched.ts'
import { openTree } from './tree.ts'

let ending: AbortController
beforeEach(() => {
  ending = new AbortController()
  mkdirSync(at('desk'))
})
afterEach(() => ending.abort())

test('hints at what changes in it, at any depth, until it is no longer wanted', async () => {
  const heard = new RecordedReports()
  const watching = openTree(at('desk')).watch?.(heard, ending.signal)
  await heard.next('ready')
  write('desk/a.metadata', '{}')
  await heard.next('hint')
  // Too quick for the system, which starts a watch for each folder that it sees being created.
  mkdirSync(at('desk/a/b/c/d'), { recursive: true })
  await heard.next('hint')
  // The whole tree is watched again.
  await heard.next('hint')
  heard.forget()
  writeFileSync(at('desk/a/b/c/d/e.rm'), 'ink')
  await heard.next('hint')
  ending.abort()
  await watching
  const before = heard.all.length
  write('desk/late.metadata', '{}')
  await new Promise((resolve) => setImmediate(resolve))
  expect(heard.all.slice(before)).toEqual([])
})

test('names what changed, and lists its documents as a scan does, with the folders that they are in', async () => {
  const [shelf, box] = [uuid('c'), uuid('d')]
  for (const { path, bytes } of [...folderFiles(shelf, 'Shelf'), ...folderFiles(box, 'Box', shelf)])
    write(`desk/${path}`, bytes)
  lay('a', [1, 2], { parent: box })
  lay('b', [3])
  lay('e', [4], {}, 'desk/old')
  const source = openTree(at('desk'))
  const heard = new RecordedReports()
  const watching = source.watch?.(heard, ending.signal)
  await heard.next('ready')
  lay('a', [5, 6], { parent: box })
  lay('e', [7], {}, 'desk/old')
  const page = `${realpathSync(at('desk'))}/${uuid('a')}/${uuid('a', 2)}.rm`
  while (!heard.named.has(page)) await heard.next('hint')

  const listed = await source.scanChanged?.([...heard.named])
  const { files } = await source.scan(ending.signal)
  const expected = files.filter(({ path }) => [uuid('a'), shelf, box].some((name) => path.startsWith(`desk/${name}`)))
  // Without what reads them.
  const described = (all: SourceFile[] = []) => all.map((file) => JSON.stringify(file)).sort()
  expect(expected).toHaveLength(8)
  expect(described(listed)).toEqual(described(expected))
  ending.abort()
  await watching
})

test('a folder that is not there is not watched, and nothing fails', async () => {
  const heard = new RecordedReports()
  const watching = openTree(at('nowhere')).watch?.(heard, ending.signal)
  await heard.next('ready')
  ending.abort()
  await watching
  expect(heard.all).toEqual(['ready'])
})
