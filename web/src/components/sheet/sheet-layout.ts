// SPDX-License-Identifier: AGPL-3.0-or-later
// Positions of a page's pictures on its sheet. Of pictures of handwriting the server knows the position in the page's
// own frame, but not the paper's size.

export interface Rect {
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
  /** The picture shows the whole page, as the tablet does. */
  isWhole?: boolean
}

/** Paper size of the first tablets in page units; ink beyond it makes the sheet larger. */
const paper = { short: 1404, long: 1872 }

type Picture = Omit<PlacedPicture, 'picture'>

export interface Sheet {
  /** Page units. */
  size: { width: number; height: number }
  /** Position of each picture, as fractions (0 to 1) of the sheet. */
  places: Rect[]
}

export function placeOnSheet(pictures: readonly Picture[], landscape: boolean): Sheet {
  const { sheet, rects } = layOut(pictures, landscape)
  return { size: { width: sheet.width, height: sheet.height }, places: rects.map((rect) => shareOf(rect, sheet)) }
}

/** Transcribed line of handwriting; `top` and `bottom` in page units, in the page's own frame. */
export interface WrittenLine {
  text: string
  top: number
  bottom: number
}

/** Transcribed line with its position on the sheet, in page units. */
export interface PlacedLine {
  /** Index into the lines of the page. */
  line: number
  text: string
  place: Rect
}

/** The part of a page that a sheet shows, in page units after the rotation. */
export interface SheetFrame {
  sheet: Rect
  /** The page is shown rotated by a quarter turn from its own frame. */
  turned: boolean
}

export function frameOfPictures(pictures: readonly Picture[], landscape: boolean): SheetFrame {
  return layOut(pictures, landscape)
}

/** For a page drawn in this browser. `area`: what its picture shows, in the page's own frame; `size`: as displayed. */
export function frameOfRenderedPage(area: Rect, size: { width: number; height: number }): SheetFrame {
  const turned = size.width > size.height !== area.width > area.height
  return { sheet: turned ? turn(area) : area, turned }
}

/**
 * Positions lines on a sheet. Where a line starts and ends horizontally is unknown, so it is as wide as the
 * handwriting, which is the extent of `images`. If several images are rotated by a quarter turn from their frame, it
 * is unknown which of them a line is on, so none is placed.
 */
export function placeLines(
  lines: readonly WrittenLine[],
  images: readonly Pick<Picture, 'rect'>[],
  { sheet, turned }: SheetFrame,
): PlacedLine[] {
  const rects = images.map(({ rect }) => (turned ? turn(rect) : rect))
  const [first, ...others] = rects
  const frame = images[0]?.rect
  if (!first || !frame || frame.height <= 0 || (turned && others.length > 0)) return []
  const left = Math.min(...rects.map(({ x }) => x))
  const width = Math.max(...rects.map((rect) => rect.x + rect.width)) - left
  // In a rotated image, the distance from the image's top is the frame's distance from the left.
  const down = (y: number) => (turned ? first.y + ((y - frame.y) / frame.height) * first.height : y)
  return lines.flatMap(({ text, top, bottom }, line) => {
    const place = { x: left - sheet.x, y: down(top) - sheet.y, width, height: down(bottom) - down(top) }
    return text.trim() === '' || !(place.height > 0) ? [] : [{ line, text, place }]
  })
}

/** Positions a part of the page, in its own frame, on the sheet. */
export function placeRect(rect: Rect, { sheet, turned }: SheetFrame): Rect {
  const { x, y, width, height } = turned ? turn(rect) : rect
  return { x: x - sheet.x, y: y - sheet.y, width, height }
}

/** Positions lines on the sheet of the displayed pictures, whose width is used if there are no `images`. */
export function placeLinesOn(
  pictures: readonly Picture[],
  lines: readonly WrittenLine[],
  images: readonly Pick<Picture, 'rect'>[],
  landscape: boolean,
): PlacedLine[] {
  return placeLines(lines, images.length > 0 ? images : pictures, frameOfPictures(pictures, landscape))
}

function layOut(pictures: readonly Picture[], landscape: boolean): { sheet: Rect; rects: Rect[]; turned: boolean } {
  const turned = landscape && pictures.some(isTurned)
  const rects = pictures.map(({ rect }) => (turned ? turn(rect) : rect))
  const whole = pictures[0]?.isWhole ? rects[0] : undefined
  return { sheet: whole ?? sheetAround(rects, landscape, turned), rects, turned }
}

function shareOf({ x, y, width, height }: Rect, sheet: Rect): Rect {
  return {
    x: (x - sheet.x) / sheet.width,
    y: (y - sheet.y) / sheet.height,
    width: width / sheet.width,
    height: height / sheet.height,
  }
}

/** Positions as fractions of a card of standard shape, into which the sheet is fitted: centred, at the top. */
export function fitOnCard({ size, places }: Sheet, landscape: boolean): Rect[] {
  const ratio = size.width / size.height
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

/** Older landscape pages are drawn rotated by a quarter turn from their own frame; detected by the aspect ratio. */
function isTurned({ width, height, rect }: Picture): boolean {
  const ratio = Math.log(width / height)
  const asItIs = Math.log(rect.width / rect.height)
  return Math.abs(ratio + asItIs) < Math.abs(ratio - asItIs)
}

function turn({ x, y, width, height }: Rect): Rect {
  return { x: -y - height, y: x, width: height, height: width }
}

function sheetAround(rects: Rect[], landscape: boolean, turned: boolean): Rect {
  const [width, height] = landscape ? [paper.long, paper.short] : [paper.short, paper.long]
  // Newer pages have x = 0 in their middle, older ones at an edge.
  const isCentred = !turned && rects.some(({ x }) => x < -1)
  const left = turned ? -width : isCentred ? -width / 2 : 0
  const x = Math.min(left, ...rects.map((rect) => rect.x))
  const y = Math.min(0, ...rects.map((rect) => rect.y))
  const right = Math.max(left + width, ...rects.map((rect) => rect.x + rect.width))
  const bottom = Math.max(height, ...rects.map((rect) => rect.y + rect.height))
  return { x, y, width: right - x, height: bottom - y }
}
