// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { t } from '../i18n/index.ts'
import { Icon } from './Icon.tsx'

interface UnreadablePartsProps {
  /** How many parts were skipped; with none there is nothing to say. */
  count: number
  /** Where they stand, if that is not this very page. */
  children?: ComponentChildren
}

/** Parts of pages that are not shown, and what to do about it. */
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
