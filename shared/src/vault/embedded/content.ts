// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook as the server gives it to targets that write vaults (whole_notebook_content() of the schema).
import { pageContentsOf, pictureQuery } from '../../api/index.ts'
import { attachmentsIn } from '../../library/index.ts'
import type { VaultAsset, VaultNotebook, VaultPage } from '../types.ts'

export interface NotebookContent {
  notebook_uuid: string
  visible_name: string
  document_type: string
  /** Names, outermost first. */
  folders: string[]
  tags: string[]
  last_modified: string | null
  /** Whether there is a note for each page. */
  by_page: boolean
  /** In order. */
  pages: PageContent[]
}

/** Members and meanings are those of the API; what isn't text is only given if pictures are wanted. */
export interface PageContent extends Omit<Shown, Files | 'ocr_status'>, Partial<Pick<Shown, Exclude<Files, Pictures>>> {
  page_uuid: string
  page_number: number
  tags: string[]
  waits: boolean
  display_image?: StoredFile | null
  images?: StoredFile[]
  attachments?: (StoredFile & { id: string; file_name: string })[]
}

type Shown = Parameters<typeof pageContentsOf>[0]
type Pictures = 'display_image' | 'images'
type Files = Pictures | 'display_hash' | 'is_display_current'

interface StoredFile {
  sha256: string
}

/** The notebook as every other way to a vault sees it. */
export function vaultNotebookOf(content: NotebookContent): VaultNotebook {
  const { notebook_uuid: uuid, visible_name: name, document_type, folders, tags, last_modified, pages } = content
  return {
    ...{ uuid, name, folders, tags, isTrashed: false, isNote: document_type === 'notes' },
    modified: last_modified === null ? 0 : Date.parse(last_modified),
    pages: pages.map(vaultPageOf),
  }
}

/** The SHA-256 of what is in a picture or an attachment; null if it isn't stored. */
export function storedFile(content: NotebookContent, { page, part = 0, attachment, key }: VaultAsset): string | null {
  const found = content.pages.find(({ page_uuid }) => page_uuid === page)
  if (attachment !== undefined) return found?.attachments?.find(({ id }) => id === attachment)?.sha256 ?? null
  if ('purpose' in pictureQuery(key, part)) return found?.display_image?.sha256 ?? null
  return found?.images?.[part]?.sha256 ?? null
}

function vaultPageOf(content: PageContent): VaultPage {
  const { page_uuid: uuid, page_number: number, tags, waits, attachments = [] } = content
  const { display_image = null, images = [], display_hash = null, is_display_current = false } = content
  const { pictures, ...contents } = pageContentsOf({
    ...content,
    ...{ display_image, images, display_hash, is_display_current },
    ocr_status: waits ? 'pending' : 'completed',
  })
  const linked = new Set(attachmentsIn(contents.text).map(({ id }) => id))
  const shown = attachments.filter(({ id }) => linked.has(id)).map(({ id, file_name }) => ({ id, fileName: file_name }))
  return {
    ...{ uuid, number, tags, ...contents, sourcePage: null, pictures: pictures.map(({ key }) => key) },
    ...(shown.length > 0 && { attachments: shown }),
  }
}
