// SPDX-License-Identifier: AGPL-3.0-or-later
// Numbers as the built core writes them: it works out the powers that the native one has in a table.
import { expect, test } from 'vitest'
import { onePage, type SceneHighlight } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import { builtCore } from './core.ts'

const core = await builtCore()

/** One number of every exponent that a double can have, each with other digits. */
function everySize(): number[] {
  const bits = new DataView(new ArrayBuffer(8))
  return Array.from({ length: 2047 }, (_, exponent) => {
    const fraction = (BigInt(exponent + 1) * 0x9e3779b97f4a7c15n) & 0xf_ffff_ffff_ffffn
    bits.setBigUint64(0, (BigInt(exponent) << 52n) | fraction)
    return bits.getFloat64(0)
  })
}

const numbers = [...everySize(), ...everySize().map((number) => -number / 3), 0.1, 1 / 3, 702, 1e21, 5e-324, 0]

test('a number of any size is written with the fewest digits that are that number', () => {
  const rects = Array.from({ length: Math.floor(numbers.length / 4) }, (_, i) => {
    const [x = 0, y = 0, width = 0, height = 0] = numbers.slice(4 * i, 4 * i + 4)
    return { x, y, width, height }
  })
  const highlight: SceneHighlight = { kind: 'highlight', color: 3, text: '', rects }
  using page = core.openPage(writeV6(onePage([highlight])))
  const facts = page.factsJson()
  expect(page.facts().highlights[0]?.rects).toEqual(rects)
  const written = facts.slice(facts.indexOf('"rects"')).match(/-?[\d.]+E-?\d+/g) ?? []
  const shortest = rects.flatMap(Object.values<number>).map((number) => number.toExponential())
  expect(written.slice(0, shortest.length)).toEqual(shortest.map((text) => text.replace('e', 'E').replace('+', '')))
})
