// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the pictures of a page's handwriting lie on its sheet. The server knows where they lie in the page's own frame,
// not how large its paper is.

interface Rect {
  x: number
  y: number
  width: number
  height: number
}

export interface PlacedPicture {
  picture: Blob
  /** Pixels. */
  width: number
  height: number
  /** Page units, in the page's own frame. */
  rect: Rect
}

/** Of the first tablets, in page units; ink beyond it makes the sheet larger. */
const paper = { short: 1404, long: 1872 }

/** Places as shares of the sheet; `ratio` is its width to its height. */
export function placeOnSheet(
  pictures: readonly Omit<PlacedPicture, 'picture'>[],
  landscape: boolean,
): { ratio: number; places: Rect[] } {
  const turned = landscape && pictures.some(isTurned)
  const rects = pictures.map(({ rect }) => (turned ? turn(rect) : rect))
  const sheet = sheetAround(rects, landscape, turned)
  const places = rects.map(({ x, y, width, height }) => ({
    x: (x - sheet.x) / sheet.width,
    y: (y - sheet.y) / sheet.height,
    width: width / sheet.width,
    height: height / sheet.height,
  }))
  return { ratio: sheet.width / sheet.height, places }
}

/** The same on a sheet of the usual shape, as large as it goes there. */
export function fitOnCard({ ratio, places }: ReturnType<typeof placeOnSheet>, landscape: boolean): Rect[] {
  const card = landscape ? paper.long / paper.short : paper.short / paper.long
  const width = Math.min(1, ratio / card)
  const height = Math.min(1, card / ratio)
  return places.map((place) => ({
    x: (1 - width) / 2 + place.x * width,
    y: place.y * height,
    width: place.width * width,
    height: place.height * height,
  }))
}

/** Older pages that lie are drawn a quarter turn from their own frame. */
function isTurned({ width, height, rect }: Omit<PlacedPicture, 'picture'>): boolean {
  const ratio = Math.log(width / height)
  const asItIs = Math.log(rect.width / rect.height)
  return Math.abs(ratio + asItIs) < Math.abs(ratio - asItIs)
}

function turn({ x, y, width, height }: Rect): Rect {
  return { x: -y - height, y: x, width: height, height: width }
}

function sheetAround(rects: Rect[], landscape: boolean, turned: boolean): Rect {
  const [width, height] = landscape ? [paper.long, paper.short] : [paper.short, paper.long]
  // Newer pages have x = 0 in their middle, older ones on an edge.
  const isCentred = !turned && rects.some(({ x }) => x < -1)
  const left = turned ? -width : isCentred ? -width / 2 : 0
  const x = Math.min(left, ...rects.map((rect) => rect.x))
  const y = Math.min(0, ...rects.map((rect) => rect.y))
  const right = Math.max(left + width, ...rects.map((rect) => rect.x + rect.width))
  const bottom = Math.max(height, ...rects.map((rect) => rect.y + rect.height))
  return { x, y, width: right - x, height: bottom - y }
}
