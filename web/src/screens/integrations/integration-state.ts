// SPDX-License-Identifier: AGPL-3.0-or-later
// Status of an integration, in a sentence.
import type { IconName } from '../../components/controls/Icon.tsx'
import type { Integration, Target } from '../../data/server/integrations.ts'
import { t } from '../../i18n/index.ts'
import { targetName, waitingCount } from '../texts/target-texts.ts'

export interface StateWords {
  icon: IconName
  text: string
  /** The user has to act. */
  isBad: boolean
}

export function stateOf(target: Target, integration: Integration): StateWords {
  const name = targetName(target.name)
  const { state, counts } = integration
  if (state === 'removing') return { icon: 'trash', text: t('state.removing'), isBad: false }
  if (state === 'paused') return { icon: 'pause', text: t('state.paused'), isBad: false }
  if (state === 'stopped') return { icon: 'warning', text: t('state.stopped'), isBad: true }
  if (counts.failed > 0) return { icon: 'warning', text: t('state.failed', { count: counts.failed }), isBad: true }
  if (target.delivery === 'pulled')
    return integration.last_synced_at
      ? { icon: 'check', text: t('state.ready', { name }), isBad: false }
      : { icon: 'sync', text: t('state.notFetched', { name }), isBad: false }
  if (isFirstSync(target, integration)) return { icon: 'sync', text: t('state.first'), isBad: false }
  const waiting = waitingCount(integration)
  if (waiting > 0) return { icon: 'sync', text: t('state.waiting', { count: waiting }), isBad: false }
  if (integration.backfill === 'stopped' && counts.skipped > 0)
    return { icon: 'check', text: t('state.backfillStopped'), isBad: false }
  return { icon: 'check', text: t('state.current'), isBad: false }
}

/** Deliveries are on, but nothing has arrived at the target yet. */
export function isFirstSync(target: Target, { backfill, state, first_synced_at }: Integration): boolean {
  return state === 'active' && target.delivery === 'pushed' && first_synced_at === null && backfill !== 'stopped'
}

/** Enough items wait for the progress to be worth showing, also where it was paused. */
export function isManyWaiting(target: Target, integration: Integration): boolean {
  const { state } = integration
  return (state === 'active' || state === 'paused') && target.delivery === 'pushed' && waitingCount(integration) >= many
}

const many = 10

/** Numbers of items. `arrived` and `failed` are done for now; the rest of `total` waits. */
export interface Progress {
  arrived: number
  failed: number
  total: number
}

export function syncProgress({ backfill, counts }: Integration): Progress {
  const { failed } = counts
  const arrived = counts.success + (backfill === 'stopped' ? 0 : counts.skipped)
  return { arrived, failed, total: arrived + failed + counts.pending + counts.in_progress + counts.retry }
}
