// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { readFileSync } from 'node:fs'
import { fontFiles, loadCore, type Orientation } from '@rmirror/shared/core'
import { describe, expect, it } from 'vitest'
import { sampleFiles, sampleNotebook } from '../../../../tests/generator/sample-notebook.ts'
import type { PageParts } from '../orders/orders.ts'
import { displayRequest } from './pages.ts'
import { drawTile } from './tiles.ts'
import { Workshop } from './workshop.ts'

const wasm = readFileSync(new URL(import.meta.resolve('@rmirror/core/core.wasm')))
const openWorkshop = async () =>
  new Workshop({
    core: await loadCore(wasm),
    readFont: async (style) => readFileSync(new URL(import.meta.resolve(fontFiles[style]))),
  })

function samplePage(number: number, orientation: Orientation): PageParts {
  const { uuid = '', template = '' } = sampleNotebook().pages[number - 1] ?? {}
  const bytes = sampleFiles().find(({ path }) => path.endsWith(`${uuid}.rm`))?.bytes as Uint8Array<ArrayBuffer>
  return {
    ink: new Blob([bytes]),
    index: 0,
    layerMetadata: null,
    highlights: null,
    templateFile: null,
    orientation,
    template,
  }
}

describe('tiles together are the whole picture, byte for byte', () => {
  it.each([
    ['on a template', 4, 'portrait'],
    ['with typed text', 5, 'portrait'],
    ['lying on its side', 6, 'landscape'],
    ['grown beyond its paper', 10, 'portrait'],
    ['of version 5', 11, 'portrait'],
    ['of version 5 on its side', 11, 'landscape'],
  ] as const)('of a page %s', async (_, number, orientation) => {
    const workshop = await openWorkshop()
    const parts = samplePage(number, orientation)
    const [width, side] = [1613, 512]
    const { page } = await workshop.open(parts)
    using whole = page
    const expected = whole.renderPixels({ ...displayRequest(parts), width })
    const together = new Uint8Array(expected.pixels.length)
    for (let top = 0; top < expected.height; top += side)
      for (let left = 0; left < width; left += side) {
        const box = {
          left,
          top,
          width: Math.min(side, width - left),
          height: Math.min(side, expected.height - top),
        }
        const tile = await drawTile(workshop, { page: parts, key: 1, width, background: true, box })
        expect([tile.width, tile.height]).toEqual([box.width, box.height])
        for (let row = 0; row < box.height; row++)
          together.set(
            tile.pixels.subarray(row * box.width * 4, (row + 1) * box.width * 4),
            ((top + row) * width + left) * 4,
          )
      }
    expect(Buffer.compare(together, expected.pixels)).toBe(0)
  })
})
