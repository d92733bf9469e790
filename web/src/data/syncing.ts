// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends what this browser holds to the server: what is there in one request, then the pictures that the server asks for.
import { computed, effect, signal } from '@preact/signals'
import { type Outcome, pushLibrary } from '@rmirror/shared/api'
import { type Library, listedPages, type Shortened, SourceError } from '@rmirror/shared/library'
import { failureOf, OrderError, uploadTools } from '@rmirror/shared/workshop'
import { type Account, isServersFault } from './account.ts'
import { asNotebook } from './as-notebook.ts'
import { syncDrawer } from './exports.ts'
import type { LibraryStore, ProblemCode } from './library.ts'
import type { Remote } from './remote.ts'

export interface SyncProblem {
  /** The notebook's name. */
  path: string
  /** 1-based. */
  page: number
  code: ProblemCode
  detail: string
}

export type SyncPhase = 'reading' | 'telling' | 'sending' | 'displaying' | 'done' | 'failed' | 'cancelled'

/** Below everything that is to be seen. */
const later = () => 5

/** Uploads wait for the network while other pages are drawn. */
const atOnce = 6

/** One press of the button, from the first page looked at to the last one sent. */
export class SyncRun {
  readonly phase = signal<SyncPhase>('reading')
  readonly donePages = signal(0)
  readonly totalPages = signal(0)
  readonly sentPages = signal(0)
  /** Of those sent: stored, but the month's pages are used up. */
  readonly deferredPages = signal(0)
  readonly problems = signal<SyncProblem[]>([])
  /** Notebooks that are kept out of sync. */
  readonly excludedNotebooks = signal(0)
  /** Notebooks that the server keeps deleted, or in a newer version. */
  readonly deletedThere = signal(0)
  readonly newerThere = signal(0)
  /** What the server got only a part of. */
  readonly shortened = signal<Shortened[]>([])
  /** What the server said, or that it said nothing; when it failed. */
  readonly error = signal<unknown>(null)
  readonly running = computed(() => ['reading', 'telling', 'sending', 'displaying'].includes(this.phase.value))
  readonly #library: LibraryStore
  readonly #account: Account
  readonly #remote: Pick<Remote, 'learnQuota' | 'quotaChanged'>
  readonly #controller = new AbortController()
  #displays = 0

  constructor(library: LibraryStore, account: Account, remote: Pick<Remote, 'learnQuota' | 'quotaChanged'>) {
    this.#library = library
    this.#account = account
    this.#remote = remote
  }

  cancel(): void {
    this.#controller.abort()
  }

  /** Never rejects for what the server or a page does: the phase tells how it ended. */
  async run(): Promise<void> {
    const { signal } = this.#controller
    const library = wholeLibrary(this.#library)
    this.totalPages.value = library.notebooks.reduce((sum, notebook) => sum + listedPages(notebook).length, 0)
    const stopWatching = effect(() => {
      if (!this.#account.user.value) this.cancel()
    })
    try {
      const pushed = await pushLibrary(library, {
        api: this.#account.patientApi,
        // Other browsers and devices hold other notebooks.
        scope: 'notebooks',
        atOnce,
        signal,
        ...uploadTools(this.#library.pool, { urgency: later, signal }),
        openDrawer: (notebook) => syncDrawer(notebook, this.#library.pool, signal),
        onRead: () => this.#countRead(),
        onWanted: (wanted, displays) => this.#beginSending(wanted, displays),
        onDisplay: () => {
          this.donePages.value += 1
        },
        onOutcome: ({ notebook, page }, outcome) => this.#hear(notebook.name, page.number, outcome),
      })
      if (pushed.quota) this.#remote.learnQuota(pushed.quota)
      this.shortened.value = pushed.shortened
      this.excludedNotebooks.value = pushed.excluded.length
      this.deletedThere.value = pushed.deletedThere.length
      this.newerThere.value = pushed.newerThere.length
      this.phase.value = 'done'
    } catch (error) {
      if (!signal.aborted && !isServersFault(error)) throw error
      this.error.value = error
      this.phase.value = signal.aborted ? 'cancelled' : 'failed'
      // What was sent counts, although no last answer told how much that was.
      this.#remote.quotaChanged()
    } finally {
      stopWatching()
    }
  }

  #countRead(): void {
    this.donePages.value += 1
    this.#noteAllRead()
  }

  #noteAllRead(): void {
    if (this.donePages.value === this.totalPages.value) this.phase.value = 'telling'
  }

  #beginSending(wanted: number, displays: number): void {
    this.#displays = displays
    this.phase.value = 'sending'
    this.donePages.value = 0
    this.totalPages.value = wanted
    this.#noteAllSent()
  }

  /** Pages as they look follow those that are read. */
  #noteAllSent(): void {
    if (this.#displays === 0 || this.donePages.value < this.totalPages.value) return
    this.phase.value = 'displaying'
    this.donePages.value = 0
    this.totalPages.value = this.#displays
  }

  #hear(path: string, page: number, outcome: Outcome): void {
    if (outcome.kind === 'excluded') {
      this.totalPages.value -= 1
      this.#noteAllRead()
    }
    if (this.phase.value === 'sending') {
      this.donePages.value += 1
      this.#noteAllSent()
    }
    if (outcome.kind === 'sent' || outcome.kind === 'deferred') this.sentPages.value += 1
    if (outcome.kind === 'deferred') this.deferredPages.value += 1
    if (outcome.kind !== 'failed') return
    const { error } = outcome
    const isOfPage = error instanceof OrderError || error instanceof SourceError
    const code: ProblemCode = isOfPage ? failureOf(error).code : 'not-sent'
    const detail = error instanceof Error ? error.message : String(error)
    this.problems.value = [...this.problems.value, { path, page, code, detail }]
  }
}

function wholeLibrary({ notebooks, folders }: LibraryStore): Library {
  return {
    notebooks: [...notebooks.value.values()].map((notebook) => asNotebook(notebook)),
    folders: [...folders.value.values()],
    problems: [],
    ignored: 0,
  }
}
