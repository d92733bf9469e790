// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages go up and come back as text, read by Claude's emulator: once each, whatever goes wrong on the way.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Api } from './answers.ts'
import { Device, notebook, png, uuid } from './library.ts'
import { askDatabase, kill, type Program, start, startDatabase, startServer } from './programs.ts'

/** All servers of this test share it. */
const data = mkdtempSync(join(tmpdir(), 'rmirror-ocr-'))
const programs: Program[] = []
let database: string
let claude: string
let settings: Record<string, string>
let api: Api
let server: Program

beforeAll(async () => {
  const emulator = ['e2e/emulators/claude/serve.mjs', '--key', 'sk-ours']
  programs.push(await start(process.execPath, emulator, {}, (text) => text.startsWith('{')))
  claude = JSON.parse(programs[0]?.said ?? '').address
  programs.push(await startDatabase())
  database = programs[1]?.said ?? ''
  settings = {
    RMIRROR_ANTHROPIC_BASE_URL: claude,
    RMIRROR_ANTHROPIC_API_KEY: 'sk-ours',
    RMIRROR_FREE_PAGES: '1000',
    RMIRROR_DATA_DIR: data,
  }
  server = await startServer(database, settings)
  api = new Api(server.said)
})

afterAll(async () => {
  for (const program of [...programs, server].reverse()) await program[Symbol.asyncDispose]()
  rmSync(data, { recursive: true })
})

interface Asked {
  images: { sha256: string }[]
  status: number | null
  fault?: string[]
}

async function tellClaude(method: string, door: string, body?: unknown): Promise<Response> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  const answer = await fetch(`${claude}/emulator/${door}`, init)
  if (!answer.ok) throw new Error(`${door}: ${await answer.text()}`)
  return answer
}

const claudesLog = async (): Promise<{ requests: Asked[]; violations: unknown[] }> =>
  (await tellClaude('GET', 'log')).json()

beforeEach(async () => {
  await tellClaude('PUT', 'script', {})
  await tellClaude('DELETE', 'log')
})

const edge = 200
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pictureOf = (page: number) => png(page % 256, edge)
const numbers = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)
const of = (email: string) => `user_id = (SELECT id FROM users WHERE email = '${email}')`
const states = (email: string) =>
  askDatabase(
    database,
    `SELECT string_agg(ocr_status || ' ' || count, ', ' ORDER BY ocr_status)
     FROM (SELECT ocr_status, count(*) FROM pages WHERE ${of(email)} GROUP BY ocr_status) AS states`,
  )
const usage = (email: string) =>
  askDatabase(database, `SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage WHERE ${of(email)}`)

const put = (device: Device, page: number) => device.put(page, {}, '', pictureOf(page))

async function push(device: Device, pages: number[]): Promise<void> {
  expect((await device.announce(pages)).status).toBe(200)
  for (const answer of await Promise.all(pages.map((page) => put(device, page)))) expect(answer.status).toBe(200)
}

/** What only waits for the clock is due at once; but whoever was told to wait waits. */
function hurry(): void {
  askDatabase(
    database,
    `UPDATE sync_queue SET run_after = now(), attempts = 1
     WHERE status = 'retry' AND run_after > now() AND error_class <> 'rate_limit'`,
  )
}

/** Looks again whenever something has changed. */
async function untilAllAre(device: Device, email: string, end: 'completed' | 'failed'): Promise<void> {
  const other = end === 'failed' ? 'completed' : 'failed'
  let since = '0'
  for (let looks = 0; looks < 1000; looks++) {
    const now = states(email)
    if (/^\w+ \d+$/.test(now) && now.startsWith(end)) return
    if (now.includes(other)) break
    hurry()
    const news = await device.get('GET /api/v1/changes', `/api/v1/changes?since=${since}&wait=1`)
    since = news.body.next
  }
  throw new Error(`not all are ${end}: ${states(email)}`)
}

const untilAllAreRead = (device: Device, email: string) => untilAllAre(device, email, 'completed')

describe('a page', () => {
  const text = '# Plan\n- [ ] Buy ink\n- [x] Call Ann\n<script>alert(1)</script>'
  let device: Device

  it('comes back with its text, its lines where they stand, and what is to be done', async () => {
    await tellClaude('PUT', 'texts', { [sha256(pictureOf(1))]: text })
    device = await Device.signUp(api, 'ann@example.org')
    await push(device, [1])
    await untilAllAreRead(device, 'ann@example.org')
    const { body } = await device.page(1)
    expect(body).toMatchObject({ ocr_status: 'completed', ocr_text: text, ocr_language: 'en', ocr_error: null })
    expect(body.ocr_confidence).toBeGreaterThan(0.7)
    expect(body.ocr_lines.map((line: { text: string }) => line.text)).toEqual([
      'Plan',
      'Buy ink',
      'Call Ann',
      '<script>alert(1)</script>',
    ])
    for (const { top, bottom } of body.ocr_lines) expect(0 <= top && top < bottom && bottom <= 8).toBe(true)
    expect(body.todos).toMatchObject([
      { text: 'Buy ink', is_completed: false },
      { text: 'Call Ann', is_completed: true },
    ])
    const { violations, requests } = await claudesLog()
    expect(violations).toEqual([])
    expect(requests).toHaveLength(1)
    expect(usage('ann@example.org')).toBe('1 used, 0 reserved')
  })

  it('lists what is to be done, of which something can be ticked off', async () => {
    const list = async (query = '') => (await device.get('GET /api/v1/todos', `/api/v1/todos${query}`)).body.items
    const [rest, ink] = await list()
    expect(ink).toMatchObject({ text: 'Buy ink', notebook_uuid: uuid(1), page_uuid: uuid(1), page_number: 1 })
    expect(rest).toMatchObject({ text: 'Call Ann', visible_name: 'Diary' })
    expect(await list('?state=open')).toEqual([ink])
    expect((await device.completeTodo(ink.id, true)).status).toBe(204)
    expect(await list('?state=open')).toEqual([])
    expect(await list(`?state=completed&notebook_uuid=${uuid(1)}`)).toHaveLength(2)
    expect(await list(`?notebook_uuid=${uuid(2)}`)).toEqual([])
    const first = (await device.get('GET /api/v1/todos', '/api/v1/todos?limit=1')).body
    expect(await list(`?cursor=${first.next}`)).toHaveLength(1)
    const stranger = await Device.signUp(api, 'eve@example.org')
    expect((await stranger.completeTodo(ink.id, false)).status).toBe(404)
    expect((await device.get('GET /api/v1/todos', '/api/v1/todos?state=half')).status).toBe(400)
    expect((await list('?state=completed')).length).toBe(2)
  })

  it('is never read again unless it was drawn anew', async () => {
    const before = (await device.page(1)).body.ocr_text
    await device.announce([1])
    await put(device, 1)
    await device.tell({ scope: 'library', notebooks: [{ ...notebook(1, [1], 'Renamed'), tags: ['tag'] }] })
    // In other places, and in a copy of the notebook.
    await device.announce([2, 1])
    await put(device, 2)
    await device.announce([1, 2])
    await device.tell({ scope: 'notebooks', notebooks: [notebook(1, [1, 2]), notebook(7, [1, 2], 'Copy')] })
    const copy = device.of(7)
    for (const page of [1, 2]) await put(copy, page)
    await untilAllAreRead(device, 'ann@example.org')
    expect((await copy.page(1)).body).toMatchObject({ ocr_status: 'completed', ocr_text: before })
    expect((await copy.page(1)).body.todos).toHaveLength(2)
    const { requests } = await claudesLog()
    expect(requests.map(({ images }) => images[0]?.sha256)).toEqual([sha256(pictureOf(2))])
    expect(usage('ann@example.org')).toBe('2 used, 0 reserved')
  })
})

describe('a reader that fails', () => {
  it('now and then costs nobody anything', async () => {
    const email = 'bob@example.org'
    const spoilt = ['drop', 'empty', 'not_json', 'cut_json', 'whitespace']
    const faults = [
      { status: 500 },
      ...[429, 529].map((status) => ({ status, retry_after: 1 })),
      ...spoilt.map((name) => ({ [name]: true })),
    ]
    await tellClaude('PUT', 'script', { rate: 0.2, faults, seed: 7 })
    const pages = numbers(10, 69)
    const device = await Device.signUp(api, email)
    await push(device, pages)
    await untilAllAreRead(device, email)
    expect(usage(email)).toBe(`${pages.length} used, 0 reserved`)
    expect(askDatabase(database, `SELECT count(DISTINCT ocr_text) FROM pages WHERE ${of(email)}`)).toBe('60')
    const { requests, violations } = await claudesLog()
    expect(violations).toEqual([])
    expect(requests.length).toBeGreaterThan(pages.length)
    const good = requests.filter(({ fault }) => !fault?.length).map(({ images }) => images[0]?.sha256)
    expect(good.sort()).toEqual(pages.map((page) => sha256(pictureOf(page))).sort())
  })

  it('because there is too much to write down gets more room once, and then says so', async () => {
    await tellClaude('PUT', 'script', [{ truncate: true }])
    const device = await Device.signUp(api, 'max@example.org')
    await push(device, [100])
    await untilAllAreRead(device, 'max@example.org')
    await tellClaude('PUT', 'script', [{ thinking_only: true }, { truncate: true }])
    const other = await Device.signUp(api, 'lea@example.org')
    await push(other, [100])
    await untilAllAre(other, 'lea@example.org', 'failed')
    expect((await other.page(100)).body.ocr_error).toContain('more on this page')
    expect(usage('max@example.org')).toBe('1 used, 0 reserved')
    expect(usage('lea@example.org')).toBe('0 used, 0 reserved')
    expect((await claudesLog()).requests).toHaveLength(4)
  })

  it('because of its key says so, and reads when asked once more with a better one', async () => {
    await tellClaude('PUT', 'script', [{ status: 401 }])
    const device = await Device.signUp(api, 'zoe@example.org')
    await push(device, [100])
    await untilAllAre(device, 'zoe@example.org', 'failed')
    const { body } = await device.page(100)
    expect(body.ocr_error).toContain('RMIRROR_ANTHROPIC_API_KEY')
    expect(usage('zoe@example.org')).toBe('0 used, 0 reserved')
    const { items } = (await device.get('GET /api/v1/sync/queue')).body
    expect(items[0]).toMatchObject({ status: 'failed', error_class: 'auth_error' })
    expect((await device.retry(items[0].id)).status).toBe(204)
    await untilAllAreRead(device, 'zoe@example.org')
    expect(usage('zoe@example.org')).toBe('1 used, 0 reserved')
  })
})

describe('two hundred pages with workers that are killed', () => {
  const email = 'kim@example.org'
  const pages = numbers(1, 200)
  const read = () => Number(askDatabase(database, `SELECT count(*) FROM pages WHERE ${of(email)} AND ocr_text <> ''`))
  const startWorker = () => startServer(database, settings, 'native', 'worker')

  it('are each read, charged once, and nothing stays promised', async () => {
    // From here on the server only answers.
    await server[Symbol.asyncDispose]()
    server = await startServer(database, settings, 'native', 'api')
    api = new Api(server.said)
    await tellClaude('PUT', 'script', { rate: 0.2, faults: [{ status: 500 }, { drop: true }, { not_json: true }] })
    const device = await Device.signUp(api, email)
    await push(device, pages)
    for (const enough of [20, 70, 120]) {
      const worker = await startWorker()
      for (let looks = 0; looks < 3000 && read() < enough; looks++) hurry()
      await kill(worker)
      // What it held is missed at once.
      askDatabase(database, `UPDATE sync_queue SET leased_until = now() WHERE status = 'processing'`)
    }
    programs.push(await startWorker())
    await untilAllAreRead(device, email)
    expect(usage(email)).toBe('200 used, 0 reserved')
    const live = `SELECT count(*) FROM sync_queue WHERE ${of(email)} AND completed_at IS NULL`
    expect(askDatabase(database, live)).toBe('0')
    expect((await claudesLog()).violations).toEqual([])
  })
})
