// SPDX-License-Identifier: AGPL-3.0-or-later
// Words that a search misses although a page has them, and words that it proposes although no page has them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Device, notebook, page, uuid } from '../contract/library.ts'
import { type Attacked, startAttacked } from './attacked.ts'

const typed = (number: number, typed_text: string) => ({ ...page(number), typed_text })

const searching = (device: Device) => (q: string) =>
  device.get('GET /api/v1/search', `/api/v1/search?${new URLSearchParams({ q }).toString()}`)

interface Found {
  notebook: { notebook_uuid: string }
  pages: { page_uuid: string }[]
}

describe('words with faults', () => {
  const text = 'bread and a test of the lighthouse beside the harbour, which we receive with soup'
  let server: Attacked
  let search: ReturnType<typeof searching>

  beforeAll(async () => {
    server = await startAttacked()
    const device = await Device.signUp(server.api, 'ann@example.org')
    await device.announceManifest({ scope: 'library', notebooks: [{ ...notebook(1, []), pages: [typed(11, text)] }] })
    search = searching(device)
  })
  afterAll(() => server[Symbol.asyncDispose]())

  const misspelt = {
    test: 'tset etst tets tesst teat',
    soup: 'soupp suop',
    bread: 'braed bred brread rbead',
    receive: 'recieve',
    harbour: 'harbuor ahrbuor hrabuor',
    lighthouse: 'lgihthosue ilghthosuee litghouse',
  }
  const cases = Object.entries(misspelt).flatMap(([meant, words]) => words.split(' ').map((asked) => [asked, meant]))

  it.each(cases)('%s is taken for %s', async (asked, meant) => {
    const { body } = await search(asked)
    expect(body).toMatchObject({ total: 1, corrections: [{ word: asked, also: [meant] }] })
  })

  it.each(['tse', 'etts', 'baedr', 'xyzzy', 'habrruor'])('%s has too many faults for its length', async (asked) => {
    expect((await search(asked)).body).toMatchObject({ total: 0, corrections: [] })
  })
})

describe('a word that no page has any more', () => {
  it('is proposed no longer, but the next that is as near', async () => {
    await using server = await startAttacked()
    const device = await Device.signUp(server.api, 'ann@example.org')
    const search = searching(device)
    const announce = (text: string) =>
      device.announceManifest({
        scope: 'library',
        notebooks: [{ ...notebook(1, []), pages: [typed(11, text), typed(12, 'moss')] }],
      })
    await announce('lighthouse')
    expect((await search('lighthuose')).body.corrections).toEqual([{ word: 'lighthuose', also: ['lighthouse'] }])
    await announce('lighthorse')
    expect((await search('lighthuose')).body).toMatchObject({
      total: 1,
      corrections: [{ word: 'lighthuose', also: ['lighthorse'] }],
    })
    await announce('apples')
    expect((await search('lighthuose')).body).toMatchObject({ total: 0, corrections: [] })
    expect((await search('moss lighthuose')).body.corrections).toEqual([])
  })

  it('is not proposed if it is in the trash, or outside of the notebook that is searched', async () => {
    await using server = await startAttacked()
    const device = await Device.signUp(server.api, 'ann@example.org')
    const trashed = { ...notebook(1, []), is_trashed: true, pages: [typed(11, 'lighthouse')] }
    const kept = { ...notebook(2, []), pages: [typed(21, 'bread')] }
    await device.announceManifest({ scope: 'library', notebooks: [trashed, kept, notebook(3, [])] })
    expect((await searching(device)('lighthuose')).body).toMatchObject({ total: 0, corrections: [] })
    const inThree = await device.get('GET /api/v1/search', `/api/v1/search?q=braed&notebook=${uuid(3)}`)
    expect(inThree.body).toMatchObject({ total: 0, corrections: [] })
  })
})

describe('words of names', () => {
  it('count for the pages below them, with those that stand on the page', async () => {
    await using server = await startAttacked()
    const device = await Device.signUp(server.api, 'ann@example.org')
    const folder = { ...notebook(1, [], 'Journeys'), document_type: 'folder' }
    const inner = { ...notebook(2, [], 'Scotland'), document_type: 'folder', parent_uuid: uuid(1) }
    const diary = {
      ...{ ...notebook(3, [], 'Test of cameras'), tags: ['photographs'], parent_uuid: uuid(2) },
      pages: [typed(31, 'many lighthouses'), typed(32, 'a harbour'), typed(33, 'a test alone')],
    }
    const other = { ...notebook(4, [], 'Other'), pages: [typed(41, 'lighthouses as well')] }
    await device.announceManifest({ scope: 'library', notebooks: [folder, inner, diary, other] })
    const search = searching(device)
    const found = async (q: string) =>
      (await search(q)).body.items.flatMap(({ notebook, pages }: Found) =>
        pages.length > 0 ? pages.map(({ page_uuid }) => Number(page_uuid.slice(24))) : [notebook.notebook_uuid],
      )
    for (const q of ['test lighthouses', 'lighthouse camera', 'photographs lighthouse', 'journeys lighthouse'])
      expect(await found(q)).toEqual([31])
    for (const q of ['scotland journeys lighthouse', '"test of cameras" lighthouses', 'test lighthuose'])
      expect(await found(q)).toEqual([31])
    expect(await found('tset scotland lighthouse')).toEqual([31])
    expect(await found('journeys harbour')).toEqual([32])
    // The page has one of the words itself, and its notebook both.
    expect(await found('test cameras')).toEqual([33])
    for (const q of ['other harbour', 'journeys lighthouse -many', 'journeys nothing'])
      expect((await search(q)).body).toMatchObject({ total: 0 })
    const [snippet] = (await search('test lighthouses')).body.items[0].pages[0].snippets
    expect(snippet.text.slice(snippet.ranges[0].start, snippet.ranges[0].end)).toBe('lighthouses')
  })
})
