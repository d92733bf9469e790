// SPDX-License-Identifier: AGPL-3.0-or-later
// What a guest does with all of their texts: saves them as a ZIP, opens one, and takes them along into an account.
import { signal } from '@preact/signals'
import { saveFile } from '../export/save-file.ts'
import type { Store } from '../store.ts'
import { documentsOf } from './documents.ts'
import { localDocumentsOf } from './local-documents.ts'
import { documentsToTake, takeAlong } from './take-along.ts'

/** How opening the last archive ended: how many texts changed, or that it can't be read. */
export const restored = signal<{ count: number } | 'failed' | null>(null)

/** Apart, because it reads and writes archives. */
const archives = () => import('../workspace/workspace-archive.ts')

export async function saveWorkspace(store: Store): Promise<void> {
  const { archiveOfWorkspace } = await archives()
  saveFile(await archiveOfWorkspace(localDocumentsOf(store).workspace), 'rmirror-texts.zip')
}

export async function openWorkspaceFile(store: Store, file: Blob): Promise<void> {
  restored.value = null
  try {
    const { restoreArchive } = await archives()
    restored.value = { count: await restoreArchive(localDocumentsOf(store).workspace, file) }
  } catch {
    // Whatever the cause, the user only needs to know that the archive isn't opened.
    restored.value = 'failed'
  }
}

/** How many texts of this browser can be taken along into the signed-in user's account. */
export function countToTake(store: Store): number {
  if (store.account.userId.value === null) return 0
  const { workspace } = localDocumentsOf(store)
  return documentsToTake(workspace.documents.value, store.shelf.notebooks.value).length
}

/** Rejects if the server isn't reached. */
export async function takeAllAlong(store: Store): Promise<void> {
  const { remote, shelf } = store
  const { workspace: local } = localDocumentsOf(store)
  const { workspace: server, outbox, sender } = documentsOf(store)
  const documents = documentsToTake(local.documents.peek(), shelf.notebooks.peek())
  await takeAlong({ local, server, outbox, page: (place) => remote.page(place) }, documents)
  await sender.wake()
}
