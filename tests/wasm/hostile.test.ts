// SPDX-License-Identifier: AGPL-3.0-or-later
// Input too large to commit: bounded time, nothing lost, and the core lives on.
import { expect, it } from 'vitest'
import { longStroke, manyStrokes } from '../generator/hostile.ts'
import { writeOldPage } from '../generator/v3-v5.ts'
import { writeV6 } from '../generator/v6.ts'
import { builtCore, factsOf } from './core.ts'

const core = await builtCore()

it('reads a page of 40,000 strokes, whatever the order of its blocks', () => {
  const page = manyStrokes(40_000)
  const inOrder = factsOf(core, writeV6(page))
  const shuffled = factsOf(core, writeV6(page, { seed: 3 }))
  expect(inOrder.strokes).toEqual({ total: 40_000, visible: 40_000, points: 80_000 })
  expect(shuffled.ink_hash).toBe(inOrder.ink_hash)
})

it('reads one stroke of 400,000 points', () => {
  const page = longStroke(400_000)
  expect(factsOf(core, writeOldPage(page, { version: 5 })).strokes.points).toBe(400_000)
  expect(factsOf(core, writeV6(page)).strokes.points).toBe(400_000)
})
