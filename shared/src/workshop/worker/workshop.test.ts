// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { readFileSync } from 'node:fs'
import { type FontStyle, fontFiles, loadCore } from '@rmirror/shared/core'
import { describe, expect, it } from 'vitest'
import { sampleFiles, sampleNotebook } from '../../../../tests/generator/sample-notebook.ts'
import { describeFailure, NotLoaded } from '../orders/failure.ts'
import type { PageParts } from '../orders/orders.ts'
import { pagePerformers } from './pages.ts'
import { Workshop } from './workshop.ts'

const wasm = readFileSync(new URL(import.meta.resolve('@rmirror/core/core.wasm')))
const fontFile = (style: FontStyle) => readFileSync(new URL(import.meta.resolve(fontFiles[style])))

function samplePage(number: number): PageParts {
  const uuid = sampleNotebook().pages[number - 1]?.uuid ?? ''
  const bytes = sampleFiles().find(({ path }) => path.endsWith(`${uuid}.rm`))?.bytes as Uint8Array<ArrayBuffer>
  const ink = new Blob([bytes])
  return {
    ink,
    index: 0,
    layerMetadata: null,
    highlights: null,
    templateFile: null,
    orientation: 'portrait',
    template: '',
  }
}

const [handwritten, typed] = [samplePage(3), samplePage(5)]

async function openWorkshop(isOffline: (style: FontStyle) => boolean = () => false) {
  const asked: FontStyle[] = []
  const readFont = async (style: FontStyle) => {
    asked.push(style)
    if (isOffline(style)) throw new TypeError('Failed to fetch')
    return fontFile(style)
  }
  const workshop = new Workshop({ core: await loadCore(wasm), readFont })
  const draw = async (parts: PageParts) => {
    const { page } = await workshop.open(parts)
    using _ = page
    return page.renderPng({ width: 351 })
  }
  const show = (parts: PageParts) => {
    const orders = [
      pagePerformers.summarize(workshop, { page: parts, width: 280 }),
      pagePerformers.open(workshop, { page: parts }),
      pagePerformers.draw(workshop, { page: parts, as: 'png', width: 351, background: false, evenWithoutFonts: true }),
    ] as const
    return Promise.all(orders)
  }
  return { draw, asked, show, workshop }
}

describe('a template that the user installed', () => {
  const template = 'd0000000-0000-4000-8000-000000000004'
  const on = (sheet: object | null): PageParts => ({
    ...handwritten,
    template,
    templateFile: sheet && new TextEncoder().encode(JSON.stringify(sheet)),
  })
  const line = { items: [{ type: 'path', data: ['M', 0, 9, 'L', 99, 9] }] }
  const words = { items: [{ type: 'text', text: 'Week', fontSize: 90, position: { x: 99, y: 200 } }] }

  it('is drawn below the ink, and known', async () => {
    const { workshop } = await openWorkshop()
    const { templateKnown, notes } = await pagePerformers.open(workshop, { page: on(line) })
    expect([templateKnown, notes]).toEqual([true, []])
    const draw = (page: PageParts) => pagePerformers.draw(workshop, { page, as: 'svg', background: true })
    const [drawn, blank] = [await draw(on(line)), await draw(on(null))]
    expect(new TextDecoder().decode(drawn.bytes)).toContain('M-702 9.5L-603 9.5')
    expect(drawn.hash).not.toBe(blank.hash)
    const { background } = await pagePerformers.ink(workshop, { page: on(line) })
    expect(background.length).toBeGreaterThan(0)
  })

  it('has the font of the words that are printed on it', async () => {
    const { draw, asked } = await openWorkshop()
    await draw(on(line))
    expect(asked).toEqual([])
    await draw(on(words))
    expect(asked).toEqual(['regular'])
  })

  it('is told of when it cannot be read or is missing, and the page is shown', async () => {
    const { workshop } = await openWorkshop()
    const open = async (page: PageParts) => {
      const { templateKnown, notes } = await pagePerformers.open(workshop, { page })
      return { templateKnown, notes: notes.map(({ code, detail }) => [code, detail]) }
    }
    expect(await open(on({ items: 7 }))).toEqual({
      templateKnown: false,
      notes: [
        [
          'template-unreadable',
          "The page's template can't be read (it has no list of items), so the page is shown on blank paper",
        ],
      ],
    })
    expect((await open(on(null))).notes.map(([code]) => code)).toEqual(['template-missing'])
    expect(await open({ ...on(null), template: 'P Nowhere' })).toEqual({ templateKnown: false, notes: [] })
    const { templateProblem } = await pagePerformers.inspect(workshop, { page: on({}), strokes: false })
    expect(templateProblem).toBe('it has no list of items')
  })

  it('is on no page that is opened after it', async () => {
    const { draw } = await openWorkshop()
    const before = await draw(on(null))
    await draw(on(line))
    expect(await draw(on(null))).toEqual(before)
  })
})

describe('the source below the ink', () => {
  const on = (key: string): PageParts => ({
    ...handwritten,
    below: { key, source: new Blob(), kind: 'pdf', uuid: 'a', number: 1, sourcePage: 0 },
  })

  it('that could not be opened is opened again for the next page, and only then kept', async () => {
    const opened: string[] = []
    let fails = true
    const openSource = async () => {
      opened.push(fails ? 'failed' : 'opened')
      if (fails) throw new Error('MuPDF is missing')
      return { dress: () => [], printed: () => null, close: () => opened.push('closed') }
    }
    const workshop = new Workshop({ core: await loadCore(wasm), readFont: async () => fontFile('regular'), openSource })
    const dress = async (parts: PageParts) => {
      const { page } = await workshop.open(parts)
      using _ = page
      return workshop.dress(page, parts, { width: 100 })
    }
    await expect(dress(on('first'))).rejects.toThrow('MuPDF is missing')
    fails = false
    expect(await dress(on('first'))).toEqual([])
    await dress(on('first'))
    expect(opened).toEqual(['failed', 'opened'])
    await dress(on('second'))
    expect(opened.slice(2).sort()).toEqual(['closed', 'opened'])
  })

  it('that could not be opened does not fail the page on another one', async () => {
    let fail = (_: Error) => {}
    const failing = new Promise<never>((_, reject) => {
      fail = reject
    })
    const opening = [() => failing, async () => ({ dress: () => [], printed: () => null, close: () => undefined })]
    const openSource = async () =>
      (opening.shift() as () => Promise<{ dress: () => []; printed: () => null; close: () => void }>)()
    const workshop = new Workshop({ core: await loadCore(wasm), readFont: async () => fontFile('regular'), openSource })
    const { page } = await workshop.open(handwritten)
    using _ = page
    const first = workshop.dress(page, on('first'), { width: 100 })
    const second = workshop.dress(page, on('second'), { width: 100 })
    fail(new Error('a damaged file'))
    await expect(first).rejects.toThrow('a damaged file')
    expect(await second).toEqual([])
  })
})

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

  it('that could not be fetched leave their words out on the screen, which is told, and are asked for again', async () => {
    let offline = true
    const { show, workshop } = await openWorkshop(() => offline)
    const [without, details, picture] = await show(typed)
    expect(without.lacksFonts).toBe(true)
    expect(details.notes.map(({ code }) => code)).toEqual(['fonts-missing'])
    expect(details.textLayer?.lines.length).toBeGreaterThan(0)
    expect(picture.notes.map(({ code }) => code)).toEqual(['fonts-missing'])
    const exported = pagePerformers.draw(workshop, { page: typed, as: 'png', background: false })
    await expect(exported).rejects.toThrow(NotLoaded)
    offline = false
    const [drawn, known, shown] = await show(typed)
    expect([drawn.lacksFonts, known.notes, shown.notes]).toEqual([false, [], []])
    expect(shown.bytes).not.toEqual(picture.bytes)
  })

  it('that could be fetched stand in for the one that could not', async () => {
    const whole = await (await openWorkshop()).show(typed)
    const none = await (await openWorkshop(() => true)).show(typed)
    const [, , picture] = await (await openWorkshop((style) => style === 'serif')).show(typed)
    expect(picture.notes).toHaveLength(1)
    expect(picture.bytes).not.toEqual(whole[2].bytes)
    expect(picture.bytes.length).toBeGreaterThan((none[2].bytes.length + whole[2].bytes.length) / 2)
  })
})
