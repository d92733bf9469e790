// SPDX-License-Identifier: AGPL-3.0-or-later
// Looks for words in what this browser holds: names, tags, typed text and highlights. Nothing is sent anywhere.
import { eachOf } from '@rmirror/shared/api'
import type { PageHandles, PageWords } from '@rmirror/shared/workshop'
import { OrderError } from '@rmirror/shared/workshop'
import { type Snippet, snippetOf, wantedWords, wordsIn } from './found-words.ts'
import type { LibraryStore, LiveNotebook, LivePage } from './library.ts'

/** As the server answers. */
export interface LocalHit {
  notebook: { id: string; notebook_uuid: string; document_type: 'notebook' }
  name: Snippet
  pages: LocalPage[]
}
interface LocalPage {
  id: string
  page_uuid: string
  page_number: number
  snippets: (Snippet & { source: 'typed_text' | 'highlight' | 'tag' })[]
}

/** Behind all pictures that can be seen. */
const later = () => 3
const atOnce = 6
const most = { notebooks: 50, pages: 5, snippets: 3 }

export class LocalSearch {
  readonly #library: Pick<LibraryStore, 'notebooks' | 'pool'>
  /** Pages are opened when something is looked for first; what was begun is finished, for the next question. */
  readonly #words = new WeakMap<PageHandles, Promise<PageWords>>()

  constructor(library: Pick<LibraryStore, 'notebooks' | 'pool'>) {
    this.#library = library
  }

  /** Tells what was found so far whenever there is more; rejects with the signal's reason only. */
  async find(question: string, signal: AbortSignal, tell: (found: LocalHit[]) => void): Promise<LocalHit[]> {
    const words = wantedWords(question)
    const found: LocalHit[] = []
    if (words.length === 0) return found
    const newestFirst = [...this.#library.notebooks.peek().values()].sort(
      (a, b) => b.facts.lastModified - a.facts.lastModified,
    )
    for (const notebook of newestFirst) {
      const pages = await this.#pagesWith(words, notebook, signal)
      if (pages.length === 0) continue
      found.push({
        notebook: { id: notebook.facts.uuid, notebook_uuid: notebook.facts.uuid, document_type: 'notebook' },
        name: snippetOf(notebook.facts.name, words),
        pages,
      })
      if (found.length === most.notebooks) break
      tell([...found])
    }
    return found
  }

  async #pagesWith(words: string[], { facts, pages }: LiveNotebook, signal: AbortSignal): Promise<LocalPage[]> {
    const found: LocalPage[] = []
    // Nothing is typed or marked on what was never opened.
    if (facts.unopened) return found
    // A word may stand in the notebook's name, and the others on the page.
    const given = new Set(wordsIn([facts.name, ...facts.tags].join('\n'), words))
    await eachOf(pages, atOnce, async (page) => {
      signal.throwIfAborted()
      const texts = textsOf(page, await this.#wordsOn(page))
      const here = new Set(wordsIn(texts.map(({ text }) => text).join('\n'), words))
      if (here.size > 0 && words.every((word) => here.has(word) || given.has(word)))
        found.push({ ...placeOf(page), snippets: snippetsOf(texts, words) })
    })
    return found.sort((a, b) => a.page_number - b.page_number).slice(0, most.pages)
  }

  async #wordsOn({ parts }: LivePage): Promise<PageWords> {
    if (!parts) return nothing
    let words = this.#words.get(parts)
    if (!words) {
      words = this.#library.pool.run('words', { page: parts }, { urgency: later })
      this.#words.set(parts, words)
      words.catch(() => this.#words.delete(parts))
    }
    try {
      return await words
    } catch (error) {
      // What cannot be read has no words.
      if (error instanceof OrderError) return nothing
      throw error
    }
  }
}

const nothing: PageWords = { typed: '', highlights: [] }

type Text = { source: LocalPage['snippets'][number]['source']; text: string }

function textsOf({ tags }: LivePage, { typed, highlights }: PageWords): Text[] {
  return [
    { source: 'typed_text' as const, text: typed },
    ...highlights.map((text) => ({ source: 'highlight' as const, text })),
    ...tags.map((text) => ({ source: 'tag' as const, text })),
  ]
}

function placeOf({ uuid, number }: LivePage): Pick<LocalPage, 'id' | 'page_uuid' | 'page_number'> {
  return { id: uuid, page_uuid: uuid, page_number: number }
}

function snippetsOf(texts: Text[], words: string[]): LocalPage['snippets'] {
  const telling = texts.filter(({ text }) => wordsIn(text, words).length > 0)
  return telling.slice(0, most.snippets).map(({ source, text }) => ({ source, ...snippetOf(text, words) }))
}
