// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { t } from '../../i18n/index.ts'
import { Icon } from '../controls/Icon.tsx'

interface UnreadablePartsProps {
  /** How many parts were skipped; with 0 nothing is rendered. */
  count: number
  /** Which pages they are on, if not the current one. */
  children?: ComponentChildren
}

/** Warns of parts of pages that couldn't be read and aren't shown, and says what to do. */
export function UnreadableParts({ count, children }: UnreadablePartsProps) {
  if (count === 0) return null
  return (
    <div class="note unreadable-parts">
      <Icon name="warning" />
      <div>
        <p>{t('page.unreadableParts', { count })}</p>
        {children}
      </div>
    </div>
  )
}
