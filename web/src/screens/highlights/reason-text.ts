// SPDX-License-Identifier: AGPL-3.0-or-later
import { isServerUnreachable } from '../../data/server/offline-pages.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** Why a highlight couldn't be changed. */
export function reasonText(error: unknown): string {
  return isServerUnreachable(error) ? t('highlights.offline') : serverText(error)
}
