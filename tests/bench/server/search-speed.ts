// SPDX-License-Identifier: AGPL-3.0-or-later
// How long it takes to find words among 100,000 pages of one user.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { askDatabase } from '../../world/programs.ts'
import { signUp } from './device.ts'
import { NaturalWords } from './natural-words.ts'
import type { Bench } from './processes.ts'
import { type Times, timesOf } from './times.ts'

const notebooks = 1000
export const pagesEach = 100
const vocabulary = 100_000
const asked = 60

/** A word that is rare, usual, in nearly every page; two words; one that is misspelt; one beside a name; one like none. */
type Kind = 'rare' | 'usual' | 'frequent' | 'two words' | 'misspelt' | 'named' | 'unknown'

/** In milliseconds. */
export interface SearchSpeed {
  /** By kind of question. */
  kinds: Record<Kind, Times>
  all: Times
  /** To write a page's text, with all that finding it needs. */
  writingMilliseconds: number
}

export async function measureSearch(bench: Bench): Promise<SearchSpeed> {
  const headers = { authorization: `Bearer ${await signUp(bench)}` }
  const me = (await (await fetch(`${bench.url}/api/v1/me`, { headers })).json()) as { id: string }
  const userId = me.id
  const words = new NaturalWords(vocabulary)
  await writeLibrary(bench, userId, words)
  const ask = async (q: string) => {
    const start = performance.now()
    const answer = await fetch(`${bench.url}/api/v1/search?${new URLSearchParams({ q }).toString()}`, { headers })
    const { total } = (await answer.json()) as { total: number }
    return { milliseconds: performance.now() - start, total }
  }
  const between = (from: number, to: number) => words.words[from + Math.floor(words.random() * (to - from))] ?? ''
  const questions: Record<Kind, () => string> = {
    rare: () => between(20_000, vocabulary),
    usual: () => between(200, 5_000),
    frequent: () => between(0, 50),
    'two words': () => `${between(20, 1000)} ${between(20, 1000)}`,
    misspelt: () => words.misspelt(between(1_000, 20_000)),
    named: () => `notebook ${1 + Math.floor(words.random() * notebooks)} ${between(20, 200)}`,
    unknown: () => Array.from({ length: 9 }, () => 'bcdfghjklmnpqrstvwxz'[Math.floor(words.random() * 20)]).join(''),
  }
  const all: number[] = []
  const kinds = {} as SearchSpeed['kinds']
  for (const [kind, question] of Object.entries(questions)) {
    await ask(question())
    const times: number[] = []
    let found = 0
    for (let nth = 0; nth < asked; nth++) {
      const { milliseconds, total } = await ask(question())
      times.push(milliseconds)
      found += total > 0 ? 1 : 0
    }
    if (kind !== 'unknown' && found < asked / 2)
      throw new Error(`Of ${asked} ${kind} questions ${found} found something`)
    kinds[kind as keyof SearchSpeed['kinds']] = timesOf(times)
    all.push(...times)
  }
  return { kinds, all: timesOf(all), writingMilliseconds: measureWriting(bench, userId) }
}

/**
 * At once rather than page by page as the triggers would, which takes several times as long; with the statistics that
 * autovacuum would have made by and by.
 */
export async function writeLibrary(
  { databaseUrl }: Bench,
  userId: string,
  words: NaturalWords,
  count = notebooks,
): Promise<void> {
  const psql = spawn('psql', [databaseUrl, '-q', '-v', 'ON_ERROR_STOP=1'], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(psql, 'close')
  const say = async (text: string) => {
    if (!psql.stdin.write(text)) await Promise.race([once(psql.stdin, 'drain'), ended])
  }
  psql.stdin.on('error', () => undefined)
  await say(`
    INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, last_modified)
    SELECT '${userId}', gen_random_uuid(), 'notebook', 'Notebook ' || number, now() - number * interval '1 hour'
    FROM generate_series(1, ${count}) AS number;
    CREATE TEMPORARY TABLE given (notebook integer, page integer, text text);
    COPY given FROM STDIN;\n`)
  for (let notebook = 1; notebook <= count; notebook++)
    for (let page = 1; page <= pagesEach; page++) await say(`${notebook}\t${page}\t${textOf(words)}\n`)
  psql.stdin.end(`\\.
    SELECT pg_get_indexdef('search_documents_vector'::regclass) AS vector_index \\gset
    DROP INDEX search_documents_vector;
    SET session_replication_role = replica;
    INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ocr_status, ocr_text, image_at, change)
    SELECT user_id, id, gen_random_uuid(), page, 'completed', text, last_modified + page * interval '1 second', 1
    FROM given JOIN notebooks ON visible_name = 'Notebook ' || notebook WHERE user_id = '${userId}';
    INSERT INTO search_documents (user_id, notebook_id, page_id, language, tags, written_at, vector)
    SELECT user_id, notebook_id, id, 'en', '{}', image_at, to_tsvector('search_en', ocr_text)
    FROM pages WHERE user_id = '${userId}';
    INSERT INTO search_words (user_id, word)
    SELECT DISTINCT '${userId}'::uuid, word FROM given, regexp_split_to_table(text, '[^a-z]+') AS word
    WHERE length(word) > 2 ON CONFLICT DO NOTHING;
    :vector_index;
    ANALYZE;\n`)
  const [status] = await ended
  if (status !== 0) throw new Error(`psql: ${status}`)
}

function textOf(words: NaturalWords): string {
  const count = 60 + Math.floor(words.random() * 120)
  return Array.from({ length: count }, (_, nth) => words.pick() + (nth % 11 === 10 ? '.\\n' : ' ')).join('')
}

/** As the worker writes them, one after the other. */
function measureWriting({ databaseUrl }: Bench, userId: string): number {
  const pages = 200
  const start = performance.now()
  askDatabase(
    databaseUrl,
    `DO $$ DECLARE page uuid; BEGIN
       FOR page IN SELECT id FROM pages WHERE user_id = '${userId}' ORDER BY id LIMIT ${pages} LOOP
         UPDATE pages SET ocr_text = ocr_text || ' again' WHERE id = page;
       END LOOP; END $$`,
  )
  return (performance.now() - start) / pages
}
