// SPDX-License-Identifier: AGPL-3.0-or-later
// A search and its results: in this browser and, for signed-in users, on the server. Results are kept in memory only.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { answerTo, NotReached } from '@rmirror/shared/api'
import { type Account, isServerFailure } from '../account/account.ts'
import { preferences } from '../library/preferences.ts'
import {
  type Finding,
  type FoundNotebook,
  joinFindings,
  type MeaningProblem,
  type ServerFinding,
  withAddress,
  withNear,
} from './findings.ts'
import type { LocalSearch } from './local-search.ts'
import type { SearchScope } from './search-scope.ts'

export type SearchState =
  | { kind: 'idle' }
  /** The previous results stay until there are new ones. */
  | { kind: 'looking'; finding: Finding | null }
  | { kind: 'found'; finding: Finding }

/** Debounces typing. */
const pauseMs = 200
/** Each search by meaning is a call to an outside service. */
const pauseForMeaning = 3
const maxLetters = 500
/** Notebooks per answer of the server in `all`. */
const maxBatchSize = 50

function wordsOf(text: string): string {
  return [...text.trim()].slice(0, maxLetters).join('')
}

export interface AllFound {
  /** Of notebooks and folders. */
  uuids: ReadonlySet<string>
  /** False: more pages match than the server searches, so it searched only the newest. */
  isComplete: boolean
  /** Why the server's results are missing or incomplete; null if they aren't. */
  failure: unknown
}

/** Search by meaning in this browser, with the user's own key. */
export interface NearPages {
  isOffered: ReadonlySignal<boolean>
  /** Of the service that gets the texts. */
  host: ReadonlySignal<string>
  /** Rejects only with the signal's reason. */
  find(words: string, signal: AbortSignal, scope: SearchScope | null): Promise<Nearby>
}

export interface Nearby {
  found: FoundNotebook[]
  /** Set if the service failed. */
  problem: MeaningProblem | null
}

/** One search and its results so far. */
interface Question {
  words: string
  /** null: everything. */
  scope: SearchScope | null
  here: FoundNotebook[]
  near: Nearby | null
  there: ServerFinding | null
  failure: unknown
  /** Number of pending answers. */
  open: number
  /** `there` contains more than the server's first results. */
  isExtended: boolean
  /** The server's data changed while an answer was pending. */
  isStale: boolean
  signal: AbortSignal
}

const unanswered = () => ({ here: [], near: null, there: null, failure: null, isExtended: false, isStale: false })

export class Search {
  /** As typed. */
  readonly words = signal('')
  readonly state = signal<SearchState>({ kind: 'idle' })
  /** Whether the server can search by meaning, as its quota says. */
  readonly isMeaningOnServer = signal(false)
  /** Whether the user wishes to search by meaning, and it is possible. */
  readonly byMeaning: ReadonlySignal<boolean>
  readonly near: NearPages | null
  readonly #account: Account
  readonly #local: Pick<LocalSearch, 'find'>
  readonly #isOnServer: (notebook: string) => boolean
  readonly #pauseMs: number
  #scope: SearchScope | null = null
  #question: Question | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #until = new AbortController()

  constructor(
    account: Account,
    local: Pick<LocalSearch, 'find'>,
    isOnServer: (notebook: string) => boolean = () => false,
    pause = pauseMs,
    near: NearPages | null = null,
  ) {
    this.near = near
    this.byMeaning = computed(() => {
      const isPossible =
        account.state.value.kind === 'signed-in' ? this.isMeaningOnServer.value : (near?.isOffered.value ?? false)
      return isPossible && preferences.value.searchByMeaning
    })
    this.#account = account
    this.#local = local
    this.#isOnServer = isOnServer
    this.#pauseMs = pause
    let before = account.state.peek()
    effect(() => {
      const now = account.state.value
      const hasLeft = before.kind === 'signed-in' && now.kind !== 'signed-in'
      before = now
      const words = hasLeft ? '' : this.words.peek()
      // The results belonged to another user, or lack those of the server.
      this.#stop()
      this.ask(words)
    })
    this.byMeaning.subscribe(() => {
      if (this.#question) this.#begin(this.#question.words)
    })
  }

  /** Searches after a short delay, unless other words follow. For guests, the server isn't asked. */
  ask(words: string): void {
    this.words.value = words
    const wanted = wordsOf(words)
    if (wanted === (this.#question?.words ?? '')) return
    this.#begin(wanted)
  }

  /** Restricts this and later searches to a scope; null for everything. */
  narrow(scope: SearchScope | null): void {
    if (scope?.name === this.#scope?.name) return
    this.#scope = scope
    if (this.#question) this.#begin(this.#question.words)
  }

  #begin(words: string): void {
    const before = this.#finding()
    this.#stop()
    if (!words) return
    const { signal } = this.#until
    const question: Question = { ...unanswered(), words, scope: this.#scope, open: 1, signal }
    this.#question = question
    this.state.value = { kind: 'looking', finding: before }
    const pause = this.byMeaning.peek() ? pauseForMeaning * this.#pauseMs : this.#pauseMs
    this.#timer = setTimeout(() => void this.#look(question), pause)
  }

  /** Appends the server's next results. */
  async more(): Promise<void> {
    const question = this.#question
    if (!question?.there?.next || this.state.peek().kind !== 'found') return
    question.open += 1
    this.#publish(question)
    await this.#lookThere(question)
  }

  /** Refreshes the results whenever the signal's value changes. */
  follow(changes: ReadonlySignal<number>): void {
    changes.subscribe(() => void this.refresh())
  }

  /**
   * Asks the server again after its data changed: pages may have been transcribed. The results on the screen stay until
   * the new ones arrive; a list that was extended with `more` stays as it is.
   */
  async refresh(): Promise<void> {
    const question = this.#question
    if (!question || question.isExtended || !this.#asksServer(question)) return
    if (question.open > 0) {
      question.isStale = true
      return
    }
    const renewed: Question = { ...question, there: null, failure: null }
    question.open += 1
    await this.#askServer(renewed)
    if (question.signal.aborted) return
    if (renewed.failure === null && !question.isExtended)
      Object.assign(question, { there: renewed.there, failure: null })
    this.#settle(question)
  }

  /**
   * Collects everything that matches, including what isn't on the screen yet. Doesn't change `state`. Rejects with the
   * signal's reason.
   */
  async all(signal: AbortSignal): Promise<AllFound> {
    const words = wordsOf(this.words.peek())
    const scope = this.#scope
    if (!words) return { uuids: new Set(), isComplete: true, failure: null }
    const question: Question = { ...unanswered(), words, scope, open: 0, signal }
    const { kind } = this.#account.state.peek()
    if (kind === 'unreachable') question.failure = new NotReached(location.origin, null)
    question.here = await this.#local.find(words, signal, () => {}, scope, Number.POSITIVE_INFINITY)
    if (kind === 'signed-in' && scope?.query !== null)
      do await this.#askServer(question, maxBatchSize)
      while (question.there?.next && question.failure === null)
    signal.throwIfAborted()
    const items = [...question.here, ...(question.there?.items ?? [])]
    return {
      uuids: new Set(items.map(({ notebook }) => notebook.notebook_uuid)),
      isComplete: question.there?.is_complete !== false,
      failure: question.failure,
    }
  }

  async #look(question: Question): Promise<void> {
    const { kind } = this.#account.state.peek()
    if (kind === 'unreachable') question.failure = new NotReached(location.origin, null)
    const asksServer = this.#asksServer(question)
    const near = kind !== 'signed-in' && this.byMeaning.peek() ? this.near : null
    if (asksServer) question.open += 1
    if (near) question.open += 1
    await Promise.all([
      this.#lookHere(question),
      asksServer && this.#lookThere(question),
      near && this.#lookNear(question, near),
    ])
  }

  #asksServer({ scope }: Question): boolean {
    return this.#account.state.peek().kind === 'signed-in' && scope?.query !== null
  }

  /** Shows results while the search goes on. */
  async #lookHere(question: Question): Promise<void> {
    const { signal } = question
    const report = (found: FoundNotebook[]) => {
      question.here = found
      this.#publish(question)
    }
    try {
      question.here = await this.#local.find(question.words, signal, report, question.scope)
    } catch (error) {
      if (signal.aborted) return
      throw error
    }
    this.#settle(question)
  }

  async #lookNear(question: Question, near: NearPages): Promise<void> {
    const { signal, words, scope } = question
    try {
      question.near = await near.find(words, signal, scope)
    } catch (error) {
      if (signal.aborted) return
      throw error
    }
    this.#settle(question)
  }

  async #lookThere(question: Question): Promise<void> {
    await this.#askServer(question)
    if (!question.signal.aborted) this.#settle(question)
  }

  /** Fetches the first results, or those after the known ones. */
  async #askServer(question: Question, limit?: number): Promise<void> {
    const { signal, words, scope, there: before } = question
    try {
      const mode = this.byMeaning.peek() ? ({ mode: 'meaning' } as const) : {}
      const query = {
        q: words,
        ...mode,
        ...scope?.query,
        ...(limit && { limit }),
        ...(before?.next && { cursor: before.next }),
      }
      // The browser's HTTP cache would outlive the visit.
      const asking = { params: { query }, signal, cache: 'no-store' } as const
      const answer = await answerTo(this.#account.api.GET('/api/v1/search', asking))
      const found = answer.items.map((item) => withAddress(item, this.#account.userId.peek()))
      question.there = { ...answer, items: [...(before?.items ?? []), ...found] }
      question.isExtended ||= before !== null
      question.failure = null
    } catch (error) {
      if (signal.aborted) return
      if (!isServerFailure(error)) throw error
      question.failure = error
    }
  }

  #settle(question: Question): void {
    question.open -= 1
    this.#publish(question)
    if (question.open > 0 || !question.isStale) return
    question.isStale = false
    void this.refresh()
  }

  #publish(question: Question): void {
    if (question.signal.aborted) return
    const { here, near, there, failure } = question
    const both = near ? withNear(here, near.found) : here
    const found = joinFindings(both, there, this.#isOnServer)
    const joined = { ...found, problem: found.problem ?? near?.problem ?? null, failure }
    if (question.open === 0) this.state.value = { kind: 'found', finding: joined }
    else if (joined.items.length > 0) this.state.value = { kind: 'looking', finding: joined }
  }

  #finding(): Finding | null {
    const state = this.state.peek()
    return state.kind === 'idle' ? null : state.finding
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#until.abort()
    this.#until = new AbortController()
    this.#question = undefined
    this.state.value = { kind: 'idle' }
  }
}
