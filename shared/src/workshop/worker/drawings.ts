// SPDX-License-Identifier: AGPL-3.0-or-later
// Cuts a drawing out of a page, if it is one: a model's boxes may hold nothing, or nothing but words.
import type { Page, PageRect } from '../../core/index.ts'
import type { DrawingRequest, PageParts } from '../orders/orders.ts'

// The same as in server/src/reading/drawing_cut.cpp.
const darkest = 160
const fewestInk = 40
const margin = 8
const aroundLine = 0.2
const shareOnLines = 0.9
const tallestWord = 2

/** The part of a page that a box shows, as a PNG; null if it holds no drawing. */
export function cutDrawing(page: Page, { page: parts, ...cut }: DrawingRequest): Uint8Array | null {
  const { turned } = page.pdfInk({ orientation: parts.orientation }).facts
  const rect = rectOf(cut, turned)
  const request = { ...lookOf(parts), rect }
  const { width, height, pixels } = page.renderPixels(request)
  const isDark = inkOf(pixels, width * height)
  return isDrawing({ width, height, isDark }, cut, turned ? rect.x : rect.y, turned) ? page.renderPng(request) : null
}

/** The ink alone, in its colours. */
function lookOf({ orientation }: PageParts) {
  return { purpose: 'display' as const, orientation, background: false }
}

/** In page units, in the page's own frame, with a little paper around it. */
function rectOf({ picture, box }: Pick<DrawingRequest, 'picture' | 'box'>, turned: boolean): PageRect {
  const { x, y, width, height } = picture
  const [left, right] = [box.left - margin / (turned ? height : width), box.right + margin / (turned ? height : width)]
  const [top, bottom] = [box.top - margin / (turned ? width : height), box.bottom + margin / (turned ? width : height)]
  const within = (at: number) => Math.min(Math.max(at, 0), 1)
  const [l, r, t, b] = [within(left), within(right), within(top), within(bottom)]
  if (!turned) return { x: x + l * width, y: y + t * height, width: (r - l) * width, height: (b - t) * height }
  return { x: x + t * width, y: y + (1 - r) * height, width: (b - t) * width, height: (r - l) * height }
}

/** By pixel, whether it is ink: darker than paper and highlighting in any channel. */
function inkOf(rgba: Uint8Array, count: number): Uint8Array {
  const ink = new Uint8Array(count)
  for (let at = 0; at < count; at++)
    ink[at] = Math.min(rgba[at * 4] ?? 255, rgba[at * 4 + 1] ?? 255, rgba[at * 4 + 2] ?? 255) < darkest ? 1 : 0
  return ink
}

interface Ink {
  width: number
  height: number
  isDark: Uint8Array
}

/** A pixel is a page unit high. `start`: where the first row is, in the units of `picture`. */
function isDrawing(
  ink: Ink,
  { picture, lines }: Omit<DrawingRequest, 'page'>,
  start: number,
  turned: boolean,
): boolean {
  const [origin, length] = turned ? [picture.x, picture.width] : [picture.y, picture.height]
  const onLine = new Uint8Array(ink.height)
  for (const { top, bottom } of lines) {
    const around = aroundLine * (bottom - top)
    const rowOf = (share: number) => Math.max(Math.trunc(origin + share * length - start), 0)
    onLine.fill(1, rowOf(top - around), rowOf(bottom + around))
  }
  let [all, onLines] = [0, 0]
  for (const [at, dark] of ink.isDark.entries()) {
    all += dark
    onLines += dark & (onLine[Math.floor(at / ink.width)] ?? 0)
  }
  if (all < fewestInk) return false
  const heights = lines.map(({ top, bottom }) => (bottom - top) * length).sort((a, b) => a - b)
  const usual = heights[Math.floor(heights.length / 2)] ?? 0
  return onLines < shareOnLines * all || tallestInk(ink) > tallestWord * usual
}

/** The height of the tallest piece of connected ink, in pixels. */
function tallestInk({ width, height, isDark }: Ink): number {
  const left = isDark.slice()
  let tallest = 0
  for (let first = 0; first < left.length; first++) {
    if (left[first] !== 1) continue
    left[first] = 0
    const open = [first]
    const highest = Math.floor(first / width)
    let lowest = highest
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)]
      lowest = Math.max(lowest, y)
      for (let down = Math.max(y - 1, 0); down <= Math.min(y + 1, height - 1); down++)
        for (let across = Math.max(x - 1, 0); across <= Math.min(x + 1, width - 1); across++) {
          const next = down * width + across
          if (left[next] !== 1) continue
          left[next] = 0
          open.push(next)
        }
    }
    tallest = Math.max(tallest, lowest - highest + 1)
  }
  return tallest
}
