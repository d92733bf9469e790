// SPDX-License-Identifier: AGPL-3.0-or-later
import { extname } from 'node:path'
import { type LibraryCore, type Notebook, type PageSource, SourceError } from '@rmirror/shared/library'
import { failureOf, type Look, OrderError, type Pool, partsOf } from '@rmirror/shared/workshop'
import { PageDrawer } from '@rmirror/shared/workshop/exports'
import { UsageError } from '../../errors.ts'
import { readInput } from '../../inputs.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { writeWhole } from '../../outcome.ts'
import { pageInDocument } from '../../sources/document.ts'
import { RenewedCore } from '../../workers/core.ts'
import { isSmall, openSameThread } from '../../workers/same-thread.ts'
import { templateNotes } from '../../workers/templates.ts'
import { openPool } from '../../workers/threads.ts'
import { countPages } from '../../workers/unopened.ts'

export const render: Command = {
  name: 'render',
  takes: 'FILE -o OUT.png|.svg',
  summary: 'save a page as PNG or SVG',
  details: `A .rm file in a document's folder is drawn as a page of that document, any other one on plain paper of its own.`,
  options: {
    output: 'the image: .png or .svg',
    for: `ocr: the handwriting in black, cropped for transcription; a page too tall for one image becomes
OUT, OUT-2, OUT-3 ..., and a page without handwriting no image
display: the page as it looks`,
    width: true,
    page: true,
    background: 'with or without its template and its page of a PDF or EPUB',
  },
  run,
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('render needs exactly one file')
  const { output, as } = readOutput(values.output)
  const look = { as, ...readLook(values) }
  const number = values.page ?? 1
  const core = new RenewedCore()
  const found = await findPage(path, number, core, signal)
  if ('failure' in found) {
    terminal.warn(`${path}: ${found.failure}`)
    return 1
  }
  const pool = isSmall(found.page) ? openSameThread() : openPool(1)
  const onNote = ({ detail }: { detail: string }) => terminal.warn(`${path}: ${detail}`)
  const drawer = new PageDrawer(found.notebook, { pool, openDedicatedPool: async () => openPool(1), onNote, signal })
  try {
    if (look.background && look.purpose !== 'ocr')
      for (const note of await templateNotes([found.page], core)) terminal.warn(`${path}: ${note}`)
    const pictures = await draw(pool, drawer, look, found)
    signal.throwIfAborted()
    if (pictures.length === 0) {
      terminal.warn(`${path}: No handwriting on this page, so no image was written`)
      return 1
    }
    const outputs = pictures.map((_, index) => numbered(output, index + 1))
    for (const [index, picture] of pictures.entries())
      await writeWhole(outputs[index] ?? output, (write) => write(picture))
    if (outputs.length > 1) terminal.warn(`${path}: split between lines into ${outputs.join(', ')}`)
    return 0
  } catch (error) {
    if (!(error instanceof OrderError || error instanceof SourceError)) throw error
    terminal.warn(`${path}: ${failureOf(error).detail}`)
    return 1
  } finally {
    await drawer.close()
    await pool.close()
  }
}

/** One picture. For transcription: none of a page without ink, and several of a page too tall for one. */
async function draw(
  pool: Pool,
  drawer: PageDrawer,
  look: Look,
  { notebook, page }: Exclude<Found, { failure: string }>,
): Promise<Uint8Array[]> {
  if (look.purpose === 'ocr') {
    const { pictures } = await pool.run('ocr', { page: await partsOf(page, notebook) })
    const isAsRead = look.as === 'png' && look.width === undefined
    if (pictures.length === 0 || (isAsRead && pictures.length > 1)) return pictures.map(({ png }) => png)
  }
  return [await drawer.draw(page, look)]
}

/** "page.png", "page-2.png", "page-3.png" ... */
function numbered(output: string, number: number): string {
  const extension = extname(output)
  return number === 1 ? output : `${output.slice(0, -extension.length)}-${number}${extension}`
}

type Found = { notebook: Notebook; page: PageSource } | { failure: string }

async function findPage(path: string, number: number, core: LibraryCore, signal: AbortSignal): Promise<Found> {
  const input = await readInput(path, core, signal)
  if (input.singlePage) {
    const inDocument = await pageInDocument(path, core)
    if (inDocument && number === 1) return inDocument
  }
  const [notebook, another] = input.library.notebooks
  if (!notebook) return { failure: input.failures[0]?.detail ?? 'No page found' }
  if (another) return { failure: `This contains ${input.library.notebooks.length} notebooks. Name one of them` }
  const [uncounted] = await countPages([notebook], signal)
  const page = notebook.pages[number - 1]
  if (!page && uncounted) return { failure: uncounted.detail }
  if (!page) return { failure: `There's no page ${number}; the notebook has ${notebook.pages.length}` }
  return { notebook, page }
}

function readOutput(output: string | undefined): { output: string; as: Look['as'] } {
  if (output === undefined) throw new UsageError('render needs -o OUT.png or -o OUT.svg')
  const extension = extname(output).toLowerCase()
  if (extension !== '.png' && extension !== '.svg') throw new UsageError(`"${output}" must end in .png or .svg`)
  return { output, as: extension === '.png' ? 'png' : 'svg' }
}

function readLook({ for: purpose, width, background = true }: Call['values']): Omit<Look, 'as'> {
  return { ...(purpose && { purpose }), ...(width && { width }), background }
}
