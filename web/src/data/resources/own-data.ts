// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server stores about the user, and the server's terms.
import { answerTo, type components, type paths } from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

export type StoredSummary = components['schemas']['StoredSummary']
export type StoredKind = StoredSummary['items'][number]['kind']
export type AcceptedLegalTexts = components['schemas']['AcceptedLegalTexts']
export type LegalTexts = paths['/api/v1/legal']['get']['responses']['200']['content']['application/json']

export function storedSummary(remote: Remote): RemoteQuery<StoredSummary> {
  return {
    queryKey: remote.keyOf('stored summary'),
    queryFn: ({ signal }) => answerTo(remote.account.api.GET('/api/v1/me/summary', { signal, cache: 'no-store' })),
    enabled: remote.user.value !== null,
    staleTime: 0,
  }
}

/** Which version of the terms there is, and which one the user accepted. Asked once: it changes with a restart only. */
export function acceptedLegalTexts(remote: Remote): RemoteQuery<AcceptedLegalTexts> {
  return {
    queryKey: remote.keyOf('accepted terms'),
    queryFn: ({ signal }) => answerTo(remote.account.api.GET('/api/v1/me/legal', { signal, cache: 'no-store' })),
    enabled: remote.user.value !== null,
    staleTime: Number.POSITIVE_INFINITY,
  }
}

export function legalTexts(remote: Remote, language: LegalTexts['language']): RemoteQuery<LegalTexts> {
  const params = { query: { language } }
  return {
    queryKey: remote.keyOf('terms', language),
    queryFn: ({ signal }) => answerTo(remote.account.api.GET('/api/v1/legal', { params, signal })),
    enabled: true,
  }
}

/** Rejects with an ApiProblem of status 409 if there are newer ones. */
export async function acceptLegalTexts(remote: Remote, version: string): Promise<void> {
  await answerTo(remote.account.api.PUT('/api/v1/me/legal', { body: { version } }))
  await remote.invalidate('accepted terms')
}
