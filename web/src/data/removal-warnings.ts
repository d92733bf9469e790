// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks of which much was dropped at once: services keep it until somebody answers.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Remote } from './remote.ts'
import type { RemoteQuery } from './remote-query.ts'

export type RemovalWarning = components['schemas']['RemovalWarning']

/** The newest first. */
export function removalWarnings(remote: Remote): RemoteQuery<RemovalWarning[]> {
  return {
    queryKey: remote.keyOf('removal warnings'),
    queryFn: async ({ signal }) =>
      (await answerTo(remote.account.api.GET('/api/v1/sync/warnings', { signal, cache: 'no-store' }))).items,
    enabled: remote.user.value !== null,
    staleTime: 0,
  }
}

/** What was answered already, here or elsewhere, is no problem. */
export async function answerWarning(remote: Remote, id: string, answer: 'remove' | 'keep'): Promise<void> {
  try {
    await answerTo(
      remote.account.api.POST('/api/v1/sync/warnings/{id}', { params: { path: { id } }, body: { answer } }),
    )
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}

export async function warningAnswered(remote: Remote): Promise<void> {
  await remote.client.invalidateQueries({ queryKey: remote.keyOf('removal warnings') })
}
