// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { point, stroke } from '../../generator/ink.ts'
import { writeLinesOld } from '../../generator/lines-old.ts'
import { oldPageHalfWidth, onePage, pens, type ScenePage } from '../../generator/scene.ts'
import { writeOldPage } from '../../generator/v3-v5.ts'
import { writeV6 } from '../../generator/v6.ts'
import { type InkStroke, readStrokes } from './strokes.ts'

const scene: ScenePage = onePage([
  stroke({ tool: pens.second.marker, color: 1, thickness: 2.125 }, [
    point(-300, 100, { width: 4.5, pressure: 0.2 }),
    point(-200, 150, { width: 8, pressure: 1 }),
  ]),
  stroke({ tool: pens.second.pencil, thickness: 2 }, [point(10, 20, { width: 3, pressure: 0 })]),
])

function expected(left: number): InkStroke[] {
  return [
    {
      tool: pens.second.marker,
      color: 1,
      thickness: 2.125,
      points: [
        { x: left - 300, y: 100, width: 4.5, pressure: expect.closeTo(0.2) },
        { x: left - 200, y: 150, width: 8, pressure: 1 },
      ],
    },
    {
      tool: pens.second.pencil,
      color: 0,
      thickness: 2,
      points: [{ x: left + 10, y: 20, width: 3, pressure: 0 }],
    },
  ]
}

const withoutNodes = (file: Uint8Array) => readStrokes(file).map(({ node, ...stroke }) => stroke)

test('strokes are read from every version of a page', () => {
  expect(withoutNodes(writeV6(scene))).toEqual(expected(0))
  expect(withoutNodes(writeV6(scene, { pointBytes: 24 }))).toEqual(expected(0))
  expect(readStrokes(writeOldPage(scene, { version: 5 }))).toEqual(expected(oldPageHalfWidth))
  expect(readStrokes(writeOldPage(scene, { version: 3 }))).toEqual(expected(oldPageHalfWidth))
})

test('points of the oldest notebooks have no width, but a tilt', () => {
  const old = expected(oldPageHalfWidth)
  const points = old.map((each) => each.points.map((one) => ({ ...one, width: 0, tilt: 0 })))
  expect(readStrokes(writeLinesOld([scene]))).toEqual(old.map((each, index) => ({ ...each, points: points[index] })))
})

test('erased strokes are left out', () => {
  expect(withoutNodes(writeV6(scene, { erased: 3, tombstones: 1 }))).toEqual(expected(0))
})

test('strokes of a group that moves with text count to the right from where it hangs', () => {
  const anchor = { at: 'text-start', type: 1, threshold: 0, originX: 250 } as const
  const { layers } = scene
  const [layer] = layers
  if (!layer) throw new Error('The scene has a layer')
  const grouped = { ...scene, layers: [{ ...layer, items: [{ kind: 'group', anchor, items: layer.items } as const] }] }
  const strokes = readStrokes(writeV6(grouped))
  expect(strokes.map(({ points }) => points[0]?.x)).toEqual([-50, 260])
  expect(new Set(strokes.map(({ node }) => node)).size).toBe(1)
})
