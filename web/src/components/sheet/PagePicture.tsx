// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { Icon } from '../controls/Icon.tsx'

interface PagePictureProps {
  /** URL of the thumbnail; null: not drawn yet. */
  picture: string | null
  unreadable?: boolean
  landscape: boolean
}

/** Thumbnail of a page. Decorative (empty `alt`), because the surrounding link names the page. */
export function PagePicture({ picture, unreadable = false, landscape }: PagePictureProps) {
  return (
    <span class={`sheet ${landscape ? 'sheet-landscape' : ''} ${picture || unreadable ? '' : 'sheet-waiting'}`}>
      {picture && <img src={picture} alt="" decoding="async" />}
      {unreadable && (
        <span class="sheet-unreadable">
          <Icon name="warning" />
          <span>{t('page.unreadable')}</span>
        </span>
      )}
    </span>
  )
}
