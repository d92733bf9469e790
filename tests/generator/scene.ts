// SPDX-License-Identifier: AGPL-3.0-or-later
// A plain description of one page, from which every encoder writes and every expectation is derived.
// Coordinates are page units, origin at the top centre, whatever version is written.

export interface ScenePoint {
  x: number
  y: number
  /** As the older files state it; the 14-byte points store 4 times this. */
  speed: number
  /** Radians, 0 to 2 pi. */
  direction: number
  /** Page units. */
  width: number
  /** 0 to 1. */
  pressure: number
}

export interface SceneStroke {
  kind: 'stroke'
  tool: number
  color: number
  /** 0xAARRGGBB; written as the explicit colour beside `color`. */
  argb?: number
  thickness: number
  startingLength?: number
  points: ScenePoint[]
}

export interface SceneRect {
  x: number
  y: number
  width: number
  height: number
}

export interface SceneHighlight {
  kind: 'highlight'
  color: number
  argb?: number
  text: string
  /** Place in the source PDF or EPUB; absent since 3.6 and in typed text. */
  start?: number
  length?: number
  rects: SceneRect[]
  /** Indexes of the first and last code point in the page's typed text. */
  typedText?: { first: number; last: number; includeLast: boolean }
}

export interface SceneImage {
  kind: 'image'
  uuid: string
  fileName: string
  rect: SceneRect
  /** Without one, a single quad. */
  mesh?: ImageMesh
}

export interface ImageMesh {
  /** Quads of equal parts of the picture. */
  across: number
  down: number
  /** How far its middle hangs below its edges, in page units. */
  bend: number
}

export interface SceneAnchor {
  /** A code point's index in the typed text, newlines counted; `nowhere` is a character that the text doesn't have. */
  at: 'text-start' | 'text-end' | 'nowhere' | number
  type: number
  threshold: number
  originX: number
}

/** Strokes that move with the typed text; their points are relative to the anchor. */
export interface SceneGroup {
  kind: 'group'
  anchor?: SceneAnchor
  items: SceneItem[]
}

export type SceneItem = SceneStroke | SceneHighlight | SceneImage | SceneGroup

export interface SceneLayer {
  name: string
  visible: boolean
  items: SceneItem[]
}

export interface SceneRun {
  text: string
  bold?: boolean
  italic?: boolean
}

export interface SceneParagraph {
  style: number
  /** Written together: newer firmware carries the nesting depth in them. */
  nesting?: { baseStyle: number; properties: number }
  runs: SceneRun[]
}

export interface SceneText {
  x: number
  y: number
  width: number
  paragraphs: SceneParagraph[]
}

export interface ScenePage {
  /** Written where the version has room for it; otherwise 1404 x 1872 holds. */
  paper?: { width: number; height: number }
  backgroundVisible?: boolean
  sourceVisible?: boolean
  extendedRect?: SceneRect
  /** 0 narrow, 1 medium, 2 wide. */
  textColumn?: number
  text?: SceneText
  layers: SceneLayer[]
}

/** Half the width of the page on which older versions count x from the left edge. */
export const oldPageHalfWidth = 702

export const pens = {
  first: {
    brush: 0,
    pencil: 1,
    ballpoint: 2,
    marker: 3,
    fineliner: 4,
    highlighter: 5,
    eraser: 6,
    sharpPencil: 7,
    eraseArea: 8,
  },
  second: {
    brush: 12,
    sharpPencil: 13,
    pencil: 14,
    ballpoint: 15,
    marker: 16,
    fineliner: 17,
    highlighter: 18,
    calligraphy: 21,
    shader: 23,
  },
} as const

export const colors = {
  black: 0,
  grey: 1,
  white: 2,
  yellow: 3,
  green: 4,
  pink: 5,
  blue: 6,
  red: 7,
  greyOverlap: 8,
  explicit: 9,
  green2: 10,
  cyan: 11,
  magenta: 12,
  yellow2: 13,
} as const

export function layer(name: string, items: SceneItem[], visible = true): SceneLayer {
  return { name, visible, items }
}

export function onePage(items: SceneItem[], more: Omit<Partial<ScenePage>, 'layers'> = {}): ScenePage {
  return { ...more, layers: [layer('Layer 1', items)] }
}

/** All strokes of an item list in draw order, those of a group at the position of the group. */
export function strokesOf(items: readonly SceneItem[]): SceneStroke[] {
  return items.flatMap((item) => {
    if (item.kind === 'stroke') return [item]
    return item.kind === 'group' ? strokesOf(item.items) : []
  })
}

export function highlightsOf(items: readonly SceneItem[]): SceneHighlight[] {
  return items.flatMap((item) => {
    if (item.kind === 'highlight') return [item]
    return item.kind === 'group' ? highlightsOf(item.items) : []
  })
}

export function imagesOf(items: readonly SceneItem[]): SceneImage[] {
  return items.flatMap((item) => {
    if (item.kind === 'image') return [item]
    return item.kind === 'group' ? imagesOf(item.items) : []
  })
}

export function plainText(paragraph: SceneParagraph): string {
  return paragraph.runs.map((run) => run.text).join('')
}

/**
 * The point with every number on the grid that all encodings hold exactly:
 * coordinates in 1/32, the rest as the 14-byte point stores it.
 */
export function onGrid(point: ScenePoint): ScenePoint {
  return {
    x: Math.round(point.x * 32) / 32,
    y: Math.round(point.y * 32) / 32,
    speed: Math.round(point.speed * 4) / 4,
    direction: (directionByte(point.direction) * 2 * Math.PI) / 255,
    width: Math.round(point.width * 4) / 4,
    pressure: Math.round(point.pressure * 255) / 255,
  }
}

export function directionByte(radians: number): number {
  return Math.round((radians * 255) / (2 * Math.PI)) & 0xff
}
