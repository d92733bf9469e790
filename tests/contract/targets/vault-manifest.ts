// SPDX-License-Identifier: AGPL-3.0-or-later
// A library that is edited at random, as a device announces it.
import type { VaultNotebook, VaultPage } from '@rmirror/shared/vault'
import { uuid } from '../../world/vault.ts'

const folders: Record<string, string> = {
  Work: uuid('f001'),
  work: uuid('f002'),
  'work/Idea': uuid('f003'),
  Idea: uuid('f004'),
}

export function manifestOf(notebooks: VaultNotebook[]) {
  const place = (names: string[]) => ({ parent_uuid: folders[names.join('/')] ?? null })
  const folderItems = Object.entries(folders).map(([path, notebook_uuid]) => {
    const names = path.split('/')
    const visible_name = names.pop() ?? ''
    return { notebook_uuid, document_type: 'folder', visible_name, pages: [], ...place(names) }
  })
  const notebookItems = notebooks.map(({ uuid: notebook_uuid, name: visible_name, isTrashed, ...notebook }) => ({
    ...{ notebook_uuid, document_type: 'notebook', visible_name, is_trashed: isTrashed, tags: notebook.tags },
    ...place(notebook.folders),
    pages: notebook.pages.map(pageItemOf),
  }))
  return { scope: 'library', notebooks: [...folderItems, ...notebookItems] }
}

function pageItemOf({ uuid: page_uuid, tags, text, typed, highlights, waits }: VaultPage) {
  const written = text + typed
  return {
    ...{ page_uuid, tags, typed_text: written, typed_markdown: written, has_ink: waits },
    ...(waits && { ink_hash: `i1:${page_uuid.slice(-12)}` }),
    highlights: highlights.map((mark, nth) => ({
      ...{ original_text: mark.text, color: 'yellow', rects: [{ x: nth, y: 1, width: 2, height: 3 }] },
    })),
  }
}
