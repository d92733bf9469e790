// SPDX-License-Identifier: AGPL-3.0-or-later
// An Obsidian vault that asks for itself, by the protocol of rmirror-cloud's plugin: what it confirmed it has.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../generator/prng.ts'
import { askDatabase, type Served, serve } from '../world/programs.ts'
import { testSeed } from '../world/seed.ts'
import { type Answer, Api } from './answers.ts'
import { Device, signUp, uuid } from './library.ts'
import { of } from './reading.ts'
import { type Note, note, Shelf } from './shelf.ts'
import { type PulledNotebook, Vault } from './vault-client.ts'

let served: Served
let api: Api
const sql = (text: string) => askDatabase(served.database, text)

beforeAll(async () => {
  served = await serve()
  api = new Api(served.server)
})

afterAll(() => served[Symbol.asyncDispose]())

const manage = (action: string, token: string): Promise<Answer> => api.ask(`POST /v1/obsidian/${action}`, { token })
const statusFor = async (token: string) => (await api.ask('GET /v1/obsidian/status', { token })).body

let people = 0

/** With an empty vault, and a library of three notebooks. */
async function person() {
  const email = `person${++people}@example.org`
  const token = await signUp(api, email)
  const { api_key: key } = (await manage('enable', token)).body
  const shelf = new Shelf()
  shelf.notes.set(1, note('Diary', ['Monday', 'Tuesday'], 100, 90))
  shelf.notes.set(2, note('Plans', ['One', ''], 200))
  shelf.notes.set(3, note('Empty', [], 300))
  const device = new Device(api, token, 1)
  const send = async () => expect((await device.announceManifest(shelf.manifest())).status).toBe(200)
  await send()
  return { email, token, key, shelf, device, send, diary: shelf.notes.get(1) as Note, vault: new Vault(api, key) }
}

describe('the key of a vault', () => {
  it('is shown once, and only its hash is kept', async () => {
    const token = await signUp(api, 'keys@example.org')
    const nothing = { last_sync: null, total_notebooks_synced: 0, total_pages_synced: 0, pending_notebooks: 0 }
    expect(await statusFor(token)).toEqual({ enabled: false, ...nothing })
    expect((await manage('regenerate-key', token)).status).toBe(404)
    expect((await manage('disable', token)).status).toBe(404)
    const { body } = await manage('enable', token)
    expect(body).toEqual({ api_key: expect.stringMatching(/^[\w-]{43}$/), enabled: true })
    expect((await manage('enable', token)).status).toBe(400)
    expect(sql(`SELECT count(*) FROM integrations AS i WHERE i::text LIKE '%${body.api_key}%'`)).toBe('0')
    expect(sql(`SELECT count(*) FROM integrations WHERE key_hash = encode(sha256('${body.api_key}'), 'hex')`)).toBe('1')
    expect(sql('SELECT count(*) FROM connections')).toBe('0')
    const shown = (await api.ask('GET /api/v1/integrations', { token })).body
    expect(JSON.stringify(shown)).not.toContain(body.api_key)
  })

  it('is refused when it is none, replaced or switched off', async () => {
    const { token, key, vault } = await person()
    expect((await vault.ask()).status).toBe(200)
    for (const wrong of ['', 'a key', token, key.slice(1)]) {
      const refused = await new Vault(api, wrong).ask()
      expect(refused.status).toBe(401)
      expect(refused.body.detail).toBe('Invalid API key')
      expect(refused.headers.get('www-authenticate')).toBe('Bearer')
    }
    const { body } = await manage('regenerate-key', token)
    expect((await vault.ask()).status).toBe(401)
    const again = new Vault(api, body.api_key)
    expect((await again.ask()).status).toBe(200)
    expect((await manage('disable', token)).body.success).toBe(true)
    const refused = [await again.ask(), await again.confirm([])]
    expect(refused.map(({ status }) => status)).toEqual([403, 403])
    expect(refused[0]?.body.detail).toBe('Obsidian integration is disabled')
    const third = new Vault(api, (await manage('enable', token)).body.api_key)
    expect([(await again.ask()).status, (await third.ask()).status]).toEqual([401, 200])
  })

  it('is for people to make, not for devices, and opens nothing else', async () => {
    const { token, key } = await person()
    const agent = (await api.ask('POST /api/v1/auth/agent-token', { token, json: {} })).body.access_token
    for (const action of ['enable', 'regenerate-key', 'disable']) expect((await manage(action, agent)).status).toBe(403)
    expect((await api.ask('GET /api/v1/me', { token: key })).status).toBe(401)
    expect((await api.ask('GET /v1/obsidian/status', { token: key })).status).toBe(401)
  })

  it('reaches no other user', async () => {
    const [ada, bob] = [await person(), await person()]
    await ada.vault.sync()
    await bob.vault.sync()
    // The same notebooks: what she deletes stays his.
    ada.shelf.notes.clear()
    await ada.send()
    expect((await ada.vault.ask()).body.deleted_notebook_uuids).toHaveLength(3)
    await ada.vault.sync()
    expect((await bob.vault.ask()).body).toMatchObject({ notebooks: [], deleted_notebook_uuids: [] })
    bob.shelf.notes.set(7, note('His alone', ['x'], 700))
    await bob.send()
    const [his] = (await bob.vault.ask()).body.notebooks
    expect((await ada.vault.confirm([his], [his.notebook_uuid])).body.confirmed).toBe(0)
    expect((await bob.vault.ask()).body.notebooks).toEqual([his])
  })
})

describe('a vault', () => {
  it('is told of name, place, order and text, and of nothing twice', async () => {
    const { shelf, diary, send, vault } = await person()
    const notesOf = async (change: () => void) => {
      change()
      await send()
      const { notebooks, deleted_notebook_uuids } = (await vault.ask()).body
      expect(await vault.sync()).toBe(notebooks.length)
      expect(vault.files()).toEqual(shelf.files())
      expect((await vault.ask()).body).toMatchObject({ notebooks: [], deleted_notebook_uuids: [] })
      return [...notebooks.map((each: PulledNotebook) => each.visible_name), ...deleted_notebook_uuids]
    }
    expect((await notesOf(() => {})).sort()).toEqual(['Diary', 'Empty', 'Plans'])
    expect(await notesOf(() => {})).toEqual([])
    expect(await notesOf(() => Object.assign(diary, { name: 'Journal' }))).toEqual(['Journal'])
    expect(await notesOf(() => Object.assign(diary, { folder: 91 }))).toEqual(['Journal'])
    expect(await notesOf(() => shelf.folders.set(91, 'Office'))).toEqual(['Journal'])
    expect(await notesOf(() => diary.pages.reverse())).toEqual(['Journal'])
    expect(await notesOf(() => Object.assign(diary.pages[0] ?? {}, { typed: 'Friday' }))).toEqual(['Journal'])
    expect(await notesOf(() => diary.pages.pop())).toEqual(['Journal'])
    expect(await notesOf(() => Object.assign(diary, { isTrashed: true }))).toEqual([uuid(1)])
    expect(await notesOf(() => Object.assign(diary, { isTrashed: false }))).toEqual(['Journal'])
    expect(await notesOf(() => shelf.notes.delete(2))).toEqual([uuid(2)])
  })

  it('has what was read, then what was typed', async () => {
    const { email, vault } = await person()
    await vault.sync()
    sql(`UPDATE pages SET ocr_text = 'By hand' WHERE page_uuid = '${uuid(100)}' AND ${of(email)}`)
    expect(await vault.sync()).toBe(1)
    const text = 'By hand\n\nMonday'
    const page = { page_uuid: uuid(100), page_number: 1, ocr_text: text, tags: [] }
    expect(vault.notes.get(uuid(1))?.pages[0]).toEqual(page)
  })

  it('has the tags of a notebook and its pages, and asks again when they change', async () => {
    const { email, vault } = await person()
    await vault.sync()
    sql(`UPDATE notebooks SET tags = '{to read}' WHERE notebook_uuid = '${uuid(1)}' AND ${of(email)}`)
    expect(await vault.sync()).toBe(1)
    sql(`UPDATE pages SET tags = '{garden}' WHERE page_uuid = '${uuid(101)}' AND ${of(email)}`)
    expect(await vault.sync()).toBe(1)
    const diary = vault.notes.get(uuid(1))
    expect([diary?.tags, ...(diary?.pages ?? []).map(({ tags }) => tags)]).toEqual([['to read'], [], ['garden']])
    expect(await vault.sync()).toBe(0)
  })

  it('asks again for what it did not confirm, and confirms as often as it likes', async () => {
    const { token, vault } = await person()
    const { notebooks } = (await vault.ask()).body
    expect((await vault.ask()).body.notebooks).toEqual(notebooks)
    expect(await statusFor(token)).toMatchObject({ pending_notebooks: 3, last_sync: null })
    expect((await vault.confirm(notebooks.slice(0, 1))).body).toEqual({ status: 'ok', confirmed: 1 })
    expect((await vault.ask()).body.notebooks).toEqual(notebooks.slice(1))
    for (let times = 0; times < 2; ++times) expect((await vault.confirm(notebooks)).body.confirmed).toBe(3)
    expect((await vault.confirm([notebooks[0], notebooks[0]])).body.confirmed).toBe(1)
    expect(await statusFor(token)).toEqual({
      enabled: true,
      last_sync: expect.any(String),
      total_notebooks_synced: 3,
      total_pages_synced: 4,
      pending_notebooks: 0,
    })
    const stored = sql(`SELECT metadata ->> 'file_path' FROM sync_records WHERE notebook_uuid = '${uuid(1)}'
                        AND content_hash = '${notebooks[0].content_hash}' LIMIT 1`)
    expect(stored).toBe('reMarkable/Private/Diary.md')
  })

  it('is told of an edit that came before it confirmed', async () => {
    const { diary, send, vault } = await person()
    const { notebooks } = (await vault.ask()).body
    diary.pages.push({ id: 150, typed: 'Late' })
    await send()
    await vault.confirm(notebooks)
    const [late, ...others] = (await vault.ask()).body.notebooks
    expect(others).toEqual([])
    expect(late.pages.at(-1).ocr_text).toBe('Late')
  })

  it('is told of what is gone until it confirms that, and of what came back', async () => {
    const { shelf, diary, send, vault } = await person()
    await vault.sync()
    shelf.notes.delete(1)
    await send()
    for (let times = 0; times < 2; ++times)
      expect((await vault.ask('?limit=1')).body.deleted_notebook_uuids).toEqual([uuid(1)])
    shelf.notes.set(1, diary)
    await send()
    expect((await vault.ask()).body).toMatchObject({ notebooks: [], deleted_notebook_uuids: [] })
    // It deleted the note meanwhile, and says so now.
    expect((await vault.confirm([], [uuid(1)])).body.confirmed).toBe(1)
    expect((await vault.ask()).body.notebooks).toHaveLength(1)
  })

  it('is reported of what was deleted: that it is waiting, and that it is removed', async () => {
    const { token, vault } = await person()
    await vault.sync()
    await api.ask('DELETE /api/v1/notebooks/:notebook_uuid', { token }, `/api/v1/notebooks/${uuid(1)}`)
    const reported = async () => (await api.ask('GET /api/v1/notebooks/deleted', { token })).body.items[0].targets
    const none = { removed: 0, waiting: 0, failed: 0, kept: 0, error_class: null, error_message: null }
    expect(await reported()).toEqual([{ target_name: 'obsidian', ...none, waiting: 1 }])
    await vault.sync()
    expect(await reported()).toEqual([{ target_name: 'obsidian', ...none, removed: 1 }])
  })

  it('has what was chosen, and no more', async () => {
    const { token, vault } = await person()
    await vault.sync()
    const choose = (choice: object | null) =>
      api.ask(
        'PUT /api/v1/integrations/:target_name',
        { token, json: { settings: {}, choice } as never },
        '/api/v1/integrations/obsidian',
      )
    expect((await choose({ notebooks: [], folders: [uuid(90)], tags: [] })).body.drawn).toEqual({})
    expect((await vault.ask()).body.deleted_notebook_uuids).toEqual([uuid(2), uuid(3)])
    await vault.sync()
    expect(Object.keys(vault.files())).toEqual([`Private/Diary ${uuid(1)}`])
    await choose(null)
    expect(await vault.sync()).toBe(2)
  })
})

it('is previewed by what it confirmed', async () => {
  const { token, diary, send, vault } = await person()
  const preview = async () => {
    const path = '/api/v1/integrations/obsidian/preview'
    for (;;) {
      const answer = await api.ask('POST /api/v1/integrations/:target_name/preview', { token, json: {} }, path)
      if (answer.status !== 202) return answer.body
    }
  }
  expect((await preview()).items).toEqual({
    notebook: { create: 3, update: 0, move: 0, remove: 0, keep: 0, unchanged: 0 },
  })
  await vault.sync()
  diary.name = 'Journal'
  await send()
  const { items, sample } = await preview()
  expect(items).toEqual({ notebook: { create: 0, update: 1, move: 0, remove: 0, keep: 0, unchanged: 2 } })
  expect(sample).toMatch(/^# (Journal|Plans|Empty)\n/)
})

describe('a large library', () => {
  it('comes in pieces by a cursor that passes over what did not change', async () => {
    const { shelf, send, vault } = await person()
    for (let number = 10; number < 30; ++number) shelf.notes.set(number, note(`N${number}`, ['x'], number * 100))
    await send()
    for (const wrong of ['limit=0', 'limit=201', 'limit=x']) expect((await vault.ask(`?${wrong}`)).status).toBe(400)
    const first = (await vault.ask('?limit=5')).body
    expect(first).toMatchObject({ has_more: true, next_cursor: expect.any(String) })
    expect(first.notebooks).toHaveLength(5)
    expect((await vault.ask('?limit=5&cursor=none')).body.notebooks).toEqual(first.notebooks)
    await vault.confirm(first.notebooks)
    expect((await vault.ask('?limit=5')).body).toMatchObject({
      notebooks: [],
      has_more: true,
      next_cursor: first.next_cursor,
    })
    expect(await vault.sync({ limit: 4 })).toBe(18)
    expect(vault.files()).not.toEqual(shelf.files())
    for (const each of first.notebooks) vault.notes.set(each.notebook_uuid, each)
    expect(vault.files()).toEqual(shelf.files())
    expect((await vault.ask('?limit=200')).body).toMatchObject({ has_more: false, next_cursor: null })
  })

  it('never fills memory with one answer', async () => {
    const { shelf, send, vault } = await person()
    for (let number = 10; number < 16; ++number)
      shelf.notes.set(number, note(`N${number}`, Array(12).fill('x'.repeat(100_000)), number * 100))
    await send()
    const answer = await vault.ask('?limit=200')
    expect(answer.bytes.length).toBeLessThan(6_000_000)
    expect(answer.body.has_more).toBe(true)
    await vault.sync({ limit: 200 })
    expect(vault.files()).toEqual(shelf.files())
  })
})

it('ends with what the library holds, whatever is edited and lost', async () => {
  const seed = testSeed
  const random = new Random(seed)
  const { shelf, send, vault } = await person()
  for (let round = 0; round < 40; ++round) {
    for (let edits = random.integer(4); edits >= 0; --edits) shelf.edit(random)
    await send()
    if (random.chance(0.7)) await vault.sync({ limit: 1 + random.integer(5), loses: () => random.chance(0.3) })
  }
  await vault.sync()
  expect(vault.files(), `seed ${seed}`).toEqual(shelf.files())
  expect((await vault.ask()).body, `seed ${seed}`).toMatchObject({ notebooks: [], deleted_notebook_uuids: [] })
})
