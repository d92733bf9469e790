// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages are found by what they mean, and each passage is embedded once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, notebook, signUp, uuid } from './library.ts'
import { Meaning, pagesIn, related, search, type } from './meaning.ts'

let meaning: Meaning

beforeAll(async () => {
  meaning = await Meaning.start()
})
afterAll(() => meaning[Symbol.asyncDispose]())

const sailing = 'A day of sailing, with waves along the coast.'
const money = 'Pay the invoice of the carpenter, and look at the budget.'
const bread = 'The loaf stayed in the oven for an hour.'

describe('a library with three subjects', () => {
  let ann: Device

  beforeAll(async () => {
    ann = await meaning.person('ann@example.org')
    await type(ann, { 1: { 11: sailing, 12: money }, 2: { 21: bread, 22: 'A vessel on the ocean' } })
    await meaning.settle()
  })

  it('a page is found without any of its words', async () => {
    const answer = await search(ann, { q: 'ship at sea' })
    expect(answer.body).toMatchObject({ next: null, meaning_problem: null })
    expect(pagesIn(answer).slice(0, 2).sort()).toEqual([11, 22])
    const [first] = answer.body.items[0].pages
    expect(first.snippets).toEqual([{ source: 'passage', ranges: [], text: expect.stringMatching(/ocean|coast/) }])
    expect((await search(ann, { q: 'ship at sea', mode: 'words' })).body).toMatchObject({ total: 0 })
  })

  it('what is found by words and by meaning comes first', async () => {
    const answer = await search(ann, { q: 'oven' })
    expect(pagesIn(answer)[0]).toBe(21)
    expect(answer.body.items[0].score).toBe(1)
    const sources = answer.body.items[0].pages[0].snippets.map(({ source }: { source: string }) => source)
    expect(sources).toEqual(['typed_text', 'passage'])
  })

  it('only where the person looks', async () => {
    expect(pagesIn(await search(ann, { q: 'boat', notebook: uuid(2) }))).not.toContain(11)
    expect((await search(ann, { q: 'boat', tag: 'nothing' })).body.items).toEqual([])
    expect((await search(ann, { q: 'boat', limit: '1' })).body.items).toHaveLength(1)
    expect((await search(ann, { q: 'boat', cursor: '50.1.00000000-0000-4000-8000-000000000001' })).body).toMatchObject({
      status: 400,
      field: 'cursor',
    })
    expect((await search(ann, { q: 'boat', mode: 'dreams' })).body).toMatchObject({ status: 400, field: 'mode' })
  })

  it('the same question is asked the service once', async () => {
    const asked = async () => (await meaning.embedded()).filter((text) => text === 'a yacht').length
    for (let time = 0; time < 3; time++) await search(ann, { q: 'a yacht' })
    expect(await asked()).toBe(1)
  })

  it('related pages are the nearest others', async () => {
    const { status, body } = await related(ann, uuid(1), 11)
    expect(status).toBe(200)
    expect(body.items[0]).toMatchObject({
      notebook: { notebook_uuid: uuid(2) },
      page: { page_uuid: uuid(22), page_number: 2 },
      passage: { text: 'A vessel on the ocean', ranges: [] },
    })
    expect(body.items.map((item: { page: { page_uuid: string } }) => item.page.page_uuid)).not.toContain(uuid(11))
    expect((await related(ann, uuid(1), 99)).status).toBe(404)
    expect((await related(ann, 'diary', 11)).status).toBe(404)
  })

  it('nobody else finds any of it', async () => {
    const bob = await meaning.person('bob@example.org')
    expect((await search(bob, { q: 'ship at sea' })).body).toMatchObject({ items: [], total: 0 })
    expect((await related(bob, uuid(1), 11)).status).toBe(404)
  })
})

describe('what is embedded', () => {
  const paragraph = (word: string) => `About ${word}. ${`It says much of ${word}s, and more. `.repeat(16)}`.trim()

  it('is each passage once, and again only if it changed', async () => {
    const cleo = await meaning.person('cleo@example.org')
    const text = (words: string[]) => words.map(paragraph).join('\n\n')
    await type(cleo, { 1: { 11: text(['heron', 'walrus', 'otter']) } })
    await meaning.settle()
    const before = await meaning.embedded()
    expect(before.filter((each) => /heron|walrus|otter/.test(each))).toHaveLength(3)

    await type(cleo, { 1: { 11: text(['heron', 'badger', 'otter']) } })
    await meaning.settle()
    expect((await meaning.embedded()).slice(before.length)).toEqual([paragraph('badger')])
    expect(pagesIn(await search(cleo, { q: 'badger' }))).toEqual([11])
  })

  it('is nothing of a page that was deleted and came back', async () => {
    const dora = await meaning.person('dora@example.org')
    await type(dora, { 1: { 11: sailing, 12: bread } })
    await meaning.settle()
    const before = (await meaning.embedded()).length
    await type(dora, { 1: { 12: bread } })
    expect(pagesIn(await search(dora, { q: 'ship' }))).not.toContain(11)
    await type(dora, { 1: { 11: sailing, 12: bread } })
    await meaning.settle()
    expect(pagesIn(await search(dora, { q: 'ship' }))[0]).toBe(11)
    expect((await meaning.embedded()).slice(before)).toEqual(['ship'])
  })

  it('is in no passage empty, however little a page says', async () => {
    const emil = await meaning.person('emil@example.org')
    await type(emil, { 1: { 11: '…', 12: '---\n\n***', 13: '  ', 14: 'Ink' } })
    await meaning.settle()
    expect((await meaning.service.seen()).violations).toEqual([])
    expect(meaning.ask(`SELECT count(*) FROM sync_queue WHERE target_name = 'meaning' AND status = 'failed'`)).toBe('0')
  })

  it('goes with its account', async () => {
    const rows = () => meaning.ask('SELECT (SELECT count(*) FROM embedded_pages), (SELECT count(*) FROM passages)')
    const before = rows()
    const fay = await meaning.person('fay@example.org')
    await type(fay, { 1: { 11: sailing } })
    await meaning.settle()
    expect(rows()).not.toBe(before)
    meaning.ask(`DELETE FROM users WHERE email = 'fay@example.org'`)
    expect(rows()).toBe(before)
  })
})

describe('in a workspace', () => {
  const route = '/api/v1/workspaces'

  it('members find shared pages, and no others', async () => {
    const { api } = meaning
    const tokens = { owner: await signUp(api, 'owner@example.org'), guest: await signUp(api, 'guest@example.org') }
    const owner = new Device(api, tokens.owner, 1)
    const guest = new Device(api, tokens.guest, 1)
    await type(owner, { 1: { 11: sailing, 12: 'Waves at the harbour' }, 2: { 21: 'A private boat' } })
    await meaning.settle()
    const json = { name: 'Crew' }
    const { id } = (await api.ask(`POST ${route}`, { token: tokens.owner, json })).body
    const invited = await api.ask(
      `POST ${route}/:workspace_id/invitations`,
      { token: tokens.owner, json: { role: 'viewer' } },
      `${route}/${id}/invitations`,
    )
    await api.ask('POST /api/v1/invitations/accept', { token: tokens.guest, json: { token: invited.body.token } })
    const move = 'PUT /api/v1/notebooks/:notebook_uuid/workspace'
    const path = `/api/v1/notebooks/${uuid(1)}/workspace`
    expect((await api.ask(move, { token: tokens.owner, json: { workspace_id: id } }, path)).status).toBe(200)

    const found = await search(guest, { q: 'ship at sea', workspace_id: id })
    expect(pagesIn(found).sort()).toEqual([11, 12])
    expect((await search(guest, { q: 'ship at sea' })).body.items).toEqual([])
    const shared = found.body.items[0].notebook.id
    const near = await related(guest, shared, 11)
    expect(near.body.items.map((item: { page: { page_uuid: string } }) => item.page.page_uuid)).toEqual([uuid(12)])
    const stranger = await meaning.person('stranger@example.org')
    expect((await search(stranger, { q: 'ship', workspace_id: id })).status).toBe(404)
    expect((await related(stranger, shared, 11)).status).toBe(404)
  })
})

it('a server without an embeddings service has no search by meaning, and queues nothing for it', async () => {
  await using served = await serve({}, 'all')
  const api = new Api(served.server)
  const token = await signUp(api, 'ann@example.org')
  const device = new Device(api, token, 1)
  await type(device, { 1: { 11: sailing } })
  expect((await search(device, { q: 'ship' })).body).toMatchObject({
    status: 409,
    detail: "Search by meaning isn't set up on this server.",
  })
  expect((await related(device, uuid(1), 11)).body).toEqual({ items: [] })
  expect((await device.get('GET /api/v1/quota')).body.has_meaning).toBe(false)
  await device.announceManifest({ scope: 'library', notebooks: [notebook(1, [11])] })
  expect((await device.get('GET /api/v1/sync/stats')).body.target_counts).toEqual({})
})
