// SPDX-License-Identifier: AGPL-3.0-or-later
import { extname } from 'node:path'
import type { Library, PageNumbers } from '@rmirror/shared/library'
import { type Call, type Command, type ExitStatus, type Terminal, UsageError } from '../command.ts'
import { RenewedCore } from '../core.ts'
import type { Outlet } from '../export/outlet.ts'
import { notebookPdf } from '../export/pdf.ts'
import { exportPdfs } from '../export/pdfs.ts'
import { exportPictures } from '../export/pictures.ts'
import { exportText } from '../export/text.ts'
import { type Input, readInput } from '../inputs.ts'
import { writeWhole } from '../outcome.ts'
import { pagesOption } from '../page-numbers.ts'
import { pageInDocument } from '../sources/document.ts'
import { templateNotes } from '../templates.ts'
import type { Progress } from '../ui/progress.ts'
import { PdfThreadError } from '../workers/pdf-thread.ts'
import { PagePool } from '../workers/pool.ts'

export const exportCommand: Command = {
  name: 'export',
  usage: 'PATH -o OUT.pdf|.md|.txt|.zip [--as png|pdf] [--pages 2-5]',
  summary: 'write a notebook as PDF, Markdown, text, or a ZIP of pictures or PDFs',
  details: `PATH is a page (.rm), a notebook (.lines, .rmdoc, .rmn, .zip) or a folder of them.
  -o, --output OUT  .pdf: one notebook, on the pages of its PDF or EPUB where it has one
                    .md or .txt: titles, tags, typed text and highlights, page by page
                    .zip: every page as a PNG, or every notebook as a PDF, in the tablet's folders
  --as png|pdf      what a .zip holds (default: png)
  --pages 2-5,8     these pages of one notebook (default: all)`,
  options: { output: { type: 'string', short: 'o' }, as: { type: 'string' }, pages: { type: 'string' } },
  run,
}

const formats = ['.pdf', '.md', '.txt', '.zip'] as const
type Format = (typeof formats)[number] | 'pdfs.zip'

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('export needs exactly one path')
  const { output, format } = readOutput(values)
  const wanted = pagesOption(values.pages)
  const core = new RenewedCore()
  const input = await readInput(path, core, signal)
  for (const problem of [...input.failures, ...input.remarks]) terminal.warn(`${problem.path}: ${problem.detail}`)
  if (input.library.notebooks.length === 0) return 1
  if (isOfPdf(format) && input.singlePage) await placeInDocument(input, core)
  const refusal = choosePages(input, wanted, format)
  if (refusal !== undefined) {
    terminal.warn(`${path}: ${refusal}`)
    return 1
  }
  if (isOfPdf(format) || format === '.zip') await tellTemplates(input, core, terminal)
  const pool = new PagePool()
  const report = new Report(terminal, input.library)
  try {
    await writeWhole(output, (write) => writeAs(format, input.library, pool, { write, report, signal }))
  } catch (error) {
    if (!(error instanceof PdfThreadError)) throw error
    report.lost(path, error.message)
  } finally {
    report.close()
    await pool.close()
  }
  return report.failures > 0 || input.failures.length > 0 ? 1 : 0
}

async function writeAs(format: Format, library: Library, pool: PagePool, outlet: Outlet): Promise<void> {
  if (format === '.zip') return exportPictures(library, pool, outlet)
  if (format === 'pdfs.zip') return exportPdfs(library, pool, outlet)
  if (format !== '.pdf') return exportText(library, pool, format === '.md' ? 'markdown' : 'plain', outlet)
  for (const notebook of library.notebooks) await outlet.write(await notebookPdf(notebook, pool, outlet))
}

async function tellTemplates({ path, library }: Input, core: RenewedCore, terminal: Terminal): Promise<void> {
  const pages = library.notebooks.flatMap((notebook) => notebook.pages)
  for (const note of await templateNotes(pages, core)) terminal.warn(`${path}: ${note}`)
}

const isOfPdf = (format: Format) => format === '.pdf' || format === 'pdfs.zip'

/** Tells what fails while a bar shows how far it is. */
class Report {
  failures = 0
  readonly #terminal: Terminal
  readonly #progress: Progress
  readonly #several: boolean

  constructor(terminal: Terminal, { notebooks }: Library) {
    this.#terminal = terminal
    this.#several = notebooks.length > 1
    this.#progress = terminal.progress('Exporting')
    this.#progress.expect(notebooks.reduce((sum, { pages }) => sum + pages.length, 0))
  }
  done(): void {
    this.#progress.advance()
  }
  failed(notebook: string, page: number, detail: string): void {
    this.failures++
    this.#warn(`${notebook}, page ${page}: ${detail}`)
  }
  lost(notebook: string, detail: string): void {
    this.failures++
    this.#warn(`${notebook}: ${detail}`)
  }
  note(notebook: string, page: number | undefined, detail: string): void {
    const place = [...(this.#several ? [notebook] : []), ...(page === undefined ? [] : [`page ${page}`])].join(', ')
    this.#warn(place === '' ? detail : `${place}: ${detail}`)
  }
  close(): void {
    this.#progress.clear()
  }
  #warn(line: string): void {
    this.#progress.clear()
    this.#terminal.warn(line)
  }
}

/** A page of a document is written on that document's paper and source. */
async function placeInDocument({ path, library }: Input, core: RenewedCore): Promise<void> {
  const found = await pageInDocument(path, core)
  if (found) library.notebooks = [{ ...found.notebook, pages: [found.page] }]
}

/** Leaves the wanted pages of the one notebook; a sentence when that cannot be. */
function choosePages({ library }: Input, wanted: PageNumbers | undefined, format: Format): string | undefined {
  const [notebook] = library.notebooks
  const count = library.notebooks.length
  if (count > 1 && wanted) return `There are ${count} notebooks in it: give one of them`
  if (count > 1 && format === '.pdf')
    return `There are ${count} notebooks in it: give one of them, or -o OUT.zip --as pdf for a PDF of each`
  // Readers take a PDF without pages for a broken one.
  if (isOfPdf(format) && library.notebooks.every(({ pages }) => pages.length === 0))
    return 'It has no pages, so there is no PDF of it'
  if (!notebook || !wanted) return undefined
  const all = notebook.pages.length
  notebook.pages = notebook.pages.filter(({ number }) => wanted.has(number))
  if (notebook.pages.length === 0) return `There are none of these pages: it has ${all}`
  return undefined
}

function readOutput({ output, as }: Call['values']): { output: string; format: Format } {
  if (typeof output !== 'string') throw new UsageError('export needs -o OUT.pdf, -o OUT.md, -o OUT.txt or -o OUT.zip')
  const extension = extname(output).toLowerCase()
  const format = formats.find((each) => each === extension)
  if (!format) throw new UsageError(`"${output}" is neither a .pdf, a .md, a .txt nor a .zip`)
  if (as === undefined) return { output, format }
  if (format !== '.zip') throw new UsageError('--as says what a .zip holds')
  if (as !== 'png' && as !== 'pdf') throw new UsageError(`--as is png or pdf, not "${as}"`)
  return { output, format: as === 'pdf' ? 'pdfs.zip' : '.zip' }
}
