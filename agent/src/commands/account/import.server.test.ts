// SPDX-License-Identifier: AGPL-3.0-or-later
// What is exported from one account is equal after it was imported into another.
import { createHash } from 'node:crypto'
import { type Api, announce, answerTo, createApi } from '@rmirror/shared/api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ClaudeEmulator } from '../../../../tests/world/claude.ts'
import { comparable, notImported } from '../../testing/export-differences.ts'
import { at, startWith, write } from '../../testing/program.ts'
import { signUp, TestServer, type TestUser } from '../../testing/server.ts'
import { lay, uuid } from '../../testing/watched.ts'

let claude: ClaudeEmulator
let server: TestServer
let ann: TestUser
let ben: TestUser

beforeEach(async () => {
  claude = await ClaudeEmulator.start('sk-ours')
  const reader = { RMIRROR_ANTHROPIC_API_KEY: 'sk-ours', RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address }
  // Nothing is delivered.
  const targets = { RMIRROR_TEST_TODOIST_BASE_URL: 'http://127.0.0.1:1' }
  const settings = { RMIRROR_TEST_RATE_LIMITS: 'off', RMIRROR_FREE_PAGES: '100' }
  server = await TestServer.start({ ...settings, ...reader, ...targets }, 'all')
  ann = await signUp(server)
  ben = await signUp(server, 'ben@example.org')
})
afterEach(async () => {
  await server.stop()
  await claude[Symbol.asyncDispose]()
})

const start = (who: TestUser, ...words: string[]) =>
  startWith({ RMIRROR_TOKEN: who.token, RMIRROR_SERVER: server.url, XDG_STATE_HOME: at('state', who.email) }, ...words)
const run = (who: TestUser, ...words: string[]) => start(who, ...words).outcome
const apiOf = (who: TestUser) => createApi({ server: server.url, token: () => who.accessToken })
const used = async (who: TestUser) => (await answerTo(apiOf(who).GET('/api/v1/quota', {}))).used
const of = (who: TestUser) => `user_id = (SELECT id FROM users WHERE email = '${who.email}')`
const waiting = () =>
  server.ask(
    `SELECT count(*) FROM sync_queue WHERE target_name = 'ocr' AND status IN ('pending', 'processing', 'retry')`,
  )

async function exportOf(who: TestUser, name: string): Promise<string> {
  const headers = { authorization: `Bearer ${who.accessToken}` }
  const answer = await fetch(`${server.url}/api/v1/me/export`, { headers })
  return write(name, new Uint8Array(await answer.arrayBuffer()))
}

async function attach(api: Api, document_id: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const facts = { file_name: 'plan.txt', content_type: 'text/plain', size: bytes.length, sha256 }
  const body = { scope: 'attachment' as const, document_id, ...facts }
  const { id } = await answerTo(api.POST('/api/v1/uploads/presign', { body }))
  const params = { path: { id } }
  const headers = { 'Content-Type': 'text/plain' }
  await answerTo(
    api.PUT('/api/v1/uploads/{id}/content', {
      ...{ params, headers },
      body: new Blob([bytes]),
      bodySerializer: (each) => each,
    }),
  )
  const attachment = await answerTo(api.POST('/api/v1/uploads/{id}/complete', { params }))
  return 'id' in attachment ? attachment.id : ''
}

async function pageOf(api: Api, letter: string, number: number) {
  const path = { notebook_uuid: uuid(letter), page_uuid: uuid(letter, number) }
  return answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}', { params: { path } }))
}

function put(api: Api, id: string, content: string) {
  const params = { path: { id }, header: { 'If-Match': '*' } }
  return answerTo(api.PUT('/api/v1/documents/{id}', { params, body: { content } }))
}

/** Transcribed pages with images, of which one is corrected, in versions, and has a file. */
async function writePages(api: Api): Promise<void> {
  lay('a', [1, 2], { tags: ['garden'] })
  lay('b', [3])
  expect(await run(ann, 'push', at('desk'))).toMatchObject({ status: 0 })
  await expect.poll(() => server.ask(`SELECT count(*) FROM pages WHERE ocr_status = 'completed'`)).toBe('3')
  const { id } = await pageOf(api, 'a', 1)
  await put(api, id, '- [ ] Buy lnk')
  await answerTo(api.POST('/api/v1/documents/{id}/versions', { params: { path: { id } }, body: { name: 'Draft' } }))
  const file = await attach(api, id, 'All that is planned')
  await put(api, id, `- [ ] Buy ink\n- [x] Buy paper\n- [ ] Buy pens\n\n[plan.txt](attachment:${file})`)
  const { todos } = await pageOf(api, 'a', 1)
  for (const { id, text } of todos) {
    if (text === 'Buy pens') continue
    const options = { params: { path: { id } }, body: { is_completed: text === 'Buy ink' } }
    await answerTo(api.PATCH('/api/v1/todos/{id}', options))
  }
}

/** A book in a folder, with what was typed and marked in it. */
async function writeBook(api: Api): Promise<void> {
  const rects = [{ x: 100, y: 200, width: 300, height: 40 }]
  const highlights = [
    { original_text: 'Rnain', color: 'yellow', rects },
    { original_text: 'Sun', color: null, rects: [] },
    { original_text: 'e cient', color: null, rects: [], repaired_text: 'efficient', confidence: 0.7 },
  ]
  const typed = { typed_text: 'Call Ben\nCall Cy', typed_markdown: '- [ ] Call Ben\n- [ ] Call Cy', tags: ['calls'] }
  const page = { page_uuid: uuid('c', 1), ink_hash: null, has_ink: false, unreadable_parts: 1, ...typed, highlights }
  const shown = { is_pinned: true, tags: ['books'], authors: ['A. Author'], title: 'Weather' }
  const times = { last_modified: '2026-10-01T12:00:00.123456Z', last_opened: '2026-10-02T12:00:00Z' }
  const folder = { notebook_uuid: uuid('d'), document_type: 'folder' as const, visible_name: 'Shelf' }
  const book = { notebook_uuid: uuid('c'), document_type: 'pdf' as const, visible_name: 'Weather.pdf' }
  const placed = { ...book, parent_uuid: uuid('d'), ...shown, ...times, pages: [page] }
  await announce(api, { scope: 'notebooks', notebooks: [folder, placed] }, new AbortController().signal)
  const shelf = { params: { path: { notebook_uuid: uuid('d') } }, body: { words: 'A. Author is a name.' } }
  await answerTo(api.PUT('/api/v1/notebooks/{notebook_uuid}/reading-words', shelf))
  const { todos, highlights: marks } = await pageOf(api, 'c', 1)
  const [call] = todos
  const done = { params: { path: { id: call?.id ?? '' } }, body: { is_completed: true } }
  await answerTo(api.PATCH('/api/v1/todos/{id}', done))
  const rain = marks.find(({ original_text }) => original_text === 'Rnain')
  const body = { corrected_text: 'Rain', note: 'Often' }
  await answerTo(api.PATCH('/api/v1/highlights/{id}', { params: { path: { id: rain?.id ?? '' } }, body }))
}

async function writeNotes(api: Api): Promise<void> {
  const { id: workspace_id } = await answerTo(api.GET('/api/v1/me', {}))
  const params = { path: { workspace_id } }
  const write = (content: string, folder_uuid: string | null) =>
    answerTo(api.POST('/api/v1/workspaces/{workspace_id}/documents', { params, body: { content, folder_uuid } }))
  const { id } = await write('# Friday', uuid('d'))
  const file = await attach(api, id, 'What is left')
  await put(api, id, `# Friday\n\n- [x] Rest\n\n[plan.txt](attachment:${file})`)
  await write('', null)
}

async function choose(api: Api): Promise<void> {
  const profile = { name: 'Ann', language: 'de' as const, time_zone: 'Europe/Berlin', retention_days: 30 }
  await answerTo(api.PATCH('/api/v1/me', { body: { ...profile, first_steps_ended: true } }))
  await answerTo(api.PUT('/api/v1/telemetry', { body: { is_on: false } }))
  // The notebook with this tag stays, although it is excluded from now on.
  const selection = { excluded_tags: ['garden'], newest_pages: 5, display_images: 'all' as const }
  await answerTo(api.PUT('/api/v1/sync/selection', { body: { ...selection, existing: 'keep' } }))
  const target = (target_name: string) => ({ path: { target_name } })
  const rule = { tags: ['books'], does: 'leave_out' as const }
  const rules = { list: [rule], otherwise: 'send' as const, leave: 'keep' as const }
  const chosen = { choice: { notebooks: [uuid('a')], folders: [uuid('d')], tags: [] }, rules }
  const settings = { token: 'a-token', project: 'inbox' }
  const todoist = { ...chosen, settings, is_enabled: false }
  await answerTo(api.PUT('/api/v1/integrations/{target_name}', { params: target('todoist'), body: todoist }))
  const body = { templates: { todo: '{{text}} ({{notebook}})', steps: [{ do: 'drop_lines' as const, pattern: '^x' }] } }
  await answerTo(api.PUT('/api/v1/integrations/{target_name}/templates', { params: target('todoist'), body }))
  await answerTo(api.PUT('/api/v1/integrations/{target_name}', { params: target('obsidian'), body: { settings: {} } }))
}

describe('an account with everything', () => {
  let exported: string
  let wanted: Map<string, unknown>

  beforeEach(async () => {
    const api = apiOf(ann)
    await writePages(api)
    await writeBook(api)
    await writeNotes(api)
    await choose(api)
    exported = await exportOf(ann, 'ann.zip')
    wanted = await comparable(exported)
  })

  test('is equal to the one that it was imported into, and nothing is transcribed again', async () => {
    const { requests } = await claude.seen()
    const first = await run(ben, 'import', exported)
    expect(first).toMatchObject({ status: 0 })
    expect(first.out).toContain('Imported 4 notebooks and folders, 4 pages, 2 notes and 2 attachments.')
    expect(first.out).toContain('Paused until you connect them again in the dashboard: todoist, obsidian.')
    expect(first.out).not.toContain('stayed so')
    const names = [...wanted.keys()].join('\n')
    for (const part of ['-handwriting-1.png', '0001-00000001.png', '/attachments/plan.txt', 'account/users.json'])
      expect(names).toContain(part)
    expect(await comparable(await exportOf(ben, 'ben.zip'))).toEqual(wanted)
    await expect.poll(waiting).toBe('0')
    expect([await used(ben), (await claude.seen()).requests.length]).toEqual([0, requests.length])
    expect(server.ask(`SELECT count(*) FROM sync_queue WHERE target_name = 'ocr' AND ${of(ben)}`)).toBe('0')
    for (const table of notImported) expect(wanted.get('README.md')).toContain(`\`${table}.json\``)

    expect(await run(ben, 'import', exported)).toMatchObject({ status: 0 })
    expect(await comparable(await exportOf(ben, 'ben again.zip'))).toEqual(wanted)
  })

  test('is there once after two imports at a time, of which a third was interrupted', async () => {
    const cut = start(ben, 'import', exported)
    await expect.poll(() => server.ask(`SELECT count(*) > 0 FROM attachments WHERE ${of(ben)}`)).toBe('t')
    cut.child.kill('SIGKILL')
    await cut.outcome
    const both = await Promise.all([run(ben, 'import', exported), run(ben, 'import', exported)])
    for (const { status, err } of both) expect([status, err]).toEqual([0, ''])
    expect(await comparable(await exportOf(ben, 'ben.zip'))).toEqual(wanted)
  })

  test('leaves what the other account has chosen and written', async () => {
    const api = apiOf(ben)
    await answerTo(api.PATCH('/api/v1/me', { body: { name: 'Ben', language: 'en' } }))
    const params = { path: { target_name: 'todoist' } }
    await answerTo(
      api.PUT('/api/v1/integrations/{target_name}', { params, body: { settings: { token: 'bens-token' } } }),
    )
    await answerTo(api.PUT('/api/v1/sync/selection', { body: { excluded_tags: ['books'] } }))
    lay('b', [3, 4])
    expect(await run(ben, 'push', at('desk'))).toMatchObject({ status: 0 })
    await expect.poll(() => server.ask(`SELECT count(*) FROM pages WHERE ocr_status = 'completed'`)).toBe('7')
    await put(api, (await pageOf(api, 'a', 1)).id, 'Of Ben')

    const { status, out } = await run(ben, 'import', exported)
    expect(status).toBe(0)
    // The book is excluded, and one page has another text.
    expect(out).toContain('2 pages and notes are different or deleted in this account, and stayed so.')
    expect(out).toContain('Paused until you connect them again in the dashboard: obsidian.')
    expect(await answerTo(api.GET('/api/v1/me', {}))).toMatchObject({
      name: 'Ben',
      language: 'en',
      time_zone: 'Europe/Berlin',
    })
    expect((await pageOf(api, 'a', 1)).document).toBe('Of Ben')
    expect(await pageOf(api, 'b', 2)).toMatchObject({ ocr_status: 'completed' })
    const own = await answerTo(api.GET('/api/v1/integrations/{target_name}', { params }))
    expect(own).toMatchObject({ is_enabled: true, templates: null })
  })
})

test('a hundred imported pages cost neither a call nor quota', async () => {
  const seeds = Array.from({ length: 100 }, (_, index) => index + 1)
  lay('a', seeds)
  expect(await run(ann, 'push', at('desk'))).toMatchObject({ status: 0 })
  await expect.poll(() => server.ask(`SELECT count(*) FROM pages WHERE ocr_status = 'completed'`)).toBe('100')
  const exported = await exportOf(ann, 'ann.zip')
  await claude.forget()
  expect((await run(ben, 'import', exported)).out).toContain('Imported 1 notebook or folder, 100 pages')
  await expect.poll(waiting).toBe('0')
  expect(server.ask(`SELECT count(*) FROM pages WHERE ocr_text <> '' AND ${of(ben)}`)).toBe('100')
  expect([(await claude.seen()).requests, await used(ben)]).toEqual([[], 0])
})

test('another file is refused', async () => {
  const { status, err } = await run(ben, 'import', write('notes.txt', new TextEncoder().encode('no archive')))
  expect([status, err]).toEqual([1, expect.stringContaining("notes.txt can't be read as a ZIP file")])
})
