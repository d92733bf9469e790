// SPDX-License-Identifier: AGPL-3.0-or-later
// Fixtures about ink: versions, pens, colours, layers, sizes.
import { type Fixture, linesOldFixture, oldFixture, v6Fixture } from './fixture.ts'
import { ballpoint, drawn, fineliner, point, straight, stroke, wave } from './ink.ts'
import { Random } from './prng.ts'
import { colors, layer, onePage, pens, type SceneImage, type ScenePage, type SceneStroke } from './scene.ts'

export function inkFixtures(): Fixture[] {
  return [...versions(), ...pensAndColors(), ...layers(), ...sizes(), ...oddities()]
}

function twoLayers(): ScenePage {
  const random = new Random(11)
  const sketch = [
    wave({ x: -500, y: 300 }, 700, ballpoint, random),
    straight({ x: -500, y: 420 }, { x: 200, y: 470 }, { ...fineliner, color: colors.grey }, random),
  ]
  const marks = [wave({ x: -400, y: 700 }, 500, { tool: pens.second.marker, color: colors.blue, width: 12 }, random)]
  return { layers: [layer('Layer 1', sketch), layer('Ideas', marks)] }
}

/** The first generation's pens, as the oldest tablets wrote them. */
function firstGeneration(): SceneStroke[] {
  const random = new Random(12)
  return Object.values(pens.first).map((tool, row) =>
    wave(
      { x: -600, y: 150 + row * 160 },
      600,
      { tool, color: row % 3, width: tool === pens.first.highlighter ? 30 : 5 },
      random,
    ),
  )
}

function versions(): Fixture[] {
  const oldPages = [onePage(firstGeneration().slice(0, 3)), twoLayers(), { layers: [layer('Layer 1', [])] }]
  const erased = onePage([...twoLayers().layers.flatMap(({ items }) => items), ...firstGeneration().slice(6, 7)])
  const none = { layers: [layer('Layer 1', [])] }
  return [
    linesOldFixture('lines-old', oldPages),
    oldFixture('v3', twoLayers(), 3),
    oldFixture('v3-first-pens', onePage(firstGeneration()), 3),
    oldFixture('v5', twoLayers(), 5),
    oldFixture('v5-eraser', erased, 5),
    oldFixture('v5-unknown-fields', twoLayers(), 5, 0xdeadbeef),
    oldFixture('v5-empty-51-bytes', none, 5),
    oldFixture('v5-empty-55-bytes', { layers: [...none.layers, layer('Layer 2', [])] }, 5),
    v6Fixture('v6', twoLayers()),
    v6Fixture('v6-long-points', twoLayers(), { pointBytes: 24 }),
    v6Fixture('v6-without-scene-info', twoLayers(), { sceneInfo: 'none' }),
    v6Fixture('v6-first-scene-info', twoLayers(), { sceneInfo: 'short' }),
    v6Fixture('v6-empty', none),
  ]
}

function pensAndColors(): Fixture[] {
  const random = new Random(13)
  const second = Object.values(pens.second).map((tool, row) => {
    const isBroad = tool === pens.second.highlighter || tool === pens.second.shader
    return wave({ x: -600, y: 150 + row * 160 }, 700, { tool, width: isBroad ? 30 : 6 }, random)
  })
  const swatches = Array.from({ length: 14 }, (_, color) => {
    const place = { x: -600, y: 120 + color * 110 }
    const argb = color === colors.explicit ? { argb: 0xff2a7fbe } : {}
    return wave(place, 500, { tool: pens.second.marker, color, width: 14, ...argb }, random)
  })
  const explicit = [0xff2a7fbe, 0x40e01818, 0xffffc38c, 0x00000000].map((argb, row) =>
    wave(
      { x: -500, y: 300 + row * 150 },
      600,
      { tool: row % 2 === 0 ? pens.second.highlighter : pens.second.shader, color: colors.explicit, argb, width: 30 },
      random,
    ),
  )
  const paletteAndExplicit = wave({ x: 0, y: 900 }, 300, { ...fineliner, color: colors.red, argb: 0xff00aa55 }, random)
  return [
    v6Fixture('pens-second', onePage(second)),
    v6Fixture('pens-first-in-v6', onePage(firstGeneration())),
    v6Fixture('colors', onePage(swatches)),
    v6Fixture('colors-argb', onePage([...explicit, paletteAndExplicit])),
    v6Fixture(
      'unknown-tool-and-color',
      onePage([
        wave({ x: -300, y: 200 }, 300, { tool: 99 }, random),
        wave({ x: -300, y: 400 }, 300, { tool: 99, color: 77 }, random),
        wave({ x: -300, y: 600 }, 300, { tool: 15, color: 78 }, random),
        wave({ x: -300, y: 800 }, 300, { tool: 0xffffffff, color: 0xffffffff }, random),
      ]),
    ),
  ]
}

function layers(): Fixture[] {
  const random = new Random(14)
  const names = ['Layer 1', 'Behind', 'Éléphant \u{1F418}', '']
  const five = names.map((name, index) =>
    layer(name, [wave({ x: -500, y: 300 + index * 200 }, 500, ballpoint, random)], index !== 1),
  )
  return [v6Fixture('layers-one-hidden', { layers: [...five, layer('Empty', [])] })]
}

function sizes(): Fixture[] {
  const random = new Random(15)
  const corners = (width: number, height: number) =>
    onePage(
      [
        straight({ x: -width / 2 + 20, y: 20 }, { x: width / 2 - 20, y: height - 20 }, fineliner, random),
        straight({ x: width / 2 - 20, y: 20 }, { x: -width / 2 + 20, y: height - 20 }, fineliner, random),
      ],
      { paper: { width, height } },
    )
  const move = corners(954 * (227 / 264), 1696 * (227 / 264))
  return [
    v6Fixture('paper-pro', corners(1620, 2160)),
    v6Fixture('paper-pro-short', corners(1620, 2160), { sceneInfo: 'short' }),
    { ...v6Fixture('move', move) },
    v6Fixture(
      'landscape',
      onePage([
        wave({ x: -932, y: 700 }, 1860, ballpoint, random),
        straight({ x: -900, y: 20 }, { x: 900, y: 1390 }, fineliner, random),
      ]),
    ),
    v6Fixture('scene-info-all-fields', {
      ...corners(1404, 1872),
      backgroundVisible: false,
      sourceVisible: false,
      extendedRect: { x: -1796, y: -468, width: 3592, height: 3591 },
      textColumn: 2,
    }),
    v6Fixture(
      'beyond-the-paper',
      onePage([
        wave({ x: -2200, y: 2600 }, 1200, ballpoint, random),
        straight({ x: 0, y: 1800 }, { x: 900, y: 4100 }, fineliner, random),
        straight({ x: -300, y: -250 }, { x: 300, y: 60 }, fineliner, random),
      ]),
    ),
  ]
}

function oddities(): Fixture[] {
  const random = new Random(16)
  const dots = [
    stroke(fineliner, []),
    stroke(fineliner, [point(10, 200)]),
    stroke(fineliner, [point(60, 200), point(60, 200)]),
    stroke(fineliner, [point(110, 200), point(112, 203)]),
    stroke(fineliner, [point(160, 200, { width: 0, pressure: 0 }), point(190, 230, { width: 0, pressure: 0 })]),
  ]
  const image: SceneImage = {
    kind: 'image',
    uuid: '0f3c2a66-5d0e-4b51-9b3a-6f7d2e8c1a90',
    fileName: '0f3c2a66-5d0e-4b51-9b3a-6f7d2e8c1a90.png',
    rect: { x: -300, y: 200, width: 600, height: 400 },
  }
  const below = straight({ x: -350, y: 150 }, { x: 350, y: 650 }, fineliner, random)
  const over = drawn(
    [
      { x: -350, y: 650 },
      { x: 0, y: 300 },
      { x: 350, y: 150 },
    ],
    ballpoint,
    random,
  )
  return [
    v6Fixture('dots', onePage(dots)),
    oldFixture('v5-dots', onePage(dots), 5),
    v6Fixture(
      'images',
      onePage([below, image, { ...image, uuid: '7b1f5e0c-93a4-4c77-8d12-2f6e9ab0c3d4', fileName: '' }, over]),
    ),
    v6Fixture('image-mesh', onePage([{ ...image, mesh: { across: 8, down: 8, bend: 0 } }])),
    v6Fixture('image-bent', onePage([{ ...image, mesh: { across: 8, down: 2, bend: 150 } }])),
    v6Fixture('unknown-blocks', twoLayers(), { unknownBlocks: 3 }, 3),
    v6Fixture('trailing-in-blocks', twoLayers(), { trailing: 'block' }, 3),
    v6Fixture('trailing-in-sub-blocks', twoLayers(), { trailing: 'sub-block' }, 3),
  ]
}
