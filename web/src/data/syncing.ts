// SPDX-License-Identifier: AGPL-3.0-or-later
// Pushes this browser's notebooks to the server: a manifest in one request, then the images that the server wants.
import { computed, effect, signal } from '@preact/signals'
import { type Outcome, type PushTools, pushLibrary } from '@rmirror/shared/api'
import { type Library, listedPages, type Shortened, SourceError } from '@rmirror/shared/library'
import { failureOf, loadPart, OrderError, uploadTools } from '@rmirror/shared/workshop'
import { type Account, isServerFailure } from './account/account.ts'
import { openDedicatedPool, readBook, syncDrawer } from './export/exports.ts'
import { asNotebook } from './local/as-notebook.ts'
import type { LibraryStore } from './local/library.ts'
import type { ProblemCode } from './local/live-notebook.ts'
import type { Remote } from './server/remote.ts'

export interface SyncProblem {
  /** The notebook's name. */
  path: string
  /** 1-based. */
  page: number
  code: ProblemCode
  detail: string
}

export type SyncPhase = 'reading' | 'telling' | 'sending' | 'displaying' | 'done' | 'failed' | 'cancelled'

/** Lower priority than anything visible. */
const later = () => 5

/** Some uploads wait for the network while other pages are drawn. */
const atOnce = 6

/** One sync, from reading the first page to sending the last one. */
export class SyncRun {
  readonly phase = signal<SyncPhase>('reading')
  readonly donePages = signal(0)
  readonly totalPages = signal(0)
  readonly sentPages = signal(0)
  /** Of the sent pages: those stored but not transcribed, because the month's quota is used up. */
  readonly deferredPages = signal(0)
  readonly problems = signal<SyncProblem[]>([])
  /** Notebooks that are excluded from sync. */
  readonly excludedNotebooks = signal(0)
  /** Notebooks that the server keeps deleted, or has a newer version of. */
  readonly deletedOnServer = signal(0)
  readonly newerOnServer = signal(0)
  /** Texts of which the server got only a part. */
  readonly shortened = signal<Shortened[]>([])
  /** Why it failed: the server's answer, or that there was none. */
  readonly error = signal<unknown>(null)
  readonly running = computed(() => ['reading', 'telling', 'sending', 'displaying'].includes(this.phase.value))
  readonly #library: LibraryStore
  readonly #account: Account
  readonly #remote: Pick<Remote, 'setQuota' | 'quotaChanged'>
  readonly #controller = new AbortController()
  #displays = 0

  constructor(library: LibraryStore, account: Account, remote: Pick<Remote, 'setQuota' | 'quotaChanged'>) {
    this.#library = library
    this.#account = account
    this.#remote = remote
  }

  cancel(): void {
    this.#controller.abort()
  }

  /** Doesn't reject for failures of the server or of a page: `phase` tells the outcome. */
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
        // Other browsers and devices have other notebooks, so what isn't listed isn't deleted.
        scope: 'notebooks',
        concurrency: atOnce,
        signal,
        ...uploadTools(this.#library.pool, { urgency: later, signal }, () => openDedicatedPool(this.#library.pool)),
        openDrawer: (notebook) => syncDrawer(notebook, this.#library.pool, signal),
        readBook: (notebook) => readBook(notebook, this.#library.pool, signal),
        repair: this.#repair,
        onRead: () => this.#countRead(),
        onWanted: (wanted, displays) => this.#beginSending(wanted, displays),
        onDisplay: () => {
          this.donePages.value += 1
        },
        onOutcome: ({ notebook, page }, outcome) => this.#hear(notebook.name, page.number, outcome),
      })
      if (pushed.quota) this.#remote.setQuota(pushed.quota)
      this.shortened.value = pushed.shortened
      this.excludedNotebooks.value = pushed.excluded.length
      this.deletedOnServer.value = pushed.deletedOnServer.length
      this.newerOnServer.value = pushed.newerOnServer.length
      this.phase.value = 'done'
    } catch (error) {
      if (!signal.aborted && !isServerFailure(error)) throw error
      this.error.value = error
      this.phase.value = signal.aborted ? 'cancelled' : 'failed'
      // Sent pages count, but no final answer told how many they were.
      this.#remote.quotaChanged()
    } finally {
      stopWatching()
    }
  }

  /** Without the code for it, the texts stay as the tablet states them. */
  #repair: NonNullable<PushTools['repair']> = async (notebooks, stateOf) => {
    if (!notebooks.some(({ source }) => source)) return
    const part = await loadPart(() => import('./export/highlight-repairs.ts')).catch(() => undefined)
    await part?.repairHighlights(notebooks, stateOf, this.#library.pool, this.#controller.signal)
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

  /** Display images follow after the pages to transcribe, with their own count. */
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
