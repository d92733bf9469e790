// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports pages and notebooks as files for the user: made by workers, saved by the browser.
import { computed, signal } from '@preact/signals'
import {
  type DisplayDrawer,
  forEachConcurrently,
  type InkHashes,
  noTranscriptions,
  type Transcriptions,
  unlessAborted,
} from '@rmirror/shared/api'
import {
  type Book,
  type Folder,
  type Notebook,
  PageNumbers,
  pageFileName,
  repairTree,
  safeFileName,
} from '@rmirror/shared/library'
import type { PdfNote } from '@rmirror/shared/pdf'
import {
  archiveOf,
  type ExportedLibrary,
  type ExportReport,
  type ExportTools,
  type Format,
  type FormatName,
  failureOf,
  formatOfNotes,
  formats,
  inkHashesOf,
  isOfAllWork,
  type Look,
  loadPart,
  type Orderable,
  OrderError,
  type PagesWithoutFiles,
  type Pool,
  pictureFormats,
  readBookOf,
  type Sink,
} from '@rmirror/shared/workshop'
import { isServerFailure } from '../account/account.ts'
import { asNotebook } from '../local/as-notebook.ts'
import type { LibraryStore } from '../local/library.ts'
import type { LiveNotebook, LivePage } from '../local/live-notebook.ts'
import { fetchPdfWriter } from '../local/pdf-writer.ts'
import { SignedOut } from '../server/remote-query.ts'
import { saveFile } from './save-file.ts'

export interface ChosenPages {
  numbers: PageNumbers
  /** Becomes part of the file name. */
  name: string
}

export interface ExportChoice {
  /** The formats for other apps are given as their rows, which the first scripts don't have. */
  as: FormatName | Format
  /** False leaves out what lies below the ink, in pictures and PDFs. */
  background: boolean
  /** All pages if absent. */
  pages?: ChosenPages
  /** Receives the file; without it, the browser saves it. */
  to?: FileDelivery
}

export interface FileDelivery {
  way: 'copy' | 'share'
  /** Rejects with a `NotAllowedError` if the browser demands a click right before it. */
  hand(file: File): Promise<void>
}

/** Something that the user of the file should know. */
export interface ExportNote {
  notebook: string
  code: PdfNote['code'] | 'failed' | 'handwriting-missing'
  pages: number[]
}

/**
 * Returns the transcriptions of a notebook's pages, as far as they exist. `here`: the pages' ink hashes, by page uuid.
 */
export type ReadHandwriting = (notebook: string, here: InkHashes, signal: AbortSignal) => Promise<Transcriptions>

export type FetchAttachment = ExportTools['fetchAttachment']

export interface ExportOptions {
  readHandwriting?: ReadHandwriting
  /** All folders. They say where a notebook belongs, and whether that is in the trash. */
  folders?: Folder[]
  /**
   * Returns the notebook with its pages: those of a document that was never opened on the tablet may not have been
   * counted yet.
   */
  ensurePagesCounted?: (notebook: LiveNotebook, signal: AbortSignal) => Promise<LiveNotebook>
  /** Page contents for notebooks whose files aren't in this browser. */
  instead?: (notebook: Notebook) => PagesWithoutFiles | undefined
}

const endings = ['not-loaded', 'signed-out', 'no-answer'] as const
type FailureKind = (typeof endings)[number]

/** The failures that a user can do something about. */
function failureKindOf(error: unknown): FailureKind | 'failed' {
  const code = error instanceof OrderError ? error.code : ''
  return endings.find((ending) => ending === code) ?? 'failed'
}

const openedAtOnce = 6

/** One export, of one notebook or several, to one file. */
export class ExportRun implements ExportReport {
  /** null: several notebooks. */
  readonly name: string | null
  readonly items: { count: number; notes: number }
  readonly totalPages = signal(0)
  readonly donePages = signal(0)
  readonly notes = signal<ExportNote[]>([])
  readonly phase = signal<'running' | 'done' | 'failed' | FailureKind | 'cancelled'>('running')
  /** A finished file that the browser lets us hand over only on a click. */
  readonly waiting = signal<File | null>(null)
  readonly way: FileDelivery['way'] | 'save'
  readonly running = computed(() => this.phase.value === 'running')
  readonly #controller = new AbortController()
  readonly #notebooks: LiveNotebook[]
  readonly #choice: ExportChoice
  readonly #options: ExportOptions
  #failedNotebooks = 0

  constructor(notebooks: LiveNotebook[], choice: ExportChoice, options: ExportOptions = {}) {
    this.#notebooks = notebooks
    this.#choice = choice
    this.#options = options
    this.name = notebooks.length === 1 && notebooks[0] ? notebooks[0].facts.name : null
    this.items = { count: notebooks.length, notes: notebooks.filter(({ facts }) => facts.isNote).length }
    this.way = choice.to?.way ?? 'save'
  }

  cancel(): void {
    this.#controller.abort()
  }

  /** `fetchAttachment`: for texts that mention attachments; a single one becomes an archive with them. */
  async run(pool: Pool, archiveName: string, fetchAttachment?: FetchAttachment): Promise<void> {
    const { signal } = this.#controller
    try {
      const library = await this.#library()
      if (this.totalPages.value === 0) throw new Error('There is nothing to export')
      const { as, background } = this.#choice
      const { blobOfAll } = await loadExports()
      const format = this.#formatFor(typeof as === 'string' ? formats[as] : as)
      const tools = {
        pool: withLowPriority(pool),
        openDedicatedPool: () => openDedicatedPool(pool),
        readHandwriting: (notebook: Notebook) => this.#readHandwriting(pool, notebook),
        instead: this.#options.instead,
        // What is copied or shared is one document.
        fetchAttachment: this.way === 'save' ? fetchAttachment : undefined,
        background,
        report: this,
        signal,
      }
      let extension: string = format.extension
      const fill = async (write: Sink) => {
        if ((await format.write(library, tools, write)) === 'zip') extension = 'zip'
      }
      const made = blobOfAll(fill, format.mediaType)
      const whole = await unlessAborted(made, signal)
      if (this.#failedNotebooks === this.items.count) throw new Error('None of the notebooks could be exported')
      await this.#deliver(whole, `${this.#fileName(archiveName)}.${extension}`)
      this.phase.value = 'done'
    } catch (error) {
      if (signal.aborted) this.phase.value = 'cancelled'
      else this.phase.value = failureKindOf(error)
    }
  }

  /** Hands over the `waiting` file, if any. Call it in a click handler, because the browser demands a click. */
  async deliverWaiting(): Promise<void> {
    const file = this.waiting.value
    if (!file) return
    this.waiting.value = null
    try {
      await this.#choice.to?.hand(file)
    } catch {
      this.phase.value = 'failed'
    }
  }

  async #deliver(whole: Blob, name: string): Promise<void> {
    const { to } = this.#choice
    if (!to) return saveFile(whole, name)
    const file = new File([whole], name, { type: whole.type })
    try {
      await to.hand(file)
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotAllowedError')) throw error
      this.waiting.value = file
    }
  }

  async #library(): Promise<ExportedLibrary> {
    const lost = new Map<string, string>()
    // When aborted, #openAll() goes on, because the pages that it counts serve later views.
    const counted = await unlessAborted(this.#openAll(lost), this.#controller.signal)
    const numbers = this.#choice.pages?.numbers
    const notebooks = counted.map((notebook) =>
      asNotebook(notebook, numbers ? notebook.pages.filter(({ number }) => numbers.has(number)) : notebook.pages),
    )
    this.totalPages.value = notebooks.reduce((sum, { pages }) => sum + pages.length, 0)
    // A single notebook's pictures don't go into folders.
    if (this.name !== null && this.#choice.as === 'pictures')
      return { notebooks: notebooks.map((notebook) => ({ ...notebook, parent: '' })), folders: [] }
    const folders = (this.#options.folders ?? []).map((folder) => ({ ...folder }))
    // The folders of the server and of this browser may not form one tree.
    repairTree(folders, notebooks)
    return { notebooks, folders, lost }
  }

  /** Of several notebooks, those that can't be opened go into `lost`; a single one fails the export. */
  async #openAll(lost: Map<string, string>): Promise<LiveNotebook[]> {
    const { ensurePagesCounted = async (notebook) => notebook } = this.#options
    const { signal } = this.#controller
    const opened = [...this.#notebooks]
    await forEachConcurrently(this.#notebooks.entries(), openedAtOnce, async ([at, notebook]) => {
      signal.throwIfAborted()
      try {
        opened[at] = await ensurePagesCounted(notebook, signal)
      } catch (error) {
        if (this.name !== null || signal.aborted || isOfAllWork(error)) throw error
        lost.set(notebook.facts.uuid, failureOf(error).detail)
      }
    })
    return opened
  }

  #formatFor(chosen: Format): Format {
    if (this.name === null && !chosen.isAlwaysOneFile) return archiveOf(chosen)
    return this.#notebooks[0]?.facts.isNote ? formatOfNotes(chosen) : chosen
  }

  #fileName(archiveName: string): string {
    const { pages } = this.#choice
    if (this.name === null) return safeFileName(archiveName)
    return safeFileName(pages ? `${this.name} ${pages.name}` : this.name)
  }

  /** If the server can't be asked, adds a note: the rest of the export is still useful. */
  async #readHandwriting(pool: Pool, notebook: Notebook): Promise<Transcriptions> {
    const { readHandwriting } = this.#options
    if (!readHandwriting) return noTranscriptions
    const { signal } = this.#controller
    try {
      return await readHandwriting(notebook.uuid, inkHashesOf(notebook, pool, { signal }), signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!isServerFailure(error) && !(error instanceof SignedOut)) throw error
      this.#addNote(notebook, 'handwriting-missing')
      return noTranscriptions
    }
  }

  pageDone(): void {
    // A PDF that is restarted reports its pages again.
    this.donePages.value = Math.min(this.donePages.value + 1, this.totalPages.value)
  }

  pageFailed(notebook: Notebook, page: number): void {
    this.#addNote(notebook, 'page-unreadable', page)
  }

  notebookFailed(notebook: Notebook): void {
    this.#failedNotebooks++
    this.#addNote(notebook, 'failed')
  }

  note(notebook: Notebook, { code, page }: PdfNote): void {
    this.#addNote(notebook, code, page)
  }

  #addNote({ name }: Notebook, code: ExportNote['code'], page?: number): void {
    const notes = [...this.notes.value]
    const known = notes.findIndex((note) => note.notebook === name && note.code === code)
    const pages = new Set([...(notes[known]?.pages ?? []), ...(page === undefined ? [] : [page])])
    notes[known < 0 ? notes.length : known] = { notebook: name, code, pages: [...pages].sort((a, b) => a - b) }
    this.notes.value = notes
  }
}

const loadExports = () => loadPart(() => import('@rmirror/shared/workshop/exports'))

/** Gives visible pages precedence: an export queues more pages than there are workers. Lower `urgency` runs sooner. */
function withLowPriority(pool: Pool, urgency = 2): Orderable & Pick<Pool, 'size'> {
  return {
    size: pool.size,
    run: (kind, request, options) => pool.run(kind, request, { urgency: () => urgency, ...options }),
  }
}

/** Draws the pages of a sync. The code that draws PDFs is loaded with the first page. */
export function syncDrawer(notebook: Notebook, pool: Pool, signal: AbortSignal): DisplayDrawer {
  let opened: Promise<DisplayDrawer> | undefined
  const open = async () => {
    const { displayDrawer } = await loadExports()
    return displayDrawer(notebook, {
      pool: withLowPriority(pool, 5),
      openDedicatedPool: () => openDedicatedPool(pool),
      signal,
    })
  }
  return {
    async draw(page, width) {
      opened ??= open()
      return (await opened).draw(page, width)
    },
    async close() {
      await (await opened?.catch(() => undefined))?.close()
    },
  }
}

/** The title and authors that a document's file states. */
export function readBook(notebook: Notebook, pool: Pool, signal: AbortSignal): Promise<Book> {
  return readBookOf(notebook, { openDedicatedPool: () => openDedicatedPool(pool), signal })
}

/** MuPDF's memory only grows, so the caller has to close this pool. Rejects if MuPDF can't be loaded. */
export async function openDedicatedPool(pool: Pool): Promise<Pool> {
  await fetchPdfWriter()
  return pool.dedicatedPool()
}

/** One page of a notebook with `count` pages. */
export function onlyPage(number: number, count: number): ChosenPages {
  const numbers = new PageNumbers([{ first: number, last: number }])
  return { numbers, name: pageFileName(number, '', count).slice(0, -1) }
}

/** `count`: the notebook's number of pages. */
export function pictureName(name: string, number: number, count: number, as: Look['as']): string {
  return `${safeFileName(name)} ${pageFileName(number, as, count)}`
}

/** Rejects if the page can't be drawn. */
export async function savePage(
  { pool }: Pick<LibraryStore, 'pool'>,
  notebook: LiveNotebook,
  page: LivePage,
  look: Look,
): Promise<void> {
  const { PageDrawer } = await loadExports()
  const alone = asNotebook(notebook, [page])
  const drawer = new PageDrawer(alone, { pool, openDedicatedPool: () => openDedicatedPool(pool), onNote: () => {} })
  try {
    for (const each of alone.pages) {
      const bytes = await drawer.draw(each, look)
      savePicture(bytes, pictureName(notebook.facts.name, page.number, notebook.pages.length, look.as), look.as)
    }
  } finally {
    await drawer.close()
  }
}

export function savePicture(bytes: Uint8Array, name: string, as: Look['as']): void {
  saveFile(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: pictureFormats[as].mediaType }), name)
}
