// SPDX-License-Identifier: AGPL-3.0-or-later
// How far a notebook's pages are in syncing and transcription.
import type { TreeItem } from '@rmirror/shared/api'

/** Numbers of pages by state, as the server counts them. */
export type SyncProgress = TreeItem['sync_progress']

/** Most urgent first. */
export const syncStates = ['failed', 'quota', 'pending', 'not-synced', 'synced'] as const
export type SyncState = (typeof syncStates)[number]

/** The server's names of the states. */
export const countNames = {
  failed: 'failed',
  quota: 'pending_quota',
  pending: 'pending',
  'not-synced': 'not_synced',
  synced: 'synced',
} as const satisfies Record<SyncState, keyof SyncProgress>

/** A notebook; `there` is its copy on the server. */
interface Progressing {
  there: { progress: SyncProgress } | null
}

/** Whether some of its pages are in this state; "synced" requires all of them. */
export function isInState({ there }: Progressing, state: SyncState): boolean {
  if (!there) return state === 'not-synced'
  if (state === 'synced') return stateOf({ there }) === 'synced'
  return there.progress[countNames[state]] > 0
}

/** The first of `syncStates` that applies to some of its pages. A notebook only in this browser is not synced. */
export function stateOf({ there }: Progressing): SyncState {
  if (!there) return 'not-synced'
  return syncStates.find((state) => state !== 'synced' && there.progress[countNames[state]] > 0) ?? 'synced'
}

/** The number of its pages that are in this state. */
export function pagesInState({ there }: Progressing, state: SyncState): number {
  return there?.progress[countNames[state]] ?? 0
}
