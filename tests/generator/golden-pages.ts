// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages behind the pictures in tests/golden: one small page for each thing that can be drawn.
import { goldenPapers } from './golden-papers.ts'
import { goldenStyles } from './golden-styles.ts'
import { goldenTemplateFiles } from './golden-templates.ts'
import { type PenChoice, type Place, point, straight, stroke, wave } from './ink.ts'
import { Random } from './prng.ts'
import {
  colors,
  layer,
  onePage,
  pens,
  type SceneItem,
  type ScenePage,
  type ScenePoint,
  type SceneStroke,
} from './scene.ts'
import { writeV6 } from './v6.ts'

export interface GoldenPage {
  /** Folder and name below tests/golden; page and picture differ in their extension. */
  name: string
  bytes: Uint8Array
  /** What the picture is asked for with: fields of a RenderRequest. */
  request: { width: number; orientation?: 'landscape'; template?: string }
  /** The template's file, beside the page's. */
  templateFile?: Uint8Array
}

export function goldenPages(): GoldenPage[] {
  return [...goldenPens(), ...goldenBlends(), ...goldenStyles(), ...goldenPapers(), ...goldenTemplateFiles()]
}

const width = 240

/** One pixel to the page unit, so that the grain of a pencil shows. */
function inkPage(name: string, scene: Omit<ScenePage, 'paper'>): GoldenPage {
  const page = { ...scene, paper: { width, height: 160 } }
  return { name, bytes: writeV6(page), request: { width } }
}

function goldenPens(): GoldenPage[] {
  const broad = (width: number) => ({ width })
  const all: Record<string, [tools: number[], more?: Omit<PenChoice, 'tool'>]> = {
    paintbrush: [[pens.first.brush, pens.second.brush], broad(14)],
    pencil: [[pens.first.pencil, pens.second.pencil], broad(7)],
    ballpoint: [[pens.first.ballpoint, pens.second.ballpoint]],
    marker: [[pens.first.marker, pens.second.marker], broad(12)],
    fineliner: [[pens.first.fineliner, pens.second.fineliner]],
    highlighter: [[pens.first.highlighter, pens.second.highlighter], { ...broad(26), color: colors.yellow }],
    'mechanical-pencil': [[pens.first.sharpPencil, pens.second.sharpPencil]],
    'calligraphy-pen': [[pens.second.calligraphy], broad(9)],
    shader: [[pens.second.shader], broad(26)],
    eraser: [[pens.first.eraser], broad(20)],
    'erase-area': [[pens.first.eraseArea], broad(20)],
    'unknown-pen': [[99, 0xffffffff]],
  }
  return Object.entries(all).map(([name, [tools, more]]) =>
    inkPage(
      `pens/${name}`,
      onePage(tools.flatMap((tool, row) => penSample({ tool, ...more }, (row * 160) / tools.length))),
    ),
  )
}

/** A wave as a hand draws it, pressure from nothing to all, speed from slow to quick, dots, and the three sizes. */
function penSample(pen: PenChoice, top: number): SceneStroke[] {
  const swelling = (y: number, change: (share: number) => Partial<ScenePoint>) =>
    stroke(
      pen,
      Array.from({ length: 31 }, (_, step) =>
        point(-110 + step * 4, y, { width: pen.width ?? 4, pressure: 0.6, ...change(step / 30) }),
      ),
    )
  const sizes = [1.875, 2, 2.125].map((thickness, row) => {
    const line = straight({ x: 76, y: top + 14 + row * 24 }, { x: 110, y: top + 14 + row * 24 }, { ...pen, thickness })
    // What states no width of its own is as wide as its line's size.
    return { ...line, points: line.points.map((at) => ({ ...at, width: 0 })) }
  })
  return [
    wave({ x: -110, y: top + 18 }, 120, pen, new Random(71)),
    swelling(top + 48, (share) => ({ pressure: share })),
    swelling(top + 66, (share) => ({
      speed: 60 * share,
      direction: 6 * share,
      width: (pen.width ?? 4) * (0.4 + share),
    })),
    stroke(pen, [point(42, top + 18, { width: pen.width ?? 4 })]),
    stroke(pen, [point(42, top + 50), point(60, top + 58)]),
    ...sizes,
  ]
}

const across = (y: number, pen: PenChoice): SceneStroke => straight({ x: -100, y }, { x: 100, y }, pen, new Random(72))
const down = (x: number, pen: PenChoice): SceneStroke => straight({ x, y: 12 }, { x, y: 148 }, pen, new Random(73))

function goldenBlends(): GoldenPage[] {
  const ink = (color: number, width = 16): PenChoice => ({ tool: pens.second.fineliner, color, width })
  const marker = (color: number): PenChoice => ({ tool: pens.second.highlighter, color, width: 30 })
  const shader = (color: number, argb?: number): PenChoice => ({
    tool: pens.second.shader,
    color,
    width: 30,
    ...(argb !== undefined && { argb }),
  })
  const half = { ...ink(colors.explicit), argb: 0x80d02040 }
  const page = (name: string, ...items: SceneItem[]) => inkPage(`blends/${name}`, onePage(items))
  const inked = ink(colors.black, 10)
  return [
    page('ink-covers-ink', across(50, ink(colors.red)), down(-40, ink(colors.black)), down(40, ink(colors.white))),
    page('highlighter-over-ink', across(50, inked), down(-40, marker(colors.yellow)), down(40, marker(colors.pink))),
    page(
      'highlighters-cross',
      across(50, marker(colors.yellow)),
      down(-40, marker(colors.green)),
      down(40, marker(colors.yellow)),
    ),
    page(
      'shaders-multiply',
      across(50, shader(colors.blue)),
      down(-40, shader(colors.red)),
      down(40, shader(colors.explicit, 0x40e01818)),
    ),
    page('grey-overlap', across(50, marker(colors.grey)), down(-40, marker(colors.greyOverlap)), across(110, inked)),
    page('half-transparent', across(50, inked), down(-40, half), down(40, half), across(110, half)),
    page('crossing-itself', crossingItself(half)),
    inkPage('blends/highlighter-over-lower-layer', {
      layers: [layer('Ink', [across(50, inked)]), layer('Marks', [down(-40, marker(colors.yellow)), down(40, inked)])],
    }),
    inkPage('blends/hidden-layer', {
      layers: [layer('Hidden', [across(50, inked)], false), layer('Shown', [down(-40, inked)])],
    }),
    page('marked-text', across(50, inked), markedText(colors.yellow, -90), markedText(colors.pink, 10)),
    page('palette-of-inks', ...swatches((color) => ink(color, 14))),
    page('palette-of-highlighters', ...swatches((color) => ({ ...marker(color), width: 14 }))),
  ]
}

function crossingItself(pen: PenChoice): SceneStroke {
  const path: Place[] = Array.from({ length: 60 }, (_, step) => {
    const turn = (step * 2 * Math.PI) / 59
    return { x: 90 * Math.sin(turn), y: 80 + 50 * Math.sin(2 * turn) }
  })
  return stroke(
    pen,
    path.map(({ x, y }) => point(x, y, { width: 18 })),
  )
}

function markedText(color: number, x: number): SceneItem {
  const rects = [
    { x, y: 30, width: 80, height: 34 },
    { x: x + 10, y: 80, width: 60, height: 34 },
  ]
  return { kind: 'highlight', color, text: 'marked', rects }
}

function swatches(pen: (color: number) => PenChoice): SceneStroke[] {
  return Array.from({ length: 14 }, (_, color) => {
    const from = { x: color < 7 ? -110 : 10, y: 14 + (color % 7) * 22 }
    return straight(from, { x: from.x + 96, y: from.y }, pen(color), new Random(74))
  })
}
