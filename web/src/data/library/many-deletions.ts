// SPDX-License-Identifier: AGPL-3.0-or-later
// Deletes several notebooks together, and restores them together.
import { forEachConcurrently } from '@rmirror/shared/api'
import { isServerFailure } from '../account/account.ts'
import type { LibraryStore } from '../local/library.ts'
import { deletedChanged, deleteNotebook, restoreNotebook } from '../resources/deleted-notebooks.ts'
import type { Remote } from '../server/remote.ts'
import { SignedOut } from '../server/remote-query.ts'
import type { Notebook } from './notebook.ts'
import { unsentNoteOf } from './unsent-note.ts'

export interface Deletion {
  deleted: Notebook[]
  kept: { notebook: Notebook; why: unknown }[]
  /** Rejects if some could not be restored; a further call retries only those. */
  undo: () => Promise<void>
}

interface Tools {
  remote: Remote
  library: Pick<LibraryStore, 'remove'>
}

const atOnce = 4

/** Deletes from the server and this browser. What the server refuses to delete stays in both. */
export async function deleteMany(
  notebooks: readonly Notebook[],
  { remote, library }: Tools,
  onDone: (done: number) => void = () => {},
): Promise<Deletion> {
  const deleted: Notebook[] = []
  const kept: Deletion['kept'] = []
  const undone = new Map<Notebook, () => Promise<void>>()
  await forEachConcurrently(notebooks, atOnce, async (notebook) => {
    const { uuid, here, there } = notebook
    try {
      const undoUnsent = await unsentNoteOf(notebook)?.discard()
      if (there && !undoUnsent) await deleteNotebook(remote, uuid, remote.account.patientApi)
      const undoHere = here && (await library.remove(uuid))
      undone.set(notebook, async () => {
        await undoUnsent?.()
        if (there && !undoUnsent) await restoreNotebook(remote, uuid, remote.account.patientApi)
        await undoHere?.()
      })
      deleted.push(notebook)
    } catch (why) {
      if (!isServerFailure(why) && !(why instanceof SignedOut)) throw why
      kept.push({ notebook, why })
    }
    onDone(deleted.length + kept.length)
  })
  if (notebooks.some(({ there }) => there)) await deletedChanged(remote)
  return { deleted, kept, undo: () => undoAll(undone, remote) }
}

async function undoAll(undone: Map<Notebook, () => Promise<void>>, remote: Remote): Promise<void> {
  const isOnServer = [...undone.keys()].some(({ there }) => there)
  let failure: unknown
  await forEachConcurrently([...undone], atOnce, async ([notebook, undo]) => {
    try {
      await undo()
      undone.delete(notebook)
    } catch (error) {
      failure ??= error
    }
  })
  if (isOnServer) await deletedChanged(remote)
  if (undone.size > 0) throw failure
}
