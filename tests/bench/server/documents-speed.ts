// SPDX-License-Identifier: AGPL-3.0-or-later
// How long a device waits for what changed among a million documents of one user, and for one that it has already.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { askDatabase } from '../../world/programs.ts'
import { ask, signUp } from './device.ts'
import type { Bench } from './processes.ts'
import { type Times, timesOf } from './times.ts'

const notebooks = 10_000
const pagesEach = 100
export const documents = notebooks * pagesEach
const asked = 200
const bytes = 4_000

/** In milliseconds. */
export interface DocumentsSpeed {
  since: Times
  /** A document of 4 kB: with its content, and 304 because the device has it. */
  whole: Times
  known: Times
}

export async function measureDocuments(bench: Bench): Promise<DocumentsSpeed> {
  const token = await signUp(bench)
  const { id } = await ask(bench, token, 'GET', 'me')
  fill(bench, id)
  // The server has closed the idle connection meanwhile; fetch() sees that in the second turn of the event loop.
  await nextTurn()
  await nextTurn()
  const headers = { authorization: `Bearer ${token}` }
  const time = async (path: string, status: number, more: Record<string, string> = {}) => {
    const begun = performance.now()
    const answer = await fetch(`${bench.url}/api/v1/${path}`, { headers: { ...headers, ...more } })
    const text = await answer.text()
    if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${text}`)
    return { milliseconds: performance.now() - begun, text, etag: answer.headers.get('etag') ?? '' }
  }
  const since: number[] = []
  for (let nth = 0; nth < asked; nth++) {
    // From the beginning, from anywhere, and as a device that was away for a day.
    const cursor = [0, Math.floor((documents * nth) / asked), documents - 50][nth % 3]
    const { milliseconds, text } = await time(`sync/since?cursor=${cursor}`, 200)
    const { created } = JSON.parse(text) as { created: unknown[] }
    if (created.length === 0) throw new Error(`Nothing since ${cursor}: what was measured is no answer`)
    since.push(milliseconds)
  }
  const page = askDatabase(bench.databaseUrl, `SELECT id FROM pages WHERE user_id = '${id}' AND change = ${documents}`)
  const { etag } = await time(`documents/${page}`, 200)
  const whole: number[] = []
  const known: number[] = []
  for (let nth = 0; nth < asked; nth++) {
    whole.push((await time(`documents/${page}`, 200)).milliseconds)
    known.push((await time(`documents/${page}`, 304, { 'if-none-match': etag })).milliseconds)
  }
  return { since: timesOf(since), whole: timesOf(whole), known: timesOf(known) }
}

/** At once, without triggers, and with the statistics that autovacuum would have made by and by. */
function fill({ databaseUrl }: Bench, userId: string): void {
  askDatabase(
    databaseUrl,
    `SET session_replication_role = replica;
    INSERT INTO change_counters (user_id, last) VALUES ('${userId}', ${documents})
    ON CONFLICT (user_id) DO UPDATE SET last = excluded.last;
    INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, change, full_path, folders, is_gone,
                           items_change)
    SELECT '${userId}', gen_random_uuid(), 'notebook', 'Notebook ' || nth, nth, 'Notebook ' || nth, '{}', false, nth
    FROM generate_series(1, ${notebooks}) AS nth;
    INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ocr_status, ocr_text, change, document_change,
                       document_created)
    SELECT user_id, id, gen_random_uuid(), nth, 'completed',
           CASE WHEN number = ${documents} THEN repeat('x', ${bytes}) ELSE 'Some words on page ' || nth END,
           number, number, number
    FROM notebooks, generate_series(1, ${pagesEach}) AS nth,
         LATERAL (SELECT (change - 1) * ${pagesEach} + nth) AS numbered (number)
    WHERE user_id = '${userId}';
    ANALYZE`,
  )
}
