// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { readFileSync } from 'node:fs'
import { fontFiles, loadCore, type Orientation } from '@rmirror/shared/core'
import { describe, expect, it } from 'vitest'
import { sampleFiles, sampleNotebook } from '../../../../tests/generator/sample-notebook.ts'
import { readPng } from '../../../../tests/wasm/png.ts'
import type { DrawingRequest, PageParts } from '../orders/orders.ts'
import { pagePerformers } from './pages.ts'
import { Workshop } from './workshop.ts'

const wasm = readFileSync(new URL(import.meta.resolve('@rmirror/core/core.wasm')))
const workshop = new Workshop({
  core: await loadCore(wasm),
  readFont: async (style) => readFileSync(new URL(import.meta.resolve(fontFiles[style]))),
})

function samplePage(number: number, orientation: Orientation): PageParts {
  const { uuid = '', template = '' } = sampleNotebook().pages[number - 1] ?? {}
  const bytes = sampleFiles().find(({ path }) => path.endsWith(`${uuid}.rm`))?.bytes as Uint8Array<ArrayBuffer>
  const none = { layerMetadata: null, highlights: null, templateFile: null }
  return { ink: new Blob([bytes]), index: 0, ...none, orientation, template }
}

const whole = { left: 0, top: 0, right: 1, bottom: 1 }

/** The first picture for transcription, and what is cut out of it. */
async function cut(parts: PageParts, more: Partial<Pick<DrawingRequest, 'box' | 'lines'>>) {
  const { pictures } = await pagePerformers.ocr(workshop, { page: parts })
  const [first] = pictures
  if (!first) throw new Error('The page has no ink')
  const request = { page: parts, picture: first.rect, box: whole, lines: [], ...more }
  const { png } = await pagePerformers.drawing(workshop, request)
  return { first, png }
}

describe('a box on a page', () => {
  it.each(['portrait', 'landscape'] as const)('becomes a picture of as much of it, %s', async (orientation) => {
    const parts = samplePage(11, orientation)
    const { first, png } = await cut(parts, {})
    if (!png) throw new Error('There is no drawing')
    const { width, height } = readPng(png)
    const isTall = first.height > first.width
    expect(height > width).toBe(isTall)
    const half = await cut(parts, { box: { ...whole, bottom: 0.5 } })
    const part = readPng(half.png ?? new Uint8Array())
    expect(part.width).toBe(width)
    expect(Math.abs(part.height - (height / 2 + 8))).toBeLessThan(3)
  })

  it('is none where there is only paper', async () => {
    const corner = { left: 0, top: 0, right: 0.002, bottom: 0.002 }
    expect((await cut(samplePage(11, 'portrait'), { box: corner })).png).toBeNull()
  })

  it('is none where all ink is on lines and no taller than they are', async () => {
    const parts = samplePage(11, 'portrait')
    expect((await cut(parts, { lines: [{ top: 0, bottom: 1 }] })).png).toBeNull()
    expect((await cut(parts, { lines: [{ top: 0, bottom: 0.01 }] })).png).not.toBeNull()
  })
})
