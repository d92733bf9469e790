// SPDX-License-Identifier: AGPL-3.0-or-later
// The notebooks on the screen: read from the database once, kept in signals, each page waking only its own card.
import { effect, type Signal, signal } from '@preact/signals'
import type { Folder, Problem } from '@rmirror/shared/library'
import { templateOf } from '@rmirror/shared/library'
import type {
  DrawnSummary,
  NotebookBelow,
  NotebookFacts,
  PageHandles,
  PageOutline,
  PageSummary,
} from '@rmirror/shared/workshop'
import { OrderError, type Pool } from '@rmirror/shared/workshop'
import * as database from './database.ts'
import { belowOf, isDressed, nothingBelow, SourcePool } from './sources.ts'
import { sourceArrived, unwritten, withPagesOfSource } from './unopened.ts'

/** Of the pictures in cards: a third of the tablet's own width, sharp on a phone's dense screen. */
const thumbnailWidth = 468

/** Opening a transaction costs the page a millisecond or two: drawn pages wait a little and share one. */
const keepAfterMs = 100
const keepAtOnce = 16

export type PageState =
  | { kind: 'waiting' }
  | {
      kind: 'ready'
      summary: PageSummary
      thumbnail: string
      /** Drawn with what it was written on and with its images, where there are any. */
      complete: boolean
    }
  | { kind: 'unreadable'; code: ProblemCode; detail: string }

export type ProblemCode = Problem['code'] | 'no-room' | 'not-loaded' | 'not-sent'

export interface LivePage extends PageOutline {
  parts: PageHandles | null
  state: Signal<PageState>
  /** Its card is on the screen: such pages are drawn first. */
  onScreen: boolean
  wanted: Promise<void> | null
  /** The page is being drawn with its template, images and source, or was drawn so. */
  completing: boolean
}

export interface LiveNotebook {
  facts: NotebookFacts
  pages: LivePage[]
  added: number
  below: Signal<NotebookBelow>
  /** Resolves when what the database knows of its pages stands in their states. */
  remembered: Promise<void> | null
}

export class LibraryStore {
  readonly notebooks = signal<ReadonlyMap<string, LiveNotebook>>(new Map())
  readonly folders = signal<ReadonlyMap<string, Folder>>(new Map())
  readonly opened = signal(false)
  /** The browser keeps nothing (private window, storage forbidden): what is added lasts as long as the tab. */
  readonly forgetful = signal(false)
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
      this.forgetful.value = true
      return null
    })
  }

  /** Brings back what earlier visits left, and drops what was removed in them. */
  async open(): Promise<void> {
    const kept = await this.#database
    // What cannot be read again must not keep a person from adding it anew.
    if (kept)
      await this.#readAll(kept).catch(() => {
        this.forgetful.value = true
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

  show(notebooks: LiveNotebook[], folders: Folder[]): void {
    this.notebooks.value = new Map([
      ...this.notebooks.value,
      ...notebooks.map((entry) => [entry.facts.uuid, entry] as const),
    ])
    this.folders.value = new Map([...this.folders.value, ...folders.map((folder) => [folder.uuid, folder] as const)])
  }

  hide(uuids: Iterable<string>): void {
    const rest = new Map(this.notebooks.value)
    for (const uuid of uuids) rest.delete(uuid)
    this.notebooks.value = rest
  }

  /** Throws `QuotaExceededError` when the browser has no room; nothing of the notebook is kept then. */
  async keep(notebook: LiveNotebook): Promise<void> {
    const kept = await this.#database
    if (!kept) return
    await database.keepNotebook(kept, { ...packed(notebook), below: notebook.below.value })
  }

  async keepFolders(folders: Folder[]): Promise<void> {
    const kept = await this.#database
    if (kept) await database.keepFolders(kept, folders)
  }

  /** Sees to it that a page's state is known; asking twice costs nothing. Its bytes may still be on their way: ask again. */
  async want(notebook: LiveNotebook, page: LivePage, signal?: AbortSignal): Promise<void> {
    if (!page.parts) return
    page.wanted ??= this.#summarize(notebook, page, signal).catch((reason) => {
      page.wanted = null
      throw reason
    })
    return page.wanted
  }

  /**
   * Draws the page anew, with what it was written on and its images, once those are here. Until then, or if that fails,
   * the ink stands.
   */
  wantComplete(notebook: LiveNotebook, page: LivePage): void {
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
          // A source that ends the worker would end the next one too.
          if (error instanceof OrderError && error.code === 'not-loaded') page.completing = false
        },
      )
    })
  }

  /**
   * Sees to it that the pages of a document are known that was never opened on the tablet; asking twice costs nothing.
   * Rejects when they cannot be counted for now.
   */
  wantPages(notebook: LiveNotebook): Promise<LiveNotebook> {
    if (notebook.facts.unopened !== 'uncounted') return Promise.resolve(notebook)
    const counting = this.#counting.get(notebook) ?? this.#countPages(notebook)
    this.#counting.set(notebook, counting)
    counting.catch(() => this.#counting.delete(notebook))
    return counting
  }

  async #countPages(notebook: LiveNotebook): Promise<LiveNotebook> {
    await sourceArrived(notebook, this.notebooks)
    const facts = await withPagesOfSource(notebook, this.sources)
    const pages = facts.pages.map((page) => livePage(page, unwritten(facts), { kind: 'waiting' }))
    const counted = { ...notebook, facts, pages }
    if (this.notebooks.value.get(notebook.facts.uuid) !== notebook) {
      // Taken out meanwhile: brought back, it is asked for again.
      this.#counting.delete(notebook)
      return counted
    }
    this.show([counted], [])
    const kept = await this.#database
    // Without room they are counted again at the next visit.
    if (kept) await database.keepPages(kept, packed(counted).notebook).catch(ignoreFullDisk)
    return counted
  }

  /** Gives a notebook another name, as a change of now. The function that is returned gives it back its old one. */
  async rename(uuid: string, name: string): Promise<() => Promise<void>> {
    const { facts } = this.notebooks.value.get(uuid) ?? {}
    if (!facts) return () => Promise.resolve()
    const { name: before, lastModified, isRenamed } = facts
    await this.#change(uuid, { name, lastModified: Date.now(), isRenamed: true })
    return () => this.#change(uuid, { name: before, lastModified, ...(isRenamed && { isRenamed }) })
  }

  /** What is not in `change` of a name that a person gave is forgotten. */
  async #change(uuid: string, change: Pick<NotebookFacts, 'name' | 'lastModified' | 'isRenamed'>): Promise<void> {
    const notebook = this.notebooks.value.get(uuid)
    if (!notebook) return
    const { isRenamed: _, ...facts } = notebook.facts
    const changed = { ...notebook, facts: { ...facts, ...change } }
    this.show([changed], [])
    const kept = await this.#database
    // Without room it has the name as long as the tab is open.
    if (kept) await database.keepPages(kept, packed(changed).notebook).catch(ignoreFullDisk)
  }

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
      const complete = !isDressed(notebook, page, summary)
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
    // Taken out while it was being drawn: its picture must not stay behind.
    if (lacksFonts || this.notebooks.value.get(notebook.facts.uuid) !== notebook) return
    const row = {
      ...summary,
      notebook: notebook.facts.uuid,
      page: page.uuid,
      coreVersion: this.#coreVersion,
      template: isDressed(notebook, page, summary) ? `on ${notebook.facts.uuid} ${page.number}` : templateKey(page),
    }
    this.#unkept.push({ summary: row, thumbnail })
    this.#keeping ??= setTimeout(() => void this.#keepSummaries(), keepAfterMs)
  }

  async #keepSummaries(): Promise<void> {
    const some = this.#unkept.splice(0, keepAtOnce)
    this.#keeping = this.#unkept.length > 0 ? setTimeout(() => void this.#keepSummaries(), keepAfterMs) : undefined
    const kept = await this.#database
    // Only copies of what can be drawn again: when there is no room they are drawn again.
    if (kept) await database.keepSummaries(kept, some).catch(ignoreFullDisk)
  }
}

/** A template of the user's looks as its file says. */
function templateKey(page: LivePage): string {
  const size = page.parts?.templateFile?.size
  return size === undefined ? templateOf(page) : `${templateOf(page)} of ${size} bytes`
}

function packed({ facts, pages, added }: LiveNotebook): Omit<database.KeptNotebook, 'below'> {
  const parts = pages.map((page) => page.parts)
  const problems = pages.map((page) => (page.parts ? null : asProblem(facts.name, page.state.value)))
  return database.packPages(facts, parts, problems, added)
}

/** A notebook as `readLibrary` found it: its pages' bytes come later. */
export function liveNotebook(facts: NotebookFacts, added: number): LiveNotebook {
  const pages = facts.pages.map((page) => livePage(page, null, { kind: 'waiting' }))
  // What the database remembers is of an earlier state of this notebook.
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

/** Says nothing about the file. */
function isOfThisBrowser(code: ProblemCode): code is 'no-room' | 'not-loaded' | 'not-sent' {
  return code === 'no-room' || code === 'not-loaded' || code === 'not-sent'
}

function ignoreFullDisk(error: unknown): void {
  if (!isFullDisk(error)) throw error
}

export function isFullDisk(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
