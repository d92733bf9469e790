// SPDX-License-Identifier: AGPL-3.0-or-later
// Warnings about notebooks that lost much at once. Targets keep the removed pages until the user answers.
import { type Api, answerTo } from './client.ts'
import { ApiProblem } from './problem.ts'
import type { components } from './schema.gen.ts'

export type RemovalWarning = components['schemas']['RemovalWarning']
export type RemovalAnswer = 'keep' | 'remove'

/** Newest first. */
export async function fetchRemovalWarnings(api: Api, signal: AbortSignal): Promise<RemovalWarning[]> {
  return (await answerTo(api.GET('/api/v1/sync/warnings', { signal, cache: 'no-store' }))).items
}

/** A warning that was already answered, here or elsewhere, isn't an error. */
export async function answerRemovalWarning(api: Api, id: string, answer: RemovalAnswer): Promise<void> {
  try {
    await answerTo(api.POST('/api/v1/sync/warnings/{id}', { params: { path: { id } }, body: { answer } }))
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}
