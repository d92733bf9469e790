// SPDX-License-Identifier: AGPL-3.0-or-later
// The notebooks in this browser: read from the database once and kept in signals. A changed page rerenders only its own
// card.
import { effect, signal } from '@preact/signals'
import type { Folder, Problem } from '@rmirror/shared/library'
import { templateOf } from '@rmirror/shared/library'
import type { DrawnSummary, NotebookFacts, PageHandles, PageOutline } from '@rmirror/shared/workshop'
import { OrderError, type Pool } from '@rmirror/shared/workshop'
import * as database from './database.ts'
import type { LiveNotebook, LivePage, PageState, ProblemCode } from './live-notebook.ts'
import { belowOf, hasBackground, nothingBelow, SourcePool } from './sources.ts'
import { blankPageHandles, whenSourceLoaded, withPagesOfSource } from './unopened.ts'

/** Pixel width of the pictures in cards: a third of the tablet's width, sharp on a phone's dense screen. */
const thumbnailWidth = 468

/** Opening a transaction costs a millisecond or two, so drawn pages wait briefly and share one. */
const keepAfterMs = 100
const keepAtOnce = 16

export class LibraryStore {
  readonly notebooks = signal<ReadonlyMap<string, LiveNotebook>>(new Map())
  readonly folders = signal<ReadonlyMap<string, Folder>>(new Map())
  readonly opened = signal(false)
  /** The browser stores nothing (private window, storage forbidden): imports last only as long as the tab. */
  readonly isStorageUnavailable = signal(false)
  readonly pool: Pool
  readonly sources: SourcePool
  readonly #coreVersion: string
  readonly #database: Promise<database.Database | null>
  readonly #unkept: database.DrawnPage[] = []
  readonly #counting = new WeakMap<LiveNotebook, Promise<LiveNotebook>>()
  #keeping: ReturnType<typeof setTimeout> | undefined

  constructor(pool: Pool, coreVersion: string, openDatabase = database.openDatabase) {
    this.pool = pool
    this.sources = new SourcePool(pool)
    this.#coreVersion = coreVersion
    this.#database = openDatabase().catch(() => {
      this.isStorageUnavailable.value = true
      return null
    })
  }

  /** Restores the notebooks of earlier visits, and deletes those that were removed then. */
  async open(): Promise<void> {
    const kept = await this.#database
    // Stored data that can't be read must not stop the user from importing it again.
    if (kept)
      await this.#readAll(kept).catch(() => {
        this.isStorageUnavailable.value = true
      })
    this.opened.value = true
  }

  async #readAll(kept: database.Database): Promise<void> {
    const notebooks = await database.readNotebooks(kept)
    this.folders.value = new Map((await kept.getAll('folders')).map((folder) => [folder.uuid, folder]))
    const here = notebooks.filter(({ notebook }) => !notebook.removed)
    this.notebooks.value = new Map(here.map((entry) => [entry.notebook.uuid, revive(entry)]))
    for (const { notebook } of notebooks) if (notebook.removed) await database.forgetNotebook(kept, notebook.uuid)
  }

  /** Adds or replaces notebooks and folders in the signals only; `keep` and `keepFolders` store them. */
  show(notebooks: LiveNotebook[], folders: Folder[]): void {
    this.notebooks.value = new Map([
      ...this.notebooks.value,
      ...notebooks.map((entry) => [entry.facts.uuid, entry] as const),
    ])
    this.folders.value = new Map([...this.folders.value, ...folders.map((folder) => [folder.uuid, folder] as const)])
  }

  /** Removes notebooks from the signals only; their stored data stays. */
  hide(uuids: Iterable<string>): void {
    const rest = new Map(this.notebooks.value)
    for (const uuid of uuids) rest.delete(uuid)
    this.notebooks.value = rest
  }

  /** Stores the notebook. Rejects with a `QuotaExceededError` if there is no room, and then stores nothing of it. */
  async keep(notebook: LiveNotebook): Promise<void> {
    const kept = await this.#database
    if (!kept) return
    await database.keepNotebook(kept, { ...packed(notebook), below: notebook.below.value })
  }

  async keepFolders(folders: Folder[]): Promise<void> {
    const kept = await this.#database
    if (kept) await database.keepFolders(kept, folders)
  }

  /**
   * Loads or draws the page's summary and thumbnail; idempotent. Does nothing while the page's bytes are missing: call
   * it again when they are there.
   */
  async want(notebook: LiveNotebook, page: LivePage, signal?: AbortSignal): Promise<void> {
    if (!page.parts) return
    page.wanted ??= this.#summarize(notebook, page, signal).catch((reason) => {
      page.wanted = null
      throw reason
    })
    return page.wanted
  }

  /**
   * Redraws the page with its source and images once these are available. Until then, or if that fails, the picture of
   * the ink stays.
   */
  drawWithSources(notebook: LiveNotebook, page: LivePage): void {
    if (page.completing) return
    page.completing = true
    const stop = effect(() => {
      const below = belowOf(notebook, page)
      const state = page.state.value
      const isSettled = state.kind === 'unreadable' || (state.kind === 'ready' && state.complete)
      if (isSettled) queueMicrotask(() => stop())
      if (!below || !page.parts || state.kind !== 'ready' || isSettled) return
      queueMicrotask(() => stop())
      const order = { page: { ...page.parts, below }, width: thumbnailWidth }
      this.sources.run('summarize', order, { urgency: () => (page.onScreen ? 1 : 3) }).then(
        (drawn) => {
          page.state.value = { kind: 'ready', summary: drawn.summary, thumbnail: drawn.thumbnail, complete: true }
          this.#keepSummary(notebook, page, drawn)
        },
        (error) => {
          // A source that crashes the worker would also crash the next one, so only a failed download is retried.
          if (error instanceof OrderError && error.code === 'not-loaded') page.completing = false
        },
      )
    })
  }

  /**
   * Counts the pages of a document that was never opened on the tablet; idempotent. Rejects if they can't be counted
   * for now.
   */
  ensurePagesCounted(notebook: LiveNotebook): Promise<LiveNotebook> {
    if (notebook.facts.unopened !== 'uncounted') return Promise.resolve(notebook)
    const counting = this.#counting.get(notebook) ?? this.#countPages(notebook)
    this.#counting.set(notebook, counting)
    counting.catch(() => this.#counting.delete(notebook))
    return counting
  }

  async #countPages(notebook: LiveNotebook): Promise<LiveNotebook> {
    await whenSourceLoaded(notebook, this.notebooks)
    const facts = await withPagesOfSource(notebook, this.sources)
    const pages = facts.pages.map((page) => livePage(page, blankPageHandles(facts), { kind: 'waiting' }))
    const counted = { ...notebook, facts, pages }
    if (this.notebooks.value.get(notebook.facts.uuid) !== notebook) {
      // Removed meanwhile. If that is undone, its pages are counted again.
      this.#counting.delete(notebook)
      return counted
    }
    this.show([counted], [])
    const kept = await this.#database
    // If storage is full, they are counted again at the next visit.
    if (kept) await database.keepPages(kept, packed(counted).notebook).catch(ignoreFullDisk)
    return counted
  }

  /** Renames a notebook and sets its modification time to now. Returns a function that undoes both. */
  async rename(uuid: string, name: string): Promise<() => Promise<void>> {
    const { facts } = this.notebooks.value.get(uuid) ?? {}
    if (!facts) return () => Promise.resolve()
    const { name: before, lastModified, isRenamed } = facts
    await this.#change(uuid, { name, lastModified: Date.now(), isRenamed: true })
    return () => this.#change(uuid, { name: before, lastModified, ...(isRenamed && { isRenamed }) })
  }

  /** Drops `isRenamed` unless `change` has it. */
  async #change(uuid: string, change: Pick<NotebookFacts, 'name' | 'lastModified' | 'isRenamed'>): Promise<void> {
    const notebook = this.notebooks.value.get(uuid)
    if (!notebook) return
    const { isRenamed: _, ...facts } = notebook.facts
    const changed = { ...notebook, facts: { ...facts, ...change } }
    this.show([changed], [])
    const kept = await this.#database
    // If storage is full, the name lasts only as long as the tab.
    if (kept) await database.keepPages(kept, packed(changed).notebook).catch(ignoreFullDisk)
  }

  /**
   * Hides the notebook and marks it as removed; its data is deleted at the next visit. Returns a function that undoes
   * this.
   */
  async remove(uuid: string): Promise<() => Promise<void>> {
    const notebook = this.notebooks.value.get(uuid)
    const kept = await this.#database
    this.hide([uuid])
    if (kept) await database.markRemoved(kept, uuid, true)
    return async () => {
      if (notebook) this.show([notebook], [])
      if (kept) await database.markRemoved(kept, uuid, false)
    }
  }

  async clear(): Promise<void> {
    this.notebooks.value = new Map()
    this.folders.value = new Map()
    this.#unkept.length = 0
    const kept = await this.#database
    if (kept) await database.forgetEverything(kept)
  }

  async #summarize(notebook: LiveNotebook, page: LivePage, signal: AbortSignal | undefined): Promise<void> {
    notebook.remembered ??= this.#remember(notebook)
    await notebook.remembered
    if (page.state.value.kind !== 'waiting' || !page.parts) return
    const isCover = notebook.pages[notebook.facts.coverPage] === page
    const urgency = () => (page.onScreen ? 1 : isCover ? 2 : 3)
    try {
      const order = { page: page.parts, width: thumbnailWidth }
      const answer = await this.pool.run('summarize', order, { urgency, ...(signal && { signal }) })
      const { summary, thumbnail } = answer
      const complete = !hasBackground(notebook, page, summary)
      page.state.value = { kind: 'ready', summary, thumbnail, complete }
      if (complete) this.#keepSummary(notebook, page, answer)
    } catch (error) {
      if (!(error instanceof OrderError)) throw error
      page.state.value = { kind: 'unreadable', code: error.code as ProblemCode, detail: error.message }
    }
  }

  async #remember(notebook: LiveNotebook): Promise<void> {
    const kept = await this.#database
    if (!kept) return
    const summaries = await database.readSummaries(kept, notebook.facts.uuid, this.#coreVersion)
    for (const page of notebook.pages) {
      const known = summaries.get(page.uuid)
      if (!known || page.state.value.kind !== 'waiting') continue
      page.state.value = { kind: 'ready', ...known, complete: true }
    }
  }

  #keepSummary(notebook: LiveNotebook, page: LivePage, { summary, thumbnail, lacksFonts }: DrawnSummary): void {
    // Stores no thumbnail that lacks fonts, nor one of a notebook that was removed while it was drawn.
    if (lacksFonts || this.notebooks.value.get(notebook.facts.uuid) !== notebook) return
    const row = {
      ...summary,
      notebook: notebook.facts.uuid,
      page: page.uuid,
      coreVersion: this.#coreVersion,
      template: hasBackground(notebook, page, summary) ? `on ${notebook.facts.uuid} ${page.number}` : templateKey(page),
    }
    this.#unkept.push({ summary: row, thumbnail })
    this.#keeping ??= setTimeout(() => void this.#keepSummaries(), keepAfterMs)
  }

  async #keepSummaries(): Promise<void> {
    const some = this.#unkept.splice(0, keepAtOnce)
    this.#keeping = this.#unkept.length > 0 ? setTimeout(() => void this.#keepSummaries(), keepAfterMs) : undefined
    const kept = await this.#database
    // This is only a cache: if storage is full, the pages are drawn again.
    if (kept) await database.keepSummaries(kept, some).catch(ignoreFullDisk)
  }
}

/** Files of the user's own templates may differ under one name, so the file's size is part of the key. */
function templateKey(page: LivePage): string {
  const size = page.parts?.templateFile?.size
  return size === undefined ? templateOf(page) : `${templateOf(page)} of ${size} bytes`
}

function packed({ facts, pages, added }: LiveNotebook): Omit<database.KeptNotebook, 'below'> {
  const parts = pages.map((page) => page.parts)
  const problems = pages.map((page) => (page.parts ? null : asProblem(facts.name, page.state.value)))
  return database.packPages(facts, parts, problems, added)
}

/** A notebook as `readLibrary` returns it; the bytes of its pages follow later. */
export function liveNotebook(facts: NotebookFacts, added: number): LiveNotebook {
  const pages = facts.pages.map((page) => livePage(page, null, { kind: 'waiting' }))
  // Stored states belong to an earlier version of this notebook, so none are loaded.
  return { facts, pages, added, below: signal(nothingBelow), remembered: Promise.resolve() }
}

function livePage(outline: PageOutline, parts: PageHandles | null, state: PageState): LivePage {
  return { ...outline, parts, state: signal(state), onScreen: false, wanted: null, completing: false }
}

function revive(entry: database.KeptNotebook): LiveNotebook {
  const { pages, added, removed: _, ...facts } = entry.notebook
  const outlines = pages.map(outlineOf)
  const live = pages.map((page, position) => {
    const outline = outlines[position] as PageOutline
    if (!page.problem) return livePage(outline, database.unpackPage(entry, page), { kind: 'waiting' })
    return livePage(outline, null, { kind: 'unreadable', code: page.problem.code, detail: page.problem.detail })
  })
  return { facts: { ...facts, pages: outlines }, pages: live, added, below: signal(entry.below), remembered: null }
}

function outlineOf({
  ink: _,
  layerMetadata: __,
  highlights: ___,
  templateFile: ____,
  problem: _____,
  ...outline
}: database.StoredPage): PageOutline {
  return outline
}

function asProblem(path: string, state: PageState): Problem | null {
  if (state.kind !== 'unreadable' || isOfThisBrowser(state.code)) return null
  return { path, code: state.code, detail: state.detail }
}

/** These codes concern this browser, not the file. */
function isOfThisBrowser(code: ProblemCode): code is 'no-room' | 'not-loaded' | 'not-sent' {
  return code === 'no-room' || code === 'not-loaded' || code === 'not-sent'
}

function ignoreFullDisk(error: unknown): void {
  if (!isFullDisk(error)) throw error
}

export function isFullDisk(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
