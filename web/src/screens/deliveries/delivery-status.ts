// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivery status of a notebook or a page at a target, in a few words.
import type { IconName } from '../../components/controls/Icon.tsx'
import type { LibraryIndex } from '../../data/library/library-index.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import type { Choice, DeliveryRecord, Integration } from '../../data/server/integrations.ts'
import { formatAge, t } from '../../i18n/index.ts'
import { waitingStatuses } from '../texts/target-texts.ts'

export interface DeliveryStatus {
  icon: IconName
  /** Continues after the target's name. */
  text: string
  /** The user has to act. */
  isBad: boolean
  failed: DeliveryRecord[]
}

interface Asked {
  integration: Integration
  /** Records of this notebook or page at this target. */
  records: DeliveryRecord[]
  isPulled: boolean
  notebook: Notebook
  index: LibraryIndex
}

export function deliveryStatusAt(asked: Asked): DeliveryStatus {
  const { integration, records } = asked
  const failed = records.filter(({ status }) => status === 'failed')
  const calm = (icon: IconName, text: string): DeliveryStatus => ({ icon, text, isBad: false, failed })
  if (!isChosen(integration.choice, asked.notebook, asked.index)) return calm('minus', t('standing.notChosen'))
  if (integration.state === 'paused') return calm('pause', t('standing.paused'))
  if (integration.state === 'stopped') return { ...calm('warning', t('standing.stopped')), isBad: true }
  if (failed.length > 0) return { ...calm('warning', t('standing.failed', { count: failed.length })), isBad: true }
  const waiting = records.filter(({ status }) => waitingStatuses.includes(status)).length
  if (waiting > 0) return calm('sync', t('standing.waiting', { count: waiting }))
  const last = Math.max(...records.map(({ synced_at }) => (synced_at === null ? 0 : Date.parse(synced_at))), 0)
  if (last > 0)
    return calm('check', t(asked.isPulled ? 'standing.fetched' : 'standing.delivered', { when: formatAge(last) }))
  return calm('minus', t(asked.isPulled ? 'standing.notFetched' : 'standing.nothing'))
}

/** URL of the page or the notebook at the target; null if it has none. */
export function addressOf(records: DeliveryRecord[], isOnPage: boolean): string | null {
  const isIt = ({ item_type }: DeliveryRecord) =>
    isOnPage ? item_type === 'page_text' : item_type === 'notebook' || item_type === 'notebook_metadata'
  return records.find((each) => each.url !== null && isIt(each))?.url ?? null
}

/** Whether a choice includes the notebook: by itself, by a folder above it, or by one of its tags. */
export function isChosen(choice: Choice | null, { uuid, facts, there }: Notebook, index: LibraryIndex): boolean {
  if (choice === null || choice.notebooks.includes(uuid)) return true
  if (there?.facts.tags.some((tag) => choice.tags.includes(tag))) return true
  return index.pathTo(facts).some((folder) => choice.folders.includes(folder.uuid))
}
