// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../i18n/index.ts'

/** Of a notebook or folder; the tablet takes names without a letter, and a link must be found. */
export function shownName(name: string): string {
  return name.trim() === '' ? t('library.unnamed') : name
}
