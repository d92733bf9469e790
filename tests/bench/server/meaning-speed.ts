// SPDX-License-Identifier: AGPL-3.0-or-later
// How long it takes to find pages by meaning among 50,000 passages of one person, without the embeddings service.
import { execFileSync } from 'node:child_process'
import { OpenAiEmulator } from '../../world/openai.ts'
import { askDatabase } from '../../world/programs.ts'
import { signUp } from './device.ts'
import { type Bench, startBench } from './processes.ts'
import { type Times, timesOf } from './times.ts'

export const passages = 50_000
const pagesEach = 50
const passagesOfPage = 2
const dimensions = 1536
const asked = 100
const key = 'sk-ours-0001'

export interface MeaningSpeed {
  search: Times
  related: Times
  /** Of tables and indexes, for each passage. */
  bytesOfPassage: number
}

export async function measureMeaning(): Promise<MeaningSpeed> {
  await using service = await OpenAiEmulator.start({ as: 'openai', key })
  const settings = { RMIRROR_EMBEDDINGS_URL: service.address, RMIRROR_EMBEDDINGS_KEY: key }
  await using bench = await startBench({ ...settings, RMIRROR_TEST_RATE_LIMITS: 'off' }, 'api')
  const headers = { authorization: `Bearer ${await signUp(bench)}` }
  writeLibrary(bench, ((await (await fetch(`${bench.url}/api/v1/me`, { headers })).json()) as { id: string }).id)
  const time = async (path: string, items: number) => {
    const start = performance.now()
    const answer = await fetch(`${bench.url}/api/v1/${path}`, { headers })
    const body = (await answer.json()) as { items: unknown[]; meaning_problem?: string }
    const milliseconds = performance.now() - start
    if (body.items.length < items) throw new Error(`${path}: ${answer.status} ${body.meaning_problem}`)
    return milliseconds
  }
  // Each question has a vector before it is measured: the second time, the service isn't asked.
  const question = (nth: number) => `search?mode=meaning&q=subject${nth % 20}`
  for (let nth = 0; nth < 20; nth++) await time(question(nth), 1)
  const search = []
  for (let nth = 0; nth < asked; nth++) search.push(await time(question(nth), 1))
  const pages = askDatabase(
    bench.databaseUrl,
    `SELECT notebook_uuid || '/pages/' || page_uuid FROM pages JOIN notebooks ON notebooks.id = notebook_id
     ORDER BY pages.id LIMIT ${asked}`,
  ).split('\n')
  const related = []
  for (const page of pages) related.push(await time(`notebooks/${page}/related`, 5))
  const bytes = askDatabase(
    bench.databaseUrl,
    `SELECT pg_total_relation_size('embedded_pages') + pg_total_relation_size('passages')`,
  )
  return { search: timesOf(search), related: timesOf(related), bytesOfPassage: Number(bytes) / passages }
}

/** Vectors of random numbers, as the job stores them. What is near to what doesn't matter for the time. */
function writeLibrary({ databaseUrl }: Bench, userId: string): void {
  const pages = passages / passagesOfPage
  const sql = `
    SET session_replication_role = replica;
    CREATE EXTENSION IF NOT EXISTS pgcrypto;
    INSERT INTO meaning_spaces (asked_model, model, dimensions)
    VALUES ('text-embedding-3-small', 'text-embedding-3-small', ${dimensions});
    INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, change, items_change, full_path, folders,
                           is_gone)
    SELECT '${userId}', gen_random_uuid(), 'notebook', 'Notebook ' || number, 1, 1, '', '{}', false
    FROM generate_series(1, ${pages / pagesEach}) AS number;
    INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, typed_text, change)
    SELECT user_id, id, gen_random_uuid(), page, repeat('A page with words on it. ', 60), 1
    FROM notebooks, generate_series(1, ${pagesEach}) AS page WHERE user_id = '${userId}';
    CREATE TEMPORARY TABLE made AS
    SELECT user_id, notebook_id, id, nth,
           gen_random_bytes(1024) || gen_random_bytes(${dimensions - 1024}) AS numbers
    FROM pages, generate_series(0, ${passagesOfPage - 1}) AS nth WHERE user_id = '${userId}';
    INSERT INTO embedded_pages (user_id, page_id, space, hashes, vectors)
    SELECT user_id, id, 1, array_agg(gen_random_uuid()), string_agg('\\x00a03544'::bytea || numbers, '' ORDER BY nth)
    FROM made GROUP BY user_id, id;
    INSERT INTO passages (user_id, notebook_id, page_id, ordinal, space, is_live, signs)
    SELECT user_id, notebook_id, id, nth, 1, true,
           ('x' || encode(substr(numbers, 1, ${dimensions / 8}), 'hex'))::bit varying
    FROM made;
    ANALYZE;`
  execFileSync('psql', [databaseUrl, '-q', '-v', 'ON_ERROR_STOP=1'], { input: sql })
}
