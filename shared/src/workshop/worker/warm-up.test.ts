// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { onePage, pens } from '../../../../tests/generator/scene.ts'
import { writeV6 } from '../../../../tests/generator/v6.ts'
import { builtCore } from '../../../../tests/wasm/core.ts'
import { oneStrokePage, warmUp } from './warm-up.ts'

it('draws a page whose one stroke is ink', async () => {
  const point = (x: number, y: number) => ({ x, y, speed: 0, direction: 0, width: 8, pressure: 0.5 })
  const points = [point(0, 100), point(50, 120), point(90, 100)]
  const stroke = { kind: 'stroke', tool: pens.second.fineliner, color: 0, thickness: 2, points } as const
  expect(oneStrokePage()).toEqual(new Uint8Array(writeV6(onePage([stroke]))))

  const core = await builtCore()
  using page = core.openPage(oneStrokePage())
  expect(page.facts()).toMatchObject({ blank: false, strokes: { total: 1 }, unreadable: 0 })
  expect(() => warmUp(core)).not.toThrow()
})
