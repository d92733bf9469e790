// SPDX-License-Identifier: AGPL-3.0-or-later
// What the bindings add to the pictures: lists, places and parts of a page cross whole.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CoreError } from '../../shared/src/core/index.ts'
import { builtCore } from './core.ts'

const core = await builtCore()

const inked = readFileSync(new URL('../fixtures/v6.rm', import.meta.url))
const empty = readFileSync(new URL('../fixtures/v6-empty.rm', import.meta.url))

test('pictures to be read state their size and the part of the page they show', () => {
  using page = core.openPage(inked)
  const [picture, ...more] = page.renderOcr()
  expect(more).toEqual([])
  const header = new DataView(picture?.png.buffer ?? new ArrayBuffer(0))
  expect([header.getUint32(16), header.getUint32(20)]).toEqual([picture?.width, picture?.height])
  const [fourBits, grey] = [4, 0]
  expect([header.getUint8(24), header.getUint8(25)]).toEqual([fourBits, grey])
  expect(picture?.rect.width).toBe(picture?.width)
  expect(picture?.rect.width).toBeLessThan(page.facts().paper.width)
  expect(page.renderPng({ purpose: 'ocr' })).toEqual(picture?.png)
  expect(page.hasHandwriting()).toBe(true)
})

test('a page without handwriting gives no picture to read', () => {
  using page = core.openPage(empty)
  expect(page.renderOcr()).toEqual([])
  expect(page.hasHandwriting()).toBe(false)
})

test('a part of a page is cut out of the whole picture', () => {
  using page = core.openPage(inked)
  const { area } = page.facts()
  const whole = page.renderPixels({ width: 800 })
  const half = { ...area, height: area.height / 2 }
  const top = page.renderPixels({ width: 800, rect: half })
  expect(top.width).toBe(800)
  expect(Buffer.compare(top.pixels, whole.pixels.subarray(0, top.pixels.length))).toBe(0)
})

test('a part that is none is refused', () => {
  using page = core.openPage(inked)
  const rect = { x: 0, y: 0, width: 10 } as never
  expect(() => page.renderPixels({ rect })).toThrow(CoreError)
})
