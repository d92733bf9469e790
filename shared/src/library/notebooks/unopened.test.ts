// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { loadCore } from '@rmirror/shared/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type LibraryCore, manifestOf, type Notebook, pagesOfSource, readLibrary } from '../index.ts'

const uuid = '6a0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a01'
const page = '11111111-1111-4111-8111-111111111111'

let core: LibraryCore
beforeAll(async () => {
  core = await loadCore(readFileSync(createRequire(import.meta.url).resolve('@rmirror/core/core.wasm')))
})

async function read(content: object | undefined, source = 'pdf'): Promise<Notebook | undefined> {
  const files: Record<string, string> = {
    [`${uuid}.metadata`]: JSON.stringify({ visibleName: 'Manual', type: 'DocumentType', parent: '' }),
    ...(content && { [`${uuid}.content`]: JSON.stringify(content) }),
    [`${uuid}.${source}`]: 'never opened',
  }
  const given = Object.entries(files).map(([path, text]) => {
    const bytes = new TextEncoder().encode(text)
    const read = async () => {
      if (path.endsWith(source)) throw new Error('The file was opened')
      return bytes
    }
    return { path, size: bytes.length, modified: 0, read }
  })
  return (await readLibrary(given, core)).notebooks[0]
}

describe('a document is taken for one that was never opened', () => {
  test.each([
    ['lists no pages', { fileType: 'pdf', pageCount: 0, pages: [] }],
    ['lists none in the new way', { fileType: 'pdf', formatVersion: 2, cPages: { pages: [] } }],
    ['states only how many there are', { fileType: 'pdf', pageCount: 3 }],
    ['says nothing', {}],
    ['is not there', undefined],
  ])('where its description %s', async (_, content) => {
    expect(await read(content)).toMatchObject({ unopened: 'uncounted', pages: [], problems: [] })
  })

  test('also where it is a book', async () => {
    expect(await read({ fileType: 'epub', pages: [] }, 'epub')).toMatchObject({ unopened: 'uncounted', pages: [] })
  })

  test('but not with a page in its list, nor with none left of them', async () => {
    const opened = await read({ fileType: 'pdf', pages: [page] })
    expect([opened?.unopened, opened?.pages.length]).toEqual([undefined, 1])
    const value = (of: unknown) => ({ timestamp: '1:1', value: of })
    const gone = [{ id: page, idx: value('ba'), deleted: value(1) }]
    const emptied = await read({ fileType: 'pdf', formatVersion: 2, cPages: { pages: gone } })
    expect([emptied?.unopened, emptied?.pages.length]).toEqual([undefined, 0])
  })
})

test('the pages of its file are numbered, lie on those of the file, and keep their uuids', () => {
  const { pages, problem } = pagesOfSource({ uuid }, 3)
  expect(pages.map(({ number, sourcePage, file }) => [number, sourcePage, file])).toEqual([
    [1, 0, undefined],
    [2, 1, undefined],
    [3, 2, undefined],
  ])
  expect(problem).toBeUndefined()
  expect(pagesOfSource({ uuid }, 3).pages).toEqual(pages)
  expect(new Set(pages.map((each) => each.uuid)).size).toBe(3)
})

test('of ten thousand pages the first are shown, with a sentence', () => {
  const { pages, problem } = pagesOfSource({ uuid }, 10_000)
  expect(pages).toHaveLength(8000)
  expect(problem).toEqual({ code: 'too-many-pages', detail: 'The file has 10000 pages; only the first 8000 are shown' })
})

test('a manifest lists none of its pages, counted or not', async () => {
  const notebook = await read({ fileType: 'pdf', pages: [] })
  if (!notebook) throw new Error('There is no notebook')
  const { pages } = pagesOfSource(notebook, 3)
  for (const each of [notebook, { ...notebook, unopened: 'counted' as const, pages }]) {
    const { manifest } = manifestOf({ notebooks: [each], folders: [] }, () => undefined, 'notebooks')
    expect(manifest.notebooks).toMatchObject([{ visible_name: 'Manual', document_type: 'pdf', pages: [] }])
  }
})
