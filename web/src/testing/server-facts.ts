// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers of the server with valid default members; tests override those they are about.
import type { components, PageDetail, ServerPage, TreeItem } from '@rmirror/shared/api'
import type { ListedTodo, Todo } from '../data/server/todos.ts'

type Schemas = components['schemas']

const times = { created_at: '2026-11-20T12:00:00+00:00', updated_at: '2026-11-20T12:00:00+00:00' }

export function treeItem(uuid: string, members: Partial<TreeItem> = {}): TreeItem {
  return {
    ...{ id: `id of ${uuid}`, notebook_uuid: uuid, document_type: 'notebook', visible_name: uuid, parent_uuid: null },
    ...{
      full_path: uuid,
      is_trashed: false,
      is_pinned: false,
      orientation: 'portrait',
      tags: [],
      authors: [],
      ...times,
    },
    ...{ last_modified: null, last_opened: null },
    sync_progress: { total: 2, synced: 2, not_synced: 0, pending: 0, pending_quota: 0, failed: 0 },
    page_tags: [],
    ...members,
  }
}

export function tree(items: TreeItem[], cursor = '0'): { cursor: string; items: TreeItem[] } {
  return { cursor, items }
}

/** The answer of GET /api/v1/notebooks/{notebook_uuid}. */
export function notebookWith(pages: ServerPage[]): TreeItem & { pages: ServerPage[] } {
  return { ...treeItem(pages[0]?.notebook_uuid ?? 'diary'), pages }
}

export function serverPage(notebook: string, uuid: string, members: Partial<ServerPage> = {}): ServerPage {
  return {
    ...{ id: `id of ${uuid}`, notebook_uuid: notebook, page_uuid: uuid, page_number: 1, ink_hash: 'i1:a' },
    ...{ has_image: true, is_image_current: true, ocr_status: 'completed', ocr_error: null, ocr_language: null },
    ...{ display_hash: null, is_display_current: false, unreadable_parts: 0 },
    ...{ ocr_confidence: null, text_hash: null, tags: [], ...times },
    ...members,
  }
}

export function pageDetail(notebook: string, uuid: string, members: Partial<PageDetail> = {}): PageDetail {
  return {
    ...serverPage(notebook, uuid),
    ...{ typed_text: '', typed_markdown: null, ocr_text: null, ocr_lines: [], ocr_completed_at: null },
    ...{ document: null, document_conflicts: [] },
    ...{ images: [], display_image: null, highlights: [], rejected_marks: [], todos: [] },
    ...members,
  }
}

/** The text of a page; equal contents have equal ETags. */
export function pageDocument(content: string, members: Partial<Schemas['Document']> = {}): Schemas['Document'] {
  return {
    ...{ id: uuidOf('page'), workspace_id: uuidOf('ann'), notebook_uuid: uuidOf('diary'), page_uuid: uuidOf('first') },
    ...{
      page_number: 1,
      visible_name: 'Diary',
      content_etag: etagOf(content),
      is_corrected: true,
      is_note: false,
      conflicts: [],
    },
    ...{ created_at: times.created_at, saved_at: times.created_at, content },
    ...members,
  }
}

function etagOf(content: string): string {
  const hex = [...content].map((letter) => (letter.codePointAt(0) ?? 0).toString(16)).join('')
  return hex.slice(-64).padStart(64, '0')
}

export function todo(text: string, members: Partial<Todo> = {}): Todo {
  return {
    id: text,
    page_id: 'id of first',
    source: 'handwriting',
    ordinal: 0,
    text,
    is_completed: false,
    confidence: null,
    ...times,
    ...members,
  }
}

export function listedTodo(text: string, page: number): ListedTodo {
  return {
    ...{ ...todo(text), page_number: page, notebook_uuid: 'diary', page_uuid: 'first', visible_name: 'Diary' },
    ...{ date_written: null, written_at: times.created_at },
  }
}

export function queueItem(id: string, page: string, members: Partial<Schemas['QueueItem']> = {}): Schemas['QueueItem'] {
  return {
    ...{ id, target_name: 'ocr', item_type: 'ocr_page', item_key: page, operation: 'create', priority: 5 },
    ...{ trigger_source: 'manual', status: 'failed', attempts: 1, run_after: times.created_at, error_class: null },
    ...{ error_message: null, created_at: times.created_at, started_at: null, completed_at: null },
    ...members,
  }
}

export function quotaNow(members: Partial<Schemas['Quota']> = {}): Schemas['Quota'] {
  return {
    ...{ limit: 30, used: 1, reserved: 2, left: 27, failed_pages: 0, deferred_pages: 0, has_reader: true },
    ...{ period_start: new Date(2026, 10, 20, 12).toISOString(), reset_at: new Date(2026, 11, 20, 12).toISOString() },
    ...{ paused_because: null, has_claude: true, has_meaning: false, deleted_days: 30 },
    tokens: { limit: 1_000_000, used: 1234, reserved: 0, left: 998_766 },
    ...{ storage: { limit: 20_000_000_000, used: 1_834_021 }, notebooks: { limit: 20_000, used: 14 } },
    ...{ pages: { limit: 200_000, used: 312 } },
    ...members,
  }
}

/** Of a server that sells plans, to someone who has none. */
export function planNow(members: Partial<Schemas['Plan']> = {}): Schemas['Plan'] {
  const offer = { price: 'pro_monthly', tier: 'pro', amount: 900, currency: 'usd', interval: 'month' } as const
  return {
    ...{ tier: 'free', paid_tier: null, status: null, period_end: null, cancels_at: null, grace_until: null },
    ...{ can_manage: false, is_sold: true, offers_available: true },
    offers: [{ ...offer, interval_count: 1, page_limit: null }],
    ...members,
  }
}

export function notification(
  id: string,
  kind: Schemas['Notification']['kind'],
  details: Record<string, unknown> = {},
  members: Partial<Schemas['Notification']> = {},
): Schemas['Notification'] {
  // In the contract, details are any object.
  const facts = details as Schemas['Notification']['details']
  return { id: uuidOf(id), kind, details: facts, created_at: times.created_at, read_at: null, ...members }
}

/** A target as the server lists it. */
export function target(name: string, members: Partial<Schemas['Target']> = {}): Schemas['Target'] {
  return { name, delivery: 'pushed', accepts: ['highlight'], fields: [], ...members }
}

export function integration(name: string, members: Partial<Schemas['Integration']> = {}): Schemas['Integration'] {
  return {
    ...{
      target_name: name,
      is_enabled: true,
      settings: {},
      secrets: {},
      choice: null,
      rules: null,
      state: 'active',
      is_verified: true,
      is_moving: false,
      stopped: null,
      backfill: 'none',
    },
    counts: { pending: 0, in_progress: 0, success: 0, retry: 0, failed: 0, skipped: 0 },
    ...{ first_synced_at: times.created_at, last_synced_at: times.created_at, ...times },
    ...members,
  }
}

/** A finished run for one target. */
export function syncRun(members: Partial<Schemas['SyncRun']> = {}): Schemas['SyncRun'] {
  return {
    ...{ id: uuidOf('run'), state: 'done', compared_notebooks: 9, notebooks: 9, targets_processed: 1 },
    ...{ synced_count: 0, failed_count: 0, skipped_count: 9, queued_count: 0 },
    ...members,
  }
}

export function record(id: string, members: Partial<Schemas['ListedRecord']> = {}): Schemas['ListedRecord'] {
  return {
    ...{ id: uuidOf(id), target_name: 'readwise', item_type: 'highlight', item_key: uuidOf(`key of ${id}`) },
    ...{ notebook_uuid: null, page_uuid: null, page_number: null, status: 'success', error_class: null },
    ...{ error_message: null, retry_count: 0, kept: 0, queue_id: null, url: null },
    ...{ synced_at: times.created_at, ...times },
    ...members,
  }
}

/** A connected Notion workspace. */
export function workspace(name: string, members: Partial<Schemas['Connection']> = {}): Schemas['Connection'] {
  return {
    ...{ id: uuidOf(`workspace ${name}`), provider: 'notion', workspace_id: uuidOf(name), workspace_name: name },
    ...{ kind: 'oauth', grants: {}, status: 'active', blocked_because: null },
    ...{ created_at: '2026-11-20T12:00:00.000Z', updated_at: '2026-11-20T12:00:00.000Z' },
    ...members,
  }
}

/** Deterministic: equal words give equal uuids. */
export function uuidOf(words: string): string {
  const hex = [...words].map((letter) => (letter.codePointAt(0) ?? 0).toString(16)).join('')
  return `00000000-0000-4000-8000-${hex.slice(-12).padStart(12, '0')}`
}
