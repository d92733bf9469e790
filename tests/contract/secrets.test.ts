// SPDX-License-Identifier: AGPL-3.0-or-later
// What people entrust to the server is in no log, no answer and no dump of the database, however it is written there.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startNotion } from '../../e2e/emulators/notion/notion.mjs'
import { startReadwise } from '../../e2e/emulators/readwise.mjs'
import { startWebhookReceiver } from '../../e2e/emulators/webhook-receiver.mjs'
import { type Program, start, startDatabase } from '../world/programs.ts'
import { type Answer, Api, type Question } from './answers.ts'
import { disguisesOf, leaksOf } from './disguises.ts'
import { Device, page, signUp, uuid } from './library.ts'

const server = 'build/native/rmirror-server'
const key = () => randomBytes(32).toString('base64')
const secrets: Record<string, string> = {
  token: 'rw"A\\B+C/D=E%F&G<H>I',
  refusedToken: 'no"A\\B+C/D=E%F&G<H>I',
  passwordInAddress: 'kims+pass/word%21',
  longToken: `long${'"\\+/=%'.repeat(400)}`,
  pastedToken: 'ntn_x"A\\B+C/D=E%F&G<H>I',
  clientSecret: 'the+client/secret%of"us',
  oldKey: key(),
  newKey: key(),
}
const texts = { log: '', answers: '', output: '', dump: '' }
const folder = mkdtempSync(join(tmpdir(), 'rmirror-secrets-'))
let readwise: Awaited<ReturnType<typeof startReadwise>>
let notion: Awaited<ReturnType<typeof startNotion>>
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
let database: Program
let running: Program
let api: Api
let token: string

const settings = () => ({
  RMIRROR_DATA_DIR: folder,
  RMIRROR_DATABASE_URL: database.said,
  RMIRROR_LISTEN: '127.0.0.1:0',
  RMIRROR_DASHBOARD_DIR: '',
  RMIRROR_TEST_RATE_LIMITS: 'off',
  RMIRROR_LOG_LEVEL: 'debug',
  RMIRROR_PRIVATE_URLS: 'on',
  RMIRROR_TEST_READWISE_BASE_URL: readwise.address,
  RMIRROR_TEST_NOTION_BASE_URL: notion.address,
  RMIRROR_NOTION_CLIENT_ID: 'rmirror',
  RMIRROR_NOTION_CLIENT_SECRET: secrets.clientSecret ?? '',
  RMIRROR_PUBLIC_URL: 'http://rmirror.example.org',
  RMIRROR_MASTER_KEYS: `old:${secrets.oldKey}`,
})

beforeAll(async () => {
  readwise = await startReadwise()
  receiver = await startWebhookReceiver()
  notion = await startNotion({
    tokens: [{ token: secrets.pastedToken ?? '' }],
    clients: [
      {
        id: 'rmirror',
        secret: secrets.clientSecret ?? '',
        name: 'rMirror',
        redirect_uris: ['http://rmirror.example.org/connections/notion'],
      },
    ],
  })
  database = await startDatabase()
  running = await start(server, [], settings(), (line) => {
    texts.log += `${line}\n`
    return line.includes('"listening"')
  })
  api = new Api(`http://127.0.0.1:${JSON.parse(running.said).port}`)
  token = await signUp(api, 'ada@example.org')
})

afterAll(async () => {
  for (const each of [running, database]) await each[Symbol.asyncDispose]()
  await Promise.all([readwise.close(), receiver.close(), notion.close()])
  rmSync(folder, { recursive: true })
})

/** Each answer is looked at later, unless it is the one that shows what was drawn. */
async function ask(operation: string, question: Question = {}, path?: string, shows = false): Promise<Answer> {
  const answer = await api.ask(operation, { token, ...question }, path)
  if (!shows) texts.answers += `${operation} ${JSON.stringify([...answer.headers])} ${JSON.stringify(answer.body)}\n`
  return answer
}

const integration = (target: string) =>
  ask('GET /api/v1/integrations/:target_name', {}, `/api/v1/integrations/${target}`)
const put = (target: string, values: Record<string, string>, shows = false) =>
  ask('PUT /api/v1/integrations/:target_name', { json: { settings: values } }, `/api/v1/integrations/${target}`, shows)
const test = (target: string, values?: Record<string, string>) =>
  ask(
    'POST /api/v1/integrations/:target_name/test',
    { json: values ? { settings: values } : {} },
    `/api/v1/integrations/${target}/test`,
  )

const configure = (service: string, what: string, json: unknown) =>
  fetch(`${service}/emulator/${what}`, { method: 'PUT', body: JSON.stringify(json) })

async function send(highlight: string): Promise<void> {
  const pages = [{ ...page(1), typed_text: 'Monday', highlights: [{ original_text: highlight }] }]
  const notebooks = [{ notebook_uuid: uuid(1), document_type: 'notebook', visible_name: 'Diary', pages }]
  expect((await new Device(api, token, 1).announceManifest({ scope: 'library', notebooks })).status).toBe(200)
}

async function throughReadwise(): Promise<void> {
  await send('first')
  expect((await put('readwise', { token: secrets.longToken ?? '' })).status).toBe(400)
  expect((await test('readwise', { token: secrets.refusedToken ?? '' })).body.ok).toBe(false)
  expect((await put('readwise', { token: secrets.refusedToken ?? '' })).status).toBe(200)
  await expect.poll(async () => (await integration('readwise')).body.state).toBe('stopped')
  await configure(readwise.address, 'tokens', [secrets.token])
  expect((await put('readwise', { token: secrets.token ?? '' })).body.secrets).toEqual({ token: true })
  await expect.poll(() => JSON.stringify(readwise.service.state())).toContain('first')
  for (const each of ['token', 'longToken'])
    await ask('POST /api/v1/connections', { json: { provider: 'readwise', token: secrets[each] ?? '' } })
  await ask('GET /api/v1/connections')
}

async function throughTheWebhook(): Promise<void> {
  const address = `https://kim:${secrets.passwordInAddress}@example.org`
  expect((await put('webhook', { address })).status).toBe(400)
  expect((await put('webhook', { signing_secret: secrets.token ?? '' })).status).toBe(400)
  const { drawn } = (await put('webhook', { address: `${receiver.address}/ada` }, true)).body
  const again = await ask(
    'POST /api/v1/integrations/:target_name/secret',
    {},
    '/api/v1/integrations/webhook/secret',
    true,
  )
  secrets.firstSigningSecret = drawn.signing_secret
  secrets.signingSecret = again.body.drawn.signing_secret
  await test('webhook')
  await configure(receiver.address, 'secrets', { '/ada': secrets.signingSecret })
  await test('webhook')
  await send('second')
  await expect.poll(() => JSON.stringify(receiver.service.state())).toContain('second')
  await integration('webhook')
}

/** Notion itself says the token, and no answer that is passed on holds it. */
async function throughNotionsProxy(): Promise<void> {
  const json = { provider: 'notion', token: secrets.pastedToken ?? '' }
  expect((await ask('POST /api/v1/connections', { json })).status).toBe(201)
  const body = { message: `Bearer ${secrets.pastedToken}` }
  const faults = [
    { status: 200, body },
    { status: 500, body },
    { drop: true, times: 2 },
  ]
  notion.emulator.faults.set(faults.map((fault) => ({ path: '/v1/users', ...fault })))
  const headers = { 'notion-version': '2025-09-03' }
  for (const status of [502, 502, 502, 200])
    expect((await ask('GET /api/notion/proxy/v1/users/me', { headers })).status).toBe(status)
}

async function throughObsidian(): Promise<void> {
  secrets.firstVaultKey = (await ask('POST /v1/obsidian/enable', {}, undefined, true)).body.api_key
  secrets.vaultKey = (await ask('POST /v1/obsidian/regenerate-key', {}, undefined, true)).body.api_key
  const own = { token: secrets.vaultKey ?? '' }
  expect((await ask('GET /v1/obsidian/sync', own)).body.notebooks).toHaveLength(1)
  expect((await ask('GET /v1/obsidian/sync', { token: secrets.firstVaultKey ?? '' })).status).toBe(401)
  await ask('POST /v1/obsidian/sync/confirm', { ...own, json: { deleted_notebooks: [uuid(2)] } })
  await ask('GET /v1/obsidian/status')
}

/** Pasted, signed in for, ended, refreshed, refused and lost. */
async function throughNotion(): Promise<void> {
  const paste = (pasted = '') => ask('POST /api/v1/connections', { json: { provider: 'notion', token: pasted } })
  expect((await paste(secrets.refusedToken)).status).toBe(400)
  const { id } = (await paste(secrets.pastedToken)).body
  const tried = async () =>
    (await ask('POST /api/v1/connections/:id/test', {}, `/api/v1/connections/${id}/test`)).body.is_ok
  expect(await tried()).toBe(true)
  const at = (step: string) => `/api/v1/connections/notion/${step}`
  const { url } = (await ask('POST /api/v1/connections/:provider/authorize', {}, at('authorize'), true)).body
  const { headers } = await fetch(`${url}&allow=1`, { redirect: 'manual' })
  const back = Object.fromEntries(new URL(headers.get('location') ?? '').searchParams)
  Object.assign(secrets, { oauthCode: back.code, oauthState: back.state })
  for (const status of [201, 409])
    expect((await ask('POST /api/v1/connections/:provider/callback', { json: back }, at('callback'))).status).toBe(
      status,
    )
  const { connections, faults } = notion.emulator
  const bot = [...connections.all.values()].at(-1)
  if (!bot) throw new Error('No connection was made')
  connections.end(bot, 'access')
  expect(await tried()).toBe(true)
  connections.end(bot, 'access')
  faults.set([{ path: '/v1/oauth/token', before: 'answer', drop: true }])
  expect(await tried()).toBe(false)
  expect(await tried()).toBe(false)
  for (const [nth, one] of [...connections.access.keys(), ...connections.refresh.keys()].entries())
    secrets[`notionToken${nth}`] = one
  expect((await ask('GET /api/v1/connections')).body.items).toHaveLength(3)
}

const shown = [
  ...['/api/v1/integrations', '/api/v1/sync/records', '/api/v1/sync/queue', '/api/v1/sync/health'],
  ...['/api/v1/sync/stats', '/api/v1/notifications', '/api/v1/changes', '/api/v1/targets', '/metrics'],
]

it('no secret is to be seen after it was entered, refused, used, replaced or re-encrypted', async () => {
  await throughReadwise()
  await throughTheWebhook()
  await throughObsidian()
  await throughNotion()
  await throughNotionsProxy()
  for (const path of shown) await ask(`GET ${path}`)
  const keys = { RMIRROR_MASTER_KEYS: `new:${secrets.newKey},old:${secrets.oldKey}` }
  texts.output = execFileSync(server, ['--rotate-keys'], { env: { ...settings(), ...keys }, encoding: 'utf8' })
  expect(texts.output).toContain('Credentials encrypted anew with key new: 3.')
  texts.dump = execFileSync('pg_dump', [database.said], { encoding: 'utf8', maxBuffer: 1 << 28 })

  expect(texts.dump).toContain('Monday')
  expect(texts.log).toContain('"request"')
  expect(texts.answers).toContain('readwise')
  expect(Object.values(secrets).every((secret) => secret.length > 15)).toBe(true)
  expect(leaksOf(secrets, texts)).toEqual([])
})

it('would be seen in any of its disguises', () => {
  const secret = secrets.token ?? ''
  const inBase64 = (text: string) => Buffer.from(text).toString('base64')
  const texts = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify({ detail: secret }),
    JSON.stringify({ line: JSON.stringify({ detail: secret }) }),
    ...['', '-', '--'].map((before) => inBase64(`${before}${secret}${before}`)),
    Buffer.from(secret).toString('base64url'),
    `\\x${Buffer.from(JSON.stringify({ token: secret })).toString('hex')}`,
    `\\x${Buffer.from(inBase64(secret)).toString('hex')}`,
  ]
  for (const text of texts)
    expect(
      disguisesOf(secret).some((form) => text.includes(form)),
      text,
    ).toBe(true)
})
