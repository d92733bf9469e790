// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages that no tablet writes, through everything that draws: nothing crashes, nothing else on the page is
// lost, and the memory stays bounded.
import { describe, expect, it } from 'vitest'
import { drawForServer } from '../../shared/src/api/page-image.ts'
import type { Page } from '../../shared/src/core/index.ts'
import {
  among,
  inklessStrokes,
  longStroke,
  manyStrokes,
  ordinaryStrokes,
  rawPoint,
  tallPage,
} from '../generator/hostile.ts'
import { fineliner, stroke } from '../generator/ink.ts'
import { onePage, pens, type ScenePage } from '../generator/scene.ts'
import { writeOldPage } from '../generator/v3-v5.ts'
import { writeV6 } from '../generator/v6.ts'
import { builtCore, measuredCore } from './core.ts'

const core = await builtCore()
const latin1 = new TextDecoder('latin1')

/** Everything that is drawn, as something to compare. */
const outputs: Record<string, (page: Page) => unknown> = {
  'a picture to look at': (page) => core.fileHash(page.renderPng({ width: 702 })),
  'pictures to be read': (page) => {
    const pictures = page.renderOcr()
    expect(page.hasHandwriting()).toBe(pictures.length > 0)
    return pictures.map(({ png, rect }) => [core.fileHash(png), rect])
  },
  'the one picture to be read': (page) => core.fileHash(page.renderPng({ purpose: 'ocr' })),
  'a tile': (page) => {
    const { area } = page.facts()
    return core.fileHash(
      page.renderPixels({ width: 1404, rect: { x: area.x + 300, y: 150, width: 800, height: 600 } }).pixels,
    )
  },
  'an SVG': (page) => page.renderSvg(),
  'a PDF': (page) => {
    const { facts, content } = page.pdfInk()
    const { lost_strokes: _, ...drawn } = facts
    return [drawn, latin1.decode(content)]
  },
}
const files: Record<string, (scene: ScenePage) => Uint8Array> = {
  'version 6': (scene) => writeV6(scene, { pointBytes: 24 }),
  'version 5': (scene) => writeOldPage(scene, { version: 5 }),
}

function drawnAs(output: string, file: Uint8Array): unknown {
  using page = core.openPage(file)
  return outputs[output]?.(page)
}

function lostIn(file: Uint8Array): number {
  using page = core.openPage(file)
  return page.facts().lost_strokes
}

it('counts the strokes that are nowhere, unless their layer is hidden', () => {
  const scene = among(...Object.values(inklessStrokes))
  for (const write of Object.values(files)) expect(lostIn(write(scene))).toBe(2)
  const hidden = { layers: scene.layers.map((layer) => ({ ...layer, visible: false })) }
  expect(lostIn(writeV6(hidden, { pointBytes: 24 }))).toBe(0)
})

const everywhere = Object.keys(files).flatMap((file) => Object.keys(outputs).map((output) => ({ file, output })))

describe.each(everywhere)('$output of a page of $file', ({ file, output }) => {
  const write = files[file] as (scene: ScenePage) => Uint8Array
  const ordinary = drawnAs(output, write(onePage(ordinaryStrokes)))

  it.each(Object.keys(inklessStrokes))('is the same with a stroke %s among the others', (name) => {
    const hostile = inklessStrokes[name]
    if (!hostile) throw new Error('There is no such stroke')
    expect(drawnAs(output, write(among(hostile)))).toEqual(ordinary)
  })

  it('leaves out the points that are no numbers, and no others', () => {
    const [first, second] = [rawPoint(-200, 600), rawPoint(200, 640)]
    const holes = [rawPoint(NaN, 620), rawPoint(0, -Infinity), rawPoint(Infinity, Infinity)]
    const mended = write(among(stroke(fineliner, [first, second])))
    const broken = write(among(stroke(fineliner, [...holes, first, ...holes, second, ...holes])))
    expect(drawnAs(output, broken)).toEqual(drawnAs(output, mended))
    expect(drawnAs(output, mended)).not.toEqual(ordinary)
  })

  it.each([-5, 0, NaN, Infinity, -Infinity])('draws a stroke whose width is %d as wide as its pen', (width) => {
    const of = (value: number) => {
      const points = [rawPoint(-200, 600, { width: value }), rawPoint(200, 640, { width: value })]
      return drawnAs(output, write(among(stroke({ tool: pens.second.ballpoint, thickness: 2 }, points))))
    }
    expect(of(width)).toEqual(of(0))
    expect(of(width)).not.toEqual(ordinary)
  })

  it('draws a stroke of one point', () => {
    expect(drawnAs(output, write(among(stroke(fineliner, [rawPoint(0, 300)]))))).not.toEqual(ordinary)
  })

  it.each([NaN, Infinity, -Infinity, 3e38])('survives %d for pressure, speed, tilt and size, of every pen', (value) => {
    const more = { pressure: value, speed: value, direction: value, width: value }
    const strokes = [...Object.values(pens.first), ...Object.values(pens.second), 99].map((tool, row) =>
      stroke({ tool, thickness: value }, [rawPoint(-100, 400 + row, more), rawPoint(100, 420 + row, more)]),
    )
    expect(drawnAs(output, write(among(...strokes)))).toBeDefined()
  })

  it.each([1e5, 1e9, 3e38, -3e38])('survives a stroke that runs to %d', (far) => {
    const drawn = drawnAs(output, write(among(stroke(fineliner, [rawPoint(0, 700), rawPoint(far, far)]))))
    expect(drawn).toBeDefined()
    expect(JSON.stringify(drawn)).not.toMatch(/nan|inf(?!o)|null,null/i)
  })
})

/** All numbers of the attributes that place and size things. */
function numbersOfSvg(svg: string): string[] {
  const attributes = [...svg.matchAll(/ (?:d|x|y|width|height|stroke-width|viewBox)="([^"]*)"/g)]
  return attributes.flatMap(([, value = '']) => value.split(/[\s,MmLlQqCcHhVvZz]+|(?<=\d)(?=-)/)).filter(Boolean)
}

it.each(Object.values(files))('what is written as text has no number that a reader would stumble over', (write) => {
  const far = [3e38, -3e38].map((value) => stroke(fineliner, [rawPoint(value, 3), rawPoint(1, value)]))
  const none = stroke(fineliner, [rawPoint(1, 2, { width: NaN, pressure: NaN }), rawPoint(NaN, 2)])
  using page = core.openPage(write(among(...far, none)))
  const operands = latin1.decode(page.pdfInk().content).split(/\s+/)
  const numbers = [...numbersOfSvg(page.renderSvg()), ...operands.filter((part) => /^[-+.\d]/.test(part))]
  expect(numbers.length).toBeGreaterThan(100)
  expect(numbers.filter((number) => !/^-?(\d+\.?\d*|\.\d+)$/.test(number))).toEqual([])
})

describe('the memory', () => {
  const pages: Record<string, () => Uint8Array> = {
    'forty thousand strokes': () => writeV6(manyStrokes(40_000)),
    'one stroke of four hundred thousand points': () => writeV6(longStroke(400_000)),
    'a hundred thousand units of height': () => writeV6(tallPage(100_000)),
    'strokes to the ends of the plane': () =>
      writeV6(among(stroke({ ...fineliner, width: 300 }, [rawPoint(-3e38, -3e38), rawPoint(3e38, 3e38)])), {
        pointBytes: 24,
      }),
    'paper of a hundred thousand units either way': () =>
      writeV6({ ...among(), paper: { width: 100_000, height: 100_000 } }),
  }

  // A picture of the most pixels takes 256 MB, and as much again while it becomes a PNG.
  const max = 800
  it.each(Object.keys(pages))('of a page with %s stays bounded', async (name) => {
    const { core, megabytes } = await measuredCore()
    using page = core.openPage(pages[name]?.() ?? new Uint8Array())
    for (const draw of Object.values(outputs)) expect(draw(page)).toBeDefined()
    expect(megabytes()).toBeLessThan(200)
    expect(page.renderPng().length).toBeGreaterThan(0)
    expect(megabytes()).toBeLessThan(max)
  })
})

it.each([
  [20 * 1872, undefined],
  [100_000, true],
])('a page %i units tall is sent below half size: %s', (height, isSmall) => {
  using page = core.openPage(writeV6(tallPage(height)))
  expect(drawForServer(page, core, 'portrait').isSmall).toBe(isSmall)
})

describe('a page a hundred thousand units tall', () => {
  const file = writeV6(tallPage(100_000))

  it('is one picture within what browsers show, drawn smaller', () => {
    using page = core.openPage(file)
    const { width, height } = page.renderPixels()
    expect(height).toBeLessThanOrEqual(32_000)
    expect(width / height).toBeCloseTo(1404 / page.facts().area.height, 3)
  })

  it('shows its last line as large as its first, in tiles', () => {
    using page = core.openPage(file)
    const { area } = page.facts()
    const rows = (y: number) => page.renderPixels({ width: 1404, rect: { x: area.x, y, width: 1404, height: 100 } })
    const ink = ({ pixels }: { pixels: Uint8Array }) => pixels.reduce((sum, value) => sum + 255 - value, 0)
    expect(ink(rows(0))).toBeGreaterThan(10_000)
    expect(ink(rows(99_900))).toBe(ink(rows(0)))
  })

  it('is read in as many pictures as a page may have, no line cut in two', () => {
    using page = core.openPage(file)
    const pictures = page.renderOcr()
    expect(pictures.length).toBeGreaterThan(10)
    expect(pictures.length).toBeLessThanOrEqual(20)
    const squares = (edge: number) => Math.ceil(edge / 28)
    expect(pictures.reduce((sum, { width, height }) => sum + squares(width) * squares(height), 0)).toBeLessThan(24_001)
    for (const { width, height, rect } of pictures) {
      expect(width / rect.width).toBeGreaterThan(0.3)
      expect(Math.max(width, height)).toBeLessThanOrEqual(2576)
    }
    for (let line = 50; line < 100_000; line += 100) {
      const whole = pictures.filter(({ rect }) => rect.y <= line && rect.y + rect.height >= line + 10)
      expect(whole).toHaveLength(1)
    }
  })
})

it('a template whose name is a path is blank paper, in every output', () => {
  using page = core.openPage(writeV6(onePage(ordinaryStrokes)))
  for (const template of ['../../../etc/passwd', '/etc/passwd', 'P Grid small/../P Grid small', 'C:\\P Grid small'])
    for (const orientation of ['portrait', 'landscape'] as const) {
      expect(core.knowsTemplate(template)).toBe(false)
      expect(page.renderPng({ width: 351, template, orientation })).toEqual(page.renderPng({ width: 351, orientation }))
      expect(page.renderSvg({ template, orientation })).toBe(page.renderSvg({ orientation }))
      expect(page.pdfInk({ template, orientation })).toEqual(page.pdfInk({ orientation }))
    }
})
