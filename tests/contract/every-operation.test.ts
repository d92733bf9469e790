// SPDX-License-Identifier: AGPL-3.0-or-later
// Each operation of the contract is asked once, and answers as described when all goes well.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { startGitHub } from '../../e2e/emulators/github/github.mjs'
import { startNotion, workspaceId } from '../../e2e/emulators/notion/notion.mjs'
import type { Workspace } from '../../e2e/emulators/notion/workspace.mjs'
import { signatureOf } from '../../e2e/emulators/stripe/deliveries.mjs'
import { askDatabase, type Program, startDatabase, startServer } from '../world/programs.ts'
import { type Answer, Api, cookieOf, type Question } from './answers.ts'
import { svixHeaders } from './identities/svix.ts'
import { legalTexts } from './legal.ts'
import { Device, notebook, png, uuid } from './library.ts'
import { type Json, operations } from './openapi.ts'
import { startShop, stripeSettings, webhookSecret } from './plans.ts'

const programs: Program[] = []
const asked = new Set<string>()
const downloads = mkdtempSync(join(tmpdir(), 'rmirror-downloads-'))
const legal = legalTexts('2026-11')
let claude: Awaited<ReturnType<typeof startClaude>>
let notion: Awaited<ReturnType<typeof startNotion>>
let github: Awaited<ReturnType<typeof startGitHub>>
let shop: Awaited<ReturnType<typeof startShop>>
let api: Api

const notionClient = {
  ...{ id: 'rmirror', secret: 'secret', name: 'rMirror' },
  redirect_uris: ['http://rmirror.example.org/connections/notion'],
}

const githubApp = { id: 'rmirror', secret: 'secret', redirect_uri: 'http://rmirror.example.org/sign-in/github' }
const clerkSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

beforeAll(async () => {
  claude = await startClaude()
  notion = await startNotion({ clients: [notionClient] })
  github = await startGitHub()
  github.service.apps.registered = [githubApp]
  shop = await startShop()
  programs.push(await startDatabase())
  const settings = {
    RMIRROR_ANTHROPIC_API_KEY: 'a key',
    RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address,
    RMIRROR_FREE_PAGES: '1',
    RMIRROR_PRIVATE_URLS: 'on',
    RMIRROR_TEST_NOTION_BASE_URL: notion.address,
    RMIRROR_TEST_TODOIST_BASE_URL: 'http://127.0.0.1:1',
    RMIRROR_NOTION_CLIENT_ID: notionClient.id,
    RMIRROR_NOTION_CLIENT_SECRET: notionClient.secret,
    RMIRROR_PUBLIC_URL: 'http://rmirror.example.org',
    RMIRROR_GITHUB_CLIENT_ID: githubApp.id,
    RMIRROR_GITHUB_CLIENT_SECRET: githubApp.secret,
    RMIRROR_TEST_GITHUB_BASE_URL: github.address,
    RMIRROR_TEST_GITHUB_API_BASE_URL: github.address,
    RMIRROR_OIDC_ISSUER: 'http://127.0.0.1:1',
    RMIRROR_OIDC_AUDIENCE: 'rmirror',
    RMIRROR_CLERK_WEBHOOK_SECRET: clerkSecret,
    RMIRROR_DOWNLOADS_DIR: downloads,
    RMIRROR_LEGAL_DIR: legal,
    ...stripeSettings(shop.address),
  }
  // Without a worker, so that what is queued stays.
  programs.push(await startServer(programs[0]?.said ?? '', settings, 'native', 'api'))
  api = new Api(programs[1]?.said ?? '')
})

afterAll(async () => {
  for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
  await claude.close()
  await notion.close()
  await github.close()
  await shop.close()
  rmSync(downloads, { recursive: true })
  rmSync(legal, { recursive: true })
})

/** `parameters` take the places of the route's, in their order. */
async function ask(operation: string, status: number, question: Question = {}, ...parameters: string[]) {
  const left = [...parameters]
  const path = operation.split(' ')[1]?.replace(/:\w+/g, () => left.shift() ?? '') ?? ''
  const query = left.shift() ?? ''
  const answer = await api.ask(operation, question, path + query)
  expect(answer.status, `${operation}: ${JSON.stringify(answer.body)}`).toBe(status)
  asked.add(operation)
  return answer
}

const ann = { email: 'ann@example.org', password: 'correct horse battery staple' }
const sql = (text: string) => askDatabase(programs[0]?.said ?? '', text)

/** The id of a new attachment. */
async function attach(token: string, document_id: string): Promise<string> {
  const bytes = png(1)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const facts = { file_name: 'sketch.png', content_type: 'image/png', size: bytes.length, sha256 }
  const json = { scope: 'attachment', document_id, ...facts }
  const { id, headers } = (await ask('POST /api/v1/uploads/presign', 201, { token, json })).body
  await ask('PUT /api/v1/uploads/:id/content', 204, { token, bytes, headers }, id)
  await ask('POST /api/v1/uploads/:id/complete', 200, { token }, id)
  return id
}

async function walkAttachments(token: string, document_id: string) {
  const id = await attach(token, document_id)
  await ask('GET /api/v1/documents/:id/attachments', 200, { token }, document_id)
  await ask('GET /api/v1/attachments/:id', 200, { token }, id)
  await ask('DELETE /api/v1/attachments/:id', 204, { token }, id)
}

async function walkBackups(token: string) {
  const bytes = new TextEncoder().encode('sealed')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const key = { key_id: uuid(51), revision: 0, record: '{}' }
  await ask('PUT /api/v1/backups/key', 200, { token, json: key })
  await ask('POST /api/v1/backups/missing-chunks', 200, { token, json: { names: [sha256] } })
  const json = { scope: 'backup', chunk: sha256, size: bytes.length, sha256 }
  const { id, headers } = (await ask('POST /api/v1/uploads/presign', 201, { token, json })).body
  await ask('PUT /api/v1/uploads/:id/content', 204, { token, bytes, headers }, id)
  await ask('POST /api/v1/uploads/:id/complete', 200, { token }, id)
  const backup = { id: uuid(52), key_id: uuid(51), sealed: 'c2VhbGVk', chunks: [sha256] }
  await ask('POST /api/v1/backups', 201, { token, json: backup })
  await ask('GET /api/v1/backups', 200, { token })
  await ask('GET /api/v1/backups/chunks/:name', 200, { token }, sha256)
  await ask('DELETE /api/v1/backups/:id', 204, { token }, uuid(52))
  await ask('DELETE /api/v1/backups', 204, { token })
}

async function walkDocuments(token: string) {
  const [workspace] = (await ask('GET /api/v1/workspaces', 200, { token })).body.items
  await ask('GET /api/v1/workspaces/:workspace_id/documents', 200, { token }, workspace.id)
  const { id } = (await ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid', 200, { token }, uuid(1), uuid(1)))
    .body
  await ask('GET /api/v1/documents/:id', 200, { token }, id)
  const headers = { 'if-match': '*' }
  await ask('PUT /api/v1/documents/:id', 200, { token, headers, json: { content: '- [ ] Buy ink' } }, id)
  const [version] = (await ask('POST /api/v1/documents/:id/versions', 201, { token, json: { name: 'First' } }, id)).body
    .items
  await ask('GET /api/v1/documents/:id/versions', 200, { token }, id)
  await ask('GET /api/v1/documents/:id/versions/:version_id', 200, { token }, id, version.id)
  const news = (await ask('GET /api/v1/sync/since', 200, { token })).body
  expect(news.created).toMatchObject([{ id }])
  await ask('DELETE /api/v1/documents/:id', 200, { token, headers }, id)
  const note = await ask(
    'POST /api/v1/workspaces/:workspace_id/documents',
    201,
    { token, json: { content: 'Friday' } },
    workspace.id,
  )
  await walkAttachments(token, note.body.id)
  await walkBackups(token)
  const question = { provider: 'claude', model: 'claude-haiku-5-5', prompt: 'What?', context_ids: [note.body.id] }
  await ask('POST /api/v1/ai/generate', 200, { token, json: question })
  await ask('DELETE /api/v1/documents/:id', 204, { token, headers }, note.body.id)
  await ask('DELETE /api/v1/notebooks/deleted/:notebook_uuid', 204, { token }, note.body.id)
}

async function walkAccounts(): Promise<string> {
  expect((await ask('GET /api/v1/auth/signup', 200)).body.mode).toBe('open')
  await ask('POST /api/v1/auth/signup', 201, { json: ann })
  await walkPasswordReset()
  const signedIn = await ask('POST /api/v1/auth/login', 200, { json: ann })
  const renewed = await ask('POST /api/v1/auth/refresh', 200, { headers: { cookie: cookieOf(signedIn) } })
  const token = String(renewed.body.access_token)
  await ask('GET /api/v1/me', 200, { token })
  await walkAddress(token)
  const { version } = (await ask('GET /api/v1/legal', 200)).body
  await ask('PUT /api/v1/me/legal', 204, { token, json: { version } })
  const accepted = (await ask('GET /api/v1/me/legal', 200, { token })).body
  expect(accepted).toEqual({ version, accepted_version: version })
  const elsewhere = await ask('POST /api/v1/auth/login', 200, { json: ann })
  await ask('PATCH /api/v1/me', 200, { token, json: { name: 'Ann', language: 'de' } })
  await ask('GET /api/v1/me/first-steps', 200, { token })
  await ask('PUT /api/v1/me/imported', 200, { token, json: { sends_telemetry: true } })
  await walkTelemetry(token)
  await walkIdentities(token)
  const { sessions } = (await ask('GET /api/v1/auth/sessions', 200, { token })).body
  const first = sessions.find((session: { is_current: boolean }) => !session.is_current)
  await ask('DELETE /api/v1/auth/sessions/:id', 204, { token }, first.id)
  await ask('POST /api/v1/auth/logout', 204, { headers: { cookie: cookieOf(elsewhere) } })
  await ask('DELETE /api/v1/auth/sessions', 204, { token })
  return token
}

/** To GitHub's screen and back. */
async function atGitHub(purpose: 'providers' | 'identities', question: Question): Promise<Question> {
  const began = await ask(`POST /api/v1/auth/${purpose}/:provider/authorize`, 200, question, 'github')
  const { headers } = await fetch(`${began.body.url}&allow=1&login=hub`, { redirect: 'manual' })
  const json = Object.fromEntries(new URL(headers.get('location') ?? '').searchParams)
  return { ...question, json, headers: { cookie: cookieOf(began) } }
}

async function walkIdentities(token: string): Promise<void> {
  expect((await ask('GET /api/v1/auth/providers', 200)).body.providers).toEqual([{ id: 'github', name: 'GitHub' }])
  const connected = await atGitHub('identities', { token })
  await ask('POST /api/v1/auth/identities/:provider/callback', 200, connected, 'github')
  const visit = await atGitHub('providers', {})
  const { user } = (await ask('POST /api/v1/auth/providers/:provider/callback', 200, visit, 'github')).body
  expect(user.email).toBe(ann.email)
  const [identity] = (await ask('GET /api/v1/auth/identities', 200, { token })).body.identities
  await ask('DELETE /api/v1/auth/identities/:id', 204, { token }, identity.id)
  const body = JSON.stringify({ type: 'session.created', data: {} })
  const headers = svixHeaders(body, { key: clerkSecret })
  await ask('POST /api/v1/webhooks/clerk', 204, { bytes: new TextEncoder().encode(body), headers })
}

async function walkPasswordReset(): Promise<void> {
  sql(`INSERT INTO mail_state (domain) VALUES ('rmirror.example.org')`)
  await ask('POST /api/v1/auth/password-reset', 204, { json: { email: ann.email } })
  sql(`INSERT INTO account_links (id, user_id, purpose, token_hash, email, expires_at)
       SELECT gen_random_uuid(), id, 'reset_password', sha256('a-token'), email, now() + interval '1 hour' FROM users`)
  const json = { token: 'a-token', password: ann.password }
  const reset = await ask('POST /api/v1/auth/password-reset/complete', 200, { json })
  expect(reset.body).toEqual({ email: ann.email })
}

async function walkAddress(token: string): Promise<void> {
  await ask('POST /api/v1/me/email/confirmation', 204, { token })
  await ask('POST /api/v1/me/email', 204, { token, json: { email: 'ann@example.net', password: ann.password } })
  sql(`INSERT INTO account_links (id, user_id, purpose, token_hash, email, expires_at)
       SELECT gen_random_uuid(), id, 'confirm_address', sha256('b-token'), email, now() + interval '1 hour' FROM users`)
  const confirmed = await ask('POST /api/v1/auth/confirm-address', 200, { json: { token: 'b-token' } })
  expect(confirmed.body).toEqual({ email: ann.email })
  expect((await ask('GET /api/v1/me/notices', 200, { token })).body.email.is_confirmed).toBe(true)
  const changed = await ask('PATCH /api/v1/me/notices', 200, { token, json: { mail: { quota: false } } })
  expect(changed.body.mail).toEqual({ quota: false, delivery: true, plan: true, security: true })
  await ask('DELETE /api/v1/me/notices/receiver', 204, { token })
  // tests/contract/notices.test.ts has a receiver.
  asked.add('PUT /api/v1/me/notices/receiver')
  // What it is signed with, the server doesn't tell: tests/contract/notices.test.ts takes it from a mail.
  asked.add('POST /api/v1/notices/unsubscribe/:token')
}

async function walkTelemetry(token: string): Promise<void> {
  expect((await ask('GET /api/v1/telemetry', 200, { token })).body).toEqual({ is_allowed: true, is_on: true })
  await ask('PUT /api/v1/telemetry', 200, { token, json: { is_on: true } })
  const json = { events: [{ route: '/', load_ms: 120 }] }
  await ask('POST /api/v1/telemetry', 204, { token, json })
  await ask('POST /api/v1/telemetry/guest', 204, { json })
}

async function walkLinks(token: string): Promise<void> {
  const wanted = { notebook_uuid: uuid(1), password: 'kitten in a box', allows_download: true, shown_name: 'Ann' }
  const link = (await ask('POST /api/v1/links', 201, { token, json: wanted })).body
  expect(link.url).toBe(`http://rmirror.example.org/shared#${link.token}`)
  await ask('GET /api/v1/links', 200, { token })
  const headers = { 'Rmirror-Link': link.token }
  const opened = await ask('POST /api/v1/shared/unlock', 200, { headers, json: { password: wanted.password } })
  const unlocked = { headers: { ...headers, 'Rmirror-Link-Pass': opened.body.pass } }
  await ask('GET /api/v1/shared', 200, unlocked)
  await ask('GET /api/v1/shared/pages/:page_uuid', 200, unlocked, uuid(1))
  await ask('GET /api/v1/shared/pages/:page_uuid/image', 200, unlocked, uuid(1))
  const page = sql(`SELECT id FROM pages WHERE page_number = 1 ORDER BY id LIMIT 1`)
  const attachment = await attach(token, page)
  await ask('GET /api/v1/shared/attachments/:id', 200, unlocked, attachment)
  await ask('DELETE /api/v1/attachments/:id', 204, { token }, attachment)
  await ask('DELETE /api/v1/links/:id', 204, { token }, link.id)
}

async function walkAgents(token: string): Promise<void> {
  const { user_code, device_code } = (await ask('POST /api/v1/auth/device', 200, { json: { name: 'desk' } })).body
  await ask('GET /api/v1/auth/device/requests/:user_code', 200, { token }, user_code)
  await ask('POST /api/v1/auth/device/decision', 204, { token, json: { user_code, approve: true } })
  const agent = (await ask('POST /api/v1/auth/device/token', 200, { json: { device_code } })).body.access_token
  await ask('GET /api/v1/me', 200, { token: agent })
  await ask('POST /api/v1/auth/agent-token/renew', 200, { token: agent })
  const state = { version: '0.4.0', platform: 'Linux (x64)', sources: ['inbox'], last_sync_at: null, problem: null }
  await ask('PUT /api/v1/auth/agent-token/state', 204, { token: agent, json: state })
  await ask('POST /api/v1/auth/agent-token', 201, { token, json: { name: 'shelf' } })
  const [shelf] = (await ask('GET /api/v1/auth/agent-tokens', 200, { token })).body.items
  await ask('DELETE /api/v1/auth/agent-tokens/:id', 204, { token }, shelf.id)
  await ask('DELETE /api/v1/auth/agent-token', 204, { token: agent })
}

async function walkDownloads(): Promise<void> {
  const release = { manifest: '{"version":"0.4.0","packages":[]}', signature: 'c2lnbmVk' }
  writeFileSync(join(downloads, 'latest.json'), JSON.stringify(release))
  writeFileSync(join(downloads, 'rmirror-0.4.0-linux-x64.tar.gz'), 'a package')
  expect((await ask('GET /api/v1/agents/latest', 200)).body).toEqual(release)
  await ask('GET /downloads/:name', 200, {}, 'rmirror-0.4.0-linux-x64.tar.gz')
}

async function transcribeAgain(token: string): Promise<void> {
  const operation = 'POST /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/transcribe-again'
  const question = { token, json: { instead_of: '2026-11-20T12:00:05+00:00' } }
  const read = "ocr_status = 'completed', ocr_hash = image_hash, ocr_completed_at = now()"
  sql(`UPDATE pages SET ${read} WHERE page_number = 1`)
  await ask(operation, 200, question, uuid(1), uuid(1))
  sql(`UPDATE pages SET ocr_status = 'pending', ocr_hash = NULL, ocr_completed_at = NULL WHERE page_number = 1`)
}

async function readPictures(token: string): Promise<void> {
  sql(`UPDATE pages SET look_hash = 'l1:1', display_hash = 'l1:1' WHERE page_number = 1;
    INSERT INTO display_images (user_id, page_id, blob_id, look_hash, width, height, place_left, place_top, place_width,
      place_height)
    SELECT user_id, page_id, blob_id, 'l1:1', width, height, 0, 0, 1, 1 FROM page_images
    ON CONFLICT DO NOTHING;
    UPDATE quota_usage SET used = 0, reserved = 0; DELETE FROM quota_reservations`)
  const operation = 'POST /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/read-pictures'
  await ask(operation, 200, { token }, uuid(1), uuid(1))
}

async function walkLibrary(token: string): Promise<void> {
  const device = new Device(api, token, 1)
  expect((await device.announce([1, 2])).status).toBe(200)
  expect([(await device.put(1)).status, (await device.put(2)).status]).toEqual([200, 402])
  asked.add('POST /api/v1/sync/manifest').add('PUT /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image')
  sql(`INSERT INTO todos (user_id, page_id, ordinal, text, text_hash)
       SELECT user_id, id, 0, 'Buy ink', 't1:0' FROM pages WHERE page_number = 1`)
  await ask('GET /api/v1/quota', 200, { token })
  await ask('GET /api/v1/quota/history', 200, { token })
  await ask('GET /api/v1/notebooks', 200, { token })
  await ask('GET /api/v1/notebooks/tree', 200, { token })
  await ask('GET /api/v1/notebooks/covers', 200, { token })
  await ask('GET /api/v1/notebooks/:notebook_uuid', 200, { token }, uuid(1))
  await ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid', 200, { token }, uuid(1), uuid(1))
  await ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image', 200, { token }, uuid(1), uuid(1))
  await walkLinks(token)
  await transcribeAgain(token)
  const own = { words: 'Jo is a name.' }
  await ask('PUT /api/v1/notebooks/:notebook_uuid/reading-words', 200, { token, json: own }, uuid(1))
  const words = await ask('GET /api/v1/notebooks/:notebook_uuid/reading-words', 200, { token }, uuid(1))
  expect(words.body).toEqual({ ...own, inherited: null })
  const trial = 'POST /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/reading-trial'
  await ask(trial, 409, { token, json: { words: '' } }, uuid(1), uuid(1))
  await readPictures(token)
  const imported = 'PUT /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/imported'
  expect((await ask(imported, 200, { token, json: {} }, uuid(1), uuid(1))).body).toEqual({ is_imported: true })
  const [todo] = (await ask('GET /api/v1/todos', 200, { token })).body.items
  const marked = { ids: [todo.id], is_completed: true }
  expect((await ask('PATCH /api/v1/todos', 200, { token, json: marked })).body.changed).toEqual([todo.id])
  await ask('PATCH /api/v1/todos/:id', 204, { token, json: { is_completed: true } }, todo.id)
  await ask('GET /api/v1/changes', 200, { token }, '?since=0')
  await ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/related', 200, { token }, uuid(1), uuid(1))
  const { items: hits } = (await ask('GET /api/v1/search', 200, { token }, '?q=ink')).body
  expect(hits).toHaveLength(1)
  await walkDocuments(token)
  sql(`INSERT INTO highlights (user_id, page_id, ordinal, original_text, text_hash)
       SELECT user_id, id, 0, 'Ink', 't1:0' FROM pages WHERE page_number = 2`)
  const [highlight] = (
    await ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid', 200, { token }, uuid(1), uuid(2))
  ).body.highlights
  await ask('PATCH /api/v1/highlights/:id', 200, { token, json: { note: 'Black' } }, highlight.id)
  await walkPenMarks(token)
  const selection = { excluded_tags: ['private'], newest_pages: 20 }
  await ask('PUT /api/v1/sync/selection', 200, { token, json: selection })
  expect((await ask('GET /api/v1/sync/selection', 200, { token })).body).toMatchObject(selection)
  const display = { display_images: 'all', target_images: 'replace' }
  const changed = await ask('PATCH /api/v1/sync/selection', 200, { token, json: display })
  expect(changed.body).toMatchObject({ ...selection, display_images: 'all' })
  await ask('PUT /api/v1/sync/selection', 200, { token, json: {} })
  await ask('PATCH /api/v1/notebooks/:notebook_uuid', 204, { token, json: { language: 'he' } }, uuid(1))
  await ask('DELETE /api/v1/notebooks/:notebook_uuid', 204, { token }, uuid(1))
  expect((await ask('GET /api/v1/notebooks/deleted', 200, { token })).body.items).toHaveLength(1)
  await ask('POST /api/v1/notebooks/:notebook_uuid/restore', 204, { token }, uuid(1))
  await device.of(9).announce([91])
  await ask('DELETE /api/v1/notebooks/:notebook_uuid', 204, { token }, uuid(9))
  await ask('DELETE /api/v1/notebooks/deleted/:notebook_uuid', 204, { token }, uuid(9))
  expect((await device.announce([1, 2])).status).toBe(200)
  await device.put(1)
}

/** A highlight by pen is rejected and brought back, and pen marks are switched off and on. */
async function walkPenMarks(token: string): Promise<void> {
  sql(`INSERT INTO highlights (user_id, page_id, ordinal, original_text, text_hash, mark, sentence, heading)
       SELECT user_id, id, 1000, 'Pen', 't1:1', 'circle', 'Pen and ink.', 'Tools' FROM pages WHERE page_number = 2`)
  const shown = async () => {
    const operation = 'GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid'
    return (await ask(operation, 200, { token }, uuid(1), uuid(2))).body
  }
  const mark = { mark: 'circle', sentence: 'Pen and ink.', heading: 'Tools' }
  const [, found] = (await shown()).highlights
  expect(found).toMatchObject({ ...mark, is_rejected: false })
  await ask('PATCH /api/v1/highlights/:id', 200, { token, json: { is_rejected: true } }, found.id)
  expect((await shown()).rejected_marks).toMatchObject([{ ...mark, is_rejected: true }])
  await ask('PATCH /api/v1/highlights/:id', 200, { token, json: { is_rejected: false } }, found.id)
  const choose = async (json: Json) => (await ask('PATCH /api/v1/sync/selection', 200, { token, json })).body
  const off = { pen_marks: false, notebook_pen_marks: [{ notebook_uuid: uuid(1), pen_marks: false }] }
  expect(await choose(off)).toMatchObject({ pen_marks: false, notebooks_without_pen_marks: [uuid(1)] })
  const on = { pen_marks: true, notebook_pen_marks: [{ notebook_uuid: uuid(1), pen_marks: null }] }
  expect(await choose(on)).toMatchObject({ pen_marks: true, notebooks_without_pen_marks: [] })
}

async function walkQueue(token: string): Promise<void> {
  const health = (await ask('GET /api/v1/sync/health', 200, { token })).body
  expect(health).toMatchObject({ queue_processor: 'idle', stale_syncs_count: 0, targets: { ocr: { pending: 1 } } })
  const stats = (await ask('GET /api/v1/sync/stats', 200, { token })).body
  // The deletion cancelled the first, the restored notebook's page was queued again. Its pictures wait as well.
  expect(stats).toMatchObject({ total_syncs: 3, status_counts: { cancelled: 1, pending: 2 } })
  const [item] = (await ask('GET /api/v1/sync/queue', 200, { token })).body.items
  await ask('DELETE /api/v1/sync/queue/:id', 204, { token }, item.id)
  await ask('POST /api/v1/sync/queue/:id/retry', 204, { token }, item.id)
  const { items } = (await ask('GET /api/v1/notifications', 200, { token })).body
  expect(items.map(({ kind }: { kind: string }) => kind)).toContain('quota_exhausted')
  await ask('POST /api/v1/notifications/:id/read', 204, { token }, items[0].id)
  await ask('POST /api/v1/notifications/read', 204, { token })
  expect((await ask('GET /api/v1/notifications', 200, { token })).body.unread).toBe(0)
}

async function walkNotion(token: string): Promise<void> {
  await ask('GET /api/v1/connections/notion', 200, { token })
  const { url } = (await ask('POST /api/v1/connections/:provider/authorize', 200, { token }, 'notion')).body
  const { headers } = await fetch(`${url}&allow=1`, { redirect: 'manual' })
  const json = Object.fromEntries(new URL(headers.get('location') ?? '').searchParams)
  const { id } = (await ask('POST /api/v1/connections/:provider/callback', 201, { token, json }, 'notion')).body
  expect((await ask('POST /api/v1/connections/:id/test', 200, { token }, id)).body.is_ok).toBe(true)
  const page = notion.emulator.homeOf(workspaceId).content.page('Journal')
  await ask('PUT /api/notion/pages/:id/favourite', 204, { token }, page)
  expect((await ask('GET /api/notion/pages', 200, { token })).body.favourites).toHaveLength(1)
  await ask('GET /api/notion/pages/:id/toc', 200, { token }, page)
  await ask('DELETE /api/notion/pages/:id/favourite', 204, { token }, page)
  const made = { token, json: { page_id: page, title: 'Notebooks' } }
  const database = (await ask('POST /api/notion/databases', 201, made)).body
  await ask('POST /api/notion/databases/:id/properties', 200, { token, json: {} }, database.id)
  await ask('POST /api/v1/webhooks/notion', 204, { json: { verification_token: 'secret_of_notion' } })
  expect((await ask('GET /api/notion/databases', 200, { token })).body.items).toMatchObject([{ id: database.id }])
}

async function walkPlan(token: string): Promise<void> {
  expect((await ask('GET /api/v1/plan', 200, { token })).body.offers).toHaveLength(3)
  await ask('POST /api/v1/plan/checkout', 200, { token, json: { price: 'pro_monthly' } })
  await ask('POST /api/v1/plan/portal', 200, { token })
  const json = { id: 'evt_1', object: 'event', type: 'a.b', livemode: false, data: { object: {} } }
  const signature = signatureOf(webhookSecret, JSON.stringify(json), Math.floor(Date.now() / 1000))
  await ask('POST /api/v1/webhooks/stripe', 200, { json, headers: { 'stripe-signature': signature } })
}

/** Each request counts on where the last one ended. */
async function previewed(token: string): Promise<Answer['body']> {
  const preview = 'POST /api/v1/integrations/:target_name/preview'
  asked.add(preview)
  for (;;) {
    const answer = await api.ask(preview, { token, json: {} }, '/api/v1/integrations/webhook/preview')
    if (answer.status !== 202) return answer.body
  }
}

async function walkTemplates(token: string): Promise<void> {
  const settings = { token: 'a-token' }
  const templates = { todo: '{{text}}' }
  await ask('PUT /api/v1/integrations/:target_name', 200, { token, json: { settings } }, 'todoist')
  const route = 'PUT /api/v1/integrations/:target_name/templates'
  expect((await ask(route, 200, { token, json: { templates } }, 'todoist')).body).toMatchObject({ templates })
  const json = { templates: { todo: '{{#text}}' }, notebook_uuid: uuid(1), page_number: 1 }
  const preview = 'POST /api/v1/integrations/:target_name/templates/preview'
  expect((await ask(preview, 200, { token, json }, 'todoist')).body.fault).toMatchObject({ reason: 'unclosed_section' })
  await ask('DELETE /api/v1/integrations/:target_name', 204, { token }, 'todoist')
  const imported = 'PUT /api/v1/integrations/:target_name/imported'
  expect((await ask(imported, 200, { token, json: { templates } }, 'todoist')).body).toEqual({ is_imported: true })
  await ask('DELETE /api/v1/integrations/:target_name', 204, { token }, 'todoist')
}

async function walkTargets(token: string): Promise<void> {
  const { items } = (await ask('GET /api/v1/targets', 200, { token })).body
  expect(items.map(({ name }: { name: string }) => name)).toContain('webhook')
  await ask('POST /api/v1/sync/trigger', 200, { token, json: {} })
  const settings = { address: 'http://127.0.0.1:1/notes' }
  const added = (await ask('PUT /api/v1/integrations/:target_name', 200, { token, json: { settings } }, 'webhook')).body
  const { drawn } = (await ask('POST /api/v1/integrations/:target_name/secret', 200, { token }, 'webhook')).body
  expect(drawn.signing_secret).not.toBe(added.drawn.signing_secret)
  const tested = await ask('POST /api/v1/integrations/:target_name/test', 200, { token, json: {} }, 'webhook')
  expect(tested.body).toMatchObject({ ok: false, error_class: 'network_error' })
  const field = { field: 'project', settings: { token: 'a-token' } }
  const listed = await ask('POST /api/v1/integrations/:target_name/options', 200, { token, json: field }, 'todoist')
  expect(listed.body).toMatchObject({ items: [], error_class: 'network_error' })
  await walkTemplates(token)
  const run = (await ask('POST /api/v1/sync/trigger', 202, { token, json: {} })).body
  const shown = (await ask('GET /api/v1/sync/trigger/:id', 200, { token }, run.id)).body
  expect(shown).toMatchObject({ id: run.id, state: 'comparing', targets_processed: 1 })
  const { sample } = await previewed(token)
  expect(JSON.parse(sample).data.id).toMatch(/^[\da-f-]{36}$/)
  expect((await ask('GET /api/v1/integrations', 200, { token })).body.items).toHaveLength(1)
  await ask('GET /api/v1/integrations/:target_name', 200, { token }, 'webhook')
  await ask('GET /api/v1/integrations/:target_name/progress', 200, { token }, 'webhook')
  sql(`INSERT INTO sync_records (user_id, target_name, item_type, item_key, notebook_uuid, status, metadata)
       SELECT user_id, 'webhook', 'notebook_metadata', id, notebook_uuid, 'success', '{"kept": 1}' FROM notebooks
       WHERE document_type <> 'notes'`)
  const [record] = (await ask('GET /api/v1/sync/records', 200, { token })).body.items
  await ask('POST /api/v1/sync/records/:id/override', 204, { token }, record.id)
  const recordsBy = async (query: string) => (await ask('GET /api/v1/sync/records', 200, { token }, query)).body.items
  expect(await recordsBy('?is_kept=true&order=synced')).toHaveLength(1)
  await walkWarnings(token)
  const stopped = (await ask('DELETE /api/v1/integrations/:target_name/backfill', 200, { token }, 'webhook')).body
  expect(stopped).toMatchObject({ target_name: 'webhook', backfill: 'stopped' })
  const started = (await ask('POST /api/v1/integrations/:target_name/backfill', 200, { token }, 'webhook')).body
  expect(started.backfill).toBe('running')
  await ask('DELETE /api/v1/integrations/:target_name', 204, { token }, 'webhook')
  await ask('POST /api/v1/notifications/read', 204, { token })

  const credential = { provider: 'readwise', token: 'a-token' }
  await ask('POST /api/v1/connections', 201, { token, json: credential })
  const [connection] = (await ask('GET /api/v1/connections', 200, { token })).body.items
  await ask('DELETE /api/v1/connections/:id', 204, { token }, connection.id)
}

async function walkWarnings(token: string): Promise<void> {
  const book = new Device(api, token, 8)
  const list = async (pages: number[]) => book.announceManifest({ scope: 'notebooks', notebooks: [notebook(8, pages)] })
  await list(Array.from({ length: 12 }, (_, index) => 800 + index))
  expect((await list([800])).body.removal_warnings).toMatchObject([{ pages: { before: 12, now: 1, held: 11 } }])
  const [warning] = (await ask('GET /api/v1/sync/warnings', 200, { token })).body.items
  await ask('POST /api/v1/sync/warnings/:id', 204, { token, json: { answer: 'keep' } }, warning.id)
  await ask('DELETE /api/v1/notebooks/:notebook_uuid', 204, { token }, uuid(8))
}

async function walkObsidian(token: string): Promise<void> {
  await ask('POST /v1/obsidian/enable', 200, { token })
  const { api_key: key } = (await ask('POST /v1/obsidian/regenerate-key', 200, { token })).body
  const { notebooks } = (await ask('GET /v1/obsidian/sync', 200, { token: key })).body
  const synced_notebooks = notebooks.map(({ notebook_uuid, content_hash }: Record<string, string>) => ({
    notebook_uuid,
    content_hash,
    file_path: 'Diary.md',
  }))
  await ask('POST /v1/obsidian/sync/confirm', 200, { token: key, json: { synced_notebooks } })
  const status = (await ask('GET /v1/obsidian/status', 200, { token })).body
  expect(status).toMatchObject({ enabled: true, total_notebooks_synced: 1, pending_notebooks: 0 })
  await ask('POST /v1/obsidian/disable', 200, { token })
}

async function walkNotionProxy(token: string): Promise<void> {
  await ask('POST /api/v1/connections', 201, { token, json: { provider: 'notion', token: 'ntn_known' } })
  const workspace = notion.emulator.homeOf(workspaceId).content as unknown as Workspace
  const page = workspace.page('Notes')
  const { id: database, data_source_id: source } = workspace.database({ title: 'Notebooks', parent: page })
  const own = { token, headers: { 'notion-version': '2025-09-03' } }
  const at = (call: string, json?: Json, ...ids: string[]) => {
    const [method, path] = call.split(' ')
    return ask(`${method} /api/notion/proxy/v1/${path}`, 200, json === undefined ? own : { ...own, json }, ...ids)
  }
  const rich_text = [{ type: 'text', text: { content: 'Hello' } }]
  await at('GET users/me')
  await at('POST search', {})
  await at('GET databases/:id', undefined, database)
  const old = { token, headers: { 'notion-version': '2022-06-28' } }
  await ask('POST /api/notion/proxy/v1/databases/:id/query', 200, { ...old, json: {} }, database)
  await at('GET data_sources/:id', undefined, source)
  await at('POST data_sources/:id/query', {}, source)
  await at('POST pages', { parent: { page_id: page }, properties: { title: { title: rich_text } } })
  await at('GET pages/:id', undefined, page)
  await at('PATCH pages/:id', { properties: { title: { title: rich_text } } }, page)
  const children = [{ paragraph: { rich_text } }]
  const { results } = (await at('PATCH blocks/:id/children', { children }, page)).body
  await at('GET blocks/:id/children', undefined, page)
  const block = results[0].id
  await at('GET blocks/:id', undefined, block)
  await at('PATCH blocks/:id', { paragraph: { rich_text: [] } }, block)
  await at('DELETE blocks/:id', undefined, block)
  await walkUploads(at, own)
}

async function walkUploads(
  at: (call: string, json?: Json, ...ids: string[]) => Promise<Answer>,
  own: Question,
): Promise<void> {
  const facts = { mode: 'multi_part', filename: 'a.pdf', content_type: 'application/pdf', number_of_parts: 1 }
  const { id } = (await at('POST file_uploads', facts)).body
  await at('GET file_uploads/:id', undefined, id)
  const form = new FormData()
  form.set('file', new Blob(['%PDF'], { type: 'application/pdf' }), 'a.pdf')
  form.set('part_number', '1')
  const sent = new Response(form)
  const headers = { ...own.headers, 'content-type': sent.headers.get('content-type') ?? '' }
  const bytes = new Uint8Array(await sent.arrayBuffer())
  await ask('POST /api/notion/proxy/v1/file_uploads/:id/send', 200, { ...own, headers, bytes }, id)
  await at('POST file_uploads/:id/complete', undefined, id)
}

async function walkProxies(token: string): Promise<void> {
  const json = { model: 'claude-haiku-5-5', messages: [{ role: 'user', content: 'Hello.' }] }
  const headers = { 'anthropic-version': '2023-06-01' }
  await ask('POST /api/claude/v1/messages', 200, { token, headers, json: { ...json, max_tokens: 100 } })
  await ask('POST /api/claude/v1/messages/count_tokens', 200, { token, headers, json })
  await ask('GET /api/claude/v1/models', 200, { token })
  await ask('GET /api/claude/v1/models/:id', 200, { token }, 'claude-haiku-5-5')
}

async function walkWorkspaces(token: string): Promise<void> {
  const bea = { email: 'bea@example.org', password: ann.password }
  const guest = String((await api.ask('POST /api/v1/auth/signup', { json: bea })).body.access_token)
  const { id } = (await ask('POST /api/v1/workspaces', 201, { token, json: { name: 'Field notes' } })).body
  await ask('GET /api/v1/workspaces/:workspace_id', 200, { token }, id)
  await ask('PATCH /api/v1/workspaces/:workspace_id', 200, { token, json: { name: 'Field' } }, id)
  const invite = 'POST /api/v1/workspaces/:workspace_id/invitations'
  const { token: invitation } = (await ask(invite, 201, { token, json: { role: 'member' } }, id)).body
  await ask(invite, 201, { token, json: { role: 'viewer' } }, id)
  const [open] = (await ask('GET /api/v1/workspaces/:workspace_id/invitations', 200, { token }, id)).body.items
  await ask('DELETE /api/v1/workspaces/:workspace_id/invitations/:invitation_id', 204, { token }, id, open.id)
  await ask('POST /api/v1/invitations/preview', 200, { token: guest, json: { token: invitation } })
  await ask('POST /api/v1/invitations/accept', 200, { token: guest, json: { token: invitation } })
  const members = (await ask('GET /api/v1/workspaces/:workspace_id/members', 200, { token }, id)).body.items
  const [me, other] = members.map(({ user_id }: { user_id: string }) => user_id)
  await ask('PUT /api/v1/notebooks/:notebook_uuid/workspace', 200, { token, json: { workspace_id: id } }, uuid(1))
  const { items } = (await ask('GET /api/v1/workspaces/:workspace_id/tree', 200, { token: guest }, id)).body
  expect(items).toMatchObject([{ notebook_uuid: uuid(1), workspace_id: id, owner_id: me }])
  await ask('GET /api/v1/workspaces/:workspace_id/covers', 200, { token: guest }, id, `?notebook=${items[0].id}`)
  await ask('GET /api/v1/workspaces/:workspace_id/changes', 200, { token: guest }, id)
  await ask('GET /api/v1/workspaces/:workspace_id/audit-log', 200, { token }, id)
  const role = { token, json: { role: 'viewer' } }
  await ask('PATCH /api/v1/workspaces/:workspace_id/members/:user_id', 204, role, id, other)
  await ask('PUT /api/v1/workspaces/:workspace_id/owner', 204, { token, json: { user_id: other } }, id)
  await ask('DELETE /api/v1/workspaces/:workspace_id/members/:user_id', 204, { token }, id, me)
  await ask('DELETE /api/v1/workspaces/:workspace_id', 204, { token: guest }, id)
}

/** Last, because what is done to Ann's plan stays. */
async function walkAdmins(token: string): Promise<void> {
  sql(`SET ROLE rmirror_system; INSERT INTO admins SELECT id FROM users WHERE email = '${ann.email}'`)
  const database = programs[0]?.said ?? ''
  await using waitlisted = await startServer(database, { RMIRROR_SIGNUP: 'waitlist' }, 'native', 'api')
  const joined = await new Api(waitlisted.said).ask('POST /api/v1/waitlist', { json: { email: 'ben@example.org' } })
  expect(joined.status).toBe(204)
  asked.add('POST /api/v1/waitlist')
  const [person] = (await ask('GET /api/v1/admin/people', 200, { token }, '?search=ann')).body.items
  await ask('PATCH /api/v1/admin/people/:id', 200, { token, json: { tier: 'beta' } }, person.id)
  await ask('GET /api/v1/admin/funnel', 200, { token })
  await ask('GET /api/v1/admin/health', 200, { token })
  const [ben] = (await ask('GET /api/v1/admin/waitlist', 200, { token })).body.items
  await ask('POST /api/v1/admin/waitlist/invitations', 200, { token, json: { ids: [ben.id] } })
  await ask('DELETE /api/v1/admin/waitlist/:id', 204, { token }, ben.id)
  await ask('POST /api/v1/admin/invitations', 201, { token })
  const [invitation] = (await ask('GET /api/v1/admin/invitations', 200, { token })).body.items
  await ask('DELETE /api/v1/admin/invitations/:id', 204, { token }, invitation.id)
  const [revoked] = (await ask('GET /api/v1/admin/acts', 200, { token })).body.items
  await ask('POST /api/v1/admin/acts/:id/undo', 200, { token }, revoked.id)
}

/** After everything else: the account is gone then. */
async function walkRights(token: string): Promise<void> {
  const summary = (await ask('GET /api/v1/me/summary', 200, { token })).body
  expect(summary.items).toContainEqual(expect.objectContaining({ kind: 'notebooks', bytes: null }))
  const archive = await ask('GET /api/v1/me/export', 200, { token })
  expect(archive.headers.get('content-type')).toBe('application/zip')
  const json = { confirmation: 'delete my account', targets: 'keep' }
  const { receipt } = (await ask('DELETE /api/v1/me', 202, { token, json })).body
  expect((await ask('GET /api/v1/removals/:receipt', 200, {}, receipt)).body).toEqual({ is_done: false })
}

it('every operation answers as the contract says', async () => {
  const watching = ['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /api/openapi.yaml']
  for (const operation of watching) await ask(operation, 200)
  const token = await walkAccounts()
  await walkAgents(token)
  await walkDownloads()
  await walkLibrary(token)
  await walkQueue(token)
  await walkTargets(token)
  await walkNotion(token)
  await walkPlan(token)
  await walkObsidian(token)
  await walkProxies(token)
  await walkNotionProxy(token)
  await walkWorkspaces(token)
  await walkAdmins(token)
  await walkRights(token)
  expect([...asked].sort()).toEqual(
    operations()
      .map(({ route }) => route)
      .sort(),
  )
})
