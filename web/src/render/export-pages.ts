// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook as one file: its text, or every page as a picture. A page that cannot be read is named in the file.
import { type Core, CoreCrash } from '@rmirror/shared/core'
import { openingAlone, pageFileName, pageSection, problemFrom, silentNote, writeZip } from '@rmirror/shared/library'
import { isTrap, openPage } from './pages.ts'
import type { ExportRequest, Orders, PageParts } from './protocol.ts'

type Tell = (news: Orders['export']['news']) => void

export async function exportPages(core: Core, request: ExportRequest, signal: AbortSignal, tell: Tell): Promise<Blob> {
  const { as } = request
  if (as === 'zip') return zipOfPictures(core, request, signal, tell)
  const chunks = await textOfPages(core, request, as, signal, tell)
  return new Blob(chunks, { type: as === 'markdown' ? 'text/markdown' : 'text/plain' })
}

async function textOfPages(
  core: Core,
  { notebook, parts }: ExportRequest,
  format: 'markdown' | 'plain',
  signal: AbortSignal,
  tell: Tell,
): Promise<string[]> {
  const chunks = [openingAlone(notebook, format)]
  const silent: number[] = []
  for (const [position, page] of notebook.pages.entries()) {
    signal.throwIfAborted()
    const read = await readPage(core, parts[position] ?? null, (open) => open.text(format))
    const section = pageSection(
      'failure' in read ? { page, failure: read.failure } : { page, text: read.result },
      format,
    )
    if (section === '') silent.push(page.number)
    else chunks.push(section)
    tell({ donePages: position + 1 })
  }
  return [...chunks, silentNote(silent, format)]
}

async function zipOfPictures(
  core: Core,
  { notebook, parts }: ExportRequest,
  signal: AbortSignal,
  tell: Tell,
): Promise<Blob> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const whole = new Response(readable as ReadableStream<Uint8Array<ArrayBuffer>>).blob()
  const zip = writeZip(writable)
  for (const [position, { number }] of notebook.pages.entries()) {
    signal.throwIfAborted()
    const drawn = await readPage(core, parts[position] ?? null, (open, { orientation }) =>
      open.renderPng({ purpose: 'display', orientation }),
    )
    const content = 'failure' in drawn ? `Page ${number} could not be read: ${drawn.failure}.\n` : drawn.result
    const name = pageFileName(number, 'failure' in drawn ? 'txt' : 'png', notebook.pages.length)
    await zip.add(name, content, notebook.lastModified)
    tell({ donePages: position + 1 })
  }
  await zip.close()
  return new Blob([await whole], { type: 'application/zip' })
}

/** A trap ends the worker, so it ends the export; any other failure is about this page only. */
async function readPage<T>(
  core: Core,
  parts: PageParts | null,
  work: (page: Awaited<ReturnType<typeof openPage>>, parts: PageParts) => T,
): Promise<{ result: T } | { failure: string }> {
  if (!parts) return { failure: 'its file could not be opened' }
  try {
    using page = await openPage(core, parts)
    return { result: work(page, parts) }
  } catch (error) {
    if (error instanceof CoreCrash || isTrap(error)) throw error
    return { failure: problemFrom('', error).detail }
  }
}
