// SPDX-License-Identifier: AGPL-3.0-or-later
// Ink on source PDFs: that it lies where it was written, and that the source stays whole.
import { describe, expect, it } from 'vitest'
import { type PdfOptions, type PdfPage, type PdfResult, writePdf } from '../../shared/src/pdf/index.ts'
import { zipped } from '../generator/archive.ts'
import { utf8Bytes } from '../generator/bytes.ts'
import { oldHighlights } from '../generator/document.ts'
import { sampleFiles } from '../generator/sample-notebook.ts'
import { onePage } from '../generator/scene.ts'
import { writeOldPage } from '../generator/v3-v5.ts'
import { builtCore } from '../wasm/core.ts'
import {
  a4,
  dotPage,
  epubOf,
  inkOf,
  middleOf,
  opened,
  pdfPage,
  redDot,
  type SourcePage,
  sourcePdf,
} from './fixtures.ts'
import { PdfFile } from './tools.ts'

const core = await builtCore()
const options: PdfOptions = { title: 'Paper', authors: [], tags: [], orientation: 'portrait' }
const unitsPerPoint = 227 / 72

function annotated(source: Uint8Array, pages: PdfPage[], more: Partial<PdfOptions> = {}): Promise<PdfResult> {
  return writePdf(pages, { ...options, ...more, source: { kind: 'pdf', bytes: source } })
}

const startsWith = (bytes: Uint8Array, start: Uint8Array) =>
  Buffer.compare(bytes.subarray(0, start.length), start) === 0
const codes = ({ notes }: PdfResult) => notes.map(({ code }) => code)

/** A blue square about a place in the PDF page's own space. */
const blueAt = (x: number, y: number) => `0 0 1 rg ${x - 8} ${y - 8} 16 16 re f`

interface Sheet extends SourcePage {
  name: string
  /** A place in the page's own space, and where the page shows it: points from the top left corner. */
  place: [number, number]
  shown: [number, number]
  /** As the page is shown. */
  width: number
  height: number
}

const sheets: Sheet[] = [
  { name: 'upright', place: [150, 700], shown: [150, 142], width: 595, height: 842 },
  { name: 'turned by 90', rotate: 90, place: [150, 700], shown: [700, 150], width: 842, height: 595 },
  { name: 'turned by 180', rotate: 180, place: [150, 700], shown: [445, 700], width: 595, height: 842 },
  { name: 'turned by 270', rotate: 270, place: [150, 700], shown: [142, 445], width: 842, height: 595 },
  {
    name: 'off the origin',
    mediaBox: [100, 50, 695, 892],
    place: [250, 750],
    shown: [150, 142],
    width: 595,
    height: 842,
  },
  { name: 'cropped', cropBox: [50, 60, 450, 760], place: [150, 700], shown: [100, 60], width: 400, height: 700 },
  {
    name: 'cropped and turned by 90',
    cropBox: [50, 60, 450, 760],
    rotate: 90,
    place: [150, 700],
    shown: [640, 100],
    width: 700,
    height: 400,
  },
  {
    name: 'wider than high',
    mediaBox: [0, 0, 842, 595],
    place: [600, 100],
    shown: [600, 495],
    width: 842,
    height: 595,
  },
  {
    name: 'with upside-down boxes',
    mediaBox: [595, 842, 0, 0],
    place: [150, 700],
    shown: [150, 142],
    width: 595,
    height: 842,
  },
]

describe.each(sheets)('on a page $name', (sheet) => {
  const source = sourcePdf([{ ...sheet, content: blueAt(...sheet.place) }])
  const [right, down] = sheet.shown

  async function expectOnBlue(scene: Parameters<typeof inkOf>[1], version: 5 | 6) {
    using before = new PdfFile(source)
    const blue = middleOf(before.colours(), 'blue')
    const result = await annotated(source, [pdfPage(1, { ink: inkOf(core, scene, version) })])
    using after = new PdfFile(result.bytes)
    const red = middleOf(after.colours(), 'red')
    expect(Math.abs((red?.x ?? Infinity) - (blue?.x ?? 0))).toBeLessThanOrEqual(1)
    expect(Math.abs((red?.y ?? Infinity) - (blue?.y ?? 0))).toBeLessThanOrEqual(1)
    expect(after.complaints()).toBe('')
    expect(after.sizes()).toEqual(before.sizes())
    expect(result.saved).toBe('incremental')
    expect(startsWith(result.bytes, source)).toBe(true)
  }

  it('version 6 ink lies at its true size about the middle line', async () => {
    const scene = onePage([redDot((right - sheet.width / 2) * unitsPerPoint, down * unitsPerPoint)])
    await expectOnBlue(scene, 6)
  })

  it('version 5 ink lies in the frame the page was scaled into', async () => {
    // The generator counts x from the middle of the 1404 x 1872 frame.
    const scale = Math.max(Math.min(sheet.width, sheet.height) / 1404, Math.max(sheet.width, sheet.height) / 1872)
    const [x, y] =
      sheet.width > sheet.height ? [down / scale, (sheet.width - right) / scale] : [right / scale, down / scale]
    await expectOnBlue(onePage([redDot(x - 702, y)]), 5)
  })
})

describe('the order of pages', () => {
  const source = sourcePdf([{}, {}, {}], ['Chapter'])
  const texts = (result: PdfResult) => {
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    return pdf
      .text()
      .split('\f')
      .slice(0, -1)
      .map((text) => text.trim())
  }
  const reds = (result: PdfResult) => {
    using pdf = new PdfFile(result.bytes)
    return pdf.sizes().map((_, index) => middleOf(pdf.colours(index + 1), 'red') !== undefined)
  }
  const dot = (number: number, sourcePage: number | null) => dotPage(core, number, 0, 500, { sourcePage })

  it('keeps the source as it is, its bookmarks too, and adds those of tagged pages', async () => {
    const pages = [dot(1, 0), pdfPage(2), pdfPage(3, { tags: ['read again'] })]
    const result = await annotated(source, pages, { tags: ['physics'] })
    expect(texts(result)).toEqual(['source page 1', 'source page 2', 'source page 3'])
    expect(reds(result)).toEqual([true, false, false])
    expect(result).toMatchObject({ saved: 'incremental', notes: [] })
    expect(startsWith(result.bytes, source)).toBe(true)
    const document = opened(result.bytes)
    expect(document.loadOutline()?.map(({ title, page }) => [title, page])).toEqual([
      ['Chapter', 0],
      ['Page 3 · read again', 2],
    ])
    expect(document.getMetaData('info:Keywords')).toBe('physics, read again')
  })

  it("has room for inserted pages of the tablet's paper, the source still being the beginning", async () => {
    const pages = [pdfPage(1), dot(2, null), pdfPage(3, { sourcePage: 1 }), pdfPage(4, { sourcePage: 2 }), dot(5, null)]
    const result = await annotated(source, pages)
    expect(texts(result)).toEqual(['source page 1', '', 'source page 2', 'source page 3', ''])
    expect(reds(result)).toEqual([false, true, false, false, true])
    expect(startsWith(result.bytes, source)).toBe(true)
    using pdf = new PdfFile(result.bytes)
    expect(pdf.sizes()[1]?.width).toBeCloseTo(447.3, 1)
  })

  it('is rewritten, with a note, when pages were deleted or moved', async () => {
    const result = await annotated(source, [dot(1, 2), pdfPage(2, { sourcePage: 0 })])
    expect(texts(result)).toEqual(['source page 3', 'source page 1'])
    expect(reds(result)).toEqual([true, false])
    expect(result.saved).toBe('rewritten')
    expect(codes(result)).toEqual(['source-rewritten'])
    expect(new TextDecoder('latin1').decode(result.bytes)).not.toContain('source page 2')
  })

  it('gives each copy of a duplicated page its own ink', async () => {
    const pages = [pdfPage(1), dot(2, 0), pdfPage(3, { sourcePage: 1 }), dot(4, 1), pdfPage(5, { sourcePage: 2 })]
    const result = await annotated(source, pages)
    expect(texts(result)).toEqual(['source page 1', 'source page 1', 'source page 2', 'source page 2', 'source page 3'])
    expect(reds(result)).toEqual([false, true, false, true, false])
  })

  it('keeps ink whose page is missing in the source, on paper', async () => {
    const result = await annotated(source, [pdfPage(1), pdfPage(2), pdfPage(3), dot(4, 17)])
    expect(texts(result)).toEqual(['source page 1', 'source page 2', 'source page 3', ''])
    expect(reds(result)).toEqual([false, false, false, true])
    expect(codes(result)).toEqual(['source-page-missing'])
  })

  it('of pages that share their resources puts ink on one of them only', async () => {
    const document = opened(sourcePdf([{}, {}]))
    const shared = document.addObject(document.findPage(0).get('Resources'))
    for (const index of [0, 1]) document.findPage(index).put('Resources', shared)
    const result = await annotated(document.saveToBuffer('').asUint8Array().slice(), [dot(1, 0), pdfPage(2)])
    expect(reds(result)).toEqual([true, false])
  })
})

describe('ink beyond the page', () => {
  it('makes the page larger, without uncovering what the source had cropped away', async () => {
    const hidden = '0 0 1 rg 500 0 95 842 re f'
    const source = sourcePdf([{ cropBox: [0, 0, 400, 842], content: hidden }])
    const x = (450 - 200) * unitsPerPoint
    const result = await annotated(source, [dotPage(core, 1, x, 300 * unitsPerPoint)])
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    expect(pdf.sizes()[0]?.width).toBeGreaterThan(450)
    const picture = pdf.colours()
    expect(middleOf(picture, 'red')?.x).toBeCloseTo(450, -1)
    expect(middleOf(picture, 'blue')).toBeUndefined()
    expect(pdf.text()).toContain('source page 1')
    expect(startsWith(result.bytes, source)).toBe(true)
  })

  it('that lies further out than a page can reach is cut off, with a note', async () => {
    const result = await annotated(sourcePdf([{}]), [dotPage(core, 1, 90_000, 300)])
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    expect(pdf.sizes()[0]?.width).toBeLessThanOrEqual(14_401)
    expect(codes(result)).toEqual(['ink-beyond-page'])
  })
})

describe('marked text', () => {
  it.each([0, 90, 180, 270] as const)(
    'is an annotation where it was marked, on a page turned by %i',
    async (rotate) => {
      const source = sourcePdf([{ rotate }])
      const [width] = rotate % 180 === 0 ? [595, 842] : [842, 595]
      const rect = { x: (100 - width / 2) * unitsPerPoint, y: 200 * unitsPerPoint, width: 300, height: 40 }
      const scene = onePage([{ kind: 'highlight', color: 3, text: 'well said', rects: [rect] }])
      const result = await annotated(source, [pdfPage(1, { ink: inkOf(core, scene) })])
      const [mark] = opened(result.bytes).loadPage(0).getAnnotations()
      expect(mark?.getContents()).toBe('well said')
      using pdf = new PdfFile(result.bytes)
      const [red, , blue] = pdf.colours().at(120, 206)
      expect(red).toBeGreaterThan(220)
      expect(blue).toBeLessThan(200)
      expect(pdf.colours().at(120, 190)).toEqual([255, 255, 255])
      expect(startsWith(result.bytes, source)).toBe(true)
    },
  )
})

describe('text that was marked on a page without a page file', () => {
  // The generator counts x from the middle of the 1404 x 1872 frame that A4 is scaled into.
  const unit = Math.max(595 / 1404, 842 / 1872)
  const rect = { x: 100 / unit - 702, y: 200 / unit, width: 200 / unit, height: 14 / unit }
  const scene = onePage([{ kind: 'highlight', color: 3, text: 'well said', rects: [rect] }])
  const highlights = utf8Bytes(JSON.stringify(oldHighlights(scene)))
  const marksOf = async (ink: PdfPage['ink']) => {
    const { bytes } = await annotated(sourcePdf([{}]), [pdfPage(1, { ink })])
    return opened(bytes)
      .loadPage(0)
      .getAnnotations()
      .map((mark) => ({ words: mark.getContents(), place: mark.getBounds().map(Math.round) }))
  }

  it('is marked on its words', async () => {
    using page = core.blankPage({ highlights })
    const [mark] = await marksOf(page.pdfInk())
    expect(mark?.words).toBe('well said')
    const [left = 0, top = 0, right = 0, bottom = 0] = mark?.place ?? []
    // A reader may draw a mark with round ends, a little beyond its words.
    for (const [at, stated] of [
      [left, 100],
      [top, 200],
      [right, 300],
      [bottom, 214],
    ] as const)
      expect(Math.abs(at - stated)).toBeLessThanOrEqual(4)
  })

  it('lies where an empty page file has it, and counts as the same page', async () => {
    using without = core.blankPage({ highlights })
    using beside = core.openPage(writeOldPage(onePage([]), { version: 5 }), 0, { highlights })
    expect(await marksOf(without.pdfInk())).toEqual(await marksOf(beside.pdfInk()))
    expect(without.facts().ink_hash).toBe(beside.facts().ink_hash)
    expect(without.facts().highlights).toEqual(beside.facts().highlights)
  })
})

describe('a source that cannot be used', () => {
  const pages = () => [dotPage(core, 1, 0, 500), dotPage(core, 2, 0, 700)]

  async function expectInkAlone(source: Uint8Array, code: string) {
    const result = await annotated(source, pages())
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    expect(codes(result)).toEqual([code])
    expect(result.saved).toBe('new')
    expect(pdf.sizes()).toHaveLength(2)
    expect(middleOf(pdf.colours(2), 'red')).toBeDefined()
  }

  it('for its password leaves the ink alone', async () => {
    using plain = new PdfFile(sourcePdf([{}, {}]))
    await expectInkAlone(plain.encrypted('secret'), 'source-encrypted')
  })

  it('because it is a ZIP leaves the ink alone', async () => {
    await expectInkAlone(await zipped(sampleFiles()), 'source-not-a-pdf')
  })

  it('because it is empty or rubbish leaves the ink alone', async () => {
    await expectInkAlone(new Uint8Array(), 'source-not-a-pdf')
    await expectInkAlone(new TextEncoder().encode('%PDF-1.7\nnothing of the kind'), 'source-broken')
  })

  it('that opens without a password is written on', async () => {
    using plain = new PdfFile(sourcePdf([{}, {}]))
    const source = plain.encrypted('')
    const result = await annotated(source, pages())
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    expect(pdf.text()).toContain('source page 2')
    expect(middleOf(pdf.colours(2), 'red')).toBeDefined()
  })

  it('because it is cut off is repaired as far as it goes, and said', async () => {
    const whole = sourcePdf([{}, {}])
    for (const part of [0.9, 0.5, 0.2]) {
      const result = await annotated(whole.slice(0, whole.length * part), pages())
      using pdf = new PdfFile(result.bytes)
      expect(pdf.isReadable()).toBe(true)
      expect(pdf.sizes()).toHaveLength(2)
      expect(middleOf(pdf.colours(1), 'red')).toBeDefined()
      expect(middleOf(pdf.colours(2), 'red')).toBeDefined()
      expect(codes(result).some((code) => code === 'source-repaired' || code === 'source-broken')).toBe(true)
    }
  })

  const oddBoxes = [
    [0, 0, 0, 0],
    [5, 5, 5, 700],
    [0, 0, 1e9, 1e9],
    [-1e30, -1e30, 1e30, 1e30],
    [5, 5, 5.001, 5.001],
    [0, 0, 0.5, 800],
  ]
  it.each(oddBoxes)('for the box %f %f %f %f gives paper to its ink, and says so', async (...mediaBox) => {
    const result = await annotated(sourcePdf([{ mediaBox }, {}]), pages())
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    expect(pdf.sizes().map(({ width }) => Math.round(width))).toEqual([447, 595])
    expect(middleOf(pdf.colours(1), 'red')).toBeDefined()
    expect(middleOf(pdf.colours(2), 'red')).toBeDefined()
    expect(result.notes).toContainEqual(expect.objectContaining({ code: 'source-page-missing', page: 1 }))
  })

  it('for the box of a page without ink is left as it is', async () => {
    const source = sourcePdf([{ mediaBox: [0, 0, 0, 0] }, {}])
    const result = await annotated(source, [pdfPage(1), dotPage(core, 2, 0, 700)])
    expect(result).toMatchObject({ saved: 'incremental', notes: [] })
    expect(startsWith(result.bytes, source)).toBe(true)
  })
})

describe('a book', () => {
  it('that has no PDF is laid out, ink on the page of its number, and that is said', async () => {
    const bytes = await epubOf(3)
    const source = { kind: 'epub' as const, bytes }
    const pages = [pdfPage(1), dotPage(core, 2, 0, 500, { sourcePage: null }), pdfPage(3)]
    const result = await writePdf(pages, { ...options, source })
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    expect(codes(result)).toEqual(['source-laid-out'])
    expect(pdf.text()).toMatch(/Chapter 1[\s\S]*Chapter 2[\s\S]*Chapter 3/)
    expect(middleOf(pdf.colours(2), 'red')).toBeDefined()
    expect(pdf.sizes()[1]?.width).toBeCloseTo(447.3, 0)
  })

  it('that is damaged leaves the ink alone', async () => {
    const whole = await epubOf(2)
    const source = { kind: 'epub' as const, bytes: whole.slice(0, 200) }
    const result = await writePdf([dotPage(core, 1, 0, 500, { sourcePage: null })], { ...options, source })
    using pdf = new PdfFile(result.bytes)
    expect(codes(result)).toEqual(['source-broken'])
    expect(middleOf(pdf.colours(), 'red')).toBeDefined()
  })
})

it('of a source of five thousand pages only the written ones are touched', async () => {
  const source = sourcePdf(Array.from({ length: 5000 }, () => ({ mediaBox: a4 })))
  const pages = Array.from({ length: 5000 }, (_, index) =>
    index % 1000 === 0 ? dotPage(core, index + 1, 0, 500) : pdfPage(index + 1),
  )
  const result = await annotated(source, pages)
  expect(result.saved).toBe('incremental')
  expect(result.bytes.length - source.length).toBeLessThan(8_000)
  const moved = await annotated(source, pages.slice(1))
  expect(moved.saved).toBe('rewritten')
  expect(moved.bytes.length - source.length).toBeLessThan(150_000)
})
