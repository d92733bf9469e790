// SPDX-License-Identifier: AGPL-3.0-or-later
// Each operation of the contract is asked once, and answers as described when all goes well.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { startNotion, workspaceId } from '../../e2e/emulators/notion/notion.mjs'
import type { Workspace } from '../../e2e/emulators/notion/workspace.mjs'
import { askDatabase, type Program, startDatabase, startServer } from '../world/programs.ts'
import { type Answer, Api, cookieOf, type Question } from './answers.ts'
import { Device, notebook, png, uuid } from './library.ts'
import { type Json, operations } from './openapi.ts'

const programs: Program[] = []
const asked = new Set<string>()
const downloads = mkdtempSync(join(tmpdir(), 'rmirror-downloads-'))
let claude: Awaited<ReturnType<typeof startClaude>>
let notion: Awaited<ReturnType<typeof startNotion>>
let api: Api

const notionClient = {
  ...{ id: 'rmirror', secret: 'secret', name: 'rMirror' },
  redirect_uris: ['http://rmirror.example.org/connections/notion'],
}

beforeAll(async () => {
  claude = await startClaude()
  notion = await startNotion({ clients: [notionClient] })
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
    RMIRROR_DOWNLOADS_DIR: downloads,
  }
  // Without a worker, so that what is queued stays.
  programs.push(await startServer(programs[0]?.said ?? '', settings, 'native', 'api'))
  api = new Api(programs[1]?.said ?? '')
})

afterAll(async () => {
  for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
  await claude.close()
  await notion.close()
  rmSync(downloads, { recursive: true })
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

async function walkAttachments(token: string, document_id: string) {
  const bytes = png(1)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const facts = { file_name: 'sketch.png', content_type: 'image/png', size: bytes.length, sha256 }
  const json = { scope: 'attachment', document_id, ...facts }
  const { id, headers } = (await ask('POST /api/v1/uploads/presign', 201, { token, json })).body
  await ask('PUT /api/v1/uploads/:id/content', 204, { token, bytes, headers }, id)
  await ask('POST /api/v1/uploads/:id/complete', 200, { token }, id)
  await ask('GET /api/v1/documents/:id/attachments', 200, { token }, document_id)
  await ask('GET /api/v1/attachments/:id', 200, { token }, id)
  await ask('DELETE /api/v1/attachments/:id', 204, { token }, id)
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
  const question = { provider: 'claude', model: 'claude-haiku-5-5', prompt: 'What?', context_ids: [note.body.id] }
  await ask('POST /api/v1/ai/generate', 200, { token, json: question })
  await ask('DELETE /api/v1/documents/:id', 204, { token, headers }, note.body.id)
  await ask('DELETE /api/v1/notebooks/deleted/:notebook_uuid', 204, { token }, note.body.id)
}

async function walkAccounts(): Promise<string> {
  expect((await ask('GET /api/v1/auth/signup', 200)).body.mode).toBe('open')
  await ask('POST /api/v1/auth/signup', 201, { json: ann })
  const signedIn = await ask('POST /api/v1/auth/login', 200, { json: ann })
  const renewed = await ask('POST /api/v1/auth/refresh', 200, { headers: { cookie: cookieOf(signedIn) } })
  const token = String(renewed.body.access_token)
  await ask('GET /api/v1/me', 200, { token })
  const elsewhere = await ask('POST /api/v1/auth/login', 200, { json: ann })
  await ask('PATCH /api/v1/me', 200, { token, json: { name: 'Ann', language: 'de' } })
  await ask('GET /api/v1/me/first-steps', 200, { token })
  const { sessions } = (await ask('GET /api/v1/auth/sessions', 200, { token })).body
  const first = sessions.find((session: { is_current: boolean }) => !session.is_current)
  await ask('DELETE /api/v1/auth/sessions/:id', 204, { token }, first.id)
  await ask('POST /api/v1/auth/logout', 204, { headers: { cookie: cookieOf(elsewhere) } })
  await ask('DELETE /api/v1/auth/sessions', 204, { token })
  return token
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
  await transcribeAgain(token)
  const [todo] = (await ask('GET /api/v1/todos', 200, { token })).body.items
  const marked = { ids: [todo.id], is_completed: true }
  expect((await ask('PATCH /api/v1/todos', 200, { token, json: marked })).body.changed).toEqual([todo.id])
  await ask('PATCH /api/v1/todos/:id', 204, { token, json: { is_completed: true } }, todo.id)
  await ask('GET /api/v1/changes', 200, { token }, '?since=0')
  const { items: hits } = (await ask('GET /api/v1/search', 200, { token }, '?q=ink')).body
  expect(hits).toHaveLength(1)
  await walkDocuments(token)
  sql(`INSERT INTO highlights (user_id, page_id, ordinal, original_text, text_hash)
       SELECT user_id, id, 0, 'Ink', 't1:0' FROM pages WHERE page_number = 2`)
  const [highlight] = (
    await ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid', 200, { token }, uuid(1), uuid(2))
  ).body.highlights
  await ask('PATCH /api/v1/highlights/:id', 200, { token, json: { note: 'Black' } }, highlight.id)
  const selection = { excluded_tags: ['private'], newest_pages: 20 }
  await ask('PUT /api/v1/sync/selection', 200, { token, json: selection })
  expect((await ask('GET /api/v1/sync/selection', 200, { token })).body).toMatchObject(selection)
  const display = { display_images: 'all', target_images: 'replace' }
  const changed = await ask('PATCH /api/v1/sync/selection', 200, { token, json: display })
  expect(changed.body).toMatchObject({ ...selection, display_images: 'all' })
  await ask('PUT /api/v1/sync/selection', 200, { token, json: {} })
  await ask('DELETE /api/v1/notebooks/:notebook_uuid', 204, { token }, uuid(1))
  expect((await ask('GET /api/v1/notebooks/deleted', 200, { token })).body.items).toHaveLength(1)
  await ask('POST /api/v1/notebooks/:notebook_uuid/restore', 204, { token }, uuid(1))
  await device.of(9).announce([91])
  await ask('DELETE /api/v1/notebooks/:notebook_uuid', 204, { token }, uuid(9))
  await ask('DELETE /api/v1/notebooks/deleted/:notebook_uuid', 204, { token }, uuid(9))
  expect((await device.announce([1, 2])).status).toBe(200)
  await device.put(1)
}

async function walkQueue(token: string): Promise<void> {
  const health = (await ask('GET /api/v1/sync/health', 200, { token })).body
  expect(health).toMatchObject({ queue_processor: 'idle', stale_syncs_count: 0, targets: { ocr: { pending: 1 } } })
  const stats = (await ask('GET /api/v1/sync/stats', 200, { token })).body
  // The deletion cancelled the first, the restored notebook's page was queued again.
  expect(stats).toMatchObject({ total_syncs: 2, status_counts: { cancelled: 1, pending: 1 } })
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
  const { url } = (await ask('POST /api/v1/connections/notion/authorize', 200, { token })).body
  const { headers } = await fetch(`${url}&allow=1`, { redirect: 'manual' })
  const json = Object.fromEntries(new URL(headers.get('location') ?? '').searchParams)
  const { id } = (await ask('POST /api/v1/connections/notion/callback', 201, { token, json })).body
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

/** Each request counts on where the last one ended. */
async function previewed(token: string): Promise<Answer['body']> {
  const preview = 'POST /api/v1/integrations/:target_name/preview'
  asked.add(preview)
  for (;;) {
    const answer = await api.ask(preview, { token, json: {} }, '/api/v1/integrations/webhook/preview')
    if (answer.status !== 202) return answer.body
  }
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
  await walkObsidian(token)
  await walkProxies(token)
  await walkNotionProxy(token)
  expect([...asked].sort()).toEqual(
    operations()
      .map(({ route }) => route)
      .sort(),
  )
})
