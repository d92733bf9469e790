// SPDX-License-Identifier: AGPL-3.0-or-later
import { extname } from 'node:path'
import type { PdfNote } from '@rmirror/shared/pdf'
import { type Call, type Command, type ExitStatus, UsageError } from '../command.ts'
import { RenewedCore } from '../core.ts'
import { exportPdf } from '../export/pdf.ts'
import { exportPictures } from '../export/pictures.ts'
import { exportText } from '../export/text.ts'
import { type Input, readInput } from '../inputs.ts'
import { writeWhole } from '../outcome.ts'
import { type PageNumbers, readPageNumbers } from '../page-numbers.ts'
import { pageInDocument } from '../sources/document.ts'
import { PagePool } from '../workers/pool.ts'

export const exportCommand: Command = {
  name: 'export',
  usage: 'PATH -o OUT.pdf|.md|.txt|.zip [--pages 2-5]',
  summary: 'write a notebook as PDF, Markdown, text, or a ZIP of pictures',
  details: `PATH is a page (.rm), a notebook (.lines, .rmdoc, .rmn, .zip) or a folder of them.
  -o, --output OUT  .pdf: one notebook, on the pages of its PDF or EPUB where it has one
                    .md or .txt: titles, tags, typed text and highlights, page by page
                    .zip: every page as a PNG, in the tablet's folders
  --pages 2-5,8     these pages of one notebook (default: all)`,
  options: { output: { type: 'string', short: 'o' }, pages: { type: 'string' } },
  run,
}

const formats = ['.pdf', '.md', '.txt', '.zip'] as const

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('export needs exactly one path')
  const { output, format } = readOutput(values.output)
  const wanted = readPageNumbers(values.pages)
  const core = new RenewedCore()
  const input = await readInput(path, core, signal)
  for (const problem of [...input.failures, ...input.remarks]) terminal.warn(`${problem.path}: ${problem.detail}`)
  if (input.library.notebooks.length === 0) return 1
  if (format === '.pdf' && input.singlePage) await placeInDocument(input, core)
  const refusal = choosePages(input, wanted, format)
  if (refusal !== undefined) {
    terminal.warn(`${path}: ${refusal}`)
    return 1
  }
  const pool = new PagePool()
  const progress = terminal.progress('Exporting')
  progress.expect(input.library.notebooks.reduce((sum, notebook) => sum + notebook.pages.length, 0))
  let failedPages = 0
  const warn = (line: string) => {
    progress.clear()
    terminal.warn(line)
  }
  const report = {
    done: () => progress.advance(),
    failed(name: string, number: number, detail: string) {
      failedPages++
      warn(`${name}, page ${number}: ${detail}`)
    },
  }
  try {
    await writeWhole(output, async (write) => {
      const outlet = { write, report, signal }
      if (format === '.zip') await exportPictures(input.library, pool, outlet)
      else if (format !== '.pdf') await exportText(input.library, pool, format === '.md' ? 'markdown' : 'plain', outlet)
      else for (const notebook of input.library.notebooks) tellNotes(await exportPdf(notebook, pool, outlet), warn)
    })
  } finally {
    progress.clear()
    await pool.close()
  }
  return failedPages > 0 || input.failures.length > 0 ? 1 : 0
}

/** What the PDF lacks; pages that could not be read were told when they failed. */
function tellNotes(notes: PdfNote[], warn: (line: string) => void): void {
  for (const { code, detail, page } of notes)
    if (code !== 'page-unreadable') warn(page === undefined ? detail : `page ${page}: ${detail}`)
}

/** A page of a document is written on that document's paper and source. */
async function placeInDocument({ path, library }: Input, core: RenewedCore): Promise<void> {
  const found = await pageInDocument(path, core)
  if (found) library.notebooks = [{ ...found.notebook, pages: [found.page] }]
}

/** Leaves the wanted pages of the one notebook; a sentence when that cannot be. */
function choosePages(
  { library }: Input,
  wanted: PageNumbers | undefined,
  format: (typeof formats)[number],
): string | undefined {
  const [notebook] = library.notebooks
  const count = library.notebooks.length
  if (count > 1 && (format === '.pdf' || wanted)) return `There are ${count} notebooks in it: give one of them`
  // Readers take a PDF without pages for a broken one.
  if (format === '.pdf' && notebook?.pages.length === 0) return 'It has no pages, so there is no PDF of it'
  if (!notebook || !wanted) return undefined
  const all = notebook.pages.length
  notebook.pages = notebook.pages.filter(({ number }) => wanted.has(number))
  if (notebook.pages.length === 0) return `There are none of these pages: it has ${all}`
  return undefined
}

function readOutput(output: Call['values'][string]): { output: string; format: (typeof formats)[number] } {
  if (typeof output !== 'string') throw new UsageError('export needs -o OUT.pdf, -o OUT.md, -o OUT.txt or -o OUT.zip')
  const extension = extname(output).toLowerCase()
  const format = formats.find((each) => each === extension)
  if (format) return { output, format }
  throw new UsageError(`"${output}" is neither a .pdf, a .md, a .txt nor a .zip`)
}
