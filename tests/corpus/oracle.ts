// SPDX-License-Identifier: AGPL-3.0-or-later
// What the oracles beside the corpus files say, and how a page is held against one.
import type { Box, DocumentFacts, PageFacts, StrokeFacts } from '@rmirror/shared/core'

interface OracleStroke {
  layer: number
  tool: number
  color: number
  n: number
  bbox: Box | null
}

export interface PageOracle {
  format: 'rm'
  version: number
  sha256: string
  /** `label` and `visible` only in v6: in older files the names lie in a file of their own, and nothing is hidden. */
  layers: { label?: string; visible?: boolean; strokes: number; subgroups?: number }[]
  stroke_count: number
  visible_stroke_count?: number
  point_count: number
  bbox: Box | null
  tools: Record<string, number>
  colors: Record<string, number>
  strokes: OracleStroke[]
  text?: { paragraphs: { style: number; style_raw?: number; text: string }[] }
  glyph_ranges?: { layer: number; text: string; color: number; rectangles: [number, number, number, number][] }[]
}

export interface LinesOracle {
  format: 'lines-old'
  sha256: string
  pages: {
    layers: number[]
    stroke_count: number
    point_count: number
    tools: Record<string, number>
    bbox: Box | null
  }[]
}

export interface ContentOracle {
  format: 'content'
  fileType: string
  formatVersion?: number
  orientation?: string
  pages?: string[]
  redirectionPageMap?: number[]
  cPages?: { deleted: number; order: { id: string; redir: number | null; template: string | null }[] }
}

export interface ArchiveOracle {
  format: 'archive'
  sha256: string
  entries: { name: string; size: number }[]
  rm: Record<string, PageOracle>
  content: ContentOracle
}

export interface BadOracle {
  format: 'bad'
  sha256: string
}

export type Oracle = PageOracle | LinesOracle | ContentOracle | ArchiveOracle | BadOracle

/** Counts what was compared and keeps what differs, so that one run shows every difference. */
export class Comparison {
  checks = 0
  readonly differences: string[] = []

  same(where: string, actual: unknown, expected: unknown): void {
    this.checks++
    const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
    if (a !== b) this.differences.push(`${where}: ${shortened(a)} where the oracle has ${shortened(b)}`)
  }
}

function shortened(json: string | undefined): string {
  const text = json ?? 'nothing'
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

export type StrokeOrder = 'drawn' | 'any'

export function comparePage(
  where: string,
  { facts, strokes }: { facts: PageFacts; strokes: StrokeFacts[] },
  oracle: PageOracle,
  to: Comparison,
  order: StrokeOrder,
): void {
  to.same(`${where} version`, facts.version, oracle.version)
  to.same(`${where} stroke count`, facts.strokes.total, oracle.stroke_count)
  to.same(`${where} visible strokes`, facts.strokes.visible, oracle.visible_stroke_count ?? oracle.stroke_count)
  to.same(`${where} points`, facts.strokes.points, oracle.point_count)
  to.same(`${where} bbox`, floats(facts.bbox), floats(oracle.bbox))
  to.same(`${where} tools`, sorted(facts.tools), sorted(oracle.tools))
  to.same(`${where} colours`, sorted(facts.colors), sorted(oracle.colors))
  compareLayers(where, facts, oracle, to)
  if (order === 'drawn') compareStrokes(where, strokes, oracle.strokes, to)
  else compareStrokesInAnyOrder(where, strokes, oracle.strokes, to)
  compareText(where, facts, oracle, to)
  compareHighlights(where, facts, oracle, to)
}

function compareLayers(where: string, facts: PageFacts, oracle: PageOracle, to: Comparison): void {
  to.same(
    `${where} layer strokes`,
    facts.layers.map((layer) => layer.strokes),
    oracle.layers.map((layer) => layer.strokes),
  )
  if (oracle.version < 6) return
  to.same(
    `${where} layer names`,
    facts.layers.map((layer) => layer.name),
    oracle.layers.map((layer) => layer.label),
  )
  to.same(
    `${where} layers visible`,
    facts.layers.map((layer) => layer.visible),
    oracle.layers.map((layer) => layer.visible),
  )
}

/** In draw order: the oracle lists them as the sequences say, not as the blocks lie. */
function compareStrokes(where: string, strokes: StrokeFacts[], expected: OracleStroke[], to: Comparison): void {
  to.same(`${where} stroke list`, strokes.length, expected.length)
  for (const [index, stroke] of expected.entries()) {
    const actual = strokes[index]
    to.same(`${where} stroke ${index}`, actual && strokeRow(actual), strokeRow(stroke))
  }
}

/** The order must differ, too: an exception that is no longer needed goes. */
function compareStrokesInAnyOrder(
  where: string,
  strokes: StrokeFacts[],
  expected: OracleStroke[],
  to: Comparison,
): void {
  const [actualRows, expectedRows] = [strokes, expected].map((list) =>
    list.map((stroke) => JSON.stringify(strokeRow(stroke))),
  )
  to.same(`${where} order is another`, actualRows?.join() !== expectedRows?.join(), true)
  to.same(`${where} strokes in any order`, actualRows?.sort(), expectedRows?.sort())
}

function strokeRow({ layer, tool, color, n, bbox }: OracleStroke): unknown[] {
  return [layer, tool, color, n, floats(bbox)]
}

function compareText(where: string, facts: PageFacts, oracle: PageOracle, to: Comparison): void {
  // `style` knows 0 to 7 only and turns the rest into plain; `style_raw` is the file's own number.
  const expected = (oracle.text?.paragraphs ?? []).map(({ style, style_raw, text }) => ({
    style: style_raw ?? style,
    text,
  }))
  to.same(
    `${where} text`,
    facts.text.map(({ style, text }) => ({ style, text })),
    expected,
  )
}

function compareHighlights(where: string, facts: PageFacts, oracle: PageOracle, to: Comparison): void {
  const expected = (oracle.glyph_ranges ?? []).map(({ text, color, rectangles }) => ({
    text,
    color,
    rects: rectangles,
  }))
  const actual = facts.highlights.map(({ text, color, rects }) => ({
    text,
    color,
    rects: rects.map(({ x, y, width, height }) => [x, y, width, height]),
  }))
  to.same(`${where} highlights`, actual, expected)
}

export function compareDocument(where: string, facts: DocumentFacts, oracle: ContentOracle, to: Comparison): void {
  to.same(`${where} kind`, facts.kind, oracle.fileType || 'notebook')
  to.same(`${where} format version`, facts.format_version, oracle.formatVersion ?? 0)
  to.same(`${where} orientation`, facts.orientation, oracle.orientation ?? 'portrait')
  to.same(`${where} problems`, facts.problems, [])
  const order = oracle.cPages?.order ?? oracle.pages?.map((id) => ({ id }))
  if (order)
    to.same(
      `${where} pages`,
      facts.pages.map((page) => page.uuid),
      order.map((page) => page.id),
    )
  if (oracle.cPages) {
    to.same(`${where} deleted pages`, facts.deleted_pages.length, oracle.cPages.deleted)
    to.same(
      `${where} templates`,
      facts.pages.map((page) => page.template),
      oracle.cPages.order.map((page) => page.template ?? ''),
    )
  }
  const sources =
    oracle.cPages?.order.map((page) => page.redir) ?? oracle.redirectionPageMap?.map((page) => (page < 0 ? null : page))
  if (sources)
    to.same(
      `${where} source pages`,
      facts.pages.map((page) => page.source_page),
      sources,
    )
}

export function compareLines(where: string, pages: PageFacts[], oracle: LinesOracle, to: Comparison): void {
  to.same(`${where} pages`, pages.length, oracle.pages.length)
  for (const [index, expected] of oracle.pages.entries()) {
    const facts = pages[index]
    const at = `${where} page ${index + 1}`
    to.same(
      `${at} layer strokes`,
      facts?.layers.map((layer) => layer.strokes),
      expected.layers,
    )
    to.same(`${at} strokes`, facts?.strokes.total, expected.stroke_count)
    to.same(`${at} points`, facts?.strokes.points, expected.point_count)
    to.same(`${at} tools`, sorted(facts?.tools ?? {}), sorted(expected.tools))
    to.same(`${at} bbox`, floats(facts?.bbox ?? null), floats(expected.bbox))
  }
}

/** Both are 32-bit floats; the oracle writes nine digits of each. */
function floats(box: Box | null): number[] | null {
  return box?.map(Math.fround) ?? null
}

function sorted(counts: Record<string, number>): [string, number][] {
  return Object.entries(counts).sort(([a], [b]) => Number(a) - Number(b))
}
