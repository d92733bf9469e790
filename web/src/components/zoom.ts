// SPDX-License-Identifier: AGPL-3.0-or-later
// How large a page is shown. "fit" shows the whole page, 1 is the size of the real paper.

export type Zoom = 'fit' | number

/** CSS has 96 pixels an inch, the tablet's page 227 units. */
export const cssPixelsPerUnit = 96 / 227

export const minZoom = 0.25
export const maxZoom = 4
const steps = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4]

export interface Size {
  width: number
  height: number
}

/** The zoom at which the whole page fits; at most `maxZoom`. */
export function fitZoom(page: Size, room: Size): number {
  const fitting = Math.min(room.width / page.width, room.height / page.height) / cssPixelsPerUnit
  return Math.min(maxZoom, Math.max(0.05, fitting))
}

/** The next step up or down from any zoom, also from one between two steps. */
export function stepZoom(zoom: number, direction: 1 | -1): number {
  const slack = 0.01
  const next = direction > 0 ? steps.find((step) => step > zoom + slack) : steps.findLast((step) => step < zoom - slack)
  return next ?? (direction > 0 ? maxZoom : Math.min(zoom, minZoom))
}

export function clampZoom(zoom: number): number {
  return Math.min(maxZoom, Math.max(minZoom, zoom))
}

/** The whole picture at this zoom, one of its pixels to each on the screen. */
export function pictureSize(page: Size, zoom: number, pixelRatio: number): Size {
  const width = Math.max(1, Math.round(page.width * cssPixelsPerUnit * zoom * pixelRatio))
  // As the core rounds it.
  return { width, height: Math.max(1, Math.ceil((page.height * width) / page.width - 0.001)) }
}

/** The picture below the tiles is this wide, scaled by the browser: two widths only, so that zooming draws nothing. */
const widths = [702, 1404]
/** 4 million pixels are 16 MB in memory; a long page gets fewer per unit. */
const maxPixels = 4_000_000

export function backdropWidth(page: Size, wanted: number): number {
  const affordable = Math.max(1, Math.floor(Math.sqrt((maxPixels * page.width) / page.height)))
  return Math.min(widths.find((width) => width >= wanted) ?? maxWidth, affordable)
}

const maxWidth = widths[widths.length - 1] as number
