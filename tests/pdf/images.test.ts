// SPDX-License-Identifier: AGPL-3.0-or-later
// Images on the pages of a source, and images that bend.
import { describe, expect, it } from 'vitest'
import { type PdfOptions, writePdf } from '../../shared/src/pdf/index.ts'
import { onePage, type SceneImage } from '../generator/scene.ts'
import { builtCore } from '../wasm/core.ts'
import { halfFilled, image, inkOf, middleOf, pdfPage, sourcePdf } from './fixtures.ts'
import { PdfFile } from './tools.ts'

const core = await builtCore()
const pointsPerUnit = 72 / 227
const options: PdfOptions = { title: 'Paper', authors: [], tags: [], orientation: 'portrait' }
const red = halfFilled([255, 0, 0])

function pageWith(placed: SceneImage, number = 1, picture = red) {
  const ink = inkOf(core, onePage([placed]))
  return pdfPage(number, { ink, images: new Map(ink?.facts.images.map(({ uuid }) => [uuid, picture])) })
}

describe('an image', () => {
  it.each([
    ['left', { x: -1500, y: 500, width: 300, height: 200 }],
    ['right', { x: 1200, y: 500, width: 300, height: 200 }],
    ['top', { x: -150, y: -700, width: 300, height: 200 }],
    ['bottom', { x: -150, y: 3000, width: 300, height: 200 }],
  ])('beyond the %s of a source page makes the page larger, as ink does', async (_, rect) => {
    const source = sourcePdf([{}])
    const result = await writePdf([pageWith({ ...image, rect })], {
      ...options,
      source: { kind: 'pdf', bytes: source },
    })
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    const left = Math.min(0, 595 / 2 + rect.x * pointsPerUnit)
    const top = Math.min(0, rect.y * pointsPerUnit)
    const right = Math.max(595, 595 / 2 + (rect.x + rect.width) * pointsPerUnit)
    const bottom = Math.max(842, (rect.y + rect.height) * pointsPerUnit)
    expect(pdf.sizes()[0]?.width).toBeCloseTo(right - left, 0)
    expect(pdf.sizes()[0]?.height).toBeCloseTo(bottom - top, 0)
    // Its left half is red.
    const middle = middleOf(pdf.colours(), 'red')
    expect(middle?.x).toBeCloseTo(595 / 2 + (rect.x + rect.width / 4) * pointsPerUnit - left, -0.5)
    expect(middle?.y).toBeCloseTo((rect.y + rect.height / 2) * pointsPerUnit - top, -0.5)
    expect(result).toMatchObject({ saved: 'incremental', notes: [] })
  })

  it('within a source page leaves it as large as it was', async () => {
    const source = { kind: 'pdf' as const, bytes: sourcePdf([{}]) }
    using pdf = new PdfFile((await writePdf([pageWith(image)], { ...options, source })).bytes)
    expect(pdf.sizes()).toMatchObject([{ width: 595, height: 842 }])
  })

  it('of the same uuid on another page shows that page’s picture, and equal pictures are there once', async () => {
    const pictures = [red, halfFilled([0, 0, 255]), red.slice()]
    const pages = pictures.map((picture, index) => pageWith(image, index + 1, picture))
    using pdf = new PdfFile((await writePdf(pages, options)).bytes)
    const colours = [1, 2, 3].map((number) => {
      const shown = pdf.colours(number)
      return shown.at(Math.round(shown.width / 2 - 150 * pointsPerUnit), Math.round(400 * pointsPerUnit))
    })
    expect(colours).toEqual([
      [255, 0, 0],
      [0, 0, 255],
      [255, 0, 0],
    ])
    expect(pdf.imageObjects()).toBe(2)
  })

  it('that bends hangs down in the middle', async () => {
    const placed = { ...image, mesh: { across: 16, down: 2, bend: 400 } }
    const result = await writePdf([pageWith(placed)], options)
    using pdf = new PdfFile(result.bytes)
    expect(pdf.complaints()).toBe('')
    const picture = pdf.colours()
    const isRed = (x: number, y: number) => {
      const [, green] = picture.at(Math.round(picture.width / 2 + x * pointsPerUnit), Math.round(y * pointsPerUnit))
      return green < 100
    }
    // Red is the left half, and x = -20 lies in it.
    expect([240, 400, 590].map((y) => isRed(-290, y))).toEqual([true, true, true])
    expect([210, 400, 590].map((y) => isRed(-20, y))).toEqual([false, false, false])
    expect([620, 800, 980].map((y) => isRed(-20, y))).toEqual([true, true, true])
    expect(isRed(20, 800)).toBe(false)
  })
})
