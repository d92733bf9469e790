// SPDX-License-Identifier: AGPL-3.0-or-later
// Random edits of a folder while its watch is killed repeatedly: in the end the server has what the folder has, and no
// page was sent for transcription twice. `make chaos` does more of it.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Random } from '../../../tests/generator/prng.ts'
import { type Program, start } from '../../../tests/world/programs.ts'
import { testSeed } from '../../../tests/world/seed.ts'
import { Desk } from '../testing/desk.ts'
import { objects, rmirror, startWith } from '../testing/program.ts'
import { signUp, TestServer } from '../testing/server.ts'
import { Watching } from '../testing/watching.ts'

/** Printed on failure; TEST_SEED repeats the same edits. */
const seed = testSeed
const rounds = Number(process.env.CHAOS_ROUNDS ?? 15)

let server: TestServer
let claude: Program
let claudeAddress: string
let environment: Record<string, string>
beforeAll(async () => {
  claude = await start(process.execPath, ['e2e/emulators/claude/serve.mjs', '--key', 'sk-ours'], {}, () => true)
  claudeAddress = JSON.parse(claude.said).address
  const reader = { RMIRROR_ANTHROPIC_API_KEY: 'sk-ours', RMIRROR_TEST_ANTHROPIC_BASE_URL: claudeAddress }
  server = await TestServer.start({ ...reader, RMIRROR_FREE_PAGES: '100000', RMIRROR_TEST_RATE_LIMITS: 'off' }, 'all')
})
afterAll(async () => {
  await server.stop()
  await claude[Symbol.asyncDispose]()
})
beforeEach(async () => {
  environment = { RMIRROR_TOKEN: (await signUp(server)).token, RMIRROR_SERVER: server.url }
})

test(`the server has what the folder has after ${rounds} kills (TEST_SEED=${seed})`, async () => {
  const random = new Random(seed)
  const desk = new Desk(random, 'desk')
  for (let round = 0; round < rounds; round++) {
    desk.edit()
    await server.forgetRequests()
    const watching = Watching.start(environment, 'desk', '--debug')
    await random.pick([
      () => Promise.resolve(),
      () => watching.waitForOutput('Watching'),
      () => watching.waitForOutput('Looked at'),
      () => Promise.race([server.answered('POST', 1), watching.waitForOutput('Looked at')]),
      () => Promise.race([server.answered('PUT', 1 + random.integer(5)), watching.waitForOutput('Looked at')]),
      // A watch that sees an edit while it runs.
      async () => {
        await watching.waitForOutput('Looked at')
        desk.edit()
        await watching.waitForOutput('Looked at')
      },
    ])()
    await watching.stop('SIGKILL')
  }
  desk.finish()
  const { status, err } = await startWith(environment, 'sync', 'desk', '--allow-deletions').outcome
  expect(status, err).toBe(0)
  expect(onServer()).toEqual(await inFolder(desk))
  const open = `SELECT count(*) FROM sync_queue WHERE status IN ('pending', 'processing', 'retry')`
  await expect.poll(() => server.ask(open)).toBe('0')
  expect(withoutPicture()).toEqual([])
  expect(paidTwice()).toEqual([])
  const { violations } = await (await fetch(`${claudeAddress}/emulator/log`)).json()
  expect(violations).toEqual([])
  const completed = `SELECT count(*) FROM sync_queue WHERE target_name = 'ocr' AND status = 'completed'`
  expect(server.ask(`SELECT coalesce(sum(used), 0) FROM quota_usage WHERE quota_type = 'ocr_pages'`)).toBe(
    server.ask(completed),
  )
})

/** By uuid: name, trash, and pages in order with their ink. */
async function inFolder(desk: Desk): Promise<Record<string, unknown>> {
  const inks = new Map<string, string>()
  for (const { page_uuid, ink_hash } of objects((await rmirror('inspect', 'desk', '--json')).out))
    inks.set(page_uuid, ink_hash)
  return Object.fromEntries(
    desk.notebooks.map(({ uuid, name, isTrashed, pages }) => [
      uuid,
      { name, isTrashed, pages: pages.map((page) => ({ uuid: page.uuid, ink: inks.get(page.uuid) })) },
    ]),
  )
}

function onServer(): Record<string, unknown> {
  return JSON.parse(
    server.ask(`
      SELECT jsonb_object_agg(notebook_uuid, jsonb_build_object('name', visible_name, 'isTrashed', is_trashed, 'pages', (
        SELECT jsonb_agg(jsonb_build_object('uuid', page_uuid, 'ink', ink_hash) ORDER BY page_number)
        FROM pages WHERE notebook_id = notebooks.id AND deleted_at IS NULL)))
      FROM notebooks WHERE deleted_at IS NULL`),
  )
}

/** Pages without a picture of their current ink. */
function withoutPicture(): unknown {
  return JSON.parse(
    server.ask(`
      SELECT coalesce(jsonb_agg(page_uuid), '[]') FROM pages JOIN notebooks ON notebooks.id = notebook_id
      WHERE pages.deleted_at IS NULL AND notebooks.deleted_at IS NULL AND NOT is_trashed
        AND image_hash IS DISTINCT FROM ink_hash`),
  )
}

/** Pages that were transcribed more than once with the same ink. */
function paidTwice(): unknown {
  return JSON.parse(
    server.ask(`
      SELECT coalesce(jsonb_agg(item_key), '[]') FROM (
        SELECT item_key FROM sync_queue WHERE target_name = 'ocr' AND status = 'completed'
        GROUP BY item_key, content_hash HAVING count(*) > 1) AS twice`),
  )
}
