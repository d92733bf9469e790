// SPDX-License-Identifier: AGPL-3.0-or-later
// The state of transcription of the pushed notebooks, including pages of earlier pushes.
import { type Api, answerTo, type components, forEachConcurrently, type PushedPage } from '@rmirror/shared/api'
import type { Notebook } from '@rmirror/shared/library'

type Schemas = components['schemas']
type Progress = Schemas['SyncProgress']

export interface Asking {
  api: Api
  signal: AbortSignal
}

export interface TranscriptionStatus {
  /** Number of pages being transcribed. */
  pending: number
  unread: UnreadPage[]
}

export interface UnreadPage {
  pushed: PushedPage
  reason: string
}

const atOnce = 6

export async function transcriptionStatus(notebooks: Notebook[], asking: Asking): Promise<TranscriptionStatus> {
  const known = await withProgress(notebooks, asking)
  const pending = known.reduce((sum, { progress }) => sum + progress.pending, 0)
  const { unread } = await openPages(
    known.filter(({ progress }) => progress.failed > 0),
    asking,
  )
  return { pending, unread }
}

/** Pages being transcribed, and pages whose transcription failed. */
export async function pagesInWork(
  notebooks: Notebook[],
  asking: Asking,
): Promise<{ pending: PushedPage[]; unread: UnreadPage[] }> {
  const known = await withProgress(notebooks, asking)
  return openPages(
    known.filter(({ progress }) => progress.pending + progress.failed > 0),
    asking,
  )
}

/** Why the transcription failed, as stated by the server. */
export function reasonOf({ ocr_error }: Pick<Schemas['Page'], 'ocr_error'>): string {
  return ocr_error ?? 'the server gave no reason'
}

interface Known {
  notebook: Notebook
  progress: Progress
}

async function withProgress(notebooks: Notebook[], { api, signal }: Asking): Promise<Known[]> {
  const { items } = await answerTo(api.GET('/api/v1/notebooks/tree', { signal }))
  const progress = new Map(items.map((item) => [item.notebook_uuid, item.sync_progress]))
  return notebooks.flatMap((notebook) => {
    const its = progress.get(notebook.uuid)
    return its ? [{ notebook, progress: its }] : []
  })
}

async function openPages(known: Known[], { api, signal }: Asking) {
  const pending: PushedPage[] = []
  const unread: UnreadPage[] = []
  await forEachConcurrently(known, atOnce, async ({ notebook }) => {
    const params = { path: { notebook_uuid: notebook.uuid } }
    const answer = await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}', { params, signal }))
    const byUuid = new Map(answer.pages.map((page) => [page.page_uuid, page]))
    for (const page of notebook.pages) {
      const its = byUuid.get(page.uuid)
      if (its?.ocr_status === 'pending' || its?.ocr_status === 'processing') pending.push({ notebook, page })
      if (its?.ocr_status === 'failed') unread.push({ pushed: { notebook, page }, reason: reasonOf(its) })
    }
  })
  return { pending, unread }
}
