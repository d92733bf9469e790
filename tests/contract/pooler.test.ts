// SPDX-License-Identifier: AGPL-3.0-or-later
// A server behind PgBouncer in transaction mode, whose few connections change hands all the time.
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { type Database, makeDatabase } from '../world/database.ts'
import { type Pooler, startPooler } from '../world/pooler.ts'
import { startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, png, signUp } from './library.ts'
import { storeWhile } from './storing.ts'

const key = 'sk-ant-the-key-of-the-house'
let claude: Awaited<ReturnType<typeof startClaude>>
let database: Database
let pooler: Pooler

beforeAll(async () => {
  claude = await startClaude({ keys: [key] })
  database = makeDatabase()
  pooler = await startPooler(database.url)
})

afterAll(async () => {
  await pooler[Symbol.asyncDispose]()
  database[Symbol.dispose]()
  await claude.close()
})

const settings = (more: Record<string, string> = {}) => ({
  RMIRROR_DATABASE_POOLER: 'transaction',
  RMIRROR_ANTHROPIC_API_KEY: key,
  RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address,
  RMIRROR_DB_CONNECTIONS: '8',
  ...more,
})

/** Many at once: each has an account, sends pages, and has them transcribed. */
async function everybodyWorks(server: string, names: string[]): Promise<void> {
  const pages = [1, 2, 3]
  await Promise.all(
    names.map(async (name, index) => {
      const api = new Api(server)
      const token = await signUp(api, `${name}@example.org`)
      const device = new Device(api, token, index + 1)
      const { next } = (await device.get('GET /api/v1/changes')).body
      const polled = api.ask('GET /api/v1/changes', { token }, `/api/v1/changes?since=${next}&wait=25`)
      await device.announce(pages)
      expect((await polled).body.items.length).toBeGreaterThan(0)
      for (const page of pages) expect((await device.put(page, {}, '', png(page + 10 * index))).status).toBe(200)
      for (const page of pages)
        await expect.poll(async () => (await device.page(page)).body.ocr_status).toBe('completed')
      expect((await device.shownNotebook()).body.pages).toHaveLength(pages.length)
      expect((await api.ask('GET /api/v1/notebooks', { token })).body.items).toHaveLength(1)
    }),
  )
}

it('serves many users, each their own rows, with notifications by another way', async () => {
  await using server = await startServer(pooler.url, settings({ RMIRROR_DATABASE_LISTEN_URL: database.url }))
  await everybodyWorks(server.said, ['ann', 'ben', 'cat', 'dan', 'eve', 'fay'])
})

it('serves them without any other way, looking for changes instead', async () => {
  await using server = await startServer(pooler.url, settings())
  await everybodyWorks(server.said, ['gus', 'hal', 'ida'])
})

it('goes on when all connections through the pooler break', async () => {
  const more = { RMIRROR_DATABASE_LISTEN_URL: database.url, RMIRROR_FREE_PAGES: '1000' }
  // What libpqxx leaks on a lost connection is not the test's concern.
  await using server = await startServer(pooler.url, settings({ ...more, ASAN_OPTIONS: 'detect_leaks=0' }))
  const device = await Device.signUp(new Api(server.said), 'jim@example.org')
  const pages = Array.from({ length: 60 }, (_, index) => index + 1)
  await device.announce(pages)
  const acknowledged = await storeWhile(device, pages, () => pooler.restart())
  expect((await device.announce(pages)).body.want).toEqual([])
  for (const page of pages) expect(Buffer.from((await device.image(page)).bytes)).toEqual(Buffer.from(png(page)))
  for (const page of acknowledged.slice(-20))
    await expect.poll(async () => (await device.page(page)).body.ocr_status).toBe('completed')
})

it('says what can only be done with the database itself', () => {
  const env = { RMIRROR_DATABASE_URL: pooler.url, RMIRROR_DATABASE_POOLER: 'transaction' }
  for (const action of ['--migrate', '--backup'])
    expect(() =>
      execFileSync('build/native/rmirror-server', [action, ...(action === '--backup' ? ['/tmp/none'] : [])], {
        env,
        stdio: 'pipe',
      }),
    ).toThrow("This can't be done through a pooler. Set RMIRROR_DATABASE_LISTEN_URL to the URL of the database itself.")
  const direct = { ...env, RMIRROR_DATABASE_LISTEN_URL: database.url }
  expect(execFileSync('build/native/rmirror-server', ['--migrate'], { env: direct, encoding: 'utf8' })).toContain(
    'Applied 0 of',
  )
})
