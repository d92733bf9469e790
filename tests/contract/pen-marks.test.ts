// SPDX-License-Identifier: AGPL-3.0-or-later
// Pen marks that a device announces are highlights, which their owner rejects or switches off.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { serve } from '../world/programs.ts'
import { type Answer, Api, type Question } from './answers.ts'
import { Device, notebook, signUp, uuid } from './library.ts'

type Json = NonNullable<Question['json']>

let served: Awaited<ReturnType<typeof serve>>
let api: Api
let token: string
let device: Device
let people = 0

beforeAll(async () => {
  served = await serve({ RMIRROR_TEST_RATE_LIMITS: 'off' })
  api = new Api(served.server)
})
afterAll(() => served[Symbol.asyncDispose]())

beforeEach(async () => {
  token = await signUp(api, `marks-${++people}@example.org`)
  device = new Device(api, token, 1)
})

const mark = (original_text: string, y: number, more: object = {}) => ({
  ...{ kind: 'underline', original_text, sentence: `All of ${original_text}.`, heading: 'Methods' },
  ...{ color: '#000000ff', rects: [{ x: 100, y, width: 200, height: 40 }], ...more },
})
const both = [mark('one', 50), mark('two', 150, { kind: 'margin_bar' })]

function announce(pageMembers: object): Promise<Answer> {
  const page = { page_uuid: uuid(1), ink_hash: 'i1:1', has_ink: true, ...pageMembers }
  return device.announceManifest({ scope: 'notebooks', notebooks: [{ ...notebook(1, []), pages: [page] }] })
}

type Shown = { id: string; original_text: string; is_rejected: boolean }[]

async function shown(): Promise<{ highlights: Shown; rejected: Shown; texts: string[] }> {
  const { highlights, rejected_marks: rejected } = (await device.page(1)).body
  return { highlights, rejected, texts: highlights.map(({ original_text }: Shown[number]) => original_text) }
}

const reject = (id: string, is_rejected: boolean): Promise<Answer> =>
  api.ask('PATCH /api/v1/highlights/:id', { token, json: { is_rejected } }, `/api/v1/highlights/${id}`)

const choose = (json: Json): Promise<Answer> => api.ask('PATCH /api/v1/sync/selection', { token, json })

describe('pen marks', () => {
  it('are highlights with their kind, sentence and heading', async () => {
    await announce({ pen_marks: both, highlights: [{ original_text: 'typed' }] })
    expect((await shown()).highlights).toMatchObject([
      { original_text: 'typed', mark: null, sentence: '', heading: '', is_rejected: false },
      { original_text: 'one', mark: 'underline', sentence: 'All of one.', heading: 'Methods', is_rejected: false },
      { original_text: 'two', mark: 'margin_bar' },
    ])
  })

  it('stay rejected when the page is announced again, and come back', async () => {
    await announce({ pen_marks: both })
    const id = (await shown()).highlights[0]?.id ?? ''
    expect((await reject(id, true)).body).toMatchObject({ id, is_rejected: true })
    await announce({ pen_marks: both })
    expect(await shown()).toMatchObject({ texts: ['two'], rejected: [{ id, is_rejected: true }] })
    expect((await reject(id, false)).body).toMatchObject({ id, is_rejected: false })
    expect(await shown()).toMatchObject({ texts: ['one', 'two'], rejected: [] })
  })

  it('stay while a device cannot read the print', async () => {
    await announce({ pen_marks: both })
    await announce({ lacks_print: true })
    expect((await shown()).texts).toEqual(['one', 'two'])
    await announce({})
    expect((await shown()).texts).toEqual([])
  })

  it('are switched off and on, for all notebooks and for one', async () => {
    await announce({ pen_marks: both, highlights: [{ original_text: 'typed' }] })
    expect((await choose({ pen_marks: false })).body).toMatchObject({ pen_marks: false })
    expect((await shown()).texts).toEqual(['typed'])
    const on = { notebook_pen_marks: [{ notebook_uuid: uuid(1), pen_marks: true }] }
    expect((await choose(on)).body).toMatchObject({ pen_marks: false, notebooks_with_pen_marks: [uuid(1)] })
    expect((await shown()).texts).toEqual(['typed', 'one', 'two'])
    const usual = { pen_marks: true, notebook_pen_marks: [{ notebook_uuid: uuid(1) }] }
    expect((await choose(usual)).body).toMatchObject({ pen_marks: true, notebooks_with_pen_marks: [] })
    expect((await shown()).texts).toEqual(['typed', 'one', 'two'])
  })

  it('alone can be rejected', async () => {
    await announce({ highlights: [{ original_text: 'typed' }] })
    const id = (await shown()).highlights[0]?.id ?? ''
    expect((await reject(id, true)).status).toBe(404)
    expect((await shown()).texts).toEqual(['typed'])
  })

  it('of someone else are unknown', async () => {
    await announce({ pen_marks: both })
    const id = (await shown()).highlights[0]?.id ?? ''
    const other = await signUp(api, `other-${people}@example.org`)
    const asked = { token: other, json: { is_rejected: true } }
    expect((await api.ask('PATCH /api/v1/highlights/:id', asked, `/api/v1/highlights/${id}`)).status).toBe(404)
    expect((await shown()).texts).toEqual(['one', 'two'])
  })

  it('that an import brings as rejected are rejected', async () => {
    await announce({ pen_marks: both })
    const brought = { ordinal: 1001, original_text: 'two', note: 'Not meant', is_rejected: true }
    const operation = 'PUT /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/imported'
    const agent = (await api.ask('POST /api/v1/auth/agent-token', { token, json: { name: 'desk' } })).body.access_token
    const question = { token: agent, json: { highlights: [brought] } }
    expect((await api.ask(operation, question, `${device.pathOf(1)}/imported`)).status).toBe(200)
    expect(await shown()).toMatchObject({ texts: ['one'], rejected: [{ original_text: 'two', note: 'Not meant' }] })
  })

  it.each<[string, object]>([
    ['pen_marks[0].kind', { pen_marks: [mark('one', 50, { kind: 'star' })] }],
    ['pen_marks[0].sentence', { pen_marks: [mark('one', 50, { sentence: 'a'.repeat(10_001) })] }],
    ['pen_marks[1].rects[0].width', { pen_marks: [mark('one', 50), mark('two', 50, { rects: [{ x: 1, y: 1 }] })] }],
    ['emphasised[0].x', { emphasised: [{ x: 'left', y: 1, width: 1, height: 1 }] }],
    ['pen_marks', { pen_marks: Array.from({ length: 1001 }, (_, index) => mark(`${index}`, index)) }],
  ])('with a wrong %s are refused, and none is stored', async (field, members) => {
    await announce({ pen_marks: both })
    const answer = await announce(members)
    expect([answer.status, answer.body.field]).toEqual([400, `notebooks[0].pages[0].${field}`])
    expect((await shown()).texts).toEqual(['one', 'two'])
  })

  it('are not chosen twice for a notebook', async () => {
    const twice = [true, false].map((pen_marks) => ({ notebook_uuid: uuid(1), pen_marks }))
    const answer = await choose({ notebook_pen_marks: twice })
    expect([answer.status, answer.body.field]).toEqual([400, 'notebook_pen_marks[1].notebook_uuid'])
  })
})
