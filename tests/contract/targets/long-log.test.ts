// SPDX-License-Identifier: AGPL-3.0-or-later
// A change log that is far ahead of an integration: it is followed piece by piece, and no request waits for that. With
// LOG_ROWS=1000000, as `make chaos` runs it, of a million rows.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Delivering, libraryOf, type Person } from './delivering.ts'

const rows = Number(process.env.LOG_ROWS ?? 2_500)
const perNotebook = 500
/** A short log may be followed before anybody looks how far that is. */
const isLong = rows >= 100_000
/** Items in a piece: this number of pages, and their notebooks. */
const maxAtOnce = 3 * 2000
/** So often all of the requests are answered at least while a long log is followed: they wait for no more than a piece. */
const minRounds = 10
const maxBytes = 300 * 2 ** 20

let world: Delivering
let kim: Person
let bob: Person

beforeAll(async () => {
  // What was freed is kept for a while by the sanitizers, unless they are told not to: memory is measured.
  world = await Delivering.start('all', { ASAN_OPTIONS: 'quarantine_size_mb=1' })
  kim = await world.person('webhook', 'kim', 'page_text')
  bob = await world.person('webhook', 'bob', 'page_text')
  await bob.write(['Passage 1'])
  await bob.setUp()
  await kim.write(['Passage 1'])
  await write(rows)
})

afterAll(() => world[Symbol.asyncDispose]())

const theirs = (who: Person) => `(SELECT id FROM users WHERE email = '${who.who}@example.org')`

/** Each page in a change of its own; nothing else is written. */
async function write(count: number): Promise<void> {
  await world.ask(`
    BEGIN;
    SET LOCAL session_replication_role = replica;
    INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, change, full_path, folders, is_gone,
                           items_change, last_modified)
    SELECT ${theirs(kim)}, gen_random_uuid(), 'notebook', 'Volume ' || n, n, 'Volume ' || n, '{}', false, n,
           '2026-01-01'::timestamptz + n * interval '1 minute'
    FROM generate_series(1, ${count / perNotebook}) AS n;
    INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, typed_text, change)
    SELECT user_id, notebook.id, gen_random_uuid(), n, visible_name || ', ' || n, ${perNotebook} * change + n
    FROM notebooks AS notebook, generate_series(1, ${perNotebook}) AS n WHERE visible_name LIKE 'Volume %';
    UPDATE change_counters SET last = 2 * ${count} WHERE user_id = ${theirs(kim)};
    COMMIT;
    ANALYZE notebooks, pages`)
}

/** Of the server, in bytes: what it needs, and what it needed at most. */
function memory(): { now: number; peak: number } {
  const status = readFileSync(`/proc/${world.pid}/status`, 'utf8')
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024
  return { now: of('VmRSS'), peak: of('VmHWM') }
}

let signedInAt = performance.now()

async function staySignedIn(): Promise<void> {
  if (performance.now() - signedInAt < 600_000) return
  signedInAt = performance.now()
  await Promise.all([kim.signIn(), bob.signIn()])
}

/** How long the slowest of these takes: what follows the log holds what they need. */
async function slowestMs(): Promise<number> {
  await staySignedIn()
  let slowest = 0
  for (const request of [
    () => kim.integration('GET'),
    () => kim.integration('PUT', { settings: kim.emulated.valuesOf(kim.who) }),
    () => kim.ask('GET /api/v1/quota'),
    () => bob.integration('GET'),
  ]) {
    const asked = performance.now()
    expect((await request()).status).toBe(200)
    slowest = Math.max(slowest, performance.now() - asked)
  }
  return slowest
}

const isWalking = async () => (await world.ask(`SELECT count(*) FROM sync_passes WHERE stage <> 'done'`)) !== '0'
const behind = async () =>
  Number(
    await world.ask(`SELECT last - cursor_change FROM integrations JOIN change_counters USING (user_id)
               WHERE user_id = ${theirs(kim)}`),
  )
const queuedPages = () =>
  world.ask(`SELECT count(*) || ' ' || count(DISTINCT item_key) FROM sync_queue
             WHERE user_id = ${theirs(kim)} AND item_key IN (SELECT id FROM pages WHERE typed_text LIKE 'Volume %')`)

it(`of ${rows} rows is followed by a new integration while others are served`, async () => {
  const before = memory()
  const began = performance.now()
  await kim.setUp()
  const slowest = [await slowestMs()]

  // What is written meanwhile waits for nothing of it.
  await bob.write(['Passage 2'])
  await kim.announce({ ...libraryOf('page_text', ['Passage 3']), scope: 'notebooks' })
  if (isLong) expect(await isWalking()).toBe(true)
  await bob.untilThere(['Passage 2'])
  await kim.until('what was written last', () => kim.texts().includes('Passage 3'))

  while (await isWalking()) slowest.push(await slowestMs())
  const seconds = (performance.now() - began) / 1000
  if (isLong) expect(slowest.length, 'times that all requests were answered meanwhile').toBeGreaterThan(minRounds)
  expect(memory().peak - before.now).toBeLessThan(maxBytes)

  // Each page once, and no piece of more than a transaction may have.
  expect(await queuedPages()).toBe(`${rows} ${rows}`)
  const max = await world.ask(`SELECT max(count) FROM (SELECT count(*) FROM sync_queue GROUP BY created_at) AS pieces`)
  expect(Number(max)).toBeLessThanOrEqual(maxAtOnce)
  console.info(`${rows} rows: ${seconds.toFixed(1)} s, at most ${Math.max(...slowest).toFixed(0)} ms for a request`)
})

it(`of ${rows} rows is read from its beginning piece by piece, and nothing is queued twice`, async () => {
  await staySignedIn()
  const before = await queuedPages()
  const began = performance.now()
  await world.ask(`UPDATE integrations SET cursor_change = 0 WHERE user_id = ${theirs(kim)};
             SELECT pg_notify('rmirror_changes', ${theirs(kim)}::text)`)
  const ahead = [await behind()]
  const slowest: number[] = []
  await bob.write(['Passage 4'])
  while (ahead.at(-1) !== 0) {
    slowest.push(await slowestMs())
    ahead.push(await behind())
  }
  const seconds = (performance.now() - began) / 1000
  await bob.untilThere(['Passage 4'])
  if (isLong) expect(new Set(ahead).size, 'pieces that were seen').toBeGreaterThan(3)
  if (isLong) expect(slowest.length, 'times that all requests were answered meanwhile').toBeGreaterThan(minRounds)
  expect(await queuedPages()).toBe(before)
  console.info(`${rows} rows: ${seconds.toFixed(1)} s, at most ${Math.max(...slowest).toFixed(0)} ms for a request`)
})
