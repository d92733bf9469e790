// SPDX-License-Identifier: AGPL-3.0-or-later
// Two API servers and a worker, of which the second server's clock is a minute ahead and the worker's as much behind.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { clockAhead } from '../world/clock.ts'
import { type Database, makeDatabase } from '../world/database.ts'
import { type Program, startServer } from '../world/programs.ts'
import { Api, cookieOf } from './answers.ts'
import { Device, png, signUp } from './library.ts'

const key = 'sk-ant-the-key-of-the-house'
const folder = mkdtempSync(join(tmpdir(), 'rmirror-clocks-'))
const programs: Program[] = []
let claude: Awaited<ReturnType<typeof startClaude>>
let database: Database
let right: Api
let ahead: Api

beforeAll(async () => {
  claude = await startClaude({ keys: [key] })
  database = makeDatabase()
  const settings = {
    RMIRROR_DATA_DIR: folder,
    RMIRROR_ANTHROPIC_API_KEY: key,
    RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address,
  }
  const start = async (role: 'api' | 'worker', clock: Record<string, string>) => {
    const program = await startServer(database.url, { ...settings, ...clock }, 'native', role)
    programs.push(program)
    return program.said
  }
  right = new Api(await start('api', {}))
  ahead = new Api(await start('api', clockAhead(60)))
  await start('worker', clockAhead(-60))
})

afterAll(async () => {
  for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
  database[Symbol.dispose]()
  await claude.close()
  rmSync(folder, { recursive: true, force: true })
})

it('the clock is ahead, as the tokens say', async () => {
  const now = () => Math.floor(Date.now() / 1000)
  for (const [api, email, apart] of [
    [ahead, 'then@example.org', 60],
    [right, 'now@example.org', 0],
  ] as const) {
    const earliest = now() + apart
    const [, claims = ''] = (await signUp(api, email)).split('.')
    const { iat } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    const latest = now() + apart
    expect(iat).toBeGreaterThanOrEqual(earliest)
    expect(iat).toBeLessThanOrEqual(latest)
  }
})

describe.each<[which: string, servers: () => [here: Api, there: Api]]>([
  ['is ahead', () => [ahead, right]],
  ['is behind', () => [right, ahead]],
])('who signed in where the clock %s', (which, servers) => {
  const email = `${which.replaceAll(' ', '-')}@example.org`

  it('is signed in at the other server, renews the session there, and leaves', async () => {
    const [here, there] = servers()
    await signUp(here, email)
    const json = { email, password: 'correct horse battery staple' }
    const signedIn = await here.ask('POST /api/v1/auth/login', { json })
    expect((await there.ask('GET /api/v1/me', { token: String(signedIn.body.access_token) })).status).toBe(200)
    const renewed = await there.ask('POST /api/v1/auth/refresh', { headers: { cookie: cookieOf(signedIn) } })
    expect(renewed.status).toBe(200)
    expect((await here.ask('GET /api/v1/me', { token: String(renewed.body.access_token) })).status).toBe(200)
    const headers = { cookie: cookieOf(renewed) }
    expect((await here.ask('POST /api/v1/auth/logout', { headers })).status).toBe(204)
    expect((await there.ask('POST /api/v1/auth/refresh', { headers })).status).toBe(401)
  })

  it('stores pages there that are transcribed, and hears of it at the other', async () => {
    const [here, there] = servers()
    const token = await signUp(here, `pages-${email}`)
    const [device, other] = [new Device(here, token, 1), new Device(there, token, 1)]
    const { next } = (await other.get('GET /api/v1/changes')).body
    await device.announce([1, 2])
    for (const page of [1, 2]) expect((await device.put(page, {}, '', png(page))).status).toBe(200)
    for (const page of [1, 2]) await expect.poll(async () => (await other.page(page)).body.ocr_status).toBe('completed')
    const changes = await other.get('GET /api/v1/changes', `/api/v1/changes?since=${next}`)
    expect(changes.body.items.length).toBeGreaterThan(0)
    expect(Buffer.from((await other.image(1)).bytes)).toEqual(Buffer.from(png(1)))
  })
})
