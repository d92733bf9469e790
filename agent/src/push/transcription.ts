// SPDX-License-Identifier: AGPL-3.0-or-later
// Waits for the transcription of pages that were sent.
import { type Api, answerTo, changesSince, type components, documentOf, type PushedPage } from '@rmirror/shared/api'
import { type Asking, reasonOf } from './transcription-status.ts'

type ServerPage = components['schemas']['Page']

export type TranscriptionResult =
  /** `text` if requested; null if there was none on the page. */
  | { kind: 'read'; text?: string | null }
  | { kind: 'unread'; reason: string }
  /** The quota is used up; the page is transcribed when it resets. */
  | { kind: 'deferred' }
  /** The page was changed or deleted meanwhile. */
  | { kind: 'changed' }

/** Receives the results of the pages. */
export interface TranscriptionReport {
  expectReadings(pages: number): void
  reportTranscription(pushed: PushedPage, reading: TranscriptionResult): void
}

export interface Waiting extends Asking {
  /** From before the pages were sent. */
  cursor: string
  withText: boolean
}

/** `pages` may contain duplicates. Resolves when all of them were reported. */
export async function awaitTranscription(
  pages: PushedPage[],
  { api, cursor, signal, withText }: Waiting,
  report: TranscriptionReport,
): Promise<void> {
  const open = new Map(pages.map((each) => [keyOf(each), each]))
  report.expectReadings(open.size)
  if (open.size === 0) return
  for await (const { items } of changesSince({ api, since: cursor, signal })) {
    for (const change of items) {
      if (change.kind !== 'page') continue
      const key = `${change.value.notebook_uuid}/${change.value.page_uuid}`
      const pushed = open.get(key)
      const reading = pushed && readingOf(change.value, change.deleted)
      if (!reading) continue
      open.delete(key)
      if (reading.kind === 'read' && withText) reading.text = await textOf(change.value, api, signal)
      report.reportTranscription(pushed, reading)
    }
    if (open.size === 0) return
  }
}

export function keyOf({ notebook, page }: PushedPage): string {
  return `${notebook.uuid}/${page.uuid}`
}

/** Undefined if it isn't transcribed yet. */
function readingOf(page: ServerPage, isDeleted: boolean): TranscriptionResult | undefined {
  const { ocr_status } = page
  if (isDeleted || ocr_status === 'not_synced') return { kind: 'changed' }
  if (ocr_status === 'pending' || ocr_status === 'processing') return undefined
  if (ocr_status === 'failed') return { kind: 'unread', reason: reasonOf(page) }
  return { kind: ocr_status === 'pending_quota' ? 'deferred' : 'read' }
}

async function textOf({ notebook_uuid, page_uuid }: ServerPage, api: Api, signal: AbortSignal): Promise<string | null> {
  const params = { path: { notebook_uuid, page_uuid } }
  const page = await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}', { params, signal }))
  return documentOf(page) || null
}
