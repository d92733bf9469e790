// SPDX-License-Identifier: AGPL-3.0-or-later
// What a link shows, in the form in which the account's own notebooks and pages are shown and exported. What a link
// doesn't tell, such as tags, is empty.
import type { components, PageDetail, ServerPage } from '@rmirror/shared/api'
import { Notebook } from '../library/notebook.ts'
import { Page } from '../library/page.ts'

type SharedNotebook = components['schemas']['SharedNotebook']
type SharedPage = components['schemas']['SharedPage']

export interface SharedLibrary {
  notebook: Notebook
  pages: Page[]
  /** The link is to the whole notebook. */
  isWhole: boolean
  authors: string[]
  /** Who shares it, as far as that person said; may be empty. */
  sharedBy: string
  allowsDownload: boolean
}

export function asNotebook(shared: SharedNotebook): SharedLibrary {
  const { notebook_uuid, visible_name: name, orientation, document_type, last_modified, authors } = shared
  const total = shared.pages.length
  const notebook = new Notebook(null, {
    facts: {
      ...{ uuid: notebook_uuid, name, parent: '', tags: [], pinned: false, orientation },
      lastModified: last_modified === null ? 0 : Date.parse(last_modified),
      ...(document_type === 'notes' && { isNote: true as const }),
    },
    pageTags: [],
    pageCount: total,
    progress: { total, synced: total, not_synced: 0, pending: 0, pending_quota: 0, failed: 0 },
  })
  return {
    notebook,
    pages: shared.pages.map((page, index) => {
      const there = asServerPage(notebook_uuid, { ...page, display_hash: null, is_display_current: false })
      return new Page(notebook, { here: null, there }, index + 1)
    }),
    isWhole: shared.kind === 'notebook',
    authors,
    sharedBy: shared.shown_name,
    allowsDownload: shared.allows_download,
  }
}

type KnownPage = Pick<
  SharedPage,
  'page_uuid' | 'page_number' | 'ink_hash' | 'ocr_status' | 'display_hash' | 'is_display_current'
>

function asServerPage(notebook_uuid: string, page: KnownPage): ServerPage {
  return {
    ...{ ...page, id: page.page_uuid, notebook_uuid, tags: [] },
    ...{ has_image: true, is_image_current: true, unreadable_parts: 0 },
    ...{ ocr_error: null, ocr_language: null, ocr_confidence: null, text_hash: null, created_at: '', updated_at: '' },
  }
}

/** A page, and the files that are attached to it. */
export type SharedPageDetail = PageDetail & Pick<SharedPage, 'attachments'>

export function asPageDetail(notebook_uuid: string, page: SharedPage): SharedPageDetail {
  const { text, lines, images, display_image, typed_text, typed_markdown, unreadable_parts, ocr_language } = page
  const page_id = page.page_uuid
  return {
    ...asServerPage(notebook_uuid, page),
    attachments: page.attachments,
    ...{ unreadable_parts, ocr_language, typed_text, typed_markdown, images, display_image },
    // Its text is finished, whether a person or the transcription wrote it.
    ...{ document: text === '' ? null : text, ocr_text: null, document_conflicts: [], ocr_lines: lines },
    ocr_completed_at: null,
    highlights: page.highlights.map(({ text: original_text, note, color, rects }, ordinal) => ({
      ...{ id: `${ordinal}`, page_id, ordinal, original_text, corrected_text: null, note, color, rects },
      ...{ repaired_text: null, confidence: null, mark: null, sentence: '', heading: '', is_rejected: false },
    })),
    rejected_marks: [],
    todos: page.todos.map((todo, ordinal) => ({
      ...{ ...todo, id: `${ordinal}`, page_id, ordinal, confidence: null, created_at: '', updated_at: '' },
    })),
  }
}
