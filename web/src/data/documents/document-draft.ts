// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a page while a person edits it: saved shortly after each change, and merged with what others wrote.
import { computed, type Signal, signal } from '@preact/signals'
import { ApiProblem } from '@rmirror/shared/api'
import type { LineDiff, MergedText } from '@rmirror/shared/workshop'
import { isServerUnreachable } from '../server/offline-pages.ts'
import { isSameConflict, openConflicts, takeTheirs } from './conflicts.ts'
import { type DocumentConflict, newerDocumentOf, type PageDocument } from './document-calls.ts'

export interface DraftTools {
  fetch: () => Promise<PageDocument>
  put: (before: PageDocument, content: string, settled: readonly DocumentConflict[]) => Promise<PageDocument>
  merge: (base: string, mine: string, theirs: string) => Promise<MergedText>
  diff: (older: string, newer: string) => Promise<LineDiff>
  /** Called with each document that the server has. */
  onKnown: (document: PageDocument) => void
}

export type SaveState = { kind: 'saved' } | { kind: 'unsaved' } | { kind: 'saving' } | { kind: 'refused'; why: unknown }

export interface DraftText {
  content: string
  /** Of the text before, if others' changes were merged into it; null after a change by the person. */
  merged: LineDiff | null
}

/** Milliseconds without typing before a save. */
const pauseMs = 1000
/** Milliseconds until a save is retried that didn't reach the server. */
const retryMs = 15_000
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
  /** Of edits on two devices: only this draft knows them. */
  readonly #found = signal<readonly DocumentConflict[]>([])
  readonly conflictsElsewhere = computed(() => openConflicts(this.#found.value, this.text.value.content))
  /** The server's document that the text was made of. */
  readonly #known: Signal<PageDocument>
  readonly #settled = signal<readonly DocumentConflict[]>([])
  readonly #tools: DraftTools
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Requests follow one another, so that each knows the answer to the one before. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(document: PageDocument, tools: DraftTools) {
    this.#tools = tools
    this.#known = signal(document)
    this.text.value = { content: withLineFeeds(document.content), merged: null }
  }

  /** Why the last save failed; undefined if it didn't. */
  get problem(): unknown {
    const state = this.state.peek()
    return state.kind === 'refused' ? state.why : undefined
  }

  /** Takes over what a person typed. */
  change(content: string): void {
    if (content === this.text.peek().content) return
    this.text.value = { content, merged: null }
    this.#saveSoon()
  }

  /** Ends a conflict; the text stays as it is. */
  keepMine(conflict: DocumentConflict): void {
    this.#found.value = this.#found.peek().filter((each) => !isSameConflict(each, conflict))
    if (!this.#known.peek().conflicts.some((each) => isSameConflict(each, conflict))) return
    this.#settled.value = [...this.#settled.peek(), conflict]
    void this.save()
  }

  takeTheirs(conflict: DocumentConflict, transcription: string): void {
    this.change(takeTheirs(this.text.peek().content, conflict, transcription))
    void this.save()
  }

  /** Saves now. Resolves with false if the text couldn't be saved; it stays in the draft. */
  save(): Promise<boolean> {
    return this.#enqueue(async () => {
      clearTimeout(this.#timer)
      try {
        for (let merges = 0; this.#differs(); ) merges += await this.#put(merges)
        this.state.value = { kind: 'saved' }
      } catch (why) {
        this.state.value = { kind: 'refused', why }
        if (mayPass(why)) this.#timer = setTimeout(() => void this.save(), retryMs)
      }
      return this.state.peek().kind === 'saved'
    })
  }

  /** Merges what others wrote since. `shown`: the text that the page has by now, which may be the known one. */
  update(shown: string): Promise<void> {
    return this.#enqueue(async () => {
      if (shown === this.#known.peek().content) return
      try {
        await this.#mergeWith(await this.#tools.fetch())
        if (this.#differs()) this.#saveSoon()
      } catch {
        // The next save merges it, or says why it can't.
      }
    })
  }

  /** Saves no more. */
  discard(): void {
    clearTimeout(this.#timer)
    this.state.value = { kind: 'saved' }
  }

  #differs(): boolean {
    return this.text.peek().content !== withLineFeeds(this.#known.peek().content) || this.#settled.peek().length > 0
  }

  #saveSoon(): void {
    if (this.state.peek().kind !== 'saving') this.state.value = { kind: 'unsaved' }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), pauseMs)
  }

  /** Resolves with 1 if the text had to be merged and has yet to be saved, else with 0. */
  async #put(merges: number): Promise<0 | 1> {
    this.state.value = { kind: 'saving' }
    const settled = this.#settled.peek()
    try {
      this.#know(await this.#tools.put(this.#known.peek(), this.text.peek().content, settled))
      this.#settled.value = this.#settled.peek().slice(settled.length)
      return 0
    } catch (error) {
      const theirs = newerDocumentOf(error)
      if (!theirs || merges >= maxMerges) throw error
      await this.#mergeWith(theirs)
      return 1
    }
  }

  async #mergeWith(theirs: PageDocument): Promise<void> {
    const base = withLineFeeds(this.#known.peek().content)
    for (;;) {
      const mine = this.text.peek().content
      const { text, conflicts } = await this.#tools.merge(base, mine, withLineFeeds(theirs.content))
      const merged = await this.#tools.diff(mine, text)
      // The person went on typing.
      if (mine !== this.text.peek().content) continue
      this.#know(theirs)
      this.#found.value = [
        ...this.#found.peek(),
        ...conflicts.map((each) => ({ mine: each.mine, theirs: each.theirs })),
      ]
      if (text !== mine) this.text.value = { content: text, merged }
      return
    }
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

/** Editors and merges know no other line ends. */
function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

function mayPass(error: unknown): boolean {
  return isServerUnreachable(error) || (error instanceof ApiProblem && error.status === 429)
}
