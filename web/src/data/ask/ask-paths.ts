// SPDX-License-Identifier: AGPL-3.0-or-later
// Which ways a question can take to a model, and which one it takes by the user's preference.
import type { Quota } from '../account/quota.ts'
import type { Preferences } from '../library/preferences.ts'
import type { ShownSettings } from '../own-key/own-key-transcription.ts'

export type AskPath = 'own-key' | 'server'

/** In the order in which they are preferred. */
export function pathsOf(chosen: ShownSettings | null, quota: Quota | null): AskPath[] {
  // A server whose users get no tokens doesn't offer it.
  const isOffered = quota?.has_claude && quota.tokens.limit !== 0
  return [...(chosen ? (['own-key'] as const) : []), ...(isOffered ? (['server'] as const) : [])]
}

/** null: questions are off, or can't be asked the way that the user wants. */
export function preferredPath(preference: Preferences['askWith'], paths: readonly AskPath[]): AskPath | null {
  if (preference === 'off') return null
  if (preference === 'automatic') return paths[0] ?? null
  return paths.includes(preference) ? preference : null
}
