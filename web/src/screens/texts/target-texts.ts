// SPDX-License-Identifier: AGPL-3.0-or-later
// Localised texts for targets, and for the items delivered there. A target that this version doesn't know yet is shown
// with the server's texts.
import type {
  DeliveryRecord,
  ErrorClass,
  Integration,
  ItemType,
  RecordStatus,
  Target,
  TargetField,
} from '../../data/server/integrations.ts'
import { isTextKey, type TextKey, t } from '../../i18n/index.ts'

/** "Readwise" */
export function targetName(name: string): string {
  return own(`target.${name}.name`) ?? name.charAt(0).toUpperCase() + name.slice(1)
}

/** Sentence on what is delivered there. */
export function targetWhat({ name, accepts }: Target): string {
  return own(`target.${name}.what`) ?? t('targets.gets', { items: accepts.map(itemTypeText).join(', ') })
}

/** Text that only some targets have; null for the others. */
export function targetText(name: string, what: 'note' | 'keepMade' | 'removeMade'): string | null {
  return own(`target.${name}.${what}`)
}

export function fieldLabel(
  target: string,
  { key, label, second_of }: Pick<TargetField, 'key' | 'label' | 'second_of'>,
): string {
  const first = second_of && own(`target.${target}.${second_of}`)
  return own(`target.${target}.${key}`) ?? (first ? t('settings.second', { name: first }) : label)
}

export function fieldHint(target: string, { key, second_of }: Pick<TargetField, 'key' | 'second_of'>): string | null {
  return own(`target.${target}.${key}Hint`) ?? (second_of ? t('settings.secondHint') : null)
}

const itemTypes: Record<ItemType, TextKey> = {
  notebook: 'items.notebook',
  notebook_metadata: 'items.metadata',
  page_text: 'items.text',
  todo: 'items.todo',
  highlight: 'items.highlight',
}

export const itemTypeOrder = Object.keys(itemTypes) as ItemType[]

const items: Record<ItemType, TextKey> = {
  notebook: 'item.notebook',
  notebook_metadata: 'item.metadata',
  page_text: 'item.text',
  todo: 'item.todo',
  highlight: 'item.highlight',
}

/** Singular: "to-do". */
export function itemText({ item_type }: Pick<DeliveryRecord, 'item_type'>): string {
  return items[item_type] ? t(items[item_type]) : item_type
}

/** Plural: "text of pages". A type that only a newer server has is shown by its name. */
export function itemTypeText(type: ItemType): string {
  return itemTypes[type] ? t(itemTypes[type]) : type
}

/** Statuses of items that aren't delivered yet: waiting, in progress, or to be retried. */
export const waitingStatuses: readonly RecordStatus[] = ['pending', 'in_progress', 'retry']

export function waitingCount({ counts }: Integration): number {
  return waitingStatuses.reduce((sum, status) => sum + counts[status], 0)
}

const statuses: Record<RecordStatus, TextKey> = {
  pending: 'records.pending',
  in_progress: 'records.inProgress',
  success: 'records.success',
  retry: 'records.retry',
  failed: 'records.failed',
  skipped: 'records.skipped',
}

export function statusText({ status }: Pick<DeliveryRecord, 'status'>): string {
  return t(statuses[status] ?? 'records.pending')
}

const itemFaults: Record<NonNullable<ErrorClass>, TextKey> = {
  network_error: 'fault.network',
  rate_limit: 'fault.rate',
  auth_error: 'fault.auth',
  invalid_data: 'fault.item',
  quota_exceeded: 'fault.quota',
  unknown_error: 'fault.unknown',
}

/** What went wrong with an item at a target, and what to do. */
export function faultText(target: string, error: ErrorClass): string {
  return t((error && itemFaults[error]) ?? 'fault.unknown', { name: targetName(target) })
}

/** The same for the whole integration, where invalid data means the settings rather than an item's content. */
export function stopText(target: string, error: ErrorClass): string {
  if (error === 'invalid_data') return t('fault.settings', { name: targetName(target) })
  return faultText(target, error)
}

function own(key: string): string | null {
  return isTextKey(key) ? t(key) : null
}
