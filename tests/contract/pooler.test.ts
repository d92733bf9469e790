// SPDX-License-Identifier: AGPL-3.0-or-later
// A server behind PgBouncer in transaction mode, whose few connections change hands all the time.
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { startPooler } from '../world/pooler.ts'
import { type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, png, signUp } from './library.ts'

const key = 'sk-ant-the-key-of-the-house'
const programs: Program[] = []
let claude: Awaited<ReturnType<typeof startClaude>>
let database: string
let pooled: string

beforeAll(async () => {
  claude = await startClaude({ keys: [key] })
  programs.push(await startDatabase())
  database = programs[0]?.said ?? ''
  programs.push(await startPooler(database))
  pooled = programs[1]?.said ?? ''
})

afterAll(async () => {
  for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
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
  await using server = await startServer(pooled, settings({ RMIRROR_DATABASE_LISTEN_URL: database }))
  await everybodyWorks(server.said, ['ann', 'ben', 'cat', 'dan', 'eve', 'fay'])
})

it('serves them without any other way, looking for changes instead', async () => {
  await using server = await startServer(pooled, settings())
  await everybodyWorks(server.said, ['gus', 'hal', 'ida'])
})

it('says what can only be done with the database itself', () => {
  const env = { RMIRROR_DATABASE_URL: pooled, RMIRROR_DATABASE_POOLER: 'transaction' }
  for (const action of ['--migrate', '--backup'])
    expect(() =>
      execFileSync('build/native/rmirror-server', [action, ...(action === '--backup' ? ['/tmp/none'] : [])], {
        env,
        stdio: 'pipe',
      }),
    ).toThrow("This can't be done through a pooler. Set RMIRROR_DATABASE_LISTEN_URL to the URL of the database itself.")
  const direct = { ...env, RMIRROR_DATABASE_LISTEN_URL: database }
  expect(execFileSync('build/native/rmirror-server', ['--migrate'], { env: direct, encoding: 'utf8' })).toContain(
    'Applied 0 of',
  )
})
