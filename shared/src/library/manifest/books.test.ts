// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import type { Notebook, PageSource } from '../model/types.ts'
import { type Book, completeBooks } from './books.ts'
import type { PageState } from './manifest.ts'

const page = { uuid: 'p', number: 1 } as PageSource
const source = { path: 'a.pdf', size: 1, modified: 0, read: async () => new Uint8Array() }
const notebook = (more: Partial<Notebook>) => ({ uuid: 'n', authors: [], pages: [page], source, ...more }) as Notebook
const marked = { highlights: [{ original_text: 'To be', color: '', rects: [] }] } as unknown as PageState
const unmarked = { highlights: [] } as unknown as PageState

async function completed(document: Notebook, state: PageState | undefined, book: Book): Promise<[Notebook, number]> {
  let reads = 0
  const read = async () => {
    reads += 1
    return book
  }
  await completeBooks([document], () => state, read)
  return [document, reads]
}

const book = { title: 'Hamlet', authors: ['William Shakespeare'] }

it('sets the title and authors that a document lacks', async () => {
  const [both] = await completed(notebook({}), marked, book)
  expect([both.title, both.authors]).toEqual(['Hamlet', ['William Shakespeare']])
  const [author] = await completed(notebook({ title: 'Mine' }), marked, book)
  expect([author.title, author.authors]).toEqual(['Mine', ['William Shakespeare']])
  const [title] = await completed(notebook({ authors: ['Kim'] }), marked, book)
  expect([title.title, title.authors]).toEqual(['Hamlet', ['Kim']])
  const [none] = await completed(notebook({}), marked, { title: '', authors: [] })
  expect([none.title, none.authors]).toEqual([undefined, []])
})

it.each<[string, Partial<Notebook>, PageState | undefined]>([
  ['states both already', { title: 'Mine', authors: ['Kim'] }, marked],
  ['has no highlights', {}, unmarked],
  ['has no page that could be read', {}, undefined],
  ['has no file below the ink', { source: undefined as never }, marked],
  ['was never opened', { unopened: 'counted' }, marked],
])('opens no file of a document that %s', async (_, more, state) => {
  expect((await completed(notebook(more), state, book))[1]).toBe(0)
})
