// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../i18n/index.ts'
import { fitOnCard, type PlacedPicture, placeOnSheet } from './sheet-places.ts'
import { useObjectUrl } from './use-object-url.ts'

interface ServerSheetProps {
  /** null: on their way. */
  pictures: PlacedPicture[] | null
  landscape: boolean
  /** What a screen reader says of the page in its own shape; without it, it lies in a card that says which one it is. */
  label?: string
}

/** A page put together from the pictures of its handwriting that were synced. */
export function ServerSheet({ pictures, landscape, label }: ServerSheetProps) {
  const sheet = placeOnSheet(pictures ?? [], landscape)
  const places = label ? sheet.places : fitOnCard(sheet, landscape)
  const ratio = String(sheet.ratio)
  return (
    <span
      class={`sheet server-sheet ${landscape ? 'sheet-landscape' : ''} ${pictures ? '' : 'sheet-waiting'}`}
      {...(label && { role: 'img', 'aria-label': label, style: { aspectRatio: ratio, '--ratio': ratio } })}
    >
      {pictures?.map((picture, position) => (
        <Part key={position} {...picture} place={places[position] ?? picture.rect} />
      ))}
      {pictures?.length === 0 && <span class="sheet-empty">{t('serverShelf.noImage')}</span>}
    </span>
  )
}

function Part({ picture, place }: PlacedPicture & { place: PlacedPicture['rect'] }) {
  const url = useObjectUrl(picture)
  const percent = (share: number) => `${share * 100}%`
  const { x, y, width, height } = place
  const style = { left: percent(x), top: percent(y), width: percent(width), height: percent(height) }
  return url && <img src={url} alt="" decoding="async" style={style} />
}
