// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../i18n/index.ts'
import { Icon } from './Icon.tsx'
import { useObjectUrl } from './use-object-url.ts'

interface PagePictureProps {
  /** null: not drawn yet. */
  picture: Blob | null
  /** Typed text over the ink. */
  text: Blob | null
  unreadable?: boolean
  landscape: boolean
}

/** A page as a sheet of paper. Decorative: the link around it says which page it is. */
export function PagePicture({ picture, text, unreadable = false, landscape }: PagePictureProps) {
  const url = useObjectUrl(picture)
  const textUrl = useObjectUrl(text)
  return (
    <span class={`sheet ${landscape ? 'sheet-landscape' : ''} ${url || unreadable ? '' : 'sheet-waiting'}`}>
      {url && <img src={url} alt="" decoding="async" />}
      {url && textUrl && <img src={textUrl} alt="" class="text-layer" decoding="async" />}
      {unreadable && (
        <span class="sheet-unreadable">
          <Icon name="warning" />
          <span>{t('page.unreadable')}</span>
        </span>
      )}
    </span>
  )
}
