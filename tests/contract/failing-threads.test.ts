// SPDX-License-Identifier: AGPL-3.0-or-later
// A database with unexpected errors, such as those of an unusual cluster: no failing thread ends the server, /readyz
// names the threads that fail, and they go on when the database works again.
import { expect, it } from 'vitest'
import { askDatabase } from '../world/database.ts'
import { type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { notebook, signUp } from './library.ts'

/** Reading and writing the table fails with the error that PostgreSQL gives for what it has not implemented. */
function refuse(database: string, table: string): () => void {
  const raise = `RAISE EXCEPTION 'this database cannot do that' USING ERRCODE = 'feature_not_supported'`
  change(
    database,
    // A planner that folds constants calls it, also where there is no row.
    `CREATE FUNCTION refuse() RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN ${raise.replaceAll("'", "''")}; END'`,
    `ALTER TABLE ${table} RENAME TO as_it_should_be`,
    `CREATE VIEW ${table} AS SELECT * FROM as_it_should_be WHERE refuse()`,
    `GRANT ALL ON ${table} TO rmirror_system, rmirror_tenant`,
  )
  return () => change(database, `DROP VIEW ${table}`, `ALTER TABLE as_it_should_be RENAME TO ${table}`)
}

/** One by one, as Citus wants them. */
function change(database: string, ...statements: string[]): void {
  for (const statement of statements) askDatabase(database, statement)
}

/** New connections are refused what each begins with; those that are open keep working. */
function refuseNewConnections(database: string): () => void {
  const name = new URL(database).pathname.slice(1)
  askDatabase(
    database,
    `CREATE SCHEMA trap;
     CREATE FUNCTION trap.set_config(text, text, boolean) RETURNS text LANGUAGE plpgsql
     AS 'BEGIN RAISE EXCEPTION ''this database cannot do that'' USING ERRCODE = ''feature_not_supported''; END';
     GRANT USAGE ON SCHEMA trap TO PUBLIC;
     ALTER DATABASE ${name} SET search_path = trap, pg_catalog, public;
     SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
  )
  return () => askDatabase(database, `ALTER DATABASE ${name} RESET search_path`)
}

const failing = [
  {
    threads: ['worker'],
    what: 'claiming from the queue',
    breaks: (database: string) => refuse(database, 'sync_queue'),
  },
  { threads: ['heartbeat'], what: 'extending leases', breaks: (database: string) => refuse(database, 'sync_queue') },
  {
    threads: ['follower'],
    what: 'following changes',
    breaks: (database: string) => refuse(database, 'change_counters'),
  },
]

const password = 'correct horse battery staple'

async function expectToServe(server: Program): Promise<void> {
  const api = new Api(server.said)
  expect((await api.ask('GET /healthz')).status).toBe(200)
  const stranger = { email: 'nobody@example.org', password }
  expect((await api.ask('POST /api/v1/auth/login', { json: stranger })).status).toBe(401)
}

async function failuresOf(server: Program, thread: string): Promise<number> {
  const { body } = await new Api(server.said).ask('GET /metrics')
  return Number(new RegExp(`^rmirror_thread_failures_total\\{thread="${thread}"\\} (\\d+)$`, 'm').exec(body)?.[1] ?? 0)
}

const readiness = (server: Program) => new Api(server.said).ask('GET /readyz')

it.each(failing)('an unexpected error while $what ends no server', async ({ threads, breaks }) => {
  await using database = await startDatabase()
  const mend = breaks(database.said)
  await using server = await startServer(database.said)
  await expect.poll(async () => (await readiness(server)).body.threads ?? []).toEqual(expect.arrayContaining(threads))
  const { status, body, headers } = await readiness(server)
  expect(status).toBe(503)
  for (const thread of threads) expect(body.detail).toContain(thread)
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  await expectToServe(server)
  for (const thread of threads) expect(await failuresOf(server, thread)).toBeGreaterThan(0)
  mend()
  await expect.poll(async () => (await readiness(server)).body).toBe('ready\n')
})

async function addWebhook(api: Api, token: string): Promise<void> {
  const manifest = { scope: 'library', notebooks: [notebook(1, [1])] }
  expect((await api.ask('POST /api/v1/sync/manifest', { token, json: manifest })).status).toBe(200)
  const json = { settings: { address: 'http://127.0.0.1:9/' } }
  const path = '/api/v1/integrations/webhook'
  expect((await api.ask('PUT /api/v1/integrations/:target_name', { token, json }, path)).status).toBe(200)
}

it('an integration that cannot be followed is named, and tried again, while another is far behind', async () => {
  await using database = await startDatabase()
  await using server = await startServer(database.said, { RMIRROR_PRIVATE_URLS: 'on' })
  const api = new Api(server.said)
  const [ann, bob] = [await signUp(api, 'ann@example.org'), await signUp(api, 'bob@example.org')]
  const { id } = (await api.ask('GET /api/v1/me', { token: ann })).body
  // The progress of a comparison is never stored, so users with a full scan fall behind.
  change(
    database.said,
    `CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    'CREATE TRIGGER skip BEFORE UPDATE OR DELETE ON sync_passes FOR EACH ROW EXECUTE FUNCTION skip()',
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''cannot be queued''; END'`,
    `CREATE TRIGGER refuse BEFORE INSERT ON sync_queue FOR EACH ROW
     WHEN (NEW.user_id = '${id}' AND NEW.target_name = 'webhook') EXECUTE FUNCTION refuse()`,
  )
  await addWebhook(api, bob)
  await expect.poll(() => askDatabase(database.said, 'SELECT count(*) FROM sync_queue')).not.toBe('0')
  await addWebhook(api, ann)
  await expect.poll(() => failuresOf(server, 'follower')).toBeGreaterThan(1)
  expect((await readiness(server)).body.threads).toEqual(['follower'])
  askDatabase(database.said, 'DROP TRIGGER refuse ON sync_queue')
  await expect.poll(async () => (await readiness(server)).body).toBe('ready\n')
})

it('an unexpected error while it listens again ends no server', async () => {
  await using database = await startDatabase()
  await using server = await startServer(database.said)
  await expect.poll(async () => (await readiness(server)).body).toBe('ready\n')
  const mend = refuseNewConnections(database.said)
  await expect.poll(async () => (await readiness(server)).body.threads ?? []).toContain('listener')
  expect((await new Api(server.said).ask('GET /healthz')).status).toBe(200)
  mend()
  await expect.poll(async () => (await readiness(server)).body).toBe('ready\n')
})

it('a periodic task that fails is counted, and keeps the server from nothing', async () => {
  await using database = await startDatabase()
  refuse(database.said, 'ocr_batches')
  await using server = await startServer(database.said)
  await expect.poll(() => failuresOf(server, 'scheduler')).toBeGreaterThan(0)
  await expect.poll(async () => (await readiness(server)).body).toBe('ready\n')
  await expectToServe(server)
})
