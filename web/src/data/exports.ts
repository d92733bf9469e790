// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages and notebooks as files of their owner's: made by workers, saved by the browser.
import { computed, signal } from '@preact/signals'
import { type DisplayDrawer, eachOf, type InkHashes, noPagesRead, type ReadPages } from '@rmirror/shared/api'
import { type Folder, mendTree, type Notebook, PageNumbers, pageFileName, safeFileName } from '@rmirror/shared/library'
import type { PdfNote } from '@rmirror/shared/pdf'
import {
  archiveOf,
  type ExportedLibrary,
  type ExportReport,
  endsAllWork,
  type FormatName,
  failureOf,
  formats,
  inkHashesOf,
  type Look,
  loadPart,
  type Orderable,
  OrderError,
  type PagesWithoutFiles,
  type Pool,
  pictureFormats,
} from '@rmirror/shared/workshop'
import { isServersFault } from './account.ts'
import { asNotebook } from './as-notebook.ts'
import type { LibraryStore, LiveNotebook, LivePage } from './library.ts'
import { fetchPdfWriter } from './pdf-writer.ts'
import { SignedOut } from './remote.ts'

export interface ChosenPages {
  numbers: PageNumbers
  /** In the file's name. */
  name: string
}

export interface ExportChoice {
  as: FormatName
  /** False leaves out what lies below the ink, in pictures and PDFs. */
  background: boolean
  /** All of them where this is not said. */
  pages?: ChosenPages
  /** Where the file goes instead of being saved. */
  to?: HandOver
}

export interface HandOver {
  way: 'copy' | 'share'
  /** Rejects with a `NotAllowedError` when the browser wants a click right before it. */
  hand(file: File): Promise<void>
}

/** What somebody who looks at the file should know. */
export interface ExportNote {
  notebook: string
  code: PdfNote['code'] | 'failed' | 'handwriting-missing'
  pages: number[]
}

/** What was read on these pages of a notebook, as far as it was. */
export type ReadHandwriting = (notebook: string, here: InkHashes, signal: AbortSignal) => Promise<ReadPages>

export interface ExportOptions {
  readHandwriting?: ReadHandwriting
  /** All there are: they say where a notebook lies, and whether that is in the trash. */
  folders?: Folder[]
  /** Gives a document that was never opened on the tablet the pages of its file: nobody need have looked at it before. */
  wantPages?: (notebook: LiveNotebook, signal: AbortSignal) => Promise<LiveNotebook>
  /** For notebooks that have no files here. */
  instead?: (notebook: Notebook) => PagesWithoutFiles | undefined
}

const endings = ['not-loaded', 'signed-out', 'no-answer'] as const
type Ending = (typeof endings)[number]

/** Why there is no file, as far as somebody can do something about it. */
function endingOf(error: unknown): Ending | 'failed' {
  const code = error instanceof OrderError ? error.code : ''
  return endings.find((ending) => ending === code) ?? 'failed'
}

const openedAtOnce = 6

/** One file on its way, of one notebook or several. */
export class ExportRun implements ExportReport {
  /** null: several notebooks. */
  readonly name: string | null
  readonly notebookCount: number
  readonly totalPages = signal(0)
  readonly donePages = signal(0)
  readonly notes = signal<ExportNote[]>([])
  readonly phase = signal<'running' | 'done' | 'failed' | Ending | 'cancelled'>('running')
  /** A file that is handed over when somebody clicks. */
  readonly waiting = signal<File | null>(null)
  readonly way: HandOver['way'] | 'save'
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
    this.notebookCount = notebooks.length
    this.way = choice.to?.way ?? 'save'
  }

  cancel(): void {
    this.#controller.abort()
  }

  async run(pool: Pool, archiveName: string): Promise<void> {
    const { signal } = this.#controller
    try {
      const library = await this.#library()
      if (this.totalPages.value === 0) throw new Error('There is nothing to export')
      const { as, background } = this.#choice
      const { blobOfAll } = await loadExports()
      const format = this.name === null ? archiveOf(formats[as]) : formats[as]
      const tools = {
        pool: behindTheScreen(pool),
        openApart: () => openApart(pool),
        readHandwriting: (notebook: Notebook) => this.#readHandwriting(pool, notebook),
        instead: this.#options.instead,
        background,
        report: this,
        signal,
      }
      const made = blobOfAll((write) => format.write(library, tools, write), format.mediaType)
      const whole = await unlessAborted(made, signal)
      if (this.#failedNotebooks === this.notebookCount) throw new Error('None of the notebooks could be exported')
      await this.#deliver(whole, `${this.#fileName(archiveName)}.${format.extension}`)
      this.phase.value = 'done'
    } catch (error) {
      if (signal.aborted) this.phase.value = 'cancelled'
      else this.phase.value = endingOf(error)
    }
  }

  /** Only where `waiting` has a file: by a click, which the browser asks for. */
  async handOver(): Promise<void> {
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
    if (!to) return save(whole, name)
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
    const counted = await unlessAborted(this.#openAll(lost), this.#controller.signal)
    const numbers = this.#choice.pages?.numbers
    const notebooks = counted.map((notebook) =>
      asNotebook(notebook, numbers ? notebook.pages.filter(({ number }) => numbers.has(number)) : notebook.pages),
    )
    this.totalPages.value = notebooks.reduce((sum, { pages }) => sum + pages.length, 0)
    // One alone need not be looked for in the folders above it.
    if (this.name !== null && this.#choice.as === 'pictures')
      return { notebooks: notebooks.map((notebook) => ({ ...notebook, parent: '' })), folders: [] }
    const folders = (this.#options.folders ?? []).map((folder) => ({ ...folder }))
    // Those of a server and of this browser need not make one tree.
    mendTree(folders, notebooks)
    return { notebooks, folders, lost }
  }

  /** Of several, those that cannot be opened are noted. */
  async #openAll(lost: Map<string, string>): Promise<LiveNotebook[]> {
    const { wantPages = async (notebook) => notebook } = this.#options
    const { signal } = this.#controller
    const opened = [...this.#notebooks]
    await eachOf(this.#notebooks.entries(), openedAtOnce, async ([at, notebook]) => {
      signal.throwIfAborted()
      try {
        opened[at] = await wantPages(notebook, signal)
      } catch (error) {
        if (this.name !== null || signal.aborted || endsAllWork(error)) throw error
        lost.set(notebook.facts.uuid, failureOf(error).detail)
      }
    })
    return opened
  }

  #fileName(archiveName: string): string {
    const { pages } = this.#choice
    if (this.name === null) return safeFileName(archiveName)
    return safeFileName(pages ? `${this.name} ${pages.name}` : this.name)
  }

  /** Without it the rest is still worth having. */
  async #readHandwriting(pool: Pool, notebook: Notebook): Promise<ReadPages> {
    const { readHandwriting } = this.#options
    if (!readHandwriting) return noPagesRead
    const { signal } = this.#controller
    try {
      return await readHandwriting(notebook.uuid, inkHashesOf(notebook, pool, { signal }), signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!isServersFault(error) && !(error instanceof SignedOut)) throw error
      this.#addNote(notebook, 'handwriting-missing')
      return noPagesRead
    }
  }

  pageDone(): void {
    // A PDF that is begun again takes its pages again.
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

/** What can be seen is drawn first: an export asks for more pages at once than there are workers. */
function behindTheScreen(pool: Pool, urgency = 2): Orderable & Pick<Pool, 'size'> {
  return {
    size: pool.size,
    run: (kind, request, options) => pool.run(kind, request, { urgency: () => urgency, ...options }),
  }
}

/** For a sync; what draws PDFs is loaded with the first page. */
export function syncDrawer(notebook: Notebook, pool: Pool, signal: AbortSignal): DisplayDrawer {
  let opened: Promise<DisplayDrawer> | undefined
  const open = async () => {
    const { displayDrawer } = await loadExports()
    return displayDrawer(notebook, { pool: behindTheScreen(pool, 5), openApart: () => openApart(pool), signal })
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

/** MuPDF's memory only grows: whoever opened its worker ends it. Rejects when MuPDF cannot be loaded. */
async function openApart(pool: Pool): Promise<Pool> {
  await fetchPdfWriter()
  return pool.apart()
}

/** What was begun goes on without whoever cancelled: the pages that are counted are there for who looks at them next. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

/** One page of a notebook with so many. */
export function onlyPage(number: number, count: number): ChosenPages {
  const numbers = new PageNumbers([{ first: number, last: number }])
  return { numbers, name: pageFileName(number, '', count).slice(0, -1) }
}

/** Of a notebook with so many pages. */
export function pictureName(name: string, number: number, count: number, as: Look['as']): string {
  return `${safeFileName(name)} ${pageFileName(number, as, count)}`
}

/** Rejects when the page cannot be drawn. */
export async function savePage(
  { pool }: Pick<LibraryStore, 'pool'>,
  notebook: LiveNotebook,
  page: LivePage,
  look: Look,
): Promise<void> {
  const { PageDrawer } = await loadExports()
  const alone = asNotebook(notebook, [page])
  const drawer = new PageDrawer(alone, { pool, openApart: () => openApart(pool), onNote: () => {} })
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
  save(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: pictureFormats[as].mediaType }), name)
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has begun to read it by then; a minute is generous for any dialog it may open.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
