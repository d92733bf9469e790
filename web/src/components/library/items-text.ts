// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatList, t } from '../../i18n/index.ts'

export interface ItemCount {
  /** Of notebooks and notes. */
  count: number
  notes: number
}

export function countItems(items: readonly { isNote: boolean }[]): ItemCount {
  return { count: items.length, notes: items.filter(({ isNote }) => isNote).length }
}

/** "2 notebooks and 1 note" */
export function itemsText({ count, notes }: ItemCount): string {
  const notebooks = count - notes
  return formatList([
    ...(notebooks > 0 || notes === 0 ? [t('folder.items', { count: notebooks })] : []),
    ...(notes > 0 ? [t('folder.notes', { count: notes })] : []),
  ])
}
