// SPDX-License-Identifier: AGPL-3.0-or-later
// What `rmirror inspect` must say about a scene, told from the scene itself: no reader takes part.
import {
  highlightsOf,
  imagesOf,
  oldPageHalfWidth,
  plainText,
  type SceneHighlight,
  type ScenePage,
  type SceneStroke,
  strokesOf,
} from './scene.ts'

export type Box = [number, number, number, number]

/** Keys are those of PageFacts and StrokeFacts in shared/src/core/types.ts; absent keys are not compared. */
export interface ExpectedFacts {
  version: number
  paper: { width: number; height: number }
  layers: { name?: string; visible: boolean; strokes: number }[]
  strokes: { total: number; visible: number; points: number }
  bbox: Box | null
  tools: Record<string, number>
  colors: Record<string, number>
  text: { style: number; text: string }[]
  highlights: { text: string; color: number; rects: SceneHighlight['rects'] }[]
  images: number
  unreadable: number
  stroke_list: { layer: number; tool: number; color: number; n: number; bbox: Box | null }[]
}

export interface FactsOptions {
  version: 0 | 3 | 5 | 6
  /** Parts that the encoder made unreadable, beside unknown tools and colours. */
  unreadable?: number
}

const knownTools = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 15, 16, 17, 18, 21, 23])
const lastKnownColor = 13

export function factsOf(page: ScenePage, options: FactsOptions): ExpectedFacts {
  const { version } = options
  const isV6 = version === 6
  const shift = isV6 ? 0 : oldPageHalfWidth
  const layers = page.layers.map((layer) => ({ layer, strokes: strokesOf(layer.items) }))
  const strokes = layers.flatMap((entry) => entry.strokes)
  const visible = layers.filter((entry) => entry.layer.visible || !isV6).flatMap((entry) => entry.strokes)
  return {
    version,
    paper: isV6 ? wholeUnits(page.paper) : wholeUnits(undefined),
    layers: layers.map(({ layer, strokes }) => ({
      ...(isV6 ? { name: layer.name } : {}),
      visible: layer.visible || !isV6,
      strokes: strokes.length,
    })),
    strokes: {
      total: strokes.length,
      visible: visible.length,
      points: strokes.reduce((sum, stroke) => sum + stroke.points.length, 0),
    },
    bbox: boxOf(strokes, shift),
    tools: countBy(strokes, (stroke) => stroke.tool),
    colors: countBy(strokes, (stroke) => stroke.color),
    text: isV6 ? textFacts(page) : [],
    highlights: isV6 ? page.layers.flatMap((layer) => highlightsOf(layer.items)).map(highlightFacts) : [],
    images: isV6 ? page.layers.flatMap((layer) => imagesOf(layer.items)).length : 0,
    unreadable: (options.unreadable ?? 0) + unknownNumbers(strokes),
    stroke_list: layers.flatMap(({ strokes }, index) =>
      strokes.map((stroke) => ({
        layer: index,
        tool: stroke.tool,
        color: stroke.color,
        n: stroke.points.length,
        bbox: boxOf([stroke], shift),
      })),
    ),
  }
}

/** The Move's 820.295 x 1458.303 is stated in whole units too, and those hold. */
function wholeUnits(paper: ScenePage['paper']): { width: number; height: number } {
  return paper ? { width: Math.trunc(paper.width), height: Math.trunc(paper.height) } : { width: 1404, height: 1872 }
}

/** Coordinates are 32-bit floats in every version. */
function boxOf(strokes: readonly SceneStroke[], shift: number): Box | null {
  const points = strokes.flatMap((stroke) => stroke.points)
  if (points.length === 0) return null
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const point of points) {
    const x = Math.fround(point.x + shift)
    const y = Math.fround(point.y)
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

function countBy(strokes: readonly SceneStroke[], number: (stroke: SceneStroke) => number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const stroke of strokes) counts[number(stroke)] = (counts[number(stroke)] ?? 0) + 1
  return counts
}

function textFacts(page: ScenePage): ExpectedFacts['text'] {
  const paragraphs = page.text?.paragraphs ?? []
  const facts = paragraphs.map((paragraph) => ({ style: paragraph.style, text: plainText(paragraph) }))
  return facts.length === 1 && facts[0]?.text === '' ? [] : facts
}

function highlightFacts(highlight: SceneHighlight): ExpectedFacts['highlights'][number] {
  return { text: highlight.text, color: highlight.color, rects: highlight.rects }
}

/** Each distinct unknown tool and each distinct unknown colour counts once a page. */
function unknownNumbers(strokes: readonly SceneStroke[]): number {
  const tools = new Set(strokes.map((stroke) => stroke.tool).filter((tool) => !knownTools.has(tool)))
  const colors = new Set(strokes.map((stroke) => stroke.color).filter((color) => color > lastKnownColor))
  return tools.size + colors.size
}
