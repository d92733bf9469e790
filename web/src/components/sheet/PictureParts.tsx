// SPDX-License-Identifier: AGPL-3.0-or-later

import { useObjectUrl } from '../controls/use-object-url.ts'
import type { PlacedPicture, Rect } from './sheet-layout.ts'

interface PicturePartsProps {
  pictures: readonly PlacedPicture[]
  /** Position of each picture, as fractions (0 to 1) of the container. */
  places: readonly Rect[]
}

/** The pictures of a page at their positions. */
export function PictureParts({ pictures, places }: PicturePartsProps) {
  return (
    <>
      {pictures.map((picture, position) => (
        <Part key={position} picture={picture.picture} place={places[position] ?? picture.rect} />
      ))}
    </>
  )
}

function Part({ picture, place }: Pick<PlacedPicture, 'picture'> & { place: Rect }) {
  const url = useObjectUrl(picture)
  const percent = (share: number) => `${share * 100}%`
  const { x, y, width, height } = place
  const style = { left: percent(x), top: percent(y), width: percent(width), height: percent(height) }
  return url && <img src={url} alt="" decoding="async" draggable={false} style={style} />
}
