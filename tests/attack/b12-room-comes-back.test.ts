// SPDX-License-Identifier: AGPL-3.0-or-later
// A user who reaches a limit gets no room back by deleting: now what was deleted is removed for good after a while,
// with all that belongs to it, and nothing else is.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Api, type Question } from '../contract/answers.ts'
import { Device, notebook, page, uuid } from '../contract/library.ts'
import { askDatabase, begin } from '../world/database.ts'
import { kill, type Program, type Served, serve, startServer } from '../world/programs.ts'

const folder = mkdtempSync(join(tmpdir(), 'rmirror-deleted-'))
let served: Served
let people = 0
let device: Device
let user: string

const ask = (sql: string) => askDatabase(served.database, sql)

beforeAll(async () => {
  served = await serve({ RMIRROR_DATA_DIR: folder })
})

afterAll(async () => {
  await served[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

beforeEach(async () => {
  const email = `${++people}@example.org`
  device = await Device.signUp(new Api(served.server), email)
  user = `(SELECT id FROM users WHERE email = '${email}')`
  ask(`UPDATE users SET retention_days = 30 WHERE id = ${user}`)
})

/** With words, a mark and a task, as all of them go. */
const fullPage = (number: number) => ({
  ...page(number),
  typed_text: 'milk',
  typed_markdown: '- [ ] milk',
  tags: ['shop'],
  highlights: [{ original_text: 'marked', rects: [] }],
})

const announce = (...notebooks: NonNullable<Question['json']>[]) =>
  device.announceManifest({ scope: 'library', notebooks })
const drop = (...numbers: number[]) =>
  device.announceManifest({ scope: 'notebooks', notebooks: [], deleted_notebooks: numbers.map(uuid) })
const diary = (pages: number[], number = 1) => ({ ...notebook(number, []), pages: pages.map(fullPage) })

/** Brings the pictures of these pages, which are read. */
async function bring(...numbers: number[]) {
  for (const number of numbers) expect((await device.put(number)).status).toBe(200)
  const read = "ocr_status = 'completed', ocr_hash = ink_hash, ocr_text = 'read'"
  ask(`UPDATE pages SET ${read} WHERE user_id = ${user} AND image_hash = ink_hash`)
}

/** As if it were later; nothing else is written. */
function letDaysPass(days: number, table = 'pages', of = 'true') {
  const earlier = `UPDATE ${table} SET deleted_at = deleted_at - interval '${days} days' WHERE user_id = ${user} AND ${of}`
  ask(`SET session_replication_role = replica; ${earlier}`)
}

function letDaysPassForAll(days: number) {
  for (const table of ['notebooks', 'pages', 'todos', 'highlights']) letDaysPass(days, table)
}

const startWorker = () => startServer(served.database, { RMIRROR_DATA_DIR: folder }, 'native', 'worker')

const rowsOf = (table: string) => Number(ask(`SELECT count(*) FROM ${table} WHERE user_id = ${user}`))
const rows = (...tables: string[]) => Object.fromEntries(tables.map((table) => [table, rowsOf(table)]))

/** The worker does what is due when it starts. */
async function purge(isDone: () => boolean) {
  await using _worker = await startWorker()
  await expect.poll(isDone).toBe(true)
}

/** The stored counts, and the same counted from the rows. */
function counts(): [string, string] {
  const known = ask(`SELECT stored_bytes, row_bytes, notebooks, pages FROM library_usage WHERE user_id = ${user}`)
  const sum = (bytes: string, table: string) =>
    `(SELECT coalesce(sum(${bytes}), 0) FROM ${table} WHERE user_id = ${user})`
  const recounted = ask(`SELECT ${sum('size_bytes', 'blobs')},
    row_bytes_of(${user}), ${sum('1', 'notebooks')}, ${sum('1', 'pages')}`)
  return [known, recounted]
}

function expectExactCounts() {
  const [known, recounted] = counts()
  expect(known).toBe(recounted)
}

it('deleted notebooks and pages make room after thirty days, with all that belongs to them', async () => {
  // Three notebooks: a tenth as many as pages.
  const settings = { RMIRROR_DATA_DIR: folder, RMIRROR_PAGES: '30' }
  await using small = await startServer(served.database, settings, 'native', 'api')
  device = device.at(new Api(small.said))
  await announce(diary([1, 2]), diary([3], 2), diary([4], 3))
  await bring(1, 2)
  expect((await device.of(2).put(3)).status).toBe(200)
  // One page, one notebook; a mark and a task of a page that stays.
  const left = { ...page(1), typed_text: 'bread', typed_markdown: 'bread', tags: [] }
  await announce({ ...notebook(1, []), pages: [left] }, diary([4], 3))
  expect((await announce({ ...notebook(1, []), pages: [left] }, diary([4], 3), diary([5], 5))).status).toBe(413)
  expect(rows('notebooks', 'pages', 'blobs', 'todos')).toEqual({ notebooks: 3, pages: 4, blobs: 3, todos: 4 })

  letDaysPassForAll(31)
  await purge(() => rowsOf('notebooks') === 2)
  const gone = rows('notebooks', 'pages', 'page_images', 'blobs', 'todos', 'highlights', 'page_pictures')
  expect(gone).toEqual({
    ...{ notebooks: 2, pages: 2, page_images: 1, blobs: 1 },
    ...{ todos: 1, highlights: 1, page_pictures: 1 },
  })
  expect(
    ask(`SELECT count(*) FROM sync_queue WHERE user_id = ${user} AND item_key NOT IN (SELECT id FROM pages)`),
  ).toBe('0')
  expect(ask(`SELECT count(*) FROM pending_blobs WHERE user_id = ${user} AND state = 'leaving'`)).toBe('2')
  expectExactCounts()
  expect((await device.get('GET /api/v1/quota')).body).toMatchObject({
    deleted_days: 30,
    notebooks: { used: 2 },
    pages: { used: 2 },
  })
  expect((await device.image(1)).status).toBe(200)

  // It is simply new.
  const again = await announce({ ...notebook(1, []), pages: [left] }, diary([4], 3), diary([3], 2))
  expect(again).toMatchObject({ status: 200, body: { written: { notebooks: 1, pages: 1, highlights: 1 } } })
  expect(again.body.want).toContainEqual({ notebook_uuid: uuid(2), page_uuids: [uuid(3)] })
})

it('what was deleted more recently comes back as it was', async () => {
  await announce(diary([1, 2]), diary([3], 2))
  await bring(1, 2)
  await drop(1, 2)
  letDaysPassForAll(29)
  for (const table of ['notebooks', 'pages']) {
    const id = table === 'pages' ? 'page_uuid' : 'notebook_uuid'
    letDaysPass(2, table, `${id} = '${uuid(table === 'pages' ? 3 : 2)}'`)
  }
  await purge(() => rowsOf('notebooks') === 1)
  const known = ask(`SELECT array_agg(id ORDER BY id) FROM pages WHERE user_id = ${user}`)
  const back = await announce(diary([1, 2]))
  expect(back.body.want).toEqual([])
  expect(ask(`SELECT array_agg(id ORDER BY id) FROM pages WHERE user_id = ${user}`)).toBe(known)
  expect((await device.image(2)).status).toBe(200)
  expect((await device.page(2)).body).toMatchObject({ ocr_status: 'completed', ocr_text: 'read' })
})

it('readers of the changes miss nothing', async () => {
  const changes = (since: string) => device.get('GET /api/v1/changes', `/api/v1/changes?since=${since}`)
  const { cursor: before } = (await announce(diary([1, 2]), diary([3], 2))).body
  const { cursor: after } = (await announce(diary([1]))).body
  const delivered = (type: string, key: string) =>
    ask(`INSERT INTO sync_records (user_id, target_name, item_type, item_key, status)
         SELECT user_id, 'webhook', '${type}', id, 'success' FROM ${key}s WHERE user_id = ${user}`)
  delivered('notebook', 'notebook')
  delivered('page_text', 'page')
  letDaysPassForAll(31)
  await purge(() => rowsOf('notebooks') === 1)
  // Who knew of the deletion goes on, although tasks of those pages had no tombstones of their own.
  const since = await changes(after)
  expect(since.status).toBe(200)
  expect(since.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(Array(5).fill('record'))
  expect((await changes(before)).status).toBe(410)
  const { items } = (await changes('0')).body
  const kinds = items.map(({ kind, deleted }: { kind: string; deleted: boolean }) => (deleted ? 'gone' : kind)).sort()
  expect(kinds.filter((kind: string) => kind !== 'record')).toEqual(['highlight', 'notebook', 'page', 'todo'])
  // Targets still have what is to be removed there.
  expect(rowsOf('sync_records')).toBe(5)
})

it('a server killed in the middle has removed whole pages only, and the next one goes on', async () => {
  const numbers = Array.from({ length: 1500 }, (_, i) => i + 1)
  await announce({
    ...notebook(1, []),
    pages: numbers.map((number) => (number % 50 === 0 ? fullPage(number) : page(number))),
  })
  await bring(50, 1000, 1450)
  await announce(diary([7], 2))
  letDaysPassForAll(60)
  // The last of them is in use.
  letDaysPass(-20, 'pages', `page_uuid = '${uuid(1500)}'`)
  const inUse = await begin(
    served.database,
    `SELECT FROM pages WHERE user_id = ${user} AND page_uuid = '${uuid(1500)}' FOR UPDATE`,
  )
  const worker: Program = await startWorker()
  await expect.poll(() => rowsOf('pages')).toBe(501)
  await kill(worker)
  await inUse.commit()
  expect(rows('notebooks', 'pages')).toEqual({ notebooks: 2, pages: 501 })
  expectExactCounts()

  await purge(() => rowsOf('notebooks') === 1)
  expect(rows('pages', 'page_images', 'blobs', 'todos', 'highlights')).toEqual({
    ...{ pages: 1, page_images: 0, blobs: 0, todos: 1, highlights: 1 },
  })
  expectExactCounts()
})

it.each([
  ['first, all of it is there', 'push'],
  ['later, all of it is new', 'purge'],
])('a notebook that comes back while it is being removed: %s', async (_, first) => {
  await announce(diary([1, 2]))
  await bring(1, 2)
  await drop(1)
  letDaysPassForAll(31)
  const waiting = (count: number) =>
    expect
      .poll(() => ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))
      .toBe(String(count))
  const held = await begin(served.database, `SELECT lock_library(${user})`)
  const push = () => announce(diary([1, 2]))
  const early = first === 'push' ? push() : undefined
  if (early) await waiting(1)
  await using _worker = await startWorker()
  await waiting(early ? 2 : 1)
  const late = early ?? push()
  await waiting(2)
  await held.commit()
  const { body } = await late
  expect(body.wanted_pages).toBe(early ? 0 : 2)
  if (!early) await bring(1, 2)
  expect((await device.image(2)).status).toBe(200)
  expect(rows('notebooks', 'pages', 'page_images', 'todos', 'highlights')).toEqual({
    ...{ notebooks: 1, pages: 2, page_images: 2, todos: 2, highlights: 2 },
  })
  expectExactCounts()
})
