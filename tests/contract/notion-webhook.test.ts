// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion reports changes by a webhook: only signed events count, and they only cause a poll.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { signatureOf } from '../../e2e/emulators/notion/webhooks.mjs'
import { notebookProperties } from '../world/notion-schema.ts'
import { hangLimits } from '../world/patience.ts'
import { askDatabase, type Program } from '../world/programs.ts'
import { Device, uuid } from './library.ts'
import { type NotionHouse, startNotionHouse } from './notion-house.ts'
import { libraryOfPages, todoProperties } from './targets/todo-database.ts'

const path = '/api/v1/webhooks/notion'
const token = 'secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl'
const workspace = uuid(1)

/** Of both programs, so that they have the same master key. */
const folder = mkdtempSync(join(tmpdir(), 'rmirror-webhook-'))

let house: NotionHouse
let worker: Program
let ada: string
let source: string

beforeAll(async () => {
  // With the real rate limits, and without polling.
  house = await startNotionHouse([workspace, uuid(2)], {
    RMIRROR_NOTION_WEBHOOK_TOKEN: token,
    ...{ RMIRROR_TEST_NOTION_POLL_SECONDS: '86400', RMIRROR_TEST_RATE_LIMITS: 'on' },
    ...{ RMIRROR_TRUSTED_PROXIES: '127.0.0.1', RMIRROR_DATA_DIR: folder },
  })
  worker = await house.startAnother('all')
  ada = await house.signUp('ada')
  await house.connect(ada, 0)
  const content = house.content(0)
  const notes = content.database({ title: 'Notes', properties: notebookProperties })
  source = content.database({ title: 'Todos', properties: todoProperties }).data_source_id
  await new Device(house.api, ada, 1).announceManifest(libraryOfPages(['- [ ] Milk\n- [ ] Bread']))
  const settings = { data_source: notes.data_source_id, todo_data_source: source }
  const put = { token: ada, json: { settings } }
  const saved = await house.api.ask('PUT /api/v1/integrations/:target_name', put, '/api/v1/integrations/notion')
  expect(saved.status, JSON.stringify(saved.body)).toBe(200)
  await until('rows', () => rows().length === 2)
})

afterAll(async () => {
  await worker[Symbol.asyncDispose]()
  await house[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

beforeEach(async () => {
  house.notion.emulator.webhooks.clear()
  // The last look was long ago.
  await askDatabase(house.database, 'UPDATE integrations SET looked_at = NULL')
})

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let since = '0', end = Date.now() + hangLimits.poll; Date.now() < end; ) {
    if (await isSo()) return
    const news = await house.api.ask('GET /api/v1/changes', { token: ada }, `/api/v1/changes?since=${since}&wait=1`)
    since = news.body.next
  }
  const { body } = await house.api.ask('GET /api/v1/integrations', { token: ada })
  throw new Error(`Never seen: ${what}. ${JSON.stringify(body.items)}`)
}

interface Node {
  id: string
  properties: { Task: { title: { plain_text: string }[] } }
}
const rows = (): Node[] => house.content(0).tree(source).children
const rowOf = (task: string) => rows().find(({ properties }) => properties.Task.title[0]?.plain_text === task)?.id ?? ''
const tick = (task: string, checkbox: boolean) =>
  house.content(0).setProperties(rowOf(task), { Completed: { checkbox } })
async function isDone(task: string): Promise<boolean | undefined> {
  const { items } = (await house.api.ask('GET /api/v1/todos', { token: ada })).body
  return items.find(({ text }: { text: string }) => text === task)?.is_completed
}
const looks = () =>
  house.notion.log.requests.filter((call) => call.path.includes(`/data_sources/${source}/query`)).length

/** The bot by which ada's connection is known. */
const bot = () => house.notion.emulator.connections.access.get('ntn_of_a_workspace_0')?.connection.id ?? ''

const event = (more: object = {}) => ({
  ...{
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    workspace_id: workspace,
    type: 'page.properties_updated',
  },
  ...{
    authors: [{ id: randomUUID(), type: 'person' }],
    entity: { id: rowOf('Milk'), type: 'page' },
    attempt_number: 1,
  },
  ...more,
})

/** From an address of its own, since strangers are limited by theirs. */
let nthAddress = 0
const fromElsewhere = () => ({ 'x-forwarded-for': `198.${++nthAddress >> 8}.${nthAddress % 256}.1` })

function post(body: string, headers: Record<string, string> = {}) {
  const type = { 'content-type': 'application/json' }
  return fetch(`${house.server}${path}`, { method: 'POST', body, headers: { ...type, ...fromElsewhere(), ...headers } })
}
const send = (json: object, key = token, headers: Record<string, string> = {}) =>
  post(JSON.stringify(json), { 'x-notion-signature': signatureOf(key, JSON.stringify(json)), ...headers })

/** As Notion does it, with the token that the server was given. */
async function subscribed(): Promise<void> {
  const { webhooks } = house.notion.emulator
  await webhooks.subscribe({ url: `${house.server}${path}`, workspace })
  for (const subscription of webhooks.subscriptions) subscription.verification_token = token
  webhooks.verify(token)
}

it('a tick in Notion is here as soon as Notion tells of it, though it is told twice and in another order', async () => {
  await subscribed()
  const { webhooks } = house.notion.emulator
  webhooks.settings.duplicate = true
  webhooks.settings.reverse = true
  for (const checkbox of [true, false, true]) tick('Milk', checkbox)
  await until('the tick', () => isDone('Milk').then((done) => done === true))
  // What is told again may still be on its way.
  const statuses = () => house.notion.log.deliveries.map(({ status }) => status)
  await until('all answers', async () => !statuses().includes(null))
  expect(new Set(statuses())).toEqual(new Set([204]))
})

it('a late event tells what stands there by now', async () => {
  tick('Milk', false)
  await send(event({ timestamp: '2026-01-01T00:00:00.000Z', attempt_number: 8 }))
  await until('the tick', () => isDone('Milk').then((done) => done === false))
})

it('what is unsigned, altered, signed by another or of no account changes nothing', async () => {
  await until('rest', async () => looks() > 0)
  const before = looks()
  tick('Bread', true)
  const body = JSON.stringify(event())
  const signature = signatureOf(token, body)
  const refused = [
    ...[
      {},
      { 'x-notion-signature': '' },
      { 'x-notion-signature': 'sha256=' },
      { 'x-notion-signature': 'x'.repeat(71) },
    ],
    ...[signature.slice(7), signature.toUpperCase(), signature.slice(0, -1), `${signature}0`].map((wrong) => ({
      'x-notion-signature': wrong,
    })),
    { 'x-notion-signature': signatureOf(`${token}x`, body) },
  ]
  for (const headers of refused) expect((await post(body, headers)).status, JSON.stringify(headers)).toBe(401)
  expect((await post(body.replace('page.', 'pagE.'), { 'x-notion-signature': signature })).status).toBe(401)
  expect((await post('', { 'x-notion-signature': signatureOf(token, '') })).status).toBe(400)
  for (const odd of ['[]', '"x"', '{', '\u0000', '{"a":'.repeat(500)])
    expect((await post(odd, { 'x-notion-signature': signatureOf(token, odd) })).status, odd).toBe(400)
  const idle = [
    ...[{}, { type: 'page.created' }, { workspace_id: 1, type: 'page.created' }, event({ type: 'comment.created' })],
    ...[event({ workspace_id: uuid(7) }), event({ workspace_id: uuid(2) }), event({ type: 5 })],
    event({ authors: [{ id: bot(), type: 'bot' }] }),
  ]
  for (const json of idle) expect((await send(json)).status, JSON.stringify(json)).toBe(204)
  expect((await post('x'.repeat(70_000))).status).toBe(413)
  // Looked for since? A second would be enough for it.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect([looks() - before, await isDone('Bread')]).toEqual([0, false])
  await send(
    event({
      authors: [
        { id: bot(), type: 'bot' },
        { id: randomUUID(), type: 'person' },
      ],
    }),
  )
  await until('the tick', () => isDone('Bread').then((done) => done === true))
})

/** As Notion does it: what a busy server has no room for comes again. */
async function deliver(address: Record<string, string>): Promise<number> {
  for (let attempt_number = 1; ; attempt_number++) {
    const { status, headers } = await send(event({ attempt_number }), token, address)
    if (status !== 503 || attempt_number === 10) return status
    await new Promise((resolve) => setTimeout(resolve, Number(headers.get('retry-after')) * 1000))
  }
}

it('a thousand at once are all taken, and looked for once a second at most', async () => {
  tick('Bread', false)
  const before = looks()
  const began = Date.now()
  const address = fromElsewhere()
  const statuses = await Promise.all(Array.from({ length: 1000 }, () => deliver(address)))
  expect(new Set(statuses)).toEqual(new Set([204]))
  await until('the tick', () => isDone('Bread').then((done) => done === false))
  // One a second at most, whatever comes; a thousand take a machine one or two seconds, or longer.
  const seconds = (Date.now() - began) / 1000
  expect(looks() - before).toBeLessThanOrEqual(Math.ceil(seconds) + 2)
})

it('any client can send a first token: it is shown, but has no effect', async () => {
  const forged = 'secret_of_somebody_else'
  expect((await post(JSON.stringify({ verification_token: forged }))).status).toBe(204)
  expect((await send(event(), forged)).status).toBe(401)
  for (const verification_token of ['', 7, 'two words', 'line\nbreak', 'x'.repeat(201), null])
    expect((await post(JSON.stringify({ verification_token }))).status).toBe(401)
})

it('who shows no signature is limited as strangers are, and takes nothing from those who do', async () => {
  const address = fromElsewhere()
  const shown = JSON.stringify({ verification_token: 'secret_x' })
  const unsigned = await Promise.all(Array.from({ length: 40 }, () => post(shown, address)))
  const counted = (answers: Response[], status: number) => answers.filter((answer) => answer.status === status).length
  expect([counted(unsigned, 204), counted(unsigned, 429)]).toEqual([30, 10])
  const forged = await Promise.all(Array.from({ length: 40 }, () => send(event(), 'another', address)))
  expect([counted(forged, 401), counted(forged, 429)]).toEqual([30, 10])
  expect((await send(event(), token, address)).status).toBe(204)
})

it('a server without a token takes no events', async () => {
  await using bare = await startNotionHouse([workspace])
  const body = JSON.stringify(event())
  for (const key of ['', 'secret_x']) {
    const headers = { 'content-type': 'application/json', 'x-notion-signature': signatureOf(key, body) }
    expect((await fetch(`${bare.server}${path}`, { method: 'POST', body, headers })).status).toBe(401)
  }
})
