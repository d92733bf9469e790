// SPDX-License-Identifier: AGPL-3.0-or-later
// Searches what is in this browser: names, tags, typed text, highlights, transcriptions made with the user's own key, as
// they were corrected, and a guest's notes. Sends nothing to any server.
import { forEachConcurrently } from '@rmirror/shared/api'
import type { PageHandles, PageWords } from '@rmirror/shared/workshop'
import { OrderError } from '@rmirror/shared/workshop'
import { normalizeLine, snippetOf, wantedWords, wordsIn } from '../library/found-words.ts'
import type { LibraryStore } from '../local/library.ts'
import type { LiveNotebook, LivePage } from '../local/live-notebook.ts'
import type { PageText, PageTexts } from '../own-key/page-texts.ts'
import { type GuestNote, guestNotes } from '../workspace/guest-notes.ts'
import type { FoundNotebook } from './findings.ts'
import type { SearchScope } from './search-scope.ts'

type FoundPage = FoundNotebook['pages'][number]

/** Lower priority than all visible pictures. */
const later = () => 3
const atOnce = 6
const max = { notebooks: 50, pages: 5, snippets: 3 }
/** After this long, the search yields to other tasks, such as handling the next key press. */
const sliceMs = 8

/** The text of a page, and the same as normalized by `normalizeLine`. */
interface Written extends PageWords {
  letters: string
  handwriting?: string
}

type Library = Pick<LibraryStore, 'notebooks' | 'pool' | 'want'>
type OwnTexts = Pick<PageTexts, 'hasTextsOf' | 'textOf'>
const noTexts: OwnTexts = { hasTextsOf: () => false, textOf: () => null }

/** A page with all that is written on it. */
export interface WrittenPage {
  notebook: FoundNotebook['notebook']
  /** Of the notebook. */
  name: string
  uuid: string
  number: number
  text: string
}

export class LocalSearch {
  readonly #library: Library
  readonly #own: OwnTexts
  /**
   * Filled by the first search. A page that was started is finished even if the search is aborted, for the next one.
   */
  readonly #written = new WeakMap<PageHandles, Promise<Written>>()
  readonly #letters = new WeakMap<PageText | GuestNote, string>()

  constructor(library: Library, own: OwnTexts = noTexts) {
    this.#library = library
    this.#own = own
  }

  /** Calls `report` with all results so far whenever there are more. Rejects only with the signal's reason. */
  async find(
    question: string,
    signal: AbortSignal,
    report: (found: FoundNotebook[]) => void,
    scope: Pick<SearchScope, 'among' | 'tags'> | null = null,
    maxNotebooks: number = max.notebooks,
  ): Promise<FoundNotebook[]> {
    const words = wantedWords(question)
    const among = scope?.among()
    if (words.length === 0) return []
    const found = this.#notesWith(words, scope).slice(0, maxNotebooks)
    if (found.length > 0) report([...found])
    const newestFirst = [...this.#library.notebooks.peek().values()].sort(
      (a, b) => b.facts.lastModified - a.facts.lastModified,
    )
    let sliceBegan = performance.now()
    for (const notebook of newestFirst) {
      if (found.length >= maxNotebooks) break
      if (among && !among.has(notebook.facts.uuid)) continue
      if (performance.now() - sliceBegan > sliceMs) {
        await new Promise((resolve) => setTimeout(resolve))
        sliceBegan = performance.now()
      }
      const pages = await this.#pagesWith(words, notebook, scope?.tags ?? [], signal)
      if (pages.length === 0) continue
      found.push({
        notebook: { notebook_uuid: notebook.facts.uuid, document_type: 'notebook' },
        name: snippetOf(notebook.facts.name, words),
        pages,
      })
      report([...found])
    }
    return found
  }

  /** Each page of the scope that has a text, notes first. Rejects only with the signal's reason. */
  async *everyText(
    signal: AbortSignal,
    scope: Pick<SearchScope, 'among' | 'tags'> | null,
  ): AsyncGenerator<WrittenPage, void> {
    const tags = scope?.tags ?? []
    const among = scope?.among()
    const isInside = (uuid: string) => !among || among.has(uuid)
    for (const { id, title, content } of guestNotes.peek().values())
      if (tags.length === 0 && isInside(id) && content !== '')
        yield {
          ...{ notebook: { notebook_uuid: id, document_type: 'notes' }, name: title },
          ...{ uuid: id, number: 1, text: content },
        }
    for (const notebook of this.#library.notebooks.peek().values()) {
      const { uuid, name, unopened } = notebook.facts
      if (unopened || !isInside(uuid)) continue
      for (const page of notebook.pages.filter((page) => isTagged(page, notebook, tags))) {
        signal.throwIfAborted()
        const written = await this.#withHandwriting(notebook, page, await this.#writtenOn(page))
        const text = [written.typed, written.handwriting ?? '', ...written.highlights].filter(Boolean).join('\n\n')
        if (text === '') continue
        yield {
          ...{ notebook: { notebook_uuid: uuid, document_type: 'notebook' }, name },
          ...{ uuid: page.uuid, number: page.number, text },
        }
      }
    }
  }

  /** They have no tags. */
  #notesWith(words: string[], scope: Pick<SearchScope, 'among' | 'tags'> | null): FoundNotebook[] {
    if (scope && scope.tags.length > 0) return []
    const among = scope?.among()
    const matching = [...guestNotes.peek().values()].filter((note) => {
      const letters = this.#lettersOf(note, note.content)
      return (!among || among.has(note.id)) && words.every((word) => letters.includes(word))
    })
    return matching
      .sort((a, b) => b.changedAt - a.changedAt)
      .map(({ id, title, content }) => ({
        notebook: { notebook_uuid: id, document_type: 'notes' },
        name: snippetOf(title, words),
        pages: [foundPage({ uuid: id, number: 1, tags: [] }, { ...nothing, handwriting: content }, words)],
      }))
  }

  #lettersOf(text: PageText | GuestNote, written: string): string {
    const letters = this.#letters.get(text) ?? normalizeLine(written)
    this.#letters.set(text, letters)
    return letters
  }

  async #pagesWith(
    words: string[],
    notebook: LiveNotebook,
    tags: readonly string[],
    signal: AbortSignal,
  ): Promise<FoundPage[]> {
    const { facts, pages } = notebook
    // A document that was never opened has no typed text and no highlights.
    if (facts.unopened) return []
    const found: { page: LivePage; written: Written }[] = []
    // Some words may be in the notebook's name or tags, and the others on the page.
    const given = new Set(wordsIn([facts.name, ...facts.tags].join('\n'), words))
    const tagged = pages.filter((page) => isTagged(page, notebook, tags))
    await forEachConcurrently(tagged, atOnce, async (page) => {
      signal.throwIfAborted()
      const written = await this.#withHandwriting(notebook, page, await this.#writtenOn(page))
      const letters = `${written.letters}\n${normalizeLine(page.tags.join('\n'))}`
      const here = words.filter((word) => letters.includes(word))
      if (here.length > 0 && words.every((word) => here.includes(word) || given.has(word)))
        found.push({ page, written })
    })
    return found
      .sort((a, b) => a.page.number - b.page.number)
      .slice(0, max.pages)
      .map(({ page, written }) => foundPage(page, written, words))
  }

  /**
   * Transcriptions are keyed by ink hash, so the page must be opened for it. Skipped for notebooks without
   * transcriptions.
   */
  async #withHandwriting(notebook: LiveNotebook, page: LivePage, written: Written): Promise<Written> {
    if (!this.#own.hasTextsOf(notebook.facts.uuid)) return written
    await this.#library.want(notebook, page)
    const state = page.state.peek()
    const place = { notebook_uuid: notebook.facts.uuid, page_uuid: page.uuid }
    const text = state.kind === 'ready' ? this.#own.textOf(state.summary.inkHash, place) : null
    if (!text) return written
    const letters = `${written.letters}\n${this.#lettersOf(text, text.markdown)}`
    return { ...written, letters, handwriting: text.markdown }
  }

  async #writtenOn({ parts }: LivePage): Promise<Written> {
    if (!parts) return nothing
    let written = this.#written.get(parts)
    if (!written) {
      written = this.#library.pool.run('words', { page: parts }, { urgency: later }).then(comparable)
      this.#written.set(parts, written)
      written.catch(() => this.#written.delete(parts))
    }
    try {
      return await written
    } catch (error) {
      // An unreadable page has no words.
      if (error instanceof OrderError) return nothing
      throw error
    }
  }
}

const isTagged = (page: LivePage, { facts }: LiveNotebook, tags: readonly string[]) =>
  tags.every((tag) => page.tags.includes(tag) || facts.tags.includes(tag))

const nothing: Written = { typed: '', highlights: [], letters: '' }

function comparable(words: PageWords): Written {
  return { ...words, letters: normalizeLine([words.typed, ...words.highlights].join('\n')) }
}

function foundPage(
  { uuid, number, tags }: Pick<LivePage, 'uuid' | 'number' | 'tags'>,
  { typed, highlights, handwriting }: Written,
  words: string[],
): FoundPage {
  const texts = [
    ...(handwriting ? [{ source: 'text' as const, text: handwriting }] : []),
    { source: 'typed_text' as const, text: typed },
    ...highlights.map((text) => ({ source: 'highlight' as const, text })),
    ...tags.map((text) => ({ source: 'tag' as const, text })),
  ]
  const matching = texts.filter(({ text }) => wordsIn(text, words).length > 0)
  const snippets = matching.slice(0, max.snippets).map(({ source, text }) => ({ source, ...snippetOf(text, words) }))
  return { page_uuid: uuid, page_number: number, snippets }
}
