// SPDX-License-Identifier: AGPL-3.0-or-later
// Imports files: gathers them, reads them in a worker, opens every page once, and collects what couldn't be read and
// why.
import { computed, signal } from '@preact/signals'
import type { NotebookFacts, ReadNews } from '@rmirror/shared/workshop'
import type { DroppedFiles } from './dropped-files.ts'
import { isFullDisk, type LibraryStore, liveNotebook } from './library.ts'
import type { LiveNotebook, LivePage, ProblemCode } from './live-notebook.ts'

export interface ImportProblem {
  /** The file's path, or the notebook's name. */
  path: string
  /** 1-based; null if it isn't about one page. */
  page: number | null
  code: ProblemCode
  detail: string
}

export type Phase = 'gathering' | 'reading' | 'pages' | 'done' | 'cancelled'

/** One import, from the dropped files to the last page. */
export class ImportRun {
  readonly phase = signal<Phase>('gathering')
  readonly doneFiles = signal(0)
  readonly totalFiles = signal(0)
  readonly donePages = signal(0)
  readonly totalPages = signal(0)
  readonly addedNotebooks = signal<LiveNotebook[]>([])
  readonly problems = signal<ImportProblem[]>([])
  readonly running = computed(() => this.phase.value !== 'done' && this.phase.value !== 'cancelled')
  readonly #store: LibraryStore
  readonly #controller = new AbortController()
  readonly #replaced = new Map<string, LiveNotebook>()
  readonly #bytesMissing = new Map<LiveNotebook, number>()
  readonly #pending: Promise<void>[] = []

  constructor(store: LibraryStore) {
    this.#store = store
  }

  cancel(): void {
    this.#controller.abort()
  }

  async run(collect: () => Promise<DroppedFiles>, onFound: (notebooks: LiveNotebook[]) => void): Promise<void> {
    const { signal } = this.#controller
    try {
      const { files, problems } = await collect()
      this.#report(problems.map((problem) => ({ ...problem, page: null })))
      this.phase.value = 'reading'
      this.totalFiles.value = files.length
      const onNews = (news: ReadNews) => this.#hear(news, onFound)
      await this.#store.pool.run('read', { files }, { signal, onNews, urgency: () => 0 })
      await Promise.all(this.#pending)
      this.phase.value = 'done'
    } catch (error) {
      await Promise.allSettled(this.#pending)
      this.#rollBackIncomplete()
      if (signal.aborted) this.phase.value = 'cancelled'
      else this.#fail(error)
    }
  }

  #hear(news: ReadNews, onFound: (notebooks: LiveNotebook[]) => void): void {
    if (this.#controller.signal.aborted) return
    if (news.kind === 'looked') {
      this.doneFiles.value = news.doneFiles
      this.totalFiles.value = news.totalFiles
    } else if (news.kind === 'found') {
      this.#welcome(news)
      // In its own task: updating the library and rendering the notebook's screen each take a while.
      setTimeout(() => onFound(this.addedNotebooks.value))
    } else if (news.kind === 'page') this.#takePage(news)
    else this.#takeBelow(news)
  }

  #welcome({ notebooks, folders, problems }: Extract<ReadNews, { kind: 'found' }>): void {
    const added = Date.now()
    const live = notebooks.map((facts) => liveNotebook(this.#withGivenName(facts), added))
    for (const notebook of live) {
      const before = this.#store.notebooks.value.get(notebook.facts.uuid)
      if (before) this.#replaced.set(notebook.facts.uuid, before)
      const { hasSource, hasPictures } = notebook.facts
      this.#bytesMissing.set(notebook, notebook.pages.length + (hasSource || hasPictures ? 1 : 0))
      this.totalPages.value += notebook.pages.length
    }
    this.addedNotebooks.value = live
    this.#store.show(live, folders)
    const inside = notebooks.flatMap((notebook) => notebook.problems)
    this.#report([...problems, ...inside].map((problem) => ({ ...problem, page: null })))
    this.phase.value = 'pages'
    this.#await(this.#store.keepFolders(folders))
    for (const notebook of live) if (this.#bytesMissing.get(notebook) === 0) this.#await(this.#keep(notebook))
  }

  /** Keeps the name that a user gave, if the files don't contain one. */
  #withGivenName(facts: NotebookFacts): NotebookFacts {
    const before = this.#store.notebooks.value.get(facts.uuid)?.facts
    if (!facts.isNameless || !before?.isRenamed) return facts
    const { name, lastModified } = before
    return { ...facts, name, isRenamed: true, lastModified: Math.max(lastModified, facts.lastModified) }
  }

  #takePage({ notebook: uuid, position, parts, problem }: Extract<ReadNews, { kind: 'page' }>): void {
    const notebook = this.addedNotebooks.value.find((candidate) => candidate.facts.uuid === uuid)
    const page = notebook?.pages[position]
    if (!notebook || !page) return
    page.parts = parts
    if (problem) page.state.value = { kind: 'unreadable', code: problem.code, detail: problem.detail }
    this.#await(this.#settle(notebook, page))
    this.#arrived(notebook)
  }

  #takeBelow({ notebook: uuid, below, problem }: Extract<ReadNews, { kind: 'below' }>): void {
    const notebook = this.addedNotebooks.value.find((candidate) => candidate.facts.uuid === uuid)
    if (!notebook) return
    notebook.below.value = below
    if (problem) this.#report([{ ...problem, page: null }])
    this.#arrived(notebook)
  }

  #arrived(notebook: LiveNotebook): void {
    const missing = (this.#bytesMissing.get(notebook) ?? 0) - 1
    this.#bytesMissing.set(notebook, missing)
    if (missing === 0) this.#await(this.#keep(notebook))
  }

  async #settle(notebook: LiveNotebook, page: LivePage): Promise<void> {
    await this.#store.want(notebook, page, this.#controller.signal)
    this.donePages.value += 1
    const state = page.state.value
    if (state.kind === 'unreadable')
      this.#report([{ path: notebook.facts.name, page: page.number, code: state.code, detail: state.detail }])
  }

  async #keep(notebook: LiveNotebook): Promise<void> {
    try {
      await this.#store.keep(notebook)
    } catch (error) {
      if (!isFullDisk(error)) throw error
      this.#report([{ path: notebook.facts.name, page: null, code: 'no-room', detail: String(error) }])
    }
  }

  /** Takes back notebooks whose bytes did not all arrive, and restores those that they replaced. */
  #rollBackIncomplete(): void {
    const halfRead = this.addedNotebooks.value.filter((notebook) => (this.#bytesMissing.get(notebook) ?? 0) > 0)
    const uuids = halfRead.map((notebook) => notebook.facts.uuid)
    this.#store.hide(uuids)
    this.#store.show(
      uuids.flatMap((uuid) => this.#replaced.get(uuid) ?? []),
      [],
    )
    this.addedNotebooks.value = this.addedNotebooks.value.filter((notebook) => !halfRead.includes(notebook))
  }

  #fail(error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error)
    this.#report([{ path: '', page: null, code: 'crash', detail }])
    this.phase.value = 'done'
  }

  #await(work: Promise<void>): void {
    // `run` awaits all of these; until then a rejection must not count as unhandled.
    work.catch(() => {})
    this.#pending.push(work)
  }

  #report(problems: ImportProblem[]): void {
    if (problems.length > 0) this.problems.value = [...this.problems.value, ...problems]
  }
}
