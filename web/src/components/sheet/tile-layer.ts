// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws a zoomed page in tiles: only those on the screen, each with exactly the pixels of the whole picture.
import type { Size } from './zoom.ts'

/** In pixels of the whole picture. */
export interface PixelBox {
  left: number
  top: number
  width: number
  height: number
}

/** Draws `box` of a picture that is `width` pixels wide. The result of `isSeen` may change while the request waits. */
export type DrawTile = (
  width: number,
  box: PixelBox,
  isSeen: () => boolean,
  signal: AbortSignal,
) => Promise<HTMLElement>

/** Margin around the visible part that is drawn as well, in tile sides, so that slow scrolling shows no gaps. */
const margin = 0.5

/** Debounce for zooming, which passes many sizes: tiles are drawn for a size that lasts this long. */
const debounceMs = 120

export class TileLayer {
  readonly #host: HTMLElement
  readonly #draw: DrawTile
  readonly #side: number
  readonly #pixelRatio: number
  #level: ZoomLevelTiles | null = null
  /** The previous level: shown, scaled, until the visible part of the new one is complete. */
  #before: ZoomLevelTiles | null = null
  #waiting: ReturnType<typeof setTimeout> | undefined

  /** `side`: of a tile, in device pixels; `pixelRatio`: device pixels per CSS pixel. */
  constructor(host: HTMLElement, side: number, pixelRatio: number, draw: DrawTile) {
    this.#host = host
    this.#side = side
    this.#pixelRatio = pixelRatio
    this.#draw = draw
  }

  /** `picture`: size of the whole picture, null if no tiles are needed; `seen`: the part of it on the screen. */
  show(picture: Size | null, seen: PixelBox): void {
    clearTimeout(this.#waiting)
    if (!picture) this.clear()
    else if (this.#level?.size.width === picture.width) this.#level.show(seen)
    else {
      this.#host.dataset.settled = 'false'
      this.#level?.float()
      this.#waiting = setTimeout(() => this.#change(picture, seen), this.#level ? debounceMs : 0)
    }
  }

  /** Removes all tiles, because their content has changed. */
  clear(): void {
    clearTimeout(this.#waiting)
    this.#level?.close()
    this.#before?.close()
    this.#level = null
    this.#before = null
    delete this.#host.dataset.settled
  }

  #change(picture: Size, seen: PixelBox): void {
    // Of two unfinished levels the older one is kept, because it shows more.
    if (this.#before && this.#level) this.#level.close()
    else this.#before = this.#level
    this.#before?.stop()
    this.#level = new ZoomLevelTiles(this.#host, picture, this.#side, this.#pixelRatio, this.#draw, (settled) => {
      this.#host.dataset.settled = String(settled)
      if (!settled) return
      this.#before?.close()
      this.#before = null
    })
    this.#level.show(seen)
  }
}

interface Tile {
  box: PixelBox
  controller: AbortController
  element: HTMLElement | null
}

/** The tiles for one size of the picture. */
class ZoomLevelTiles {
  readonly size: Size
  readonly #element = document.createElement('div')
  readonly #side: number
  readonly #pixelRatio: number
  readonly #draw: DrawTile
  readonly #onSettled: (settled: boolean) => void
  readonly #tiles = new Map<string, Tile>()
  #seen: PixelBox = { left: 0, top: 0, width: 0, height: 0 }
  #floats = false

  constructor(
    host: HTMLElement,
    size: Size,
    side: number,
    pixelRatio: number,
    draw: DrawTile,
    onSettled: (settled: boolean) => void,
  ) {
    this.size = size
    this.#side = side
    this.#pixelRatio = pixelRatio
    this.#draw = draw
    this.#onSettled = onSettled
    this.#element.className = 'tiles'
    host.append(this.#element)
  }

  show(seen: PixelBox): void {
    this.#seen = seen
    this.#lay({ floats: false })
    const wanted = new Map(this.#boxesAround(seen).map((box) => [`${box.left},${box.top}`, box]))
    for (const [key, tile] of this.#tiles) if (!wanted.has(key)) this.#drop(key, tile)
    for (const [key, box] of wanted) if (!this.#tiles.has(key)) this.#add(key, box)
    this.#notifySettled()
  }

  /** Positions the tiles in percent, so that they scale with the page, whose size has changed. */
  float(): void {
    this.#lay({ floats: true })
  }

  /** Aborts pending tiles; finished ones stay. */
  stop(): void {
    for (const [key, tile] of this.#tiles) if (!tile.element) this.#drop(key, tile)
  }

  close(): void {
    for (const { controller } of this.#tiles.values()) controller.abort()
    this.#tiles.clear()
    this.#element.remove()
  }

  /** The tiles' boxes for the visible part and its margin, those nearest to the middle first. */
  #boxesAround({ left, top, width, height }: PixelBox): PixelBox[] {
    if (width <= 0 || height <= 0) return []
    const side = this.#side
    const around = margin * side
    const first = (start: number) => Math.max(0, Math.floor((start - around) / side))
    const last = (end: number, length: number) => Math.min(Math.ceil(length / side), Math.ceil((end + around) / side))
    const boxes: PixelBox[] = []
    for (let row = first(top); row < last(top + height, this.size.height); row++)
      for (let column = first(left); column < last(left + width, this.size.width); column++)
        boxes.push({
          left: column * side,
          top: row * side,
          width: Math.min(side, this.size.width - column * side),
          height: Math.min(side, this.size.height - row * side),
        })
    const far = (box: PixelBox) =>
      Math.hypot(box.left + box.width / 2 - left - width / 2, box.top + box.height / 2 - top - height / 2)
    return boxes.sort((one, two) => far(one) - far(two))
  }

  #add(key: string, box: PixelBox): void {
    const tile: Tile = { box, controller: new AbortController(), element: null }
    this.#tiles.set(key, tile)
    const { signal } = tile.controller
    this.#draw(this.size.width, box, () => this.#isSeen(box), signal).then(
      (element) => {
        if (signal.aborted) return
        this.#place(element, box)
        this.#element.append(element)
        tile.element = element
        this.#notifySettled()
      },
      // The picture below the tiles stays visible. The failed tile's entry goes, so the next `show` requests it again.
      () => this.#tiles.get(key) === tile && this.#tiles.delete(key),
    )
  }

  #lay({ floats }: { floats: boolean }): void {
    if (floats === this.#floats) return
    this.#floats = floats
    for (const { element, box } of this.#tiles.values()) if (element) this.#place(element, box)
  }

  /** In CSS pixels that fall on device pixels or, while floating, in percent of the page. */
  #place(element: HTMLElement, { left, top, width, height }: PixelBox): void {
    const length = (pixels: number, of: number) =>
      this.#floats ? `${(pixels / of) * 100}%` : `${pixels / this.#pixelRatio}px`
    element.style.left = length(left, this.size.width)
    element.style.top = length(top, this.size.height)
    element.style.width = length(width, this.size.width)
    element.style.height = length(height, this.size.height)
  }

  #drop(key: string, { controller, element }: Tile): void {
    controller.abort()
    element?.remove()
    this.#tiles.delete(key)
  }

  #isSeen(box: PixelBox): boolean {
    const seen = this.#seen
    return (
      box.left < seen.left + seen.width &&
      box.left + box.width > seen.left &&
      box.top < seen.top + seen.height &&
      box.top + box.height > seen.top
    )
  }

  #notifySettled(): void {
    const waiting = [...this.#tiles.values()].some(({ element, box }) => !element && this.#isSeen(box))
    this.#onSettled(!waiting)
  }
}
