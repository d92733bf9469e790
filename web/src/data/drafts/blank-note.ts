// SPDX-License-Identifier: AGPL-3.0-or-later
// A note before the server has it, in the shape of the server's answers.
import type { PageDetail } from '@rmirror/shared/api'
import type { PageDocument } from '../documents/document-calls.ts'
import { unknownEtag } from '../outbox/send-item.ts'

/** The note, its page and its notebook have one id. */
const idsOf = (id: string) => ({ id, notebook_uuid: id, page_uuid: id, page_number: 1 })

export function blankNotePage(id: string): PageDetail {
  const now = new Date().toISOString()
  return {
    ...idsOf(id),
    ...{ ink_hash: null, has_image: false, is_image_current: false, display_hash: null, is_display_current: false },
    ...{ ocr_status: 'skipped', ocr_error: null, ocr_language: null, ocr_confidence: null, text_hash: null },
    ...{ unreadable_parts: 0, tags: [], created_at: now, updated_at: now },
    ...{ typed_text: '', typed_markdown: null, ocr_text: null, ocr_lines: [], ocr_completed_at: null },
    ...{ document: '', document_conflicts: [], images: [], display_image: null, highlights: [] },
    ...{ rejected_marks: [], todos: [] },
  }
}

export function blankNoteDocument(id: string, workspace_id: string): PageDocument {
  const now = new Date().toISOString()
  return {
    ...idsOf(id),
    ...{ workspace_id, visible_name: '', content: '', content_etag: unknownEtag, conflicts: [] },
    ...{ is_corrected: true, is_note: true, created_at: now, saved_at: now },
  }
}
