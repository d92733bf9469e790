// SPDX-License-Identifier: AGPL-3.0-or-later
// Two bytes ask for a comparison of a whole library. No request and no statement takes long for that.
import { expect, it } from 'vitest'
import { signUp } from '../contract/library.ts'
import { askDatabase } from '../world/programs.ts'
import { type Attacked, startAttacked } from './attacked.ts'

const notebooks = 8000
const pagesEach = 4
/** What is paused is compared with nothing until it goes on. */
const integration = 'PUT /api/v1/integrations/:target_name'
const address = 'http://127.0.0.1:1/notes'
const path = '/api/v1/integrations/webhook'

const theirs = (email: string) => `(SELECT id FROM users WHERE email = '${email}')`

/** At once, as no manifest could. */
function writeLibrary({ databaseUrl }: Attacked, email: string): void {
  askDatabase(
    databaseUrl,
    `BEGIN;
     SET LOCAL session_replication_role = replica;
     INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, change, full_path, folders, is_gone,
                            items_change, last_modified)
     SELECT ${theirs(email)}, gen_random_uuid(), 'notebook', 'Volume ' || n, n, 'Volume ' || n, '{}', false, n,
            '2026-01-01'::timestamptz + n * interval '1 minute'
     FROM generate_series(1, ${notebooks}) AS n;
     INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, typed_text, change)
     SELECT user_id, notebook.id, gen_random_uuid(), n, visible_name || ', ' || n, 1
     FROM notebooks AS notebook, generate_series(1, ${pagesEach}) AS n WHERE user_id = ${theirs(email)};
     -- What was there before a target was set up is no change.
     INSERT INTO change_counters (user_id, last) VALUES (${theirs(email)}, ${notebooks})
     ON CONFLICT (user_id) DO UPDATE SET last = excluded.last;
     COMMIT`,
  )
}

/** A person whose receiver never answers, with a large library. */
async function collector(server: Attacked, name: string): Promise<string> {
  const email = `${name}@example.org`
  const token = await signUp(server.api, email)
  writeLibrary(server, email)
  const set = await server.api.ask(integration, { token, json: { settings: { address }, is_enabled: false } }, path)
  expect(set.status).toBe(200)
  return token
}

const settings = { RMIRROR_PRIVATE_URLS: 'on' }

it('a preview of 8,000 notebooks is counted by several requests, each of which ends within its time', async () => {
  await using server = await startAttacked(settings)
  const [ann, eve] = [await collector(server, 'ann'), await collector(server, 'eve')]
  const ray = await signUp(server.api, 'ray@example.org')
  const preview = (token: string) =>
    server.api.ask('POST /api/v1/integrations/:target_name/preview', { token, json: {} }, `${path}/preview`)
  const counted = async (token: string) => {
    const progress: number[] = []
    for (;;) {
      // Two at once count together.
      for (const answer of await Promise.all([preview(token), preview(token)])) {
        expect([200, 202]).toContain(answer.status)
        if (answer.status === 200) return { progress, items: answer.body.items }
        expect(answer.body.notebooks).toBe(notebooks)
        progress.push(answer.body.compared_notebooks)
      }
      expect((await server.api.ask('GET /api/v1/me', { token: ray })).status).toBe(200)
    }
  }
  const untouched = { update: 0, move: 0, remove: 0, keep: 0, unchanged: 0 }
  for (const { progress, items } of await Promise.all([counted(ann), counted(eve)])) {
    expect(items).toEqual({
      notebook: { create: notebooks, ...untouched },
      notebook_metadata: { create: notebooks, ...untouched },
      page_text: { create: notebooks * pagesEach, ...untouched },
    })
    expect(new Set(progress).size).toBeGreaterThan(2)
  }
})

it('a comparison of 8,000 notebooks is asked for and stopped at once, and goes on in pieces', async () => {
  await using server = await startAttacked(settings)
  const token = await collector(server, 'eve')
  const ray = await signUp(server.api, 'ray@example.org')
  const resumed = { token, json: { settings: { address }, is_enabled: true } }
  expect((await server.api.ask(integration, resumed, path)).status).toBe(200)
  const runs = new Set<string>()
  for (let i = 0; i < 20; i++) {
    const asked = await server.api.ask('POST /api/v1/sync/trigger', { token, json: {} })
    expect(asked.status).toBe(202)
    runs.add(asked.body.id)
    expect((await server.api.ask('GET /api/v1/me', { token: ray })).status).toBe(200)
  }
  // Those that asked before it began share one.
  expect(runs.size).toBeLessThan(20)
  const run = [...runs].at(-1)
  const show = () => server.api.ask('GET /api/v1/sync/trigger/:id', { token }, `/api/v1/sync/trigger/${run}`)
  expect((await show()).body).toMatchObject({ notebooks, targets_processed: 1 })

  const backfill = `${path}/backfill`
  const stopped = await server.api.ask('DELETE /api/v1/integrations/:target_name/backfill', { token }, backfill)
  expect([stopped.status, stopped.body.backfill]).toEqual([200, 'stopped'])
  const ask = (sql: string) => askDatabase(server.databaseUrl, `SELECT count(*) FROM ${sql}`)
  const places = () => askDatabase(server.databaseUrl, 'SELECT id, stage, cursor_id FROM sync_passes ORDER BY id')
  // As long as it moves it may take its time.
  for (let seen = places(); ask(`sync_passes WHERE stage <> 'done'`) !== '0'; seen = places())
    await expect.poll(places, { interval: 1000 }).not.toBe(seen)
  // All but what was under way when it was stopped.
  const all = notebooks * (2 + pagesEach)
  expect(Number(ask(`sync_records WHERE status = 'skipped'`))).toBeGreaterThan(all - 100)
  expect((await show()).body).toMatchObject({ compared_notebooks: notebooks, notebooks })
  expect((await server.api.ask('GET /api/v1/me', { token: ray })).status).toBe(200)
})
