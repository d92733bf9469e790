// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages and notebooks as files of their owner's: made in a worker, saved by the browser.
import { computed, signal } from '@preact/signals'
import { type InkHashes, linesOf, noPagesRead, type ReadPages, textOf } from '@rmirror/shared/api'
import { type Folder, type PageNumbers, pageFileName, safeFileName, uniqueNames } from '@rmirror/shared/library'
import type { PdfNote } from '@rmirror/shared/pdf'
import { OrderError, type Pool } from '../render/pool.ts'
import type { ExportRequest, NotebookFacts, PageParts, PdfAnswer } from '../render/protocol.ts'
import { isServersFault } from './account.ts'
import type { LibraryStore, LiveNotebook, LivePage } from './library.ts'
import { fetchPdfWriter } from './pdf-writer.ts'
import { partsOn } from './sources.ts'
import { isUncountable } from './unopened.ts'

export type NotebookFormat = ExportRequest['as'] | 'pdf'

const extensions: Record<NotebookFormat, string> = { markdown: 'md', plain: 'txt', zip: 'zip', pdf: 'pdf' }

export interface ChosenPages {
  numbers: PageNumbers
  /** In the file's name. */
  name: string
}

export interface ExportChoice {
  as: NotebookFormat
  /** False leaves out what lies below the ink, in pictures and PDFs. */
  background: boolean
  /** All of them where this is not said. */
  pages?: ChosenPages
}

/** What somebody who looks at the file should know. */
export interface ExportNote {
  notebook: string
  code: PdfNote['code'] | 'failed' | 'handwriting-missing'
  pages: number[]
}

/** What was read on these pages of a notebook, as far as it was. */
export type ReadHandwriting = (notebook: string, here: InkHashes, signal: AbortSignal) => Promise<ReadPages>

export interface ExportTools {
  readHandwriting?: ReadHandwriting
  /** Gives a document that was never opened on the tablet the pages of its file: nobody need have looked at it before. */
  wantPages?: (notebook: LiveNotebook) => Promise<LiveNotebook>
  /** Those of the library: what lies in its trash is marked. */
  folders?: Folder[]
}

/** A notebook, or some pages of it, on the way into a file. */
interface Job {
  uncountable: boolean
  source: Blob | null
  facts: NotebookFacts
  parts: (PageParts | null)[]
}

const isDressed = ({ parts }: Job) => parts.some((page) => page?.below)

/** One file on its way, of one notebook or several. */
export class ExportRun {
  /** null: several notebooks. */
  readonly name: string | null
  readonly notebookCount: number
  readonly totalPages = signal(0)
  readonly donePages = signal(0)
  readonly notes = signal<ExportNote[]>([])
  readonly phase = signal<'running' | 'done' | 'failed' | 'not-loaded' | 'cancelled'>('running')
  readonly running = computed(() => this.phase.value === 'running')
  readonly #controller = new AbortController()
  readonly #notebooks: LiveNotebook[]
  readonly #choice: ExportChoice
  readonly #readHandwriting: ReadHandwriting
  readonly #wantPages: NonNullable<ExportTools['wantPages']>
  readonly #folders: Folder[]

  constructor(notebooks: LiveNotebook[], choice: ExportChoice, tools: ExportTools = {}) {
    this.#notebooks = notebooks
    this.#choice = choice
    this.#readHandwriting = tools.readHandwriting ?? nobodyReads
    this.#wantPages = tools.wantPages ?? (async (notebook) => notebook)
    this.#folders = tools.folders ?? []
    this.name = notebooks.length === 1 && notebooks[0] ? notebooks[0].facts.name : null
    this.notebookCount = notebooks.length
  }

  cancel(): void {
    this.#controller.abort()
  }

  async run(pool: Pool, archiveName: string): Promise<void> {
    const { signal } = this.#controller
    try {
      const jobs = await this.#countPages()
      const [job] = jobs
      if (!job || this.totalPages.value === 0) throw new Error('There is nothing to export')
      if (this.name === null) save(await this.#archive(pool, jobs), `${safeFileName(archiveName)}.zip`)
      else save(await this.#make(pool, job, 0), this.#fileName(job))
      this.phase.value = 'done'
    } catch (error) {
      if (signal.aborted) this.phase.value = 'cancelled'
      else this.phase.value = error instanceof OrderError && error.code === 'not-loaded' ? 'not-loaded' : 'failed'
    }
  }

  async #countPages(): Promise<Job[]> {
    const counted = Promise.all(this.#notebooks.map(this.#wantPages))
    const notebooks = await unlessAborted(counted, this.#controller.signal)
    const jobs = notebooks.map((notebook) => jobOf(notebook, this.#choice.pages?.numbers))
    this.totalPages.value = jobs.reduce((sum, { parts }) => sum + parts.length, 0)
    return jobs
  }

  #fileName({ facts }: Job): string {
    const { as, pages } = this.#choice
    return `${safeFileName(pages ? `${facts.name} ${pages.name}` : facts.name)}.${extensions[as]}`
  }

  /** A file for each notebook that could be exported; the others are named in the notes. */
  async #archive(pool: Pool, jobs: Job[]): Promise<Blob> {
    const files: { name: string; content: Blob; modified: number }[] = []
    const names = uniqueNames(jobs.map(({ facts }) => facts.name))
    let done = 0
    for (const [position, job] of jobs.entries()) {
      const name = `${names[position]}.${extensions[this.#choice.as]}`
      try {
        if (job.uncountable) this.#note(job, [{ code: 'failed' }])
        else if (job.parts.length > 0)
          files.push({ name, content: await this.#make(pool, job, done), modified: job.facts.lastModified })
      } catch (error) {
        if (!(error instanceof OrderError) || error.code === 'not-loaded') throw error
        this.#note(job, [{ code: 'failed' }])
      }
      done += job.parts.length
      this.donePages.value = done
    }
    if (files.length === 0) throw new Error('None of the notebooks could be exported')
    return pool.run('pack', { files }, { signal: this.#controller.signal })
  }

  async #make(pool: Pool, job: Job, done: number): Promise<Blob> {
    const { as, background } = this.#choice
    const onNews = ({ donePages }: { donePages: number }) => (this.donePages.value = done + donePages)
    const options = { signal: this.#controller.signal, onNews }
    const given = { notebook: job.facts, parts: job.parts, background }
    if (as === 'zip') return this.#makePictures(pool, job, { ...given, as }, options)
    if (as !== 'pdf') {
      const pages = await this.#read(pool, job)
      const texts = { read: textsOf(pages), waiting: pages.waiting, folders: this.#folders }
      return pool.run('export', { ...given, as, ...texts }, options)
    }
    await fetchPdfWriter()
    const { pdf, notes } = await this.#makePdf(pool, job, options)
    this.#note(job, notes)
    return pdf
  }

  /** Without them the rest is still worth having. */
  async #read(pool: Pool, job: Job): Promise<ReadPages> {
    const { signal } = this.#controller
    try {
      return await this.#readHandwriting(job.facts.uuid, inkHashes(pool, job, signal), signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!isServersFault(error)) throw error
      this.#note(job, [{ code: 'handwriting-missing' }])
      return noPagesRead
    }
  }

  /** Pictures of pages on a source or with images are made apart as well; what takes MuPDF down with it is left out. */
  async #makePictures(
    pool: Pool,
    job: Job,
    request: ExportRequest,
    options: { signal: AbortSignal; onNews: (news: { donePages: number }) => void },
  ): Promise<Blob> {
    if (!isDressed(job)) return pool.run('export', request, options)
    await fetchPdfWriter()
    return makeApart(pool, (apart) => apart.run('export', request, options)).catch((error) => {
      if (!(error instanceof OrderError) || error.code === 'not-loaded') throw error
      this.#note(job, [job.source ? sourceMissing : imageBroken])
      return pool.run('export', request, options)
    })
  }

  /** What takes MuPDF down with it, source or image, is left out at the second try. */
  async #makePdf(
    pool: Pool,
    job: Job,
    options: { signal: AbortSignal; onNews: (news: { donePages: number }) => void },
  ): Promise<PdfAnswer> {
    const { facts, parts, source } = job
    const read = linesByPage(await this.#read(pool, job))
    const request = { notebook: facts, parts, background: this.#choice.background, read }
    const missing = facts.hasSource && !source ? [sourceMissing] : []
    try {
      const answer = await makeApart(pool, (apart) => apart.run('pdf', { ...request, source }, options))
      return { ...answer, notes: [...missing, ...answer.notes] }
    } catch (error) {
      const isAlone = !source && !isDressed(job)
      if (isAlone || !(error instanceof OrderError) || error.code === 'not-loaded') throw error
      const alone = { ...request, source: null, parts: parts.map((page) => page && { ...page, below: null }) }
      const answer = await makeApart(pool, (apart) => apart.run('pdf', alone, options))
      return { ...answer, notes: [source ? sourceMissing : imageBroken, ...answer.notes] }
    }
  }

  #note({ facts }: Job, notes: Pick<PdfNote | ExportNote, 'code'>[]): void {
    const byCode = new Map<ExportNote['code'], number[]>()
    for (const note of notes) {
      const pages = byCode.get(note.code) ?? []
      if ('page' in note && typeof note.page === 'number') pages.push(note.page)
      byCode.set(note.code, pages)
    }
    const added = [...byCode].map(([code, pages]) => ({ notebook: facts.name, code, pages }))
    if (added.length > 0) this.notes.value = [...this.notes.value, ...added]
  }
}

function textsOf({ read }: ReadPages): ReadonlyMap<string, string> {
  return new Map([...read].map(([uuid, page]) => [uuid, textOf(page)]))
}

function linesByPage({ read }: ReadPages) {
  return new Map([...read].map(([uuid, page]) => [uuid, linesOf(page)]))
}

/** A page that cannot be read says so when it is exported. */
function inkHashes(pool: Pool, { facts, parts }: Job, signal: AbortSignal): InkHashes {
  const hashOf = async (page: PageParts | null | undefined) => {
    if (!page) return undefined
    const state = await pool.run('state', { page }, { signal }).catch(() => undefined)
    return state?.ink_hash
  }
  return new Map(facts.pages.map(({ uuid }, position) => [uuid, () => hashOf(parts[position])]))
}

const nobodyReads: ReadHandwriting = async () => noPagesRead

const sourceMissing: PdfNote = { code: 'source-broken', detail: 'The file below the ink is not there' }
const imageBroken: PdfNote = { code: 'image-broken', detail: 'An image could not be worked on' }

/** Counting goes on for whoever looks at the pages next. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

function jobOf(notebook: LiveNotebook, numbers: PageNumbers | undefined): Job {
  const { facts, pages, beneath } = notebook
  const chosen = numbers ? pages.filter((page) => numbers.has(page.number)) : pages
  return {
    facts: { ...facts, pages: numbers ? facts.pages.filter((page) => numbers.has(page.number)) : facts.pages },
    parts: chosen.map((page) => partsOn(notebook, page)),
    source: beneath.value.source,
    uncountable: isUncountable(notebook),
  }
}

/** MuPDF's memory only grows: its worker is ended with the PDF, and at once when the PDF is not wanted any more. */
async function makeApart<T>(pool: Pool, work: (apart: Pool) => Promise<T>): Promise<T> {
  const apart = pool.apart()
  try {
    return await work(apart)
  } finally {
    apart.close()
  }
}

export function pictureName({ facts, pages }: LiveNotebook, { number }: LivePage, as: 'png' | 'svg'): string {
  return `${safeFileName(facts.name)} ${pageFileName(number, as, pages.length)}`
}

export async function savePage(
  { pool, sources }: Pick<LibraryStore, 'pool' | 'sources'>,
  notebook: LiveNotebook,
  page: LivePage,
  as: 'png' | 'svg',
  background: boolean,
): Promise<void> {
  const parts = partsOn(notebook, page)
  if (!parts) throw new OrderError('unreadable-file', 'The bytes of this page are not there')
  const draw = (by: Pick<Pool, 'run'>) => by.run('draw', { page: parts, as, background })
  const blob = await (parts.below ? draw(sources).catch(() => draw(pool)) : draw(pool))
  save(blob, pictureName(notebook, page, as))
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has begun to read it by then; a minute is generous for any dialog it may open.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
