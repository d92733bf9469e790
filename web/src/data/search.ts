// SPDX-License-Identifier: AGPL-3.0-or-later
// What is found in what was written: by the server, or for guests in this browser. In memory only, as the shelf.
import { effect, signal } from '@preact/signals'
import { answerTo, type components } from '@rmirror/shared/api'
import { type Account, isServersFault } from './account.ts'
import type { Snippet } from './found-words.ts'
import type { LocalHit, LocalSearch } from './local-search.ts'

type Notebook = Pick<components['schemas']['Notebook'], 'id' | 'notebook_uuid' | 'document_type'>
type FoundPage = Pick<components['schemas']['SearchItem']['pages'][number], 'id' | 'page_number' | 'snippets'>
export interface FoundNotebook {
  notebook: Notebook
  name: Snippet
  pages: FoundPage[]
}
type SearchAnswer = Pick<components['schemas']['SearchAnswer'], 'total' | 'corrections' | 'next'> & {
  items: FoundNotebook[]
}

export type SearchState =
  | { kind: 'idle' }
  /** What was found before stays until there is something else. */
  | { kind: 'looking'; before: SearchAnswer | null }
  | { kind: 'found'; answer: SearchAnswer }
  | { kind: 'failed'; error: unknown }

/** As long as somebody types. */
const pauseMs = 200
const mostLetters = 500

export class Search {
  readonly state = signal<SearchState>({ kind: 'idle' })
  readonly #account: Account
  readonly #local: Pick<LocalSearch, 'find'>
  readonly #pauseMs: number
  #words = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  #until = new AbortController()

  constructor(account: Account, local: Pick<LocalSearch, 'find'>, pause = pauseMs) {
    this.#account = account
    this.#local = local
    this.#pauseMs = pause
    // Whoever comes or goes: what was found was for somebody else.
    effect(() => {
      account.user.value
      this.#stop()
    })
  }

  /** Soon, unless something else is asked for in the meantime. For guests nothing is asked of the server. */
  ask(words: string): void {
    const wanted = [...words.trim()].slice(0, mostLetters).join('')
    if (wanted === this.#words) return
    const before = this.#answer()
    this.#stop()
    if (!wanted) return
    this.#words = wanted
    this.state.value = { kind: 'looking', before }
    const look = () => (this.#account.user.peek() ? this.#look({ q: wanted }, []) : this.#lookHere(wanted))
    this.#timer = setTimeout(() => void look(), this.#pauseMs)
  }

  /** The next piece, below what was found. */
  async more(): Promise<void> {
    const answer = this.#answer()
    if (!answer?.next || this.state.peek().kind !== 'found') return
    this.state.value = { kind: 'looking', before: answer }
    await this.#look({ q: this.#words, cursor: answer.next }, answer.items)
  }

  async #look(query: { q: string; cursor?: string }, before: FoundNotebook[]): Promise<void> {
    const { signal } = this.#until
    try {
      // The browser's own store of answers would outlive the visit.
      const question = { params: { query }, signal, cache: 'no-store' } as const
      const answer = await answerTo(this.#account.api.GET('/api/v1/search', question))
      if (!signal.aborted)
        this.state.value = { kind: 'found', answer: { ...answer, items: [...before, ...answer.items] } }
    } catch (error) {
      if (signal.aborted) return
      if (!isServersFault(error)) throw error
      this.state.value = { kind: 'failed', error }
    }
  }

  /** What is found stands there while the rest is looked through. */
  async #lookHere(words: string): Promise<void> {
    const { signal } = this.#until
    const answerOf = (items: LocalHit[]) => ({ items, total: items.length, corrections: [], next: null })
    const tell = (found: LocalHit[]) => {
      if (!signal.aborted) this.state.value = { kind: 'looking', before: answerOf(found) }
    }
    try {
      const found = await this.#local.find(words, signal, tell)
      if (!signal.aborted) this.state.value = { kind: 'found', answer: answerOf(found) }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  #answer(): SearchAnswer | null {
    const state = this.state.peek()
    return state.kind === 'found' ? state.answer : state.kind === 'looking' ? state.before : null
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#until.abort()
    this.#until = new AbortController()
    this.#words = ''
    this.state.value = { kind: 'idle' }
  }
}
