// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts for the sync state of notebooks.
import type { Notebook } from '../../data/library/notebook.ts'
import { pagesInState, type SyncState, stateOf } from '../../data/library/progress.ts'
import { unsentCounts } from '../../data/outbox/unsent-counts.ts'
import { type TextKey, t } from '../../i18n/index.ts'

export const stateNames = {
  failed: 'syncState.failed',
  quota: 'syncState.quota',
  pending: 'syncState.pending',
  'not-synced': 'syncState.notSynced',
  synced: 'syncState.synced',
} as const satisfies Record<SyncState, TextKey>

const counted = {
  failed: 'syncState.failedCount',
  quota: 'syncState.quotaCount',
  pending: 'syncState.pendingCount',
  'not-synced': 'syncState.notSyncedCount',
} as const satisfies Record<Exclude<SyncState, 'synced'>, TextKey>

/** "3 pending", or "2 texts not sent yet": the state that needs most attention, with its number of pages if the server has counted them. */
export function badgeOf(notebook: Notebook): { state: SyncState; text: string } {
  const unsent = unsentCounts.value.get(notebook.uuid)
  if (unsent) return { state: 'pending', text: t('unsent.badge', { count: unsent }) }
  const state = stateOf(notebook)
  const count = pagesInState(notebook, state)
  return { state, text: state === 'synced' || count === 0 ? t(stateNames[state]) : t(counted[state], { count }) }
}
