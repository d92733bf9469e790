// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { PictureParts } from './PictureParts.tsx'
import { fitOnCard, type PlacedPicture, placeOnSheet } from './sheet-layout.ts'

interface ServerSheetProps {
  /** null: loading. */
  pictures: PlacedPicture[] | null
  landscape: boolean
}

/** Thumbnail of a synced page: the page as the tablet shows it, or the pictures of its handwriting. */
export function ServerSheet({ pictures, landscape }: ServerSheetProps) {
  const places = fitOnCard(placeOnSheet(pictures ?? [], landscape), landscape)
  return (
    <span class={`sheet server-sheet ${landscape ? 'sheet-landscape' : ''} ${pictures ? '' : 'sheet-waiting'}`}>
      {pictures && <PictureParts pictures={pictures} places={places} />}
      {pictures?.length === 0 && <span class="sheet-empty">{t('serverShelf.noImage')}</span>}
    </span>
  )
}
