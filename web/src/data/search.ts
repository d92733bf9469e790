// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server finds in what was written. In memory only, as the shelf.
import { effect, signal } from '@preact/signals'
import { answerTo, type components } from '@rmirror/shared/api'
import { type Account, isServersFault } from './account.ts'

export type FoundNotebook = components['schemas']['SearchItem']
export type Snippet = components['schemas']['Snippet']
type SearchAnswer = components['schemas']['SearchAnswer']

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
  readonly #pauseMs: number
  #words = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  #until = new AbortController()

  constructor(account: Account, pause = pauseMs) {
    this.#account = account
    this.#pauseMs = pause
    effect(() => {
      if (!account.user.value) this.#stop()
    })
  }

  /** Soon, unless something else is asked for in the meantime. Nothing is asked for guests, or for no words. */
  ask(words: string): void {
    const wanted = [...words.trim()].slice(0, mostLetters).join('')
    if (wanted === this.#words) return
    const before = this.#answer()
    this.#stop()
    if (!wanted || !this.#account.user.peek()) return
    this.#words = wanted
    this.state.value = { kind: 'looking', before }
    this.#timer = setTimeout(() => void this.#look({ q: wanted }, []), this.#pauseMs)
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
