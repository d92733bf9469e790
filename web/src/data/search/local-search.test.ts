// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import type { PageHandles, PageWords } from '@rmirror/shared/workshop'
import { OrderError } from '@rmirror/shared/workshop'
import { expect, it } from 'vitest'
import type { LibraryStore } from '../local/library.ts'
import type { OwnText } from '../own-key/own-database.ts'
import { guestNotes } from '../workspace/guest-notes.ts'
import type { FoundNotebook } from './findings.ts'
import { LocalSearch } from './local-search.ts'

type Written = PageWords | 'broken' | null
interface Given {
  name: string
  tags?: string[]
  modified?: number
  /** `own`: the transcription of its ink with the user's own key. */
  pages: { words: Written; tags?: string[]; own?: string }[]
}

function ownTextsOf(given: Given[]) {
  const texts = new Map<string, OwnText>()
  for (const { name, pages } of given)
    for (const [position, { own }] of pages.entries())
      if (own !== undefined) texts.set(`${name} ${position + 1}`, { markdown: own } as OwnText)
  return {
    hasTextsOf: (notebook: string) => [...texts.keys()].some((hash) => hash.startsWith(notebook)),
    textOf: (hash: string | undefined) => texts.get(hash ?? '') ?? null,
  }
}

const typed = (text: string): PageWords => ({ typed: text, highlights: [] })

function libraryOf(...given: Given[]) {
  const own = ownTextsOf(given)
  const texts = new Map<PageHandles, Written>()
  const opened: PageHandles[] = []
  const notebooks = given.map(({ name, tags = [], modified = 0, pages }) => ({
    facts: { uuid: name, name, tags, lastModified: modified },
    pages: pages.map((page, position) => {
      const parts = page.words && ({} as PageHandles)
      if (parts) texts.set(parts, page.words)
      const state = signal({ kind: 'ready', summary: { inkHash: `${name} ${position + 1}` } })
      return { uuid: `${name} ${position + 1}`, number: position + 1, tags: page.tags ?? [], parts, state }
    }),
  }))
  const pool = {
    run: async (_: 'words', { page }: { page: PageHandles }) => {
      opened.push(page)
      const words = texts.get(page)
      if (words === 'broken') throw new OrderError('truncated', 'cut')
      return words
    },
  }
  const held = new Map(notebooks.map((notebook) => [notebook.facts.uuid, notebook]))
  const library = { notebooks: signal(held), pool, want: async () => {} } as unknown as Pick<
    LibraryStore,
    'notebooks' | 'pool' | 'want'
  >
  return { search: new LocalSearch(library, own), opened }
}

const unhurried = () => new AbortController().signal
const pagesOf = (hits: FoundNotebook[]) =>
  hits.map(({ name, pages }) => [name.text, pages.map((page) => page.page_number)])

it('finds typed text, highlights and tags, the notebook worked on last first', async () => {
  const { search } = libraryOf(
    { name: 'Old', modified: 1, pages: [{ words: typed('no such word') }, { words: typed('Blue ink') }] },
    {
      name: 'New',
      modified: 2,
      pages: [{ words: null, tags: ['inks'] }, { words: { typed: '', highlights: ['INK!'] } }, { words: typed('pen') }],
    },
  )
  const reported: FoundNotebook[][] = []
  const found = await search.find('ink', unhurried(), (hits) => reported.push(hits))
  expect(pagesOf(found)).toEqual([
    ['New', [1, 2]],
    ['Old', [2]],
  ])
  expect(reported.map((hits) => hits.length)).toEqual([1, 2])
  expect(found[0]?.pages.flatMap(({ snippets }) => snippets)).toEqual([
    { source: 'tag', text: 'inks', ranges: [{ start: 0, end: 3 }] },
    { source: 'highlight', text: 'INK!', ranges: [{ start: 0, end: 3 }] },
  ])
})

it('words may stand in the name and on the page, but all must', async () => {
  const { search } = libraryOf({ name: 'Diary', pages: [{ words: typed('by the sea') }, { words: typed('at home') }] })
  expect(pagesOf(await search.find('diary sea', unhurried(), () => {}))).toEqual([['Diary', [1]]])
  expect(await search.find('diary', unhurried(), () => {})).toEqual([])
  expect(await search.find('sea home', unhurried(), () => {})).toEqual([])
})

it('finds what was transcribed with an own key', async () => {
  const { search } = libraryOf(
    { name: 'Diary', pages: [{ words: typed('sea') }, { words: typed(''), own: '# By the **sea**' }] },
    { name: 'Other', pages: [{ words: typed('') }] },
  )
  const found = await search.find('sea', unhurried(), () => {})
  expect(pagesOf(found)).toEqual([['Diary', [1, 2]]])
  expect(found[0]?.pages[1]?.snippets).toMatchObject([{ source: 'text', text: '# By the **sea**' }])
})

it('a page is opened once, and one that cannot be read hides no other', async () => {
  const { search, opened } = libraryOf({ name: 'Diary', pages: [{ words: 'broken' }, { words: typed('sea') }] })
  for (const _ of [1, 2]) expect(pagesOf(await search.find('sea', unhurried(), () => {}))).toEqual([['Diary', [2]]])
  expect(opened).toHaveLength(3)
})

it('ends when the search is aborted', async () => {
  const { search, opened } = libraryOf({ name: 'Diary', pages: [{ words: typed('sea') }] })
  await expect(search.find('sea', AbortSignal.abort(), () => {})).rejects.toThrow('aborted')
  expect(opened).toEqual([])
})

it('is kept to the notebooks of a scope, and to pages that have its tags, by themselves or by their notebook', async () => {
  const pages = [
    { words: typed('ink'), tags: ['x'] },
    { words: typed('ink') },
    { words: typed('ink'), tags: ['x', 'y'] },
  ]
  const { search, opened } = libraryOf(
    { name: 'In', modified: 2, tags: ['y'], pages },
    { name: 'Also in', modified: 1, pages },
    { name: 'Out', tags: ['x', 'y'], pages },
  )
  const scope = { among: () => new Set(['In', 'Also in']), tags: ['x', 'y'] }
  expect(pagesOf(await search.find('ink', unhurried(), () => {}, scope))).toEqual([
    ['In', [1, 3]],
    ['Also in', [3]],
  ])
  expect(opened, 'other pages are not even opened').toHaveLength(3)
})

it('finds a guest’s notes, the last changed first, within what filters let through', async () => {
  const { search } = libraryOf({ name: 'Diary', pages: [{ words: typed('Blue ink') }] })
  const note = (id: string, content: string, changedAt: number) => {
    const title = content.split('\n')[0] ?? ''
    return [
      id,
      { id, content, title, changedAt, folder: null, revision: 1, discard: async () => async () => {} },
    ] as const
  }
  guestNotes.value = new Map([
    note('old', 'Shopping\n\n- [ ] Ink', 1),
    note('new', 'Ink, blue', 2),
    note('other', 'Paper', 3),
  ])
  const found = await search.find('ink', unhurried(), () => {})
  expect(pagesOf(found)).toEqual([
    ['Ink, blue', [1]],
    ['Shopping', [1]],
    ['Diary', [1]],
  ])
  expect(found[0]?.notebook).toEqual({ notebook_uuid: 'new', document_type: 'notes' })
  const among = () => new Set(['old'])
  expect(pagesOf(await search.find('ink', unhurried(), () => {}, { among, tags: [] }))).toEqual([['Shopping', [1]]])
  expect(await search.find('ink', unhurried(), () => {}, { among, tags: ['sea'] })).toEqual([])
  guestNotes.value = new Map()
})
