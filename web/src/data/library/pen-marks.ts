// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether pen marks become highlights: for all notebooks, and for single ones.
import { answerTo, fetchSelection } from '@rmirror/shared/api'
import type { Selection } from '@rmirror/shared/library'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

export type PenMarks = Pick<Selection, 'pen_marks' | 'notebooks_with_pen_marks' | 'notebooks_without_pen_marks'>

/** `usual`: as for all notebooks. */
export type NotebookPenMarks = 'usual' | 'on' | 'off'

/** The change feed doesn't report it: refetched on mount. */
export function penMarks(remote: Remote): RemoteQuery<PenMarks> {
  return {
    queryKey: remote.keyOf('pen marks'),
    queryFn: ({ signal }) => fetchSelection(remote.account.api, signal),
    enabled: remote.user.value !== null,
    staleTime: 0,
  }
}

export async function choosePenMarks(remote: Remote, pen_marks: boolean): Promise<void> {
  await change(remote, { pen_marks })
}

export async function chooseNotebookPenMarks(remote: Remote, uuid: string, chosen: NotebookPenMarks): Promise<void> {
  const pen_marks = chosen === 'usual' ? null : chosen === 'on'
  await change(remote, { notebook_pen_marks: [{ notebook_uuid: uuid, pen_marks }] })
}

type Change = { pen_marks: boolean } | { notebook_pen_marks: { notebook_uuid: string; pen_marks: boolean | null }[] }

async function change(remote: Remote, body: Change): Promise<void> {
  const chosen = await answerTo(remote.account.api.PATCH('/api/v1/sync/selection', { body }))
  remote.client.setQueryData(remote.keyOf('pen marks'), chosen)
}

export function chosenFor({ notebooks_with_pen_marks, notebooks_without_pen_marks }: PenMarks, uuid: string) {
  if (notebooks_with_pen_marks.includes(uuid)) return 'on'
  return notebooks_without_pen_marks.includes(uuid) ? 'off' : 'usual'
}
