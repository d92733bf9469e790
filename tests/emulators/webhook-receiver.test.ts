// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomBytes, randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../e2e/emulators/targets/faults.mjs'
import { startWebhookReceiver } from '../../e2e/emulators/webhook-receiver.mjs'
import { ask, asNewForEach } from './target-client.ts'

const secret = `whsec_${randomBytes(32).toString('base64')}`
const receiver = asNewForEach(await startWebhookReceiver({ secrets: { '/notes': secret } }))
type Json = Record<string, unknown>

const event = (type: string, data: Json = {}) => ({
  type,
  timestamp: new Date().toISOString(),
  data: { id: 'one', notebook_uuid: 'n', ...data },
})

interface Call {
  id?: string
  sent?: Date
  path?: string
  headers?: Record<string, string>
}

function call(content: object, { id = randomUUID(), sent = new Date(), path = '/notes', headers = {} }: Call = {}) {
  const body = JSON.stringify(content)
  const signed = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': `${Math.floor(sent.getTime() / 1000)}`,
    'webhook-signature': new Webhook(secret).sign(id, sent, body),
  }
  return ask(`${receiver.address}${path}`, { method: 'POST', headers: { ...signed, ...headers }, body })
}

const configure = (method: string, door: string, body?: unknown) =>
  ask(`${receiver.address}/emulator/${door}`, body === undefined ? { method } : { method, body: JSON.stringify(body) })
const items = async () => (await configure('GET', 'state')).body.items['/notes']
const violations = () => receiver.service.violations.length

describe('what it takes', () => {
  it.each<[string, number, Call]>([
    ['a wrong signature', 401, { headers: { 'webhook-signature': `v1,${randomBytes(32).toString('base64')}` } }],
    ['no signature', 401, { headers: { 'webhook-signature': '' } }],
    ['an old timestamp', 401, { sent: new Date('2026-01-01') }],
    ['an id that is none', 400, { id: 'msg_1' }],
    ['form data', 415, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['another path', 404, { path: '/elsewhere' }],
  ])('refuses and counts %s', async (_what, status, how) => {
    expect((await call(event('todo.updated'), how)).status).toBe(status)
    expect(violations()).toBe(1)
    expect(await items()).toBeUndefined()
  })

  it.each<[string, object]>([
    ['more than type, timestamp and data', { ...event('todo.updated'), more: true }],
    ['a time that is none', { ...event('todo.updated'), timestamp: 'now' }],
    ['a type that it does not know', event('todo.changed')],
    ['data without an id', event('todo.updated', { id: 7 })],
  ])('refuses and counts %s', async (_what, content) => {
    expect((await call(content)).status).toBe(422)
    expect(violations()).toBe(1)
  })
})

it('repeats the challenge by which a server asks whether it may send events, and keeps nothing of it', async () => {
  const asked = { type: 'verification', timestamp: new Date().toISOString(), data: { challenge: 'abc' } }
  const answer = await call(asked)
  expect([answer.status, answer.body]).toEqual([200, { challenge: 'abc' }])
  expect((await configure('GET', 'state')).body.events).toEqual([])
  expect((await call(asked, { headers: { 'webhook-signature': 'v1,none' } })).status).toBe(401)
})

describe('what it keeps', () => {
  it('is what the events say there is', async () => {
    await call(event('todo.updated', { id: 'milk', text: 'Milk' }))
    await call(event('todo.updated', { id: 'milk', text: 'Oat milk' }))
    await call(event('highlight.updated', { id: 'milk' }))
    await call(event('highlight.deleted', { id: 'milk' }))
    expect(await items()).toEqual({ 'todo milk': { id: 'milk', notebook_uuid: 'n', text: 'Oat milk' } })
    await call(event('page_text.updated', { id: 'p', notebook_uuid: 'other' }))
    await call(event('notebook.deleted', { id: 'n' }))
    expect(Object.keys(await items())).toEqual(['page_text p'])
    await configure('DELETE', 'state')
    expect(await items()).toBeUndefined()
  })

  it('is an event once, however often it comes', async () => {
    const id = randomUUID()
    const content = event('todo.updated', { text: 'Milk' })
    expect((await call(content, { id })).status).toBe(202)
    expect((await call(content, { id })).status).toBe(200)
    await call(event('todo.updated', { text: 'Oat milk' }))
    await call(content, { id })
    expect((await items())['todo one'].text).toBe('Oat milk')
    expect((await configure('GET', 'state')).body.events.map(({ times }: { times: number }) => times)).toEqual([3, 1])
    expect(violations()).toBe(0)
    await call(event('todo.updated', { text: 'Bread' }), { id })
    expect(violations()).toBe(1)
  })
})

describe('what goes wrong', () => {
  const faults = (...list: Fault[]) => configure('PUT', 'faults', list)

  it.each<[string, Fault, number | string]>([
    ['500', { status: 500 }, 500],
    ['410', { status: 410 }, 410],
    ['a page of HTML', { html: true }, 200],
    ['5 MB', { bytes: 5_000_000 }, 200],
    ['a redirect', { redirect: 'http://10.0.0.1/' }, 302],
    ['a dropped connection', { drop: true }, 'dropped'],
    ['a connection dropped before the body is read', { drop: true, before: 'reading' }, 'dropped'],
  ])('is %s, once, and nothing was done', async (_what, fault, expected) => {
    await faults(fault)
    const status = await call(event('todo.updated')).then(
      (answer) => answer.status,
      () => 'dropped',
    )
    expect(status).toBe(expected)
    expect(await items()).toBeUndefined()
    expect((await call(event('todo.updated'))).status).toBe(202)
  })

  it('is an answer that is lost after all was done', async () => {
    await faults({ status: 500, before: 'answer', times: 2 })
    const id = randomUUID()
    const content = event('todo.updated')
    for (const status of [500, 500, 200]) expect((await call(content, { id })).status).toBe(status)
    expect(Object.keys(await items())).toEqual(['todo one'])
  })

  it('is a time to wait, slowness, or silence', async () => {
    await faults({ status: 429, retry_after: 3600 }, { after_ms: 50 }, { hang: true, containing: 'Milk' })
    expect((await call(event('todo.updated'))).headers.get('retry-after')).toBe('3600')
    const begun = performance.now()
    expect((await call(event('todo.updated'))).status).toBe(202)
    expect(performance.now() - begun).toBeGreaterThan(45)
    expect((await call(event('todo.updated', { text: 'Bread' }))).status).toBe(202)
    const ending = new AbortController()
    const { signal } = ending
    const hanging = ask(`${receiver.address}/notes`, { method: 'POST', body: 'Milk', signal }).catch(() => 'given up')
    const last = async () => (await configure('GET', 'log')).body.requests.at(-1)
    await expect.poll(last).toMatchObject({ fault: ['hang', 'containing'] })
    ending.abort()
    expect(await hanging).toBe('given up')
    expect(await last()).toMatchObject({ path: '/notes', status: null, fault: ['hang', 'containing'] })
  })

  it('is nothing that it was not taught', async () => {
    expect((await configure('PUT', 'faults', [{ explode: true }])).body.error).toContain('explode')
    expect((await configure('PUT', 'faults', {})).status).toBe(400)
    expect((await configure('PUT', 'weather', [])).status).toBe(404)
  })
})
