// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a page while a person edits it: kept in the outbox with each change, saved shortly after, and merged with
// what others wrote.
import { computed, type Signal, signal } from '@preact/signals'
import { ApiProblem } from '@rmirror/shared/api'
import type { LineDiff, MergedText } from '@rmirror/shared/workshop'
import { isSameConflict, openConflicts, takeTheirs } from '../documents/conflicts.ts'
import { type DocumentConflict, newerDocumentOf, type PageDocument } from '../documents/document-calls.ts'
import { withLineFeeds } from '../documents/line-feeds.ts'
import { Backoff } from '../outbox/backoff.ts'
import { problemOf } from '../outbox/outbox-item.ts'

export interface DraftTools {
  fetch: () => Promise<PageDocument>
  put: (before: PageDocument, content: string, settled: readonly DocumentConflict[]) => Promise<PageDocument>
  merge: (base: string, mine: string, theirs: string) => Promise<MergedText>
  diff: (older: string, newer: string) => Promise<LineDiff>
  /** Called with each document that the server has. */
  onKnown: (document: PageDocument) => void
  /** Stores what isn't saved. Called with each change of it; null: everything is saved. */
  keep: (unsaved: UnsavedText | null) => void
  /** From 0 to 1. */
  random?: () => number
}

export interface UnsavedText {
  content: string
  base: PageDocument
  settled: readonly DocumentConflict[]
  /** Why it couldn't be saved; undefined if that wasn't tried since. */
  why: unknown
}

export type SaveState =
  | { kind: 'saved' }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  /** It is retried by itself if the cause may pass: `problemOf(why)` is null. */
  | { kind: 'refused'; why: unknown }
  /** Another device changed the same lines: a person decides, see `clash`. */
  | { kind: 'conflict' }

/** Two texts of which some lines differ in both from what they were made of. */
export interface Clash {
  theirs: PageDocument
  /** Both merged, with the lines of `mine` where both changed one. */
  text: string
  /** Those that aren't decided. */
  conflicts: readonly DocumentConflict[]
}

export interface DraftText {
  content: string
  /** Of the text before, if others' changes were merged into it; null after a change by the person. */
  merged: LineDiff | null
}

/** Milliseconds without typing before a save. */
const pauseMs = 1000
/** More merges in a row mean that another program writes without a pause. */
const maxMerges = 10

export class DocumentDraft {
  readonly text = signal<DraftText>({ content: '', merged: null })
  readonly state = signal<SaveState>({ kind: 'saved' })
  readonly isUnsaved = computed(() => this.state.value.kind !== 'saved')
  /** Of the handwriting with corrections, as the server lists them. */
  readonly conflicts = computed(() =>
    openConflicts(this.#known.value.conflicts, this.text.value.content).filter(
      (each) => !this.#settled.value.some((settled) => isSameConflict(each, settled)),
    ),
  )
  /** Set while the state is 'conflict'. */
  readonly clash = signal<Clash | null>(null)
  /** The server's document that the text was made of. */
  readonly #known: Signal<PageDocument>
  readonly #settled = signal<readonly DocumentConflict[]>([])
  readonly #tools: DraftTools
  readonly #backoff: Backoff
  #timer: ReturnType<typeof setTimeout> | undefined
  #isDiscarded = false
  /** Requests follow one another, so that each knows the answer to the one before. */
  #queue: Promise<unknown> = Promise.resolve()

  /** `unsaved`: what an earlier visit left, made of `document`. */
  constructor(document: PageDocument, tools: DraftTools, unsaved?: Pick<UnsavedText, 'content' | 'settled'>) {
    this.#tools = tools
    this.#backoff = new Backoff(tools.random)
    this.#known = signal(document)
    this.#settled.value = unsaved?.settled ?? []
    this.text.value = { content: unsaved?.content ?? withLineFeeds(document.content), merged: null }
    if (this.#differs()) this.#saveSoon()
  }

  /** Why the last save failed; undefined if it didn't. */
  get problem(): unknown {
    const state = this.state.peek()
    return state.kind === 'refused' ? state.why : undefined
  }

  /** Takes over what a person typed. */
  change(content: string): void {
    if (content === this.text.peek().content) return
    this.#isDiscarded = false
    this.text.value = { content, merged: null }
    // What is undecided isn't saved; the next decision is about the text as it is then.
    if (this.state.peek().kind !== 'conflict') this.#saveSoon()
    this.#keep()
  }

  /** Ends a conflict with the handwriting; the text stays as it is. */
  keepMine(conflict: DocumentConflict): void {
    if (!this.#known.peek().conflicts.some((each) => isSameConflict(each, conflict))) return
    this.#isDiscarded = false
    this.#settled.value = [...this.#settled.peek(), conflict]
    this.#keep()
    void this.save()
  }

  takeTheirs(conflict: DocumentConflict, transcription: string): void {
    this.change(takeTheirs(this.text.peek().content, conflict, transcription))
    void this.save()
  }

  /** Decides about a line that both changed. The text is saved after the last one. */
  decide(conflict: DocumentConflict, whose: 'mine' | 'theirs'): void {
    const clash = this.clash.peek()
    if (!clash) return
    const text = whose === 'mine' ? clash.text : takeTheirs(clash.text, conflict, clash.theirs.content)
    const conflicts = clash.conflicts.filter((each) => !isSameConflict(each, conflict))
    this.clash.value = { ...clash, text, conflicts }
    if (conflicts.length === 0) void this.#settle()
  }

  /** Decides about all lines that are left. */
  decideAll(whose: 'mine' | 'theirs'): void {
    for (const conflict of this.clash.peek()?.conflicts ?? []) this.decide(conflict, whose)
  }

  /** Saves now. Resolves with false if the text couldn't be saved; it stays in the draft and in the outbox. */
  save(): Promise<boolean> {
    return this.#enqueue(async () => {
      clearTimeout(this.#timer)
      try {
        for (let merges = 0; this.#differs() && !this.#isDiscarded; ) {
          const result = await this.#put(merges)
          if (result === 'conflict') return false
          if (result === 'merged') merges++
        }
        this.#saved()
      } catch (why) {
        if (this.#isDiscarded) return false
        this.state.value = { kind: 'refused', why }
        this.#keep(why)
        const retryAfterMs = why instanceof ApiProblem ? why.retryAfterMs : undefined
        if (!problemOf(why)) this.#timer = setTimeout(() => void this.save(), this.#backoff.next(retryAfterMs))
      }
      return this.state.peek().kind === 'saved'
    })
  }

  /** Saves now, and soon again if that fails: the connection may be back. */
  retry(): Promise<boolean> {
    this.#backoff.reset()
    return this.save()
  }

  /** Merges what others wrote since. `shown`: the text that the page has by now, which may be the known one. */
  update(shown: string): Promise<void> {
    return this.#enqueue(async () => {
      if (shown === this.#known.peek().content || this.clash.peek() || this.#isDiscarded) return
      try {
        if (!(await this.#mergeWith(await this.#tools.fetch()))) return
        if (this.#differs()) this.#saveSoon()
        else this.#saved()
      } catch {
        // The next save merges it, or says why it can't.
      }
    })
  }

  /**
   * Stops saving and retrying until the text changes again. What is in the outbox stays there. A save in flight still
   * reaches the server, but its failure is ignored.
   */
  discard(): void {
    this.#isDiscarded = true
    clearTimeout(this.#timer)
    this.clash.value = null
    this.state.value = { kind: 'saved' }
  }

  #saved(): void {
    clearTimeout(this.#timer)
    this.#backoff.reset()
    this.clash.value = null
    this.state.value = { kind: 'saved' }
    this.#tools.keep(null)
  }

  #keep(why?: unknown): void {
    if (this.#isDiscarded) return
    const content = this.text.peek().content
    const unsaved = { content, base: this.#known.peek(), settled: this.#settled.peek(), why }
    this.#tools.keep(this.#differs() ? unsaved : null)
  }

  #differs(): boolean {
    return this.text.peek().content !== withLineFeeds(this.#known.peek().content) || this.#settled.peek().length > 0
  }

  /** What is said of the last attempt stays until one succeeds. */
  #isRetrying(): boolean {
    const state = this.state.peek()
    return state.kind === 'refused' && !problemOf(state.why)
  }

  #saveSoon(): void {
    if (this.state.peek().kind !== 'saving' && !this.#isRetrying()) this.state.value = { kind: 'unsaved' }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), pauseMs)
  }

  async #put(merges: number): Promise<'saved' | 'merged' | 'conflict'> {
    if (!this.#isRetrying()) this.state.value = { kind: 'saving' }
    const settled = this.#settled.peek()
    try {
      this.#know(await this.#tools.put(this.#known.peek(), this.text.peek().content, settled))
      this.#settled.value = this.#settled.peek().slice(settled.length)
      this.#keep()
      return 'saved'
    } catch (error) {
      const theirs = newerDocumentOf(error)
      if (!theirs || merges >= maxMerges) throw error
      return (await this.#mergeWith(theirs)) ? 'merged' : 'conflict'
    }
  }

  /** Resolves with false if both changed the same lines: then nothing is taken over until a person decides. */
  async #mergeWith(theirs: PageDocument): Promise<boolean> {
    const base = withLineFeeds(this.#known.peek().content)
    for (;;) {
      const mine = this.text.peek().content
      const { text, conflicts } = await this.#tools.merge(base, mine, withLineFeeds(theirs.content))
      const merged = await this.#tools.diff(mine, text)
      // The person went on typing.
      if (mine !== this.text.peek().content) continue
      if (this.#isDiscarded) return true
      if (conflicts.length > 0) {
        const undecided = conflicts.map((each) => ({ mine: each.mine, theirs: each.theirs }))
        this.clash.value = { theirs, text, conflicts: undecided }
        this.state.value = { kind: 'conflict' }
        this.#keep(new Conflicting())
        return false
      }
      this.#know(theirs)
      if (text !== mine) this.text.value = { content: text, merged }
      this.#keep()
      return true
    }
  }

  /** Takes over what a person decided, and saves it. */
  async #settle(): Promise<void> {
    const { theirs, text } = this.clash.peek() ?? {}
    if (!theirs || text === undefined) return
    const merged = await this.#tools.diff(this.text.peek().content, text)
    this.#know(theirs)
    this.text.value = { content: text, merged }
    this.clash.value = null
    this.state.value = { kind: 'unsaved' }
    this.#keep()
    await this.save()
  }

  #know(document: PageDocument): void {
    this.#known.value = document
    this.#tools.onKnown(document)
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work)
    this.#queue = done.catch(() => {})
    return done
  }
}

/** Why a text isn't saved that another device changed in the same lines. */
export class Conflicting extends Error {
  override name = 'Conflicting'
}
