// SPDX-License-Identifier: AGPL-3.0-or-later
// Two workers share a queue, and one of them is killed in the middle of what it does; the other ends it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askDatabase, kill, type Program, start, startDatabase } from '../world/programs.ts'

const itemCount = 200

const programs: Program[] = []
let database = ''

beforeAll(async () => {
  programs.push(await startDatabase())
  database = programs[0]?.said ?? ''
})

afterAll(async () => {
  for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
})

async function startWorker(said: string, ...words: string[]): Promise<Program> {
  const environment = { RMIRROR_DATABASE_URL: database }
  const worker = await start('build/native/queue_worker', words, environment, (line) => line === said)
  programs.push(worker)
  return worker
}

const ask = (sql: string) => askDatabase(database, sql)

/** Pages with pictures of a new user, all to be read. */
function queuePages(email: string): void {
  ask(`
    WITH ann AS (INSERT INTO users (email) VALUES ('${email}') RETURNING id)
    INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name)
    SELECT id, gen_random_uuid(), 'notebook', 'Diary' FROM ann;
    INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ink_hash, image_hash, image_at, ocr_status)
    SELECT user_id, notebooks.id, gen_random_uuid(), number, 'i1:' || number, 'i1:' || number, now(), 'pending'
    FROM notebooks JOIN users ON users.id = user_id, generate_series(1, ${itemCount}) AS number
    WHERE email = '${email}';
    INSERT INTO sync_queue (user_id, target_name, item_type, item_key, content_hash)
    SELECT user_id, 'ocr', 'ocr_page', id, image_hash FROM pages WHERE ocr_status = 'pending';`)
}

/** Makes all retries due immediately. */
async function hurryUntilAllEnded(): Promise<void> {
  const open = () => {
    ask(`UPDATE sync_queue SET run_after = now() WHERE status = 'retry' AND run_after > now()`)
    return ask('SELECT status, count(*) FROM sync_queue WHERE completed_at IS NULL GROUP BY status')
  }
  await expect.poll(open, { interval: 50 }).toBe('')
}

it.each(['reading', 'keeping'])(
  'a worker killed while %s leaves nothing undone and nothing done twice',
  async (place) => {
    const email = `${place}@example.org`
    queuePages(email)
    // It does some, and stops with pages in its hands.
    const worker = await startWorker('stuck', place, '40')
    const other = await startWorker('ready')
    await kill(worker)
    await hurryUntilAllEnded()
    await kill(other)

    const of = (table: string) => `${table} WHERE user_id = (SELECT id FROM users WHERE email = '${email}')`
    expect(ask(`SELECT status, count(*) FROM ${of('sync_queue')} GROUP BY status`)).toBe(`completed|${itemCount}`)
    expect(ask(`SELECT ocr_status, count(*) FROM ${of('pages')} GROUP BY ocr_status`)).toBe(`completed|${itemCount}`)
    expect(ask(`SELECT count(*), count(DISTINCT details) FROM ${of('audit')}`)).toBe(`${itemCount}|${itemCount}`)
    expect(ask(`SELECT used, reserved FROM ${of('quota_usage')}`)).toBe(`${itemCount}|0`)
    // What the killed one held was begun again.
    expect(Number(ask(`SELECT count(*) FROM ${of('sync_queue')} AND attempts > 1`))).toBeGreaterThan(0)
  },
)
