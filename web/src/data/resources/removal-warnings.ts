// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks that lost many pages or highlights in one sync: targets keep these until the user answers.
import {
  answerRemovalWarning,
  fetchRemovalWarnings,
  type RemovalAnswer,
  type RemovalWarning,
} from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

/** The newest first. */
export function removalWarnings(remote: Remote): RemoteQuery<RemovalWarning[]> {
  return {
    queryKey: remote.keyOf('removal warnings'),
    queryFn: ({ signal }) => fetchRemovalWarnings(remote.account.api, signal),
    enabled: remote.user.value !== null,
    staleTime: 0,
  }
}

export function answerWarning(remote: Remote, id: string, answer: RemovalAnswer): Promise<void> {
  return answerRemovalWarning(remote.account.api, id, answer)
}

export async function warningAnswered(remote: Remote): Promise<void> {
  await remote.invalidate('removal warnings')
}
