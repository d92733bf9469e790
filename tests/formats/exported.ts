// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports notebooks as a test describes them, and collects the file and what was reported.
import { noTranscriptions, type PageDetail, type Transcriptions } from '@rmirror/shared/api'
import type { Folder, Notebook } from '@rmirror/shared/library'
import type { Format, PagesWithoutFiles, Pool } from '@rmirror/shared/workshop'
import { blobOfAll } from '@rmirror/shared/workshop/exports'
import { obliging, scriptedPool } from '../world/scripted-pool.ts'

export interface Given {
  notebooks: Notebook[]
  folders?: Folder[]
  lost?: ReadonlyMap<string, string>
  /** Documents by page uuid. */
  read?: Record<string, string>
  transcriptions?: Partial<Transcriptions>
  /** By id; null: it is gone. */
  attachments?: Record<string, { name: string; content: string } | null>
  instead?: PagesWithoutFiles
  pool?: Pool
  signal?: AbortSignal
  /** Called after each page, with the bytes that were written before. */
  onPage?: (done: number, written: number) => void
}

export interface Exported {
  bytes: Buffer
  reported: string[]
  /** "zip" if it became an archive, because of attachments. */
  became: unknown
}

export async function exportedAs(format: Format, given: Given): Promise<Exported> {
  const { notebooks, folders = [], lost, read = {}, attachments, instead, onPage } = given
  const pool = given.pool ?? scriptedPool(obliging).pool
  const reported: string[] = []
  let [done, written] = [0, 0]
  const tools = {
    pool,
    openDedicatedPool: async () => pool.dedicatedPool(),
    readHandwriting: async () => ({ ...noTranscriptions, read: readOf(read), ...given.transcriptions }),
    ...(instead && { instead: () => instead }),
    ...(attachments && { fetchAttachment: fetcherOf(attachments) }),
    background: true,
    signal: given.signal ?? new AbortController().signal,
    report: {
      pageDone: () => onPage?.(++done, written),
      pageFailed: (_: Notebook, page: number, detail: string) => reported.push(`page ${page}: ${detail}`),
      notebookFailed: (_: Notebook, detail: string) => reported.push(detail),
      note: (_: Notebook, { page, detail }: { page?: number; detail: string }) =>
        reported.push(page === undefined ? detail : `page ${page}: ${detail}`),
    },
  }
  const library = { notebooks, folders, ...(lost && { lost }) }
  let became: unknown
  const blob = await blobOfAll(async (write) => {
    became = await format.write(library, tools, async (bytes) => {
      written += bytes.length
      await write(bytes)
    })
  }, '')
  return { bytes: Buffer.from(await blob.arrayBuffer()), reported, became }
}

function readOf(texts: Record<string, string>): Transcriptions['read'] {
  const page = (ocr_text: string) => ({ ocr_text, document: null, todos: [], ocr_lines: [], images: [] })
  return new Map(Object.entries(texts).map(([uuid, text]) => [uuid, page(text) as unknown as PageDetail]))
}

function fetcherOf(attachments: NonNullable<Given['attachments']>) {
  return async (id: string) => {
    const found = attachments[id]
    return found ? { name: found.name, content: new Blob([found.content]) } : null
  }
}
