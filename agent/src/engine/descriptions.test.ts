// SPDX-License-Identifier: AGPL-3.0-or-later
import { renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { type LibraryCore, readLibrary } from '@rmirror/shared/library'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { filesAt } from '../sources/folder.ts'
import { builtCore } from '../testing/core.ts'
import { at, notebook, pages, write, writeDocument } from '../testing/program.ts'
import { Descriptions, settledAfterMs } from './descriptions.ts'
import { Memory } from './memory.ts'

const core = await builtCore()
/** A time at which everything that a test wrote has settled. */
const later = () => Date.now() + settledAfterMs + 1000

let memory: Memory
beforeEach(() => {
  memory = Memory.open(at('memory.db')).memory
  writeDocument('desk', { name: 'Ideas 1' })
})
afterEach(() => memory.close())

/** The number of descriptions read, and what was found. */
async function look(startedAt = later(), source = 'desk') {
  let read = 0
  const counting: LibraryCore = {
    countPages: (file) => core.countPages(file),
    typedText: (file) => core.typedText(file),
    readDocument(parts) {
      read++
      return core.readDocument(parts)
    },
  }
  const known = new Descriptions(source, memory, startedAt)
  const { notebooks, folders, problems } = await readLibrary((await filesAt(at('desk'))).files, counting, { known })
  known.finish()
  const facts = notebooks.map((each) => ({
    ...{ name: each.name, tags: each.tags, problems: each.problems },
    pages: each.pages.map(({ uuid, file }) => `${uuid} ${file?.path}`),
  }))
  return { read, facts: JSON.stringify({ facts, folders, problems }) }
}

describe('a description that was read', () => {
  test('is not read again, and says the same', async () => {
    const first = await look()
    expect(first.read).toBe(1)
    expect(await look()).toEqual({ read: 0, facts: first.facts })
  })

  test('is read again when the file is another one, though it is as long and as old', async () => {
    await look()
    const metadata = at('desk', `${notebook}.metadata`)
    const [text, day] = [JSON.stringify({ visibleName: 'Ideas 2', type: 'DocumentType' }), new Date(0)]
    writeFileSync(metadata, text)
    utimesSync(metadata, day, day)
    await look()
    writeFileSync(metadata, text.replace('Ideas 2', 'Ideas 3'))
    utimesSync(metadata, day, day)
    expect(await look()).toMatchObject({ read: 1, facts: expect.stringContaining('Ideas 3') })
  })

  test('is read again when a page came or went', async () => {
    await look()
    const [, page = ''] = JSON.parse((await look()).facts).facts[0].pages[0].split(' desk')
    renameSync(at('desk', page), at('desk', `${page}.part`))
    expect((await look()).read).toBe(1)
    renameSync(at('desk', `${page}.part`), at('desk', page))
    expect((await look()).read).toBe(1)
  })

  test('is read again while its files are young', async () => {
    const parts = ['content', 'metadata'].map((ending) => statSync(at('desk', `${notebook}.${ending}`)))
    const written = Math.max(...parts.flatMap(({ mtimeMs, ctimeMs }) => [mtimeMs, ctimeMs]))
    expect((await look(written)).read).toBe(1)
    expect((await look(written + settledAfterMs - 1)).read).toBe(1)
    expect((await look()).read).toBe(1)
    expect((await look()).read).toBe(0)
  })

  test('is read again in another source', async () => {
    await look()
    expect((await look(later(), 'another')).read).toBe(1)
    expect((await look()).read).toBe(0)
  })
})

test('a description that is half written is never remembered', async () => {
  write(`desk/${notebook}.content`, '{"pages": [')
  expect((await look()).read).toBe(1)
  expect((await look()).read).toBe(1)
})

test('problems of a description are told at each look', async () => {
  write(`desk/${notebook}.content`, { fileType: 'notebook', orientation: 'sideways', pages: pages.slice(0, 1) })
  const first = await look()
  expect(first.facts).toContain('bad-description')
  expect(first.facts).toContain('not in its list of pages')
  expect(await look()).toEqual({ read: 0, facts: first.facts })
})

test('the descriptions of files that are gone are forgotten', async () => {
  await look()
  expect(memory.descriptionCount('desk')).toBe(1)
  rmSync(at('desk'), { recursive: true })
  write('desk/nothing.txt', '')
  await look()
  expect(memory.descriptionCount('desk')).toBe(0)
})
