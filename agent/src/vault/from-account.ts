// SPDX-License-Identifier: AGPL-3.0-or-later
// A vault's notes from an account: what the server has of each page.
import {
  type Api,
  answerTo,
  fetchPage,
  fetchTree,
  forEachConcurrently,
  type PageDetail,
  textOf,
  typedTextOf,
} from '@rmirror/shared/api'
import { folderPath, withTypedTicks } from '@rmirror/shared/library'
import type { VaultAsset, VaultNotebook, VaultPage } from '@rmirror/shared/vault'
import { folderOf, parentOf } from '../export/notes.ts'
import type { VaultSource } from './vault-source.ts'

export interface AccountTools {
  api: Api
  signal: AbortSignal
  onPages(count: number): void
  onPage(): void
}

const concurrency = 6

const waiting: ReadonlySet<PageDetail['ocr_status']> = new Set(['pending', 'processing', 'pending_quota', 'failed'])

export async function vaultFromAccount(tools: AccountTools): Promise<VaultSource> {
  const { api, signal } = tools
  const { items } = await fetchTree(api, signal)
  const folders = items.filter(({ document_type }) => document_type === 'folder').map(folderOf)
  const notebooks: VaultNotebook[] = []
  for (const item of items) {
    if (item.document_type === 'folder') continue
    const { notebook_uuid: uuid, visible_name: name, tags, last_modified, is_trashed: isTrashed } = item
    notebooks.push({
      ...{ uuid, name, tags, isTrashed, isNote: item.document_type === 'notes' },
      folders: folderPath(folders, { uuid, parent: parentOf(item) }).map((folder) => folder.name),
      modified: last_modified === null ? 0 : Date.parse(last_modified),
      pages: isTrashed ? [] : await pagesOf(uuid, tools),
    })
  }
  return {
    library: { notebooks, isWhole: true },
    bytesOf: (asset) => fetchPicture(asset, tools),
    close: async () => undefined,
  }
}

async function pagesOf(notebook_uuid: string, { api, signal, onPages, onPage }: AccountTools): Promise<VaultPage[]> {
  const question = { params: { path: { notebook_uuid } }, signal, cache: 'no-store' } as const
  const { pages } = await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}', question))
  onPages(pages.length)
  const details = new Map<string, PageDetail>()
  await forEachConcurrently(pages, concurrency, async (page) => {
    signal.throwIfAborted()
    const detail = await fetchPage(api, page, signal)
    // One that was deleted since is left out.
    if (detail) details.set(page.page_uuid, detail)
    onPage()
  })
  return pages.flatMap(({ page_uuid }) => {
    const detail = details.get(page_uuid)
    return detail ? [pageOf(detail)] : []
  })
}

function pageOf(detail: PageDetail): VaultPage {
  const { page_uuid: uuid, page_number: number, tags, ocr_status, todos, highlights } = detail
  const typedTodos = todos.filter(({ source }) => source === 'typed_text')
  return {
    ...{ uuid, number, tags, sourcePage: null, waits: waiting.has(ocr_status) },
    text: textOf(detail),
    typed: withTypedTicks(typedTextOf(detail), typedTodos),
    highlights: highlights.map(({ original_text, corrected_text, note }) => {
      return { text: corrected_text ?? original_text, note }
    }),
    pictures: pictureKeys(detail),
  }
}

/** The page as the tablet shows it, or else the parts of its handwriting. */
function pictureKeys({ display_hash, display_image, is_display_current, ink_hash, images }: PageDetail): string[] {
  if (display_image && display_hash !== null && (is_display_current || images.length === 0)) return [display_hash]
  return ink_hash === null ? [] : images.map(() => `${inkPrefix}${ink_hash}`)
}

/** Keys of pictures of the handwriting alone. */
const inkPrefix = 'ink '

async function fetchPicture({ notebook, page = '', part = 0, key }: VaultAsset, { api, signal }: AccountTools) {
  const path = { notebook_uuid: notebook, page_uuid: page }
  const query = key.startsWith(inkPrefix) ? { part: part + 1 } : ({ purpose: 'display' } as const)
  const question = { params: { path, query }, parseAs: 'arrayBuffer', signal, cache: 'no-store' } as const
  return new Uint8Array(await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/image', question)))
}
