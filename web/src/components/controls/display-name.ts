// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'

/** Display name of a notebook or folder. The tablet accepts blank names, but a link needs visible text. */
export function displayName(name: string): string {
  return name.trim() === '' ? t('library.unnamed') : name
}

const maxCharacters = 80

/** `displayName` truncated for use in a sentence: a name may be longer than the screen. */
export function shortName(name: string): string {
  const shown = displayName(name)
  if (shown.length <= maxCharacters) return shown
  const characters = [...new Intl.Segmenter().segment(shown)].map(({ segment }) => segment)
  return characters.length <= maxCharacters ? shown : `${characters.slice(0, maxCharacters).join('')}…`
}
