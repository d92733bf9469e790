// SPDX-License-Identifier: AGPL-3.0-or-later
// Typed text in a PDF, in the typeface by whose widths the core broke its lines.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { type FontStyle, fontFiles, fontStyles } from '../../shared/src/core/index.ts'
import { type PdfOptions, writePdf } from '../../shared/src/pdf/index.ts'
import { typedText } from '../generator/sample-extras.ts'
import { onePage, type SceneParagraph } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import { builtCore } from '../wasm/core.ts'
import { pdfPage } from './fixtures.ts'
import { greyOf, inkF1 } from './likeness.ts'
import { PdfFile } from './tools.ts'

const { resolve } = createRequire(import.meta.url)
const readFont = async (style: FontStyle) => new Uint8Array(readFileSync(resolve(fontFiles[style])))
const core = await builtCore()
for (const style of fontStyles) core.setFont(style, await readFont(style))

const options: PdfOptions = { title: 'Typed', authors: [], tags: [], orientation: 'portrait' }

async function exported(file: Uint8Array) {
  using page = core.openPage(file)
  const picture = page.renderPixels()
  const result = await writePdf([pdfPage(1, { sourcePage: null, ink: page.pdfInk() })], options, readFont)
  return { picture, result, pdf: new PdfFile(result.bytes) }
}

describe('typed text in its own typeface', () => {
  it.each([
    ['the sample', writeV6(typedText())],
    ...['text-styles', 'text-nested-lists', 'text-bold-italic'].map((name): [string, Uint8Array] => [
      `the fixture ${name}`,
      readFileSync(new URL(`../fixtures/${name}.rm`, import.meta.url)),
    ]),
  ])('of %s is placed in the PDF where our own picture has it', async (_, file) => {
    const { picture, pdf } = await exported(file)
    using written = pdf
    expect(written.complaints()).toBe('')
    const drawn = written.picture(1, picture.width, picture.height)
    expect(inkF1(drawn, greyOf(picture.pixels, picture.width, picture.height))).toBeGreaterThanOrEqual(0.97)
  })

  it('is found as it was typed, letters that the typeface lacks too', async () => {
    const paragraph = (text: string): SceneParagraph => ({ style: 1, runs: [{ text }] })
    const texts = ['Größe, Жук und Ωμέγα', '漢字と仮名', 'done ☑, next → later']
    const text = { x: -468, y: 234, width: 936, paragraphs: texts.map(paragraph) }
    const { pdf, result } = await exported(writeV6(onePage([], { text })))
    using written = pdf
    expect(result.notes).toEqual([])
    for (const line of texts) expect(written.text()).toContain(line)
  })

  it.each([
    ['medium', 936],
    ['wide', 1152],
  ])('of a %s column on the Paper Pro Move is all on the page, and can be copied', async (_, width) => {
    const written = (style: number, text: string): SceneParagraph => ({ style, runs: [{ text }] })
    const paragraphs = [written(2, 'Medium'), written(1, 'Every first letter, '.repeat(5).trim())]
    const scene = onePage([], {
      text: { x: -width / 2, y: 234, width, paragraphs },
      paper: { width: 820, height: 1458 },
    })
    const { picture, pdf } = await exported(writeV6(scene))
    using whole = pdf
    expect(whole.text()).toMatch(/^Medium\s+Every first letter, /)
    expect(picture.width).toBeGreaterThanOrEqual(820 / 2 + width / 2)
    const drawn = whole.picture(1, picture.width, picture.height)
    expect(inkF1(drawn, greyOf(picture.pixels, picture.width, picture.height))).toBeGreaterThanOrEqual(0.97)
  })

  it('carries only the letters that it uses', async () => {
    const { result } = await exported(writeV6(typedText()))
    expect(result.bytes.length).toBeLessThan(120_000)
  })
})
