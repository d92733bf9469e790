// SPDX-License-Identifier: AGPL-3.0-or-later
import { extname } from 'node:path'
import { defaultRetryPolicy } from '@rmirror/shared/api'
import { isInTrash, type Library, type Notebook } from '@rmirror/shared/library'
import { archiveOf, type ExportTools, type Format, formats, OrderError } from '@rmirror/shared/workshop'
import { appFormats } from '@rmirror/shared/workshop/app-formats'
import { type Connection, connect, connectIfSignedIn } from '../../account/connection.ts'
import { CommandError, UsageError } from '../../errors.ts'
import { attachmentsBeside, attachmentsOf } from '../../export/attachments.ts'
import { type Choice, chooseNotebooks, choosePages, readChoice } from '../../export/choice.ts'
import { type Handwriting, noServerTranscriptions, ServerTranscriptions } from '../../export/handwriting.ts'
import { type Given, readNotes } from '../../export/notes.ts'
import { TerminalReport } from '../../export/report.ts'
import { readInput } from '../../inputs.ts'
import type { Call, Command, ExitStatus, Terminal } from '../../options/command.ts'
import { listed } from '../../options/option-values.ts'
import { serverOptions } from '../../options/server-options.ts'
import { writeWhole } from '../../outcome.ts'
import { pageInDocument } from '../../sources/document.ts'
import { RenewedCore } from '../../workers/core.ts'
import { templateNotes } from '../../workers/templates.ts'
import { openPool } from '../../workers/threads.ts'
import { countPages } from '../../workers/unopened.ts'

/** The format of a file by its extension or by --as, which also names the format of the files in a .zip. */
const all: Format[] = [...Object.values(formats), ...Object.values(appFormats)]
const extensions = [...new Set(all.map(({ extension }) => `.${extension}`))]

export const exportCommand: Command = {
  name: 'export',
  takes: `PATH -o OUT${extensions.join('|')}`,
  summary: 'export notebooks as PDF, Markdown, HTML or text, a ZIP of images or PDFs, or a file for another app',
  details: `PATH is a page (.rm), a notebook (.lines, .rmdoc, .rmn, .zip) or a folder of them, without its trash.`,
  options: {
    output: contentsOfAll(),
    as: true,
    pages: true,
    folder: true,
    tag: true,
    since: true,
    until: true,
    background: true,
    'no-text': true,
    notes: true,
    ...serverOptions,
    server: 'the server that has them',
  },
  notes: `After a login, texts contain the transcriptions, and PDFs can be searched by them. Pages that have changed since
they were transcribed are left without. Files that are attached to texts are in the .zip, .textpack or .enex, or in a
folder beside the file.`,
  run,
}

/** The file to write. */
interface Output {
  path: string
  /** Format of one notebook. */
  of: Format
  /** Format of everything chosen: an archive of files, or the same as `of`. */
  format: Format
}

async function run(call: Call): Promise<ExitStatus> {
  const { values, terminal, signal } = call
  const output = readOutput(values)
  const choice = readChoice(values)
  const { background = true } = values
  const core = new RenewedCore()
  const { input, account } = await readGiven(call, output, core)
  const { path } = input
  for (const problem of [...input.failures, ...input.remarks]) terminal.warn(`${problem.path}: ${problem.detail}`)
  if (input.library.notebooks.length === 0) return 1
  if (output.of.isPaged && input.singlePage) await placeInDocument(input, core)
  const refusal = (await choose(input, choice, { terminal, signal })) ?? refusalOf(input.library, output)
  if (refusal !== undefined) {
    terminal.warn(`${path}: ${refusal}`)
    return 1
  }
  reportTrash(input, terminal)
  if (background && output.of.showsBackground) await reportTemplates(input, core, terminal)
  const pool = openPool()
  const report = new TerminalReport(terminal, input.library)
  try {
    const connection = account ?? (await openConnection(values, output, report))
    const onMissing = ({ name }: Notebook, why: string) => report.textMissing(name, why)
    const handwriting: Handwriting = connection
      ? new ServerTranscriptions(connection, { pool, signal, onMissing: account ? endExport : onMissing })
      : noServerTranscriptions
    const tools = {
      ...{ pool, openDedicatedPool: async () => openPool(1), background, report, signal },
      readHandwriting: handwriting.of.bind(handwriting),
      ...(connection && attachmentTools(connection, output, report, signal)),
    }
    await writeWhole(output.path, async (write) => {
      await output.format.write(input.library, tools, write)
    })
  } catch (error) {
    if (!(error instanceof OrderError)) throw error
    report.failed(path, error.message)
  } finally {
    report.close()
    await pool.close()
  }
  return report.failures > 0 || input.failures.length > 0 ? 1 : 0
}

/** What the command line names, and the account that has it if these are notes. */
async function readGiven(
  { positionals, values, signal }: Call,
  output: Output,
  core: RenewedCore,
): Promise<{ input: Given; account?: Connection }> {
  if (!values.notes) return { input: await readInput(onlyPath(positionals), core, signal) }
  const name = nameOfNotes(positionals, values, output)
  const account = await connect(values.server, patience)
  return { input: await readNotes(name, account, signal), account }
}

/** If the server doesn't answer soon, the export goes on without transcriptions. */
const patience = { ...defaultRetryPolicy, maxAttempts: 3, maxAttemptsUntilFirstAnswer: 2, answerMs: 30_000 }

/** Undefined if nothing is asked of the server. */
async function openConnection(
  { 'no-text': isUnwanted, server }: Call['values'],
  { of }: Output,
  report: TerminalReport,
): Promise<Connection | undefined> {
  if (isUnwanted || !of.holdsHandwriting) return undefined
  if (server !== undefined) return connect(server, patience)
  return connectIfSignedIn(patience).catch((error) => {
    if (!(error instanceof CommandError)) throw error
    report.textMissing(undefined, error.message)
    return undefined
  })
}

/** Nothing is left of notes without their texts. */
function endExport(_: Notebook, why: string): never {
  throw new OrderError('no-answer', why)
}

/** Formats whose texts can lead to files beside them. */
const linking: readonly Format[] = [formats.markdown, formats.html]

function attachmentTools(
  connection: Connection,
  { path, of, format }: Output,
  report: TerminalReport,
  signal: AbortSignal,
): Pick<ExportTools, 'fetchAttachment' | 'attachmentPaths'> {
  const fetchAttachment = attachmentsOf(connection, (name, why) => report.attachmentMissing(name, why))
  if (of !== format || of.holdsAttachments) return { fetchAttachment }
  return linking.includes(of) ? { attachmentPaths: attachmentsBeside(path, fetchAttachment, signal) } : {}
}

/** For notebooks that were named: a folder's trash is left out. */
function reportTrash({ path, library }: Given, terminal: Terminal): void {
  for (const notebook of library.notebooks)
    if (isInTrash(library.folders, notebook)) terminal.warn(`${path}: ${JSON.stringify(notebook.name)} is in the trash`)
}

/** Counts pages of the chosen notebooks only. Returns a sentence if nothing is left. */
async function choose(
  { path, library, isNamed, failures }: Given,
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

async function reportTemplates({ path, library }: Given, core: RenewedCore, terminal: Terminal): Promise<void> {
  const pages = library.notebooks.flatMap((notebook) => notebook.pages)
  for (const note of await templateNotes(pages, core)) terminal.warn(`${path}: ${note}`)
}

/** A page of a document is exported on that document's paper and source. */
async function placeInDocument({ path, library }: Given, core: RenewedCore): Promise<void> {
  const found = await pageInDocument(path, core)
  if (found) library.notebooks = [{ ...found.notebook, pages: [found.page] }]
}

/** A sentence if what was chosen doesn't fit into one file of this format. */
function refusalOf({ notebooks }: Library, { of, format }: Output): string | undefined {
  if (notebooks.length > 1 && !format.holdsSeveral)
    return `This contains ${notebooks.length} notebooks. Name one of them, or use -o OUT.zip --as ${of.name} for a file of each`
  // Viewers take a PDF without pages for a broken one.
  if (of.isPaged && notebooks.every(({ pages }) => pages.length === 0))
    return `This notebook has no pages, so it can't be exported as ${of.name.toUpperCase()}`
  return undefined
}

/** One line per kind of contents, with the extensions that share it. */
function contentsOfAll(): string {
  const kinds = [...new Set(all.map(({ contents }) => contents))]
  const extensionsOf = (kind: string) =>
    all.flatMap(({ contents, extension }) => (contents === kind ? [`.${extension}`] : [])).join(' or ')
  return kinds.map((kind) => `${extensionsOf(kind)}: ${kind}`).join('\n')
}

function onlyPath([path, ...more]: string[]): string {
  if (path === undefined || more.length > 0) throw new UsageError('export needs exactly one path')
  return path
}

/** Undefined: all notes. */
function nameOfNotes([name, ...more]: string[], { 'no-text': isWithoutText }: Call['values'], { of }: Output) {
  if (more.length > 0) throw new UsageError('--notes takes the name of one note, or none')
  if (isWithoutText) throw new UsageError('--no-text leaves nothing of notes')
  if (of.isPaged || !of.holdsHandwriting)
    throw new UsageError('notes are texts: use .md, .txt, .html or a format for another app, or .zip with --as')
  return name
}

function readOutput({ output: path, as, notes }: Call['values']): Output {
  if (path === undefined) throw new UsageError(`export needs -o and a file name that ends in ${listed(extensions)}`)
  const extension = extname(path).toLowerCase()
  const single = all.find((format) => `.${format.extension}` === extension)
  if (!single) throw new UsageError(`"${path}" must end in ${listed(extensions)}`)
  // Notes are texts, so their archive isn't one of pictures.
  if (as === undefined && notes && extension === '.zip')
    return { path, of: formats.markdown, format: archiveOf(formats.markdown) }
  if (as === undefined) return { path, of: single, format: single }
  const of = all.find(({ name }) => name === as) ?? single
  if (extension === `.${of.extension}`) return { path, of, format: of }
  if (extension === '.zip' && !of.isAlwaysOneFile) return { path, of, format: archiveOf(of) }
  throw new UsageError(`--as ${as} is only for ${of.isAlwaysOneFile ? '' : '.zip or '}.${of.extension} files`)
}
