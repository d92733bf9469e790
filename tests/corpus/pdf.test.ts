// SPDX-License-Identifier: AGPL-3.0-or-later
// Real pages as PDF, drawn by poppler, beside our own pictures of them, typed text and highlights included. Of all
// pages those are taken that show something which none before them does.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CoreError, type FontStyle, fontFiles, fontStyles, type PageFacts } from '../../shared/src/core/index.ts'
import { type PdfOptions, writePdf } from '../../shared/src/pdf/index.ts'
import { corpus } from '../parity/files.ts'
import { pdfPage } from '../pdf/fixtures.ts'
import { greyOf, inkF1 } from '../pdf/likeness.ts'
import { PdfFile } from '../pdf/tools.ts'
import { builtCore } from '../wasm/core.ts'

const { resolve } = createRequire(import.meta.url)
const readFont = async (style: FontStyle) => new Uint8Array(readFileSync(resolve(fontFiles[style])))
const core = await builtCore()
for (const style of fontStyles) core.setFont(style, await readFont(style))

function* kindsIn({ version, paper, layers, tools, colors, text, highlights, images, area }: PageFacts) {
  yield `version ${version}, ${paper.width} x ${paper.height}`
  yield area.width > paper.width || area.height > paper.height ? 'ink beyond the paper' : 'ink on the paper'
  if (layers.some(({ visible }) => !visible)) yield 'a hidden layer'
  for (const tool of Object.keys(tools)) yield `tool ${tool}`
  for (const color of Object.keys(colors)) yield `colour ${color}`
  for (const { style } of text) yield `text of style ${style}`
  if (highlights.length > 0) yield 'highlights'
  if (images > 0) yield 'images'
}

function pagesOfEachKind(): [name: string, file: Uint8Array][] {
  const seen = new Set<string>()
  return corpus.names.flatMap((name) => {
    if (!name.endsWith('.rm')) return []
    const file = new Uint8Array(readFileSync(join(corpus.folder, name)))
    const kinds = [...kindsOf(file)].filter((kind) => !seen.has(kind))
    for (const kind of kinds) seen.add(kind)
    return kinds.length > 0 ? [[name, file] as [string, Uint8Array]] : []
  })
}

function kindsOf(file: Uint8Array): Iterable<string> {
  try {
    using page = core.openPage(file)
    return kindsIn(page.facts())
  } catch (error) {
    if (error instanceof CoreError) return []
    throw error
  }
}

const options: PdfOptions = { title: 'Real', authors: [], tags: [], orientation: 'portrait' }
const pages = pagesOfEachKind()

test.each(pages)('%s is the same in a PDF and in our own picture', async (_, file) => {
  using page = core.openPage(file)
  const { pixels, width, height } = page.renderPixels()
  const { bytes } = await writePdf([pdfPage(1, { sourcePage: null, ink: page.pdfInk() })], options, readFont)
  using pdf = new PdfFile(bytes)
  expect(pdf.complaints()).toBe('')
  expect(inkF1(pdf.picture(1, width, height), greyOf(pixels, width, height))).toBeGreaterThanOrEqual(0.97)
})

// Without real files there is nothing to compare; vitest takes a file without tests for broken.
test('pages of real files were compared wherever there are any', () => {
  expect(pages.length > 0).toBe(corpus.names.length > 0)
})
