// SPDX-License-Identifier: AGPL-3.0-or-later
// Random scenes of all kinds of items, determined by a seed. Every number is one that all encodings hold exactly.
import { point, stroke } from './ink.ts'
import { Random } from './prng.ts'
import {
  layer,
  plainText,
  type SceneAnchor,
  type SceneHighlight,
  type SceneImage,
  type SceneItem,
  type ScenePage,
  type SceneParagraph,
  type SceneRect,
  type SceneStroke,
  type SceneText,
  strokesOf,
} from './scene.ts'

const tools = [12, 13, 14, 15, 16, 17, 18, 21, 23]
const oldTools = [0, 1, 2, 3, 4, 5, 7, 12, 13, 14, 15, 16, 17, 18]
const words = ['ink', 'paper', 'wave \u{1F30A}', 'Ångström', 'a\u2028b', 'to do', '日本', 'plain text']

export function randomScene(seed: number): ScenePage {
  const random = new Random(seed)
  const text = random.chance(0.6) ? randomText(random) : undefined
  const layers = Array.from({ length: 1 + random.integer(3) }, (_, index) =>
    layer(`Layer ${index + 1}`, randomItems(random, text), index === 0 || random.chance(0.7)),
  )
  return {
    layers,
    ...(text ? { text } : {}),
    ...(random.chance(0.4) ? { paper: { width: 1620, height: 2160 } } : {}),
    ...(random.chance(0.2) ? { backgroundVisible: false } : {}),
    ...(random.chance(0.2) ? { extendedRect: randomRect(random) } : {}),
  }
}

/** Only what versions 3 and 5 can hold: visible layers of strokes in palette colours. */
export function randomOldScene(seed: number): ScenePage {
  const random = new Random(seed)
  const strokes = () =>
    Array.from({ length: 1 + random.integer(5) }, (): SceneStroke => {
      const { argb: _, ...rest } = randomStroke(random, random.pick(oldTools))
      return { ...rest, color: random.integer(9) }
    })
  return {
    layers: Array.from({ length: 1 + random.integer(3) }, (_, index) => layer(`Layer ${index + 1}`, strokes())),
  }
}

function randomItems(random: Random, text: SceneText | undefined): SceneItem[] {
  return Array.from({ length: 1 + random.integer(6) }, (): SceneItem => {
    const kind = random.next()
    if (kind < 0.6) return randomStroke(random, random.pick(tools))
    if (kind < 0.75) return randomHighlight(random)
    if (kind < 0.85) return randomImage(random)
    return {
      kind: 'group',
      ...(text ? { anchor: randomAnchor(random, text) } : {}),
      items: [randomStroke(random, 17), randomStroke(random, random.pick(tools))],
    }
  })
}

export function randomStroke(random: Random, tool: number): SceneStroke {
  const points = Array.from({ length: 1 + random.integer(9) }, () =>
    point(random.between(-900, 900), random.between(-100, 2500), {
      speed: random.between(0, 60),
      direction: random.between(0.1, 6),
      width: random.between(1, 40),
      pressure: random.next(),
    }),
  )
  const explicit = random.chance(0.3)
  const color = explicit ? 9 : random.integer(14)
  const argb = explicit ? { argb: Math.floor(random.next() * 0xffffffff) } : {}
  return stroke({ tool, color, ...argb, thickness: random.pick([1.875, 2, 2.125]) }, points)
}

function randomRect(random: Random): SceneRect {
  const grid = (low: number, high: number) => Math.round(random.between(low, high) * 8) / 8
  return { x: grid(-700, 0), y: grid(0, 1500), width: grid(10, 700), height: grid(10, 300) }
}

function randomHighlight(random: Random): SceneHighlight {
  const place = random.chance(0.5) ? { start: random.integer(5000), length: 1 + random.integer(80) } : {}
  return {
    kind: 'highlight',
    color: random.pick([3, 4, 5]),
    text: random.pick(words),
    ...place,
    rects: Array.from({ length: 1 + random.integer(3) }, () => randomRect(random)),
  }
}

function randomImage(random: Random): SceneImage {
  const uuid = random.uuid()
  return { kind: 'image', uuid, fileName: `${uuid}.png`, rect: randomRect(random) }
}

function randomText(random: Random): SceneText {
  const paragraphs = Array.from(
    { length: 1 + random.integer(5) },
    (): SceneParagraph => ({
      style: random.integer(12),
      ...(random.chance(0.2) ? { nesting: { baseStyle: 3, properties: random.integer(40) } } : {}),
      runs: Array.from({ length: 1 + random.integer(3) }, () => ({
        text: random.pick(words),
        bold: random.chance(0.3),
        italic: random.chance(0.3),
      })),
    }),
  )
  return { x: -468, y: 234, width: random.pick([370, 936]), paragraphs }
}

function randomAnchor(random: Random, text: SceneText): SceneAnchor {
  const characters = [...text.paragraphs.map(plainText).join('\n')].length
  const at = random.pick<SceneAnchor['at']>(['text-start', 'text-end', random.integer(characters)])
  return { at, type: random.pick([1, 2]), threshold: 35.75, originX: random.pick([-464, -200.5]) }
}

/** The same points a little off the grid of the 14-byte points, as the pen measured them before they were packed. */
export function beforePacking(page: ScenePage, seed: number): ScenePage {
  const random = new Random(seed)
  const off = (step: number) => random.between(-0.4, 0.4) * step
  const copy = structuredClone(page)
  for (const measured of copy.layers.flatMap((each) => strokesOf(each.items)).flatMap((each) => each.points)) {
    measured.speed += off(1 / 4)
    measured.width += off(1 / 4)
    measured.pressure += off(1 / 255)
    measured.direction += off((2 * Math.PI) / 255)
  }
  return copy
}
