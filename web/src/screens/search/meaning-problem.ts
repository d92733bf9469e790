// SPDX-License-Identifier: AGPL-3.0-or-later
// Why nothing was searched for by meaning, in the user's language.
import type { MeaningProblem } from '../../data/search/findings.ts'
import { type TextKey, t } from '../../i18n/index.ts'

/** The beginnings of the server's sentences (server/src/meaning). */
const beginnings: Record<string, TextKey> = {
  'Search by meaning is paused on this server.': 'search.meaningPaused',
  "This server's spending limit for today is reached.": 'search.meaningSpent',
  'The pages are being prepared for another model': 'search.meaningPrepared',
  'You have searched by meaning very often': 'search.meaningOften',
}

/** Of a reason that isn't known, only that it failed is said: it is about the service, which users can't change. */
export function meaningProblemText(reason: MeaningProblem): string {
  if (typeof reason !== 'string') return t('search.meaningOwn', { name: reason.host })
  const known = Object.entries(beginnings).find(([beginning]) => reason.startsWith(beginning))
  return t(known?.[1] ?? 'search.meaningFailed')
}
