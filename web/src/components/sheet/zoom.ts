// SPDX-License-Identifier: AGPL-3.0-or-later
// Zoom of a page: "fit" shows the whole page, 1 is the size of the real paper.

export type Zoom = 'fit' | number

/** CSS has 96 pixels per inch, the tablet's page 227 units per inch. */
export const cssPixelsPerUnit = 96 / 227

const minZoom = 0.25
const maxZoom = 4
const steps = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4]

export interface Size {
  width: number
  height: number
}

/** The zoom at which the whole page fits into `room` (CSS pixels); at most `maxZoom`. */
export function fitZoom(page: Size, room: Size): number {
  const fitting = Math.min(room.width / page.width, room.height / page.height) / cssPixelsPerUnit
  return Math.min(maxZoom, Math.max(0.05, fitting))
}

/** The next step up or down, also from a zoom between two steps. */
export function stepZoom(zoom: number, direction: 1 | -1): number {
  const slack = 0.01
  const next = direction > 0 ? steps.find((step) => step > zoom + slack) : steps.findLast((step) => step < zoom - slack)
  return next ?? (direction > 0 ? maxZoom : Math.min(zoom, minZoom))
}

export function clampZoom(zoom: number): number {
  return Math.min(maxZoom, Math.max(minZoom, zoom))
}

/** Size of the whole picture at this zoom, with one pixel per device pixel. */
export function pictureSize(page: Size, zoom: number, pixelRatio: number): Size {
  const width = Math.max(1, Math.round(page.width * cssPixelsPerUnit * zoom * pixelRatio))
  // The same rounding as in the wasm core.
  return { width, height: Math.max(1, Math.ceil((page.height * width) / page.width - 0.001)) }
}

/** Widths in pixels for the picture below the tiles: only two, scaled by the browser, so that zooming draws nothing. */
const widths = [702, 1404]
/** 4 million pixels take 16 MB of memory; a long page gets fewer pixels per unit. */
const maxPixels = 4_000_000

/** Width of the picture below the tiles where `wanted` pixels would be sharp: one of `widths`, within `maxPixels`. */
export function backdropWidth(page: Size, wanted: number): number {
  const affordable = Math.max(1, Math.floor(Math.sqrt((maxPixels * page.width) / page.height)))
  return Math.min(widths.find((width) => width >= wanted) ?? maxWidth, affordable)
}

const maxWidth = widths[widths.length - 1] as number
