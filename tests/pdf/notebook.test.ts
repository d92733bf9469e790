// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks without a source as PDF, judged by poppler, qpdf and MuPDF.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { type FontStyle, fontFiles, fontStyles, type RenderRequest } from '../../shared/src/core/index.ts'
import { type PdfOptions, type PdfPage, writePdf } from '../../shared/src/pdf/index.ts'
import { manyStrokes } from '../generator/hostile.ts'
import { ballpoint, point, stroke, wave } from '../generator/ink.ts'
import { landscape, markedPassages, typedText } from '../generator/sample-extras.ts'
import { sampleNotebook } from '../generator/sample-notebook.ts'
import { switchedOffLayer, welcome } from '../generator/sample-pages.ts'
import { layer, onePage, pens, type ScenePage, type SceneParagraph } from '../generator/scene.ts'
import { writeOldPage } from '../generator/v3-v5.ts'
import { writeV6 } from '../generator/v6.ts'
import { builtCore } from '../wasm/core.ts'
import { inkOf, opened, pdfPage } from './fixtures.ts'
import { greyOf, inkF1 } from './likeness.ts'
import { PdfFile } from './tools.ts'

const core = await builtCore()
const { resolve } = createRequire(import.meta.url)
const readFont = async (style: FontStyle) => new Uint8Array(readFileSync(resolve(fontFiles[style])))
for (const style of fontStyles) core.setFont(style, await readFont(style))
const options: PdfOptions = { title: 'Notes', authors: [], tags: [], orientation: 'portrait' }
const alone = (number: number, more: Partial<PdfPage> = {}) => pdfPage(number, { sourcePage: null, ...more })
const sceneAlone = (scene: ScenePage) => alone(1, { ink: inkOf(core, scene) })

/** F1 between our PDF as poppler draws it and our own picture of the same page. */
async function likeness(
  file: Uint8Array,
  request: Pick<RenderRequest, 'orientation' | 'template'> = {},
): Promise<number> {
  using page = core.openPage(file)
  const own = page.renderPixels(request)
  const ink = page.pdfInk(request)
  ink.facts.highlights = []
  using pdf = new PdfFile((await writePdf([alone(1, { ink })], options, readFont)).bytes)
  return inkF1(pdf.picture(1, own.width, own.height), greyOf(own.pixels, own.width, own.height))
}

describe('the ink', () => {
  const scenes = sampleNotebook().pages.map((page, index) => ({ index: index + 1, ...page }))

  it.each(scenes)('of page $index of the sample agrees with our own picture', async ({ scene, version, options }) => {
    if (!scene) throw new Error('The sample has a page without ink')
    const file = version === 5 ? writeOldPage(scene, { version }) : writeV6(scene, options)
    expect(await likeness(file)).toBeGreaterThanOrEqual(0.97)
  })

  it('agrees on a page that lies on its side, in both frames', async () => {
    expect(await likeness(writeV6(landscape()), { orientation: 'landscape' })).toBeGreaterThanOrEqual(0.97)
    expect(
      await likeness(writeOldPage(welcome(), { version: 5 }), { orientation: 'landscape' }),
    ).toBeGreaterThanOrEqual(0.97)
  })

  it.each([
    'pens-second',
    'v3-first-pens',
    'dots',
    'colors-argb',
    'unknown-tool-and-color',
    'paper-pro',
    'anchored-groups',
    'beyond-the-paper',
  ])('of the fixture %s agrees with our own picture', async (name) => {
    const file = readFileSync(new URL(`../fixtures/${name}.rm`, import.meta.url))
    expect(await likeness(new Uint8Array(file))).toBeGreaterThanOrEqual(0.97)
  })

  it('covers what a wide pen covers in its sharpest turns, without holes', async () => {
    const corner = (x: number, y: number, width: number) => point(x, y, { width })
    const zigzag = Array.from({ length: 40 }, (_, i) => corner(-300 + i * 5, i % 2 === 0 ? 300 : 420, 60))
    const spiral = Array.from({ length: 200 }, (_, i) => {
      const turn = i / 6
      return corner(150 + (10 + i / 4) * Math.cos(turn), 800 + (10 + i / 4) * Math.sin(turn), 50)
    })
    const backAndForth = [corner(-300, 1200, 40), corner(300, 1200, 40), corner(-100, 1200, 40), corner(0, 1200, 40)]
    const swelling = Array.from({ length: 60 }, (_, i) => corner(-300 + i * 4, 1500, 2 + 50 * ((i * 7) % 10) * 0.1))
    const scene = onePage([zigzag, spiral, backAndForth, swelling].map((points) => stroke(ballpoint, points)))
    const file = writeV6(scene)
    using page = core.openPage(file)
    const own = page.renderPixels({})
    using pdf = new PdfFile((await writePdf([alone(1, { ink: page.pdfInk() })], options)).bytes)
    const drawn = pdf.picture(1, own.width, own.height)
    const expected = greyOf(own.pixels, own.width, own.height)
    const differing = drawn.grey.filter((value, index) => Math.abs(value - (expected.grey[index] ?? 0)) > 128).length
    // Single pixels of the outlines' rims round differently; a hole or a missing join has hundreds.
    expect(differing).toBeLessThan(60)
  })

  it.each(['P Lines medium', 'P Grid medium', 'Isometric', 'LS Checklist'])(
    'lies on the template %s, which is a layer of its own',
    async (template) => {
      for (const file of [writeV6(welcome()), writeOldPage(welcome(), { version: 5 })])
        for (const orientation of ['portrait', 'landscape'] as const)
          expect(await likeness(file, { template, orientation })).toBeGreaterThanOrEqual(0.97)
      using page = core.openPage(writeV6(onePage([])))
      const { bytes } = await writePdf([alone(1, { ink: page.pdfInk({ template }) })], options)
      expect(opened(bytes).getLayerName(0)).toBe('Template')
      using pdf = new PdfFile(bytes)
      expect(pdf.complaints()).toBe('')
    },
  )

  it('of a hidden layer is there, switched off', async () => {
    const { bytes } = await writePdf([sceneAlone(switchedOffLayer())], options)
    const document = opened(bytes)
    const layers = Array.from({ length: document.countLayers() }, (_, index) => [
      document.getLayerName(index),
      document.isLayerVisible(index),
    ])
    const expected = switchedOffLayer().layers.map(({ name, visible }) => [name, visible])
    expect(layers.sort()).toEqual(expected.sort())
    expect(await likeness(writeV6(switchedOffLayer()))).toBeGreaterThanOrEqual(0.97)
  })

  it('of layers of one name is one layer of the document', async () => {
    const scene = { layers: [layer('Sketch', [wave({ x: 0, y: 100 }, 200, ballpoint)])] }
    const { bytes } = await writePdf(
      [1, 2, 3].map((number) => ({ ...sceneAlone(scene), number })),
      options,
    )
    expect(opened(bytes).countLayers()).toBe(1)
  })
})

describe('a page', () => {
  const blank = (paper: { width: number; height: number }) => sceneAlone(onePage([], { paper }))

  it('has the size of the tablet it was written on', async () => {
    const papers = [
      { width: 1404, height: 1872 },
      { width: 1620, height: 2160 },
      { width: 820, height: 1458 },
    ]
    using pdf = new PdfFile((await writePdf(papers.map(blank), options)).bytes)
    expect(pdf.complaints()).toBe('')
    const sizes = pdf.sizes().map(({ width, height }) => [width / 72, height / 72].map((inches) => inches.toFixed(2)))
    expect(sizes).toEqual([
      ['6.21', '8.28'],
      ['7.14', '9.52'],
      ['3.61', '6.42'],
    ])
  })

  it('without a file has the paper of the others', async () => {
    const pages = [alone(1), { ...blank({ width: 1620, height: 2160 }), number: 2 }]
    using pdf = new PdfFile((await writePdf(pages, options)).bytes)
    expect(pdf.sizes()[0]).toEqual(pdf.sizes()[1])
  })

  it('that could not be read says so in its place', async () => {
    const { bytes, notes } = await writePdf([alone(1, { failure: 'The file is cut off' })], options)
    using pdf = new PdfFile(bytes)
    expect(pdf.text()).toContain("Page 1 couldn't be read: The file is cut off.")
    expect(notes).toMatchObject([{ code: 'page-unreadable', page: 1 }])
  })

  it('a hundred thousand units tall is scaled down to what readers show', async () => {
    const tall = onePage([stroke(ballpoint, [point(0, 100), point(0, 90_000)])])
    const { bytes, notes } = await writePdf([sceneAlone(tall)], options)
    using pdf = new PdfFile(bytes)
    expect(pdf.complaints()).toBe('')
    expect(Math.max(...pdf.sizes().map(({ height }) => height))).toBeLessThanOrEqual(14_400)
    expect(notes).toMatchObject([{ code: 'page-scaled-down', page: 1 }])
  })

  it('of ten thousand strokes is a hundred times one of a hundred, no more', async () => {
    const { bytes: few } = await writePdf([sceneAlone(manyStrokes(100))], options)
    const { bytes } = await writePdf([sceneAlone(manyStrokes(10_000))], options)
    expect(bytes.length).toBeLessThan(100 * few.length)
    using pdf = new PdfFile(bytes)
    expect(pdf.complaints()).toBe('')
  })
})

describe('typed text', () => {
  it('is found, selected and placed where the page has it', async () => {
    using pdf = new PdfFile((await writePdf([sceneAlone(typedText())], options)).bytes)
    expect(pdf.complaints()).toBe('')
    expect(pdf.text()).toContain('Bread and cheese')
    expect(pdf.text()).toContain('☐ Pack the lamp')
    using page = core.openPage(writeV6(typedText()))
    const [first] = page.pdfInk().facts.lines
    const [word] = pdf.words()
    const toPoints = 72 / 226
    expect(word?.text).toBe('Typed')
    expect(word?.left).toBeCloseTo(((first?.x ?? 0) + 702) * toPoints, 0)
    expect(word?.top).toBeLessThan((first?.baseline ?? 0) * toPoints)
    expect(word?.bottom).toBeGreaterThan((first?.baseline ?? 0) * toPoints)
  })

  const written = (text: string): ScenePage => {
    const paragraph: SceneParagraph = { style: 1, runs: [{ text }] }
    return onePage([], { text: { x: -468, y: 234, width: 936, paragraphs: [paragraph] } })
  }

  it('of many scripts comes out as it was typed, and says which letters it cannot show', async () => {
    const texts = ['Größe, naïve, Øre', 'Жук и Ωμέγα', '漢字と仮名', 'done ☑, next → later']
    for (const text of texts) {
      using pdf = new PdfFile((await writePdf([sceneAlone(written(text))], options)).bytes)
      expect(pdf.text().trim()).toBe(text)
    }
    const { bytes, notes } = await writePdf([sceneAlone(written('हिन्दी 😀'))], options)
    using pdf = new PdfFile(bytes)
    expect(pdf.text()).toContain('😀')
    expect(notes).toMatchObject([{ code: 'letters-without-shape', page: 1 }])
  })

  it('carries only the letters of a font that it uses', async () => {
    const { bytes } = await writePdf([sceneAlone(written('漢字'))], options)
    expect(bytes.length).toBeLessThan(40_000)
  })
})

describe('recognised lines', () => {
  const toPoints = 72 / 226

  it('keep formulas, rows of tables and code as words that can be searched and copied', async () => {
    const lines = ['$E = mc^2$', 'red | 700 | \\frac{a}{b}', 'for (i = n; i; i--) {']
    const recognised = lines.map((text, at) => {
      return { text, box: [-500, 400 + 100 * at, 300, 470 + 100 * at] as [number, number, number, number] }
    })
    const { bytes } = await writePdf([alone(1, { ink: inkOf(core, onePage([])), recognised })], options)
    using pdf = new PdfFile(bytes)
    expect(pdf.words().map(({ text }) => text)).toEqual(lines.flatMap((line) => line.split(' ')))
  })

  it('are found at their place and are not seen', async () => {
    const recognised = [
      { text: 'the heron was back', box: [-500, 400, 300, 470] as [number, number, number, number] },
      { text: 'très tôt', box: [-500, 900, -200, 980] as [number, number, number, number] },
    ]
    const { bytes, notes } = await writePdf([alone(1, { ink: inkOf(core, onePage([])), recognised })], options)
    using pdf = new PdfFile(bytes)
    expect(notes).toEqual([])
    const words = pdf.words()
    expect(words.map(({ text }) => text)).toEqual(['the', 'heron', 'was', 'back', 'très', 'tôt'])
    const near = (value: number | undefined, units: number) =>
      expect(Math.abs((value ?? Infinity) - units * toPoints)).toBeLessThan(1)
    near(words[0]?.left, -500 + 702)
    near(words[3]?.right, 300 + 702)
    near(words[5]?.right, -200 + 702)
    near(words[0]?.top, 400)
    near(words[0]?.bottom, 470)
    expect(pdf.picture(1, 351, 468).grey.every((value) => value === 255)).toBe(true)
  })

  it.each([
    ['every script, in its direction', ['שלום עולם', 'كتاب جديد', '東京都へ行きます', '서울에서', 'เชียงใหม่']],
    ['formulas, tables and code', ['E = mc² ≤ ∑ √x', '\\frac{1}{2} + \\alpha', '| Mug | 3 € |', 'if (a < b) { c() }']],
  ])('are found in %s', async (_, lines) => {
    const recognised = lines.map((text, index) => ({
      text,
      box: [-500, 200 + 100 * index, -500 + 32 * text.length, 270 + 100 * index] as [number, number, number, number],
    }))
    const { bytes } = await writePdf([alone(1, { ink: inkOf(core, onePage([])), recognised })], options)
    using pdf = new PdfFile(bytes)
    expect(pdf.complaints()).toBe('')
    // pdftotext marks the direction of such text.
    const text = pdf.text().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    expect(text.split('\n').filter((line) => line.trim() !== '' && line !== '\f')).toEqual(lines)
  })

  it('of a page that lies on its side run along its ink', async () => {
    const scene = onePage([wave({ x: 0, y: 500 }, 100, ballpoint)])
    const box: [number, number, number, number] = [300, 600, 380, 1200]
    const page = alone(1, { ink: inkOf(core, scene, 5, 'landscape'), recognised: [{ text: 'sideways', box }] })
    using pdf = new PdfFile((await writePdf([page], { ...options, orientation: 'landscape' })).bytes)
    const [word] = pdf.words()
    expect(word?.text).toBe('sideways')
    // Shown a quarter turn clockwise: what stood at y = 1200 is 1872 - 1200 from the left.
    expect(word?.left).toBeCloseTo((1872 - 1200) * toPoints, -0.5)
    expect(word?.right).toBeCloseTo((1872 - 600) * toPoints, -0.5)
    expect(word?.top).toBeGreaterThan(297 * toPoints)
    expect(word?.bottom).toBeLessThan(383 * toPoints)
  })
})

describe('the document', () => {
  it('says its title, authors and tags, and has a bookmark for each page', async () => {
    const described = { ...options, title: 'Été 2026', authors: ['Ana', 'Jo'], tags: ['work'] }
    const pages = [alone(1), alone(2, { tags: ['to do', 'work'] })]
    const { bytes, saved } = await writePdf(pages, described)
    using pdf = new PdfFile(bytes)
    expect(saved).toBe('new')
    expect(pdf.info()).toMatch(/Title:\s+Été 2026/)
    expect(pdf.info()).toMatch(/Author:\s+Ana, Jo/)
    expect(pdf.info()).toMatch(/Keywords:\s+work, to do/)
    const outline = opened(bytes).loadOutline()
    expect(outline?.map(({ title, page }) => [title, page])).toEqual([
      ['Page 1', 0],
      ['Page 2 · to do, work', 1],
    ])
  })

  it('keeps highlights as annotations with their text', async () => {
    const { bytes } = await writePdf([sceneAlone(markedPassages())], options)
    const annotations = opened(bytes).loadPage(0).getAnnotations()
    const texts = markedPassages().layers.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === 'highlight' ? [item.text] : [])),
    )
    expect(texts.length).toBeGreaterThan(0)
    expect(annotations.map((annotation) => [annotation.getType(), annotation.getContents()])).toEqual(
      texts.map((text) => ['Highlight', text]),
    )
  })

  it('contains strokes of unknown pens, and none of erasers', async () => {
    const scene = onePage([
      stroke({ tool: 99 }, [point(0, 100), point(50, 100)]),
      stroke({ tool: pens.first.eraser }, [point(0, 200), point(50, 200)]),
    ])
    const content = new TextDecoder().decode(inkOf(core, scene)?.content)
    expect(content.match(/^f$/gm)).toHaveLength(1)
  })
})
