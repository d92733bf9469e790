// SPDX-License-Identifier: AGPL-3.0-or-later
// Moves notebooks to another workspace, and back. Only the person that a notebook belongs to can move it.
import { answerTo, forEachConcurrently } from '@rmirror/shared/api'
import { isServerFailure } from '../account/account.ts'
import type { Notebook } from '../library/notebook.ts'
import type { Remote } from '../server/remote.ts'
import { SignedOut } from '../server/remote-query.ts'
import { notebooksMoved } from './workspaces.ts'

export interface Moves {
  moved: Notebook[]
  kept: { notebook: Notebook; why: unknown }[]
  /** Rejects if some could not be moved back; a further call retries only those. */
  undo: () => Promise<void>
}

const atOnce = 4

/** The server has it, and it is the person's. */
export function isMovable({ there, isUnsent, isOthers }: Notebook): boolean {
  return there !== null && !isUnsent && !isOthers
}

/** `to`: the id of a workspace in which the person may write; their own takes notebooks back. */
export async function moveMany(
  notebooks: readonly Notebook[],
  to: string,
  remote: Remote,
  onDone: (done: number) => void = () => {},
): Promise<Moves> {
  const moved: Notebook[] = []
  const kept: Moves['kept'] = []
  await forEachConcurrently(notebooks, atOnce, async (notebook) => {
    try {
      await move(remote, notebook, to)
      moved.push(notebook)
    } catch (why) {
      if (!isServerFailure(why) && !(why instanceof SignedOut)) throw why
      kept.push({ notebook, why })
    }
    onDone(moved.length + kept.length)
  })
  await notebooksMoved(remote)
  const left = new Set(moved)
  return { moved, kept, undo: () => moveBack(left, remote) }
}

async function moveBack(left: Set<Notebook>, remote: Remote): Promise<void> {
  const own = remote.user.peek() ?? ''
  let failure: unknown
  await forEachConcurrently([...left], atOnce, async (notebook) => {
    try {
      await move(remote, notebook, notebook.workspace ?? own)
      left.delete(notebook)
    } catch (error) {
      failure ??= error
    }
  })
  await notebooksMoved(remote)
  if (left.size > 0) throw failure
}

async function move({ account }: Remote, { uuid }: Notebook, workspace_id: string): Promise<void> {
  const params = { path: { notebook_uuid: uuid } }
  await answerTo(account.api.PUT('/api/v1/notebooks/{notebook_uuid}/workspace', { params, body: { workspace_id } }))
}
