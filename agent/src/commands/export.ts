// SPDX-License-Identifier: AGPL-3.0-or-later
import { extname } from 'node:path'
import { usualPatience } from '@rmirror/shared/api'
import { isInTrash, type Library } from '@rmirror/shared/library'
import { connect, connectIfSignedIn } from '../account/connection.ts'
import { type Call, type Command, type ExitStatus, type Terminal, Trouble, UsageError } from '../command.ts'
import { RenewedCore } from '../core.ts'
import { type Choice, choiceOptions, chooseNotebooks, choosePages, readChoice } from '../export/choice.ts'
import { type Handwriting, nobodyRead, ServersHandwriting } from '../export/handwriting.ts'
import type { Making, Outlet } from '../export/outlet.ts'
import { notebookPdf } from '../export/pdf.ts'
import { exportPdfs } from '../export/pdfs.ts'
import { exportPictures } from '../export/pictures.ts'
import { exportText } from '../export/text.ts'
import { type Input, readInput } from '../inputs.ts'
import { writeWhole } from '../outcome.ts'
import { pageInDocument } from '../sources/document.ts'
import { templateNotes } from '../templates.ts'
import type { Progress } from '../ui/progress.ts'
import { PdfThreadError } from '../workers/pdf-thread.ts'
import { PagePool } from '../workers/pool.ts'
import { countPages } from '../workers/unopened.ts'

export const exportCommand: Command = {
  name: 'export',
  usage: 'PATH -o OUT.pdf|.md|.txt|.zip [--as png|pdf] [--pages 2-5] [--folder NAME] [--tag NAME] [--since DAY] ...',
  summary: 'write a notebook as PDF, Markdown, text, or a ZIP of pictures or PDFs',
  details: `PATH is a page (.rm), a notebook (.lines, .rmdoc, .rmn, .zip) or a folder of them, whose trash is left out.
  -o, --output OUT     .pdf: one notebook, on the pages of its PDF or EPUB where it has one
                       .md or .txt: titles, tags, typed text and highlights, page by page
                       .zip: every page as a PNG, or every notebook as a PDF, in the tablet's folders
  --as png|pdf         what a .zip holds (default: png)
  --pages 2-5,8        these pages of one notebook (default: all)
  --folder NAME        only what lies in this folder of the tablet, by name or path: Work/Meetings
  --tag NAME           only notebooks with this tag, and of others the pages that have it
  --since, --until DAY only notebooks that were modified then, both days included: 2026-11-30
  --background on|off  with or without what lies below the ink (default: on)
  --no-text            without what the server read in the handwriting; nothing is asked of it
  --server URL         where that is; the one of the last login when it is not said
Who is signed in has the handwriting's text in .md and .txt, and can search PDFs by it: of pages that look as they did
when they were read.`,
  options: {
    output: { type: 'string', short: 'o' },
    as: { type: 'string' },
    ...choiceOptions,
    background: { type: 'string' },
    'no-text': { type: 'boolean' },
    server: { type: 'string' },
  },
  run,
}

const formats = ['.pdf', '.md', '.txt', '.zip'] as const
type Format = (typeof formats)[number] | 'pdfs.zip'

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('export needs exactly one path')
  const { output, format } = readOutput(values)
  const choice = readChoice(values)
  const background = readBackground(values.background)
  const core = new RenewedCore()
  const input = await readInput(path, core, signal)
  for (const problem of [...input.failures, ...input.remarks]) terminal.warn(`${problem.path}: ${problem.detail}`)
  if (input.library.notebooks.length === 0) return 1
  if (isOfPdf(format) && input.singlePage) await placeInDocument(input, core)
  const refusal = (await choose(input, choice, { terminal, signal })) ?? refusalOf(input.library, format)
  if (refusal !== undefined) {
    terminal.warn(`${path}: ${refusal}`)
    return 1
  }
  tellTrash(input, terminal)
  if (background && (isOfPdf(format) || format === '.zip')) await tellTemplates(input, core, terminal)
  const pool = new PagePool()
  const report = new Report(terminal, input.library)
  try {
    const handwriting = await openHandwriting(values, format, { pool, report, signal })
    await writeWhole(output, (write) =>
      writeAs(format, input.library, { pool, handwriting, background }, { write, report, signal }),
    )
  } catch (error) {
    if (!(error instanceof PdfThreadError)) throw error
    report.lost(path, error.message)
  } finally {
    report.close()
    await pool.close()
  }
  return report.failures > 0 || input.failures.length > 0 ? 1 : 0
}

async function writeAs(format: Format, library: Library, making: Making, outlet: Outlet): Promise<void> {
  if (format === '.zip') return exportPictures(library, making, outlet)
  if (format === 'pdfs.zip') return exportPdfs(library, making, outlet)
  if (format !== '.pdf') return exportText(library, making, format === '.md' ? 'markdown' : 'plain', outlet)
  for (const notebook of library.notebooks) await outlet.write(await notebookPdf(notebook, making, outlet))
}

/** A server that does not answer soon costs the text, not the export. */
const patience = { ...usualPatience, tries: 3, firstTries: 2, answerMs: 30_000 }

async function openHandwriting(
  { 'no-text': isUnwanted, server }: Call['values'],
  format: Format,
  { pool, report, signal }: { pool: PagePool; report: Report; signal: AbortSignal },
): Promise<Handwriting> {
  if (isUnwanted === true || format === '.zip') return nobodyRead
  const connection =
    typeof server === 'string'
      ? await connect(server, patience)
      : await connectIfSignedIn(patience).catch((error) => {
          if (!(error instanceof Trouble)) throw error
          report.textMissing(undefined, error.message)
        })
  if (!connection) return nobodyRead
  return new ServersHandwriting(connection, {
    pool,
    signal,
    onMissing: ({ name }, why) => report.textMissing(name, why),
  })
}

/** Of what was asked for by name: a folder's trash was left out. */
function tellTrash({ path, library }: Input, terminal: Terminal): void {
  for (const notebook of library.notebooks)
    if (isInTrash(library.folders, notebook)) terminal.warn(`${path}: ${JSON.stringify(notebook.name)} is in the trash`)
}

/** Pages are counted of what is chosen alone. A sentence when nothing is left. */
async function choose(
  { path, library, isNamed, failures }: Input,
  choice: Choice,
  { terminal, signal }: Pick<Call, 'terminal' | 'signal'>,
): Promise<string | undefined> {
  const refusal = chooseNotebooks({ library, isNamed }, choice)
  if (refusal !== undefined) return refusal
  for (const problem of await countPages(library.notebooks, signal)) {
    failures.push({ ...problem, path })
    terminal.warn(`${path}: ${problem.detail}`)
  }
  return choosePages(library, choice.pages)
}

async function tellTemplates({ path, library }: Input, core: RenewedCore, terminal: Terminal): Promise<void> {
  const pages = library.notebooks.flatMap((notebook) => notebook.pages)
  for (const note of await templateNotes(pages, core)) terminal.warn(`${path}: ${note}`)
}

function readBackground(value: Call['values'][string]): boolean {
  if (value === undefined || value === 'on') return true
  if (value === 'off') return false
  throw new UsageError(`--background is on or off, not "${value}"`)
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
  /** `from`: the first notebook that lacks it; undefined: all do. */
  textMissing(from: string | undefined, why: string): void {
    const place = this.#several && from !== undefined ? ` from "${from}" on` : ''
    this.#warn(`What was read in the handwriting is missing${place}: ${why}`)
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

/** A sentence when what was chosen does not go into one file of this format. */
function refusalOf({ notebooks }: Library, format: Format): string | undefined {
  if (notebooks.length > 1 && format === '.pdf')
    return `There are ${notebooks.length} notebooks in it: give one of them, or -o OUT.zip --as pdf for a PDF of each`
  // Readers take a PDF without pages for a broken one.
  if (isOfPdf(format) && notebooks.every(({ pages }) => pages.length === 0))
    return 'It has no pages, so there is no PDF of it'
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
