// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook as one file: its text, or every page as a picture. A page that cannot be read is named in the file.
import type { Page } from '@rmirror/shared/core'
import {
  openingAlone,
  pageFileName,
  pageSection,
  problemFrom,
  silentNote,
  waitingNote,
  writeZip,
} from '@rmirror/shared/library'
import { endsAllWork } from './failure.ts'
import { requestOf } from './pages.ts'
import type { ExportRequest, Orders, PageParts } from './protocol.ts'
import type { Workshop } from './workshop.ts'

type Tell = (news: Orders['export']['news']) => void

export async function exportPages(
  shop: Workshop,
  request: ExportRequest,
  signal: AbortSignal,
  tell: Tell,
): Promise<Blob> {
  const { as } = request
  if (as === 'zip') return zipOfPictures(shop, request, signal, tell)
  const chunks = await textOfPages(shop, request, as, signal, tell)
  return new Blob(chunks, { type: as === 'markdown' ? 'text/markdown' : 'text/plain' })
}

async function textOfPages(
  shop: Workshop,
  { notebook, parts, read, waiting = new Set(), folders = [] }: ExportRequest,
  format: 'markdown' | 'plain',
  signal: AbortSignal,
  tell: Tell,
): Promise<string[]> {
  const chunks = [openingAlone(notebook, folders, format)]
  const silent: number[] = []
  for (const [position, page] of notebook.pages.entries()) {
    signal.throwIfAborted()
    const opened = await readPage(shop, parts[position] ?? null, (open) => open.text(format))
    const own = 'failure' in opened ? opened : { text: opened.result }
    const section = pageSection({ page, read: read?.get(page.uuid), ...own }, format)
    if (section !== '') chunks.push(section)
    else if (!waiting.has(page.uuid)) silent.push(page.number)
    tell({ donePages: position + 1 })
  }
  const late = notebook.pages.filter(({ uuid }) => waiting.has(uuid)).map(({ number }) => number)
  return [...chunks, silentNote(silent, format, read !== undefined && read.size > 0), waitingNote(late, format)]
}

async function zipOfPictures(
  shop: Workshop,
  { notebook, parts, background }: ExportRequest,
  signal: AbortSignal,
  tell: Tell,
): Promise<Blob> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const whole = new Response(readable as ReadableStream<Uint8Array<ArrayBuffer>>).blob()
  const zip = writeZip(writable)
  for (const [position, { number }] of notebook.pages.entries()) {
    signal.throwIfAborted()
    const drawn = await readPage(shop, parts[position] ?? null, async (open, parts) => {
      const request = { ...requestOf(parts), background }
      await shop.lay(open, parts, request)
      return open.renderPng(request)
    })
    const content = 'failure' in drawn ? `Page ${number} could not be read: ${drawn.failure}.\n` : drawn.result
    const name = pageFileName(number, 'failure' in drawn ? 'txt' : 'png', notebook.pages.length)
    await zip.add(name, content, notebook.lastModified)
    tell({ donePages: position + 1 })
  }
  await zip.close()
  return new Blob([await whole], { type: 'application/zip' })
}

/** A trap ends the worker, so it ends the export, and so do missing letters; any other failure is about this page only. */
async function readPage<T>(
  shop: Workshop,
  parts: PageParts | null,
  work: (page: Page, parts: PageParts) => T | Promise<T>,
): Promise<{ result: T } | { failure: string }> {
  if (!parts) return { failure: 'its file could not be opened' }
  try {
    const { page } = await shop.open(parts)
    using _ = page
    return { result: await work(page, parts) }
  } catch (error) {
    if (endsAllWork(error)) throw error
    return { failure: problemFrom('', error).detail }
  }
}
