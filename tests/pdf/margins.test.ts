// SPDX-License-Identifier: AGPL-3.0-or-later
// What the tablet's view of a source does to its ink: nothing moves, margins make room, a hidden page goes.
import { describe, expect, it } from 'vitest'
import type { Box } from '../../shared/src/core/index.ts'
import { type PdfOptions, type PdfPage, type PdfResult, writePdf } from '../../shared/src/pdf/index.ts'
import { onePage, type ScenePage } from '../generator/scene.ts'
import { builtCore } from '../wasm/core.ts'
import { inkOf, middleOf, opened, pdfPage, redDot, type SourcePage, sourcePdf } from './fixtures.ts'
import { PdfFile } from './tools.ts'

const core = await builtCore()
const unitsPerPoint = 227 / 72

/** Points from the top left corner of an A4 page. */
const blue = { x: 150, y: 142 }
const markedSource = (more: SourcePage = {}) => sourcePdf([{ content: '0 0 1 rg 142 692 16 16 re f', ...more }])

function annotated(source: Uint8Array, scenes: ScenePage[], more: Partial<PdfPage> = {}): Promise<PdfResult> {
  const pages = scenes.map((scene, index) => pdfPage(index + 1, { ink: inkOf(core, scene), ...more }))
  const options: PdfOptions = { title: 'Paper', authors: [], tags: [], orientation: 'portrait' }
  return writePdf(pages, { ...options, source: { kind: 'pdf', bytes: source } })
}

const inUnits = (x: number, y: number): [number, number] => [(x - 595 / 2) * unitsPerPoint, y * unitsPerPoint]

describe('extended margins', () => {
  // As a page of the wild states them: two and a half sheets wide, from a quarter of a sheet above the page.
  const extendedRect = { x: -1796, y: -468, width: 3592, height: 3591 }

  it.each([
    ['left', -120, 142],
    ['right', 700, 142],
    ['top', 150, -60],
    ['bottom', 150, 960],
  ])('make the page larger to the %s for the ink there, which keeps its place', async (_, x, y) => {
    const source = markedSource()
    const result = await annotated(source, [onePage([redDot(...inUnits(x, y))], { extendedRect })])
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    const picture = pdf.colours()
    const [red, mark] = [middleOf(picture, 'red'), middleOf(picture, 'blue')]
    expect((red?.x ?? 0) - (mark?.x ?? 0)).toBeCloseTo(x - blue.x, -0.5)
    expect((red?.y ?? 0) - (mark?.y ?? 0)).toBeCloseTo(y - blue.y, -0.5)
    expect(pdf.text()).toContain('source page 1')
    expect(result).toMatchObject({ saved: 'incremental', notes: [] })
    expect(Buffer.compare(result.bytes.subarray(0, source.length), source)).toBe(0)
  })

  it('without ink leave the page as large as it was', async () => {
    const result = await annotated(markedSource(), [onePage([redDot(...inUnits(300, 300))], { extendedRect })])
    using pdf = new PdfFile(result.bytes)
    expect(pdf.sizes()[0]).toMatchObject({ width: 595, height: 842 })
    expect(middleOf(pdf.colours(), 'red')?.x).toBeCloseTo(300, -0.5)
  })

  it('on a page that is turned grow to the side where the ink is shown', async () => {
    const source = markedSource({ rotate: 90 })
    const x = (900 - 842 / 2) * unitsPerPoint
    const result = await annotated(source, [onePage([redDot(x, 300 * unitsPerPoint)], { extendedRect })])
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    const picture = pdf.colours()
    expect(picture.width).toBeGreaterThan(900)
    expect(picture.height).toBe(595)
    expect(middleOf(picture, 'red')?.x).toBeCloseTo(900, -0.5)
    expect(middleOf(picture, 'red')?.y).toBeCloseTo(300, -0.5)
  })
})

describe('typed text', () => {
  it('that runs past a small source page makes room for itself', async () => {
    const paragraphs = Array.from({ length: 20 }, (_, line) => ({ style: 1, runs: [{ text: `Typed line ${line}` }] }))
    const scene = onePage([], { text: { x: -468, y: 234, width: 936, paragraphs } })
    const result = await annotated(sourcePdf([{ mediaBox: [0, 0, 200, 200] }]), [scene])
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    const [size] = pdf.sizes()
    const words = pdf.words().filter(({ text }) => text === 'Typed')
    expect(words).toHaveLength(20)
    for (const { left, bottom } of words) {
      expect(left).toBeGreaterThan(-0.01)
      expect(bottom).toBeLessThan((size?.height ?? 0) + 0.01)
    }
  })
})

describe('a source page that is switched off', () => {
  const hidden = (y: number) => onePage([redDot(0, y)], { sourceVisible: false })
  const shown = (y: number) => onePage([redDot(0, y)])

  it('is left out, its sheet and the ink on it are not, and the other pages keep theirs', async () => {
    const source = sourcePdf([{ cropBox: [0, 0, 400, 500], rotate: 90 }, {}])
    const result = await annotated(source, [hidden(300), shown(300)])
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    expect(pdf.text().split('\f')[0]?.trim()).toBe('')
    expect(pdf.text()).toContain('source page 2')
    expect(pdf.sizes()[0]).toMatchObject({ width: 400, height: 500, turn: 90 })
    expect(middleOf(pdf.colours(1), 'red')).toBeDefined()
    expect(middleOf(pdf.colours(2), 'red')).toBeDefined()
    expect(result.saved).toBe('incremental')
    expect(Buffer.compare(result.bytes.subarray(0, source.length), source)).toBe(0)
  })

  it('without any ink is an empty sheet', async () => {
    const result = await annotated(markedSource(), [onePage([], { sourceVisible: false })])
    using pdf = new PdfFile(result.bytes)
    expect(pdf.text().trim()).toBe('')
    expect(middleOf(pdf.colours(), 'blue')).toBeUndefined()
    expect(pdf.sizes()).toMatchObject([{ width: 595, height: 842 }])
  })

  it('takes its own annotations along, and leaves those of a copy that is shown', async () => {
    const document = opened(markedSource())
    const page = document.loadPage(0)
    page.createAnnotation('Square').setRect([300, 300, 400, 400])
    page.update()
    const source = document.saveToBuffer('').asUint8Array().slice()
    const result = await annotated(source, [shown(300), hidden(300)], { sourcePage: 0 })
    const pages = opened(result.bytes)
    expect([0, 1].map((index) => pages.loadPage(index).getAnnotations().length)).toEqual([1, 0])
    using pdf = new PdfFile(result.bytes)
    expect([1, 2].map((number) => middleOf(pdf.colours(number), 'blue') !== undefined)).toEqual([true, false])
  })
})

it.each(['portrait', 'landscape'] as const)(
  'a tablet held in %s writes on the same place of a source',
  async (held) => {
    const [x, y] = inUnits(blue.x, blue.y)
    const page = pdfPage(1, { ink: inkOf(core, onePage([redDot(x, y)]), 6, held === 'landscape' ? held : undefined) })
    const options: PdfOptions = { title: 'Paper', authors: [], tags: [], orientation: held }
    const result = await writePdf([page], { ...options, source: { kind: 'pdf', bytes: markedSource() } })
    using pdf = new PdfFile(result.bytes)
    expect(pdf.sizes()).toMatchObject([{ width: 595, height: 842, turn: 0 }])
    const red = middleOf(pdf.colours(), 'red')
    expect(red?.x).toBeCloseTo(blue.x, -0.5)
    expect(red?.y).toBeCloseTo(blue.y, -0.5)
  },
)

it.each([0, 90, 180, 270] as const)('recognised lines are found on a source turned by %i', async (rotate) => {
  const source = sourcePdf([{ rotate, cropBox: [20, 30, 575, 812] }])
  const middle = (rotate % 180 === 0 ? 555 : 782) / 2
  const line = { left: 100, top: 300, right: 260, bottom: 320 }
  const box: Box = [line.left - middle, line.top, line.right - middle, line.bottom]
  const recognised = [{ text: 'the heron was back', box: box.map((points) => points * unitsPerPoint) as Box }]
  const page = pdfPage(1, { ink: inkOf(core, onePage([])), recognised })
  const options: PdfOptions = { title: 'Paper', authors: [], tags: [], orientation: 'portrait' }
  const result = await writePdf([page], { ...options, source: { kind: 'pdf', bytes: source } })
  using pdf = new PdfFile(result.bytes)
  expect(pdf.complaints()).toBe('')
  const words = pdf.words().filter(({ text }) => recognised[0]?.text.split(' ').includes(text))
  expect(words.map(({ text }) => text)).toEqual(['the', 'heron', 'was', 'back'])
  for (const { top, bottom } of words) {
    expect(Math.abs(top - line.top)).toBeLessThan(1)
    expect(Math.abs(bottom - line.bottom)).toBeLessThan(1)
  }
  expect(Math.abs((words[0]?.left ?? 0) - line.left)).toBeLessThan(1)
  expect(Math.abs((words[3]?.right ?? 0) - line.right)).toBeLessThan(1)
  expect(Buffer.compare(result.bytes.subarray(0, source.length), source)).toBe(0)
})
