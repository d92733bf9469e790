// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { fineliner, wave } from '../generator/ink.ts'
import { onePage } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import { builtCore } from '../wasm/core.ts'
import { growth, inkSizes } from './export-sizes.ts'

const core = await builtCore()

test('a page with twice the ink weighs more, in both formats', () => {
  const line = wave({ x: -200, y: 300 }, 300, fineliner)
  const [one, two] = [[line], [line, wave({ x: -250, y: 500 }, 310, fineliner)]].map((strokes) =>
    inkSizes(core, writeV6(onePage(strokes))),
  )
  expect(growth(one?.svg ?? 0, two?.svg ?? 0)).toBeGreaterThan(30)
  expect(growth(one?.pdf ?? 0, two?.pdf ?? 0)).toBeGreaterThan(30)
})

test('pages without ink, with typed text besides, or that cannot be read are not weighed', () => {
  const text = { x: -300, y: 200, width: 600, paragraphs: [{ style: 1, runs: [{ text: 'typed' }] }] }
  const strokes = onePage([wave({ x: -200, y: 300 }, 300, fineliner)])
  expect(inkSizes(core, writeV6(onePage([])))).toBeUndefined()
  expect(inkSizes(core, writeV6({ ...strokes, text }))).toBeUndefined()
  expect(inkSizes(core, new Uint8Array(60))).toBeUndefined()
})
