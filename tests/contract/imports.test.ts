// SPDX-License-Identifier: AGPL-3.0-or-later
// What an import brings is added to what an account has, and takes nothing from it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askDatabase } from '../world/database.ts'
import { serve } from '../world/programs.ts'
import { type Answer, Api, type Question } from './answers.ts'
import { Device, notebook, signUp, uuid } from './library.ts'

type Served = Awaited<ReturnType<typeof serve>>
type Json = NonNullable<Question['json']>

let served: Served
let api: Api
let token: string
/** The device's. */
let agent: string
let device: Device
let people = 0

beforeAll(async () => {
  served = await serve({ RMIRROR_TEST_RATE_LIMITS: 'off' })
  api = new Api(served.server)
})
afterAll(() => served[Symbol.asyncDispose]())

beforeEach(async () => {
  token = await signUp(api, `person-${++people}@example.org`)
  agent = (await api.ask('POST /api/v1/auth/agent-token', { token, json: { name: 'desk' } })).body.access_token
  device = new Device(api, agent, 1)
})

describe('a page', () => {
  const operation = 'PUT /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/imported'
  const bring = (json: Json, number = 1): Promise<Answer> =>
    api.ask(operation, { token: agent, json }, `${device.pathOf(number)}/imported`)
  const transcription = { ink_hash: 'i1:1', text: '- [ ] Buy lnk', confidence: 0.5, lines: [] }
  const document = { content: '- [x] Buy ink', base: '- [ ] Buy lnk', author: 'person' }
  const version = (number: number, content: string) => ({
    ...{ id: uuid(number), author: 'person', name: null, content },
    ...{ saved_at: '2026-11-01T12:00:00.123456Z', created_at: '2026-11-01T12:10:00Z' },
  })
  const todo = { source: 'handwriting', text: 'Buy ink', is_ticked: true, is_completed: false, confidence: null }
  const shown = async () => (await device.page(1)).body
  const versionsOf = async (id: string) => {
    const operation = 'GET /api/v1/documents/:id/versions'
    return (await api.ask(operation, { token }, `/api/v1/documents/${id}/versions`)).body.items
  }

  beforeEach(async () => {
    expect((await device.announce([1, 2])).status).toBe(200)
  })

  it('that is empty gets texts, versions and to-dos, and its image is not transcribed', async () => {
    const answer = await bring({ transcription, document, versions: [version(71, 'Before')], todos: [todo] })
    expect([answer.status, answer.body]).toEqual([200, { is_imported: true }])
    expect((await device.put(1)).body).toMatchObject({ ocr_status: 'completed' })
    const page = await shown()
    expect(page).toMatchObject({ ocr_status: 'completed', ocr_text: '- [ ] Buy lnk', document: '- [x] Buy ink' })
    expect(page.todos).toMatchObject([{ text: 'Buy ink', is_completed: false }])
    expect(await versionsOf(page.id)).toMatchObject([{ id: uuid(71), saved_at: '2026-11-01T12:00:00.123456+00:00' }])
    expect((await api.ask('GET /api/v1/quota', { token })).body).toMatchObject({ used: 0, reserved: 0 })
  })

  it('is as it was when the same is brought again, also what its person has changed since', async () => {
    const all = { transcription, document, versions: [version(71, 'Before')], todos: [todo] }
    await bring(all)
    const before = await shown()
    expect((await bring(all)).body).toEqual({ is_imported: true })
    expect(await shown()).toEqual(before)
    expect(await versionsOf(before.id)).toHaveLength(1)
    const changed = { token, headers: { 'if-match': '*' }, json: { content: 'Mine' } }
    await api.ask('PUT /api/v1/documents/:id', changed, `/api/v1/documents/${before.id}`)
    expect((await bring(all)).body).toEqual({ is_imported: false })
    expect(await shown()).toMatchObject({ document: 'Mine', todos: [] })
  })

  it('gets everything once when several bring it at a time', async () => {
    const all = { transcription, document, versions: [version(71, 'Before')], todos: [todo] }
    const answers = await Promise.all([1, 2, 3, 4].map(() => bring(all)))
    for (const { status, body } of answers) expect([status, body]).toEqual([200, { is_imported: true }])
    const page = await shown()
    expect([page.todos.length, (await versionsOf(page.id)).length]).toEqual([1, 1])
  })

  it('keeps to-dos as its person has completed and reopened them since', async () => {
    const typed_markdown = '- [ ] Call Ben\n- [ ] Call Cy'
    const typed = {
      page_uuid: uuid(1),
      has_ink: true,
      ink_hash: 'i1:1',
      typed_text: 'Call Ben\nCall Cy',
      typed_markdown,
    }
    await device.announceManifest({ scope: 'notebooks', notebooks: [{ ...notebook(1, []), pages: [typed] }] })
    const called = { ...todo, source: 'typed_text', is_ticked: false, is_completed: true }
    const todos = [
      { ...todo, is_completed: true },
      { ...called, text: 'Call Ben' },
      { ...called, text: 'Call Cy' },
    ]
    await bring({ transcription, document, todos })
    const states = async () => {
      const found: { text: string; is_completed: boolean }[] = (await shown()).todos
      return Object.fromEntries(found.map(({ text, is_completed }) => [text, is_completed]))
    }
    expect(await states()).toEqual({ 'Buy ink': true, 'Call Ben': true, 'Call Cy': true })
    for (const { id, text } of (await shown()).todos) if (text !== 'Call Cy') await device.completeTodo(id, false)
    // As an hour later.
    askDatabase(served.database, `UPDATE todos SET created_at = now() - interval '1 hour'`)
    await bring({ transcription, document, todos })
    expect(await states()).toEqual({ 'Buy ink': false, 'Call Ben': false, 'Call Cy': true })
  })

  it('keeps its transcription, and takes the rest', async () => {
    await bring({ transcription: { ...transcription, text: 'Buy ink' } })
    expect((await bring({ transcription })).body).toEqual({ is_imported: false })
    expect((await bring({ transcription, document, todos: [todo] })).body).toEqual({ is_imported: true })
    expect(await shown()).toMatchObject({ ocr_text: 'Buy ink', document: '- [x] Buy ink' })
  })

  it('with newer handwriting keeps waiting for its transcription', async () => {
    await bring({ transcription: { ...transcription, ink_hash: 'i1:before' } })
    expect(await shown()).toMatchObject({ ocr_status: 'not_synced', ocr_text: '- [ ] Buy lnk' })
    expect((await device.put(1)).body.ocr_status).not.toBe('completed')
  })

  it('gets corrections of its highlights where it has none', async () => {
    const highlights = [{ original_text: 'Rnain' }, { original_text: 'Sun' }]
    const marked = { ...notebook(1, []), pages: [{ page_uuid: uuid(1), ink_hash: 'i1:1', has_ink: true, highlights }] }
    await device.announceManifest({ scope: 'notebooks', notebooks: [marked] })
    const mark = (ordinal: number, original_text: string, note: string) => ({ ordinal, original_text, note })
    const rain = { ...mark(0, 'Rnain', 'Often'), corrected_text: 'Rain' }
    await bring({ highlights: [rain, mark(1, 'Moon', 'Never'), mark(7, 'Sun', 'Never')] })
    await bring({ highlights: [{ ...rain, corrected_text: 'Hail', note: 'Seldom' }] })
    const found = (await shown()).highlights
    expect(found).toMatchObject([
      { original_text: 'Rnain', corrected_text: 'Rain', note: 'Often' },
      { original_text: 'Sun', corrected_text: null, note: '' },
    ])
  })

  it('that is unknown is not created', async () => {
    expect((await bring({}, 9)).status).toBe(404)
    const path = `/api/v1/notebooks/no-uuid/pages/${uuid(1)}/imported`
    expect((await api.ask(operation, { token: agent, json: {} }, path)).status).toBe(404)
  })

  it.each<[string, Json]>([
    ['document.content', { document: { ...document, content: 'ä'.repeat(600_000) } }],
    ['document.author', { document: { ...document, author: 'somebody' } }],
    ['versions[0].saved_at', { versions: [{ ...version(71, ''), saved_at: null }] }],
    ['versions[0].id', { versions: [{ ...version(71, ''), id: '71' }] }],
    ['transcription.confidence', { transcription: { ink_hash: 'i1:1', text: '' } }],
    ['transcription.lines[0].top', { transcription: { ...transcription, lines: [{ text: '', confidence: 1 }] } }],
    ['todos[0].text', { todos: [{ ...todo, text: '' }] }],
    ['deleted_at', { deleted_at: null }],
  ])('with a wrong %s is refused, and nothing is brought', async (field, json) => {
    const answer = await bring({ transcription, ...(json as object) })
    expect([answer.status, answer.body.field]).toEqual([400, field])
    expect(await shown()).toMatchObject({ ocr_status: 'not_synced', document: null })
  })
})

describe('an integration', () => {
  const route = '/api/v1/integrations/:target_name'
  const pathOf = (target: string) => `/api/v1/integrations/${target}`
  const bring = (target: string, json: Json) =>
    api.ask(`PUT ${route}/imported`, { token: agent, json }, `${pathOf(target)}/imported`)
  const show = async (target: string) => (await api.ask(`GET ${route}`, { token }, pathOf(target))).body
  const save = (target: string, json: Json) => api.ask(`PUT ${route}`, { token, json }, pathOf(target))

  it('is paused until its credential is entered', async () => {
    const rules = {
      list: [{ tags: ['books'], folders: [], types: [], is_pinned: null, words: [], does: 'leave_out', place: null }],
      ...{ otherwise: 'send', leave: 'keep' },
    }
    const templates = { todo: '{{text}}', address: 'https://code.example.org/' }
    const settings = { project: 'inbox', token: 'of-another-account' }
    const answer = await bring('todoist', { settings, choice: null, rules, templates })
    expect([answer.status, answer.body]).toEqual([200, { is_imported: true }])
    expect(await show('todoist')).toMatchObject({
      ...{ state: 'paused', is_enabled: false, settings: { project: 'inbox' }, secrets: { token: false }, rules },
      templates: { todo: '{{text}}' },
    })
    const refused = await save('todoist', { is_enabled: true })
    expect([refused.status, refused.body.field]).toEqual([400, 'settings.token'])
    const resumed = await save('todoist', { is_enabled: true, settings: { project: 'inbox', token: 'a-token' } })
    expect(resumed.body).toMatchObject({ state: 'active', rules, templates: { todo: '{{text}}' } })
  })

  it('gets a new key when it is resumed, if it has one', async () => {
    await bring('obsidian', { templates: null })
    expect(await show('obsidian')).toMatchObject({ state: 'paused', secrets: { api_key: false } })
    const { body } = await save('obsidian', { is_enabled: true })
    expect(body).toMatchObject({ state: 'active', secrets: { api_key: true }, drawn: { api_key: expect.any(String) } })
    expect((await save('obsidian', { is_enabled: true })).body.drawn).toEqual({})
  })

  it('that is set up stays as it is', async () => {
    await save('todoist', { settings: { token: 'a-token', project: 'mine' } })
    const before = await show('todoist')
    const answer = await bring('todoist', { settings: { project: 'inbox' }, templates: { todo: '{{text}}' } })
    expect(answer.body).toEqual({ is_imported: false })
    expect(await show('todoist')).toEqual(before)
  })

  it.each<[string, number, string, Json]>([
    ['nowhere', 404, '', { templates: null }],
    ['todoist', 400, 'settings.project', { settings: { project: '../..' }, templates: null }],
    ['todoist', 400, 'templates.todo', { templates: { todo: '{{#text}}' } }],
    ['todoist', 400, 'templates', {}],
    ['obsidian', 409, '', { templates: { note: 'x' } }],
    ['webhook', 400, 'settings.address', { settings: { address: 'http://127.0.0.1:1/' }, templates: null }],
    ['webhook', 400, 'settings.address', { templates: null }],
  ])('at %s is refused with %i %s where this server can not have it', async (target, status, field, json) => {
    const answer = await bring(target, json)
    expect([answer.status, answer.body.field ?? '']).toEqual([status, field])
    expect((await api.ask(`GET ${route}`, { token }, pathOf(target))).status).toBe(404)
  })
})

describe('a profile', () => {
  const operation = 'PUT /api/v1/me/imported'
  const bring = (json: Json) => api.ask(operation, { token: agent, json })
  const change = (json: Json) => api.ask('PATCH /api/v1/me', { token, json })
  const all = { name: 'Ann', language: 'de', time_zone: 'Europe/Berlin', retention_days: 30, first_steps_ended: true }

  it('is taken by an account that has chosen nothing', async () => {
    const { status, body } = await bring({ ...all, sends_telemetry: false })
    expect([status, body]).toEqual([200, expect.objectContaining(all)])
    expect((await api.ask('GET /api/v1/telemetry', { token })).body.is_on).toBe(false)
    expect((await bring({ sends_telemetry: true })).body).toMatchObject(all)
    expect((await api.ask('GET /api/v1/telemetry', { token })).body.is_on).toBe(false)
  })

  it('leaves what was chosen', async () => {
    const chosen = { name: 'Ben', language: 'en', time_zone: 'UTC', retention_days: 90 }
    await change(chosen)
    expect((await bring(all)).body).toMatchObject(chosen)
  })

  it('does not make a device decide how long deleted notebooks are kept', async () => {
    await device.announce([1])
    expect((await bring(all)).body).toMatchObject({ name: 'Ann', retention_days: null })
  })

  it('with an unknown time zone is refused', async () => {
    const { status, body } = await bring({ ...all, time_zone: 'Europe/Atlantis' })
    expect([status, body.field]).toEqual([422, 'time_zone'])
    expect((await api.ask('GET /api/v1/me', { token })).body.name).toBeNull()
  })
})
