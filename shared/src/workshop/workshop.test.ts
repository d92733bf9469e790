// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { readFileSync } from 'node:fs'
import { type FontStyle, fontFiles, loadCore } from '@rmirror/shared/core'
import { describe, expect, it } from 'vitest'
import { sampleFiles, sampleNotebook } from '../../../tests/generator/sample-notebook.ts'
import { describeFailure } from './failure.ts'
import type { PageParts } from './orders.ts'
import { Workshop } from './workshop.ts'

const wasm = readFileSync(new URL(import.meta.resolve('@rmirror/core/core.wasm')))
const fontFile = (style: FontStyle) => readFileSync(new URL(import.meta.resolve(fontFiles[style])))

function samplePage(number: number): PageParts {
  const uuid = sampleNotebook().pages[number - 1]?.uuid ?? ''
  const bytes = sampleFiles().find(({ path }) => path.endsWith(`${uuid}.rm`))?.bytes as Uint8Array<ArrayBuffer>
  const ink = new Blob([bytes])
  return { ink, index: 0, layerMetadata: null, highlights: null, orientation: 'portrait', template: '' }
}

const [handwritten, typed] = [samplePage(3), samplePage(5)]

async function openWorkshop(isOffline: () => boolean = () => false) {
  const asked: FontStyle[] = []
  const readFont = async (style: FontStyle) => {
    asked.push(style)
    if (isOffline()) throw new TypeError('Failed to fetch')
    return fontFile(style)
  }
  const workshop = new Workshop({ core: await loadCore(wasm), readFont })
  const draw = async (parts: PageParts) => {
    const { page } = await workshop.open(parts)
    using _ = page
    return page.renderPng({ width: 351 })
  }
  return { draw, asked }
}

describe('the fonts', () => {
  it('that a page uses are fetched once, and no others', async () => {
    const { draw, asked } = await openWorkshop()
    await draw(handwritten)
    expect(asked).toEqual([])
    await draw(typed)
    await draw(typed)
    expect(asked).toEqual(['regular', 'bold', 'italic', 'medium', 'serif'])
  })

  it('that could not be fetched are told as such, and asked for again', async () => {
    let offline = true
    const { draw } = await openWorkshop(() => offline)
    const failure = await draw(typed).catch((error: unknown) => describeFailure(error))
    expect(failure).toMatchObject({ code: 'not-loaded', crashed: false })
    offline = false
    const { draw: drawElsewhere } = await openWorkshop()
    expect(await draw(typed)).toEqual(await drawElsewhere(typed))
  })
})
