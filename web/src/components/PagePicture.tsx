// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../i18n/index.ts'
import { Icon } from './Icon.tsx'

interface PagePictureProps {
  /** null: not drawn yet. */
  picture: string | null
  unreadable?: boolean
  landscape: boolean
}

/** A page as a sheet of paper. Decorative: the link around it says which page it is. */
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
