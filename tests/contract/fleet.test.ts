// SPDX-License-Identifier: AGPL-3.0-or-later
// Two API servers behind nginx and two workers are one rMirror: what one knows, the other does, and when one is killed,
// nothing is lost and nothing delivered twice. `make fleet` and `make chaos` kill more often (FLEET_ROUNDS).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fleet, type FleetAnswer, type Part } from '../world/fleet.ts'
import { askDatabase } from '../world/programs.ts'
import { Api, cookieOf } from './answers.ts'
import { Device, notebook, page, png, signUp, uuid } from './library.ts'
import { RateWindows } from './rate-windows.ts'
import { type Emulated, emulators } from './targets/emulators.ts'

const rounds = Number(process.env.FLEET_ROUNDS ?? 1)
const picturesAMinute = 20
const downloads = mkdtempSync(join(tmpdir(), 'rmirror-fleet-downloads-'))
const emulated: Record<string, Emulated> = {}
let fleet: Fleet

beforeAll(async () => {
  writeFileSync(join(downloads, 'latest.json'), JSON.stringify({ manifest: '{}', signature: 'none' }))
  const settings: Record<string, string> = { RMIRROR_DOWNLOADS_DIR: downloads, RMIRROR_FREE_PAGES: '1000' }
  for (const target of ['readwise', 'webhook']) {
    const one = await (emulators[target] as () => Promise<Emulated>)()
    emulated[target] = one
    Object.assign(settings, one.settings)
  }
  fleet = await Fleet.start({
    ...settings,
    RMIRROR_TEST_RATE_LIMITS: 'on',
    RMIRROR_TEST_PICTURES_A_MINUTE: `${picturesAMinute}`,
  })
})

afterAll(async () => {
  await fleet[Symbol.asyncDispose]()
  for (const { close } of Object.values(emulated)) await close()
  rmSync(downloads, { recursive: true })
})

let clients = 0
/** Each from another address, because sign-ins are limited by network. */
const apiAt = (index: number) => new Api(fleet.api(index), { 'x-forwarded-for': `192.0.2.${++clients % 250}` })
const first = () => apiAt(0)
const second = () => apiAt(1)

/** As clients do it: again when they are asked to come back, or when the connection breaks. */
async function surely(ask: () => Promise<FleetAnswer>): Promise<FleetAnswer> {
  for (;;) {
    const answer = await ask().catch(() => undefined)
    if (answer && answer.status !== 503 && answer.status !== 429) return answer
    await wait(1000 * Number(answer?.headers['retry-after'] ?? 1))
  }
}

describe('what one server knows, the other knows', () => {
  it('sessions, and that they have ended', async () => {
    const email = 'sessions@example.org'
    await signUp(first(), email)
    const json = { email, password: 'correct horse battery staple' }
    const signedIn = await first().ask('POST /api/v1/auth/login', { json })
    const cookie = cookieOf(signedIn)
    const token = String(signedIn.body.access_token)
    expect((await second().ask('GET /api/v1/me', { token })).status).toBe(200)
    const renewed = await second().ask('POST /api/v1/auth/refresh', { headers: { cookie } })
    expect(renewed.status).toBe(200)
    const next = cookieOf(renewed)
    expect((await first().ask('POST /api/v1/auth/logout', { headers: { cookie: next } })).status).toBe(204)
    expect((await second().ask('POST /api/v1/auth/refresh', { headers: { cookie: next } })).status).toBe(401)
  })

  it('changes, for those who wait for them, and cursors', async () => {
    const token = await signUp(second(), 'changes@example.org')
    const [here, there] = [new Device(first(), token, 1), new Device(second(), token, 1)]
    const { next } = (await here.get('GET /api/v1/changes')).body
    const waiting = here.get('GET /api/v1/changes', `/api/v1/changes?since=${next}&wait=25`)
    const metrics = async () => (await new Api(fleet.api(0)).ask('GET /metrics')).body
    await expect.poll(metrics).toContain('\nrmirror_changes_waiting 1\n')
    const notebooks = [1, 2, 3].map((nth) => ({
      ...notebook(nth, []),
      pages: [{ ...page(100 + nth), typed_text: 'A walrus' }],
    }))
    await there.announceManifest({ scope: 'library', notebooks })
    expect((await waiting).body.items.length).toBeGreaterThan(0)

    const found = (await here.get('GET /api/v1/search', '/api/v1/search?q=walrus&limit=2')).body
    const path = `/api/v1/search?q=walrus&limit=2&cursor=${encodeURIComponent(found.next)}`
    const rest = (await there.get('GET /api/v1/search', path)).body
    const uuids = [...found.items, ...rest.items].map((item) => item.notebook.notebook_uuid)
    expect(uuids.toSorted()).toEqual([uuid(1), uuid(2), uuid(3)])
  })

  it('images, and releases of the agent', async () => {
    const token = await signUp(first(), 'images@example.org')
    const [here, there] = [new Device(first(), token, 1), new Device(second(), token, 1)]
    await here.announce([1, 2])
    expect((await here.put(1)).status).toBe(200)
    expect((await there.put(2)).status).toBe(200)
    expect(Buffer.from((await there.image(1)).bytes)).toEqual(Buffer.from(png(1)))
    expect(Buffer.from((await here.image(2)).bytes)).toEqual(Buffer.from(png(2)))
    const latest = async (index: number) => (await fetch(`${fleet.api(index)}/downloads/latest.json`)).json()
    expect(await latest(0)).toEqual({ manifest: '{}', signature: 'none' })
    expect(await latest(1)).toEqual(await latest(0))
  })
})

describe('limits', () => {
  /** How many of a minute's images both servers grant a new user together. */
  async function granted(who: string): Promise<number> {
    for (;;) {
      const device = await reader(`${who}-${clients}`)
      const windows = new RateWindows()
      let count = 0
      for (let asked = 0; asked < 2 * picturesAMinute + 2; asked++) {
        const { status } = await windows.ask(() => (device[asked % 2] as Device).image(1))
        if (status === 200) count++
      }
      if (!windows.mayHaveEnded()) return count
    }
  }

  async function reader(who: string): Promise<[Device, Device]> {
    const token = await signUp(first(), `${who}@example.org`)
    const devices: [Device, Device] = [new Device(first(), token, 1), new Device(second(), token, 1)]
    await devices[0].announce([1])
    expect((await devices[0].put(1)).status).toBe(200)
    return devices
  }

  it('are for both together, each for itself without Redis, and together again', async () => {
    // Servers tell each other every 20 ms, so a few images too many may be granted.
    const isShared = (images: number) => images >= picturesAMinute && images < 1.5 * picturesAMinute
    expect(await granted('together')).toSatisfy(isShared)
    await fleet.killRedis()
    expect(await granted('apart')).toBeGreaterThanOrEqual(2 * picturesAMinute)
    await fleet.startRedis()
    await expect.poll(() => granted('again')).toSatisfy(isShared)
  })
})

interface Writer {
  token: string
  acknowledged: string[]
}

/** A notebook of one page with a highlight each, through the proxy. */
async function write(writer: Writer, number: number): Promise<void> {
  const text = `Passage ${String(number).padStart(3, '0')}`
  const highlights = [{ original_text: text, color: 'yellow', rects: [{ x: 1, y: 1, width: 2, height: 3 }] }]
  const pages = [{ page_uuid: uuid(1000 + number), has_ink: false, highlights }]
  const json = { scope: 'notebooks', notebooks: [{ ...notebook(number, [], `Diary ${number}`), pages }] }
  const headers = { authorization: `Bearer ${writer.token}`, 'content-type': 'application/json' }
  const answer = await surely(() => fleet.ask('POST', '/api/v1/sync/manifest', headers, JSON.stringify(json)))
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  writer.acknowledged.push(text)
}

async function writerTo(target: string): Promise<Writer> {
  const api = first()
  const token = await signUp(api, `${target}-writer@example.org`)
  const one = emulated[target] as Emulated
  const json = { settings: one.valuesOf('kim') }
  const made = await api.ask('PUT /api/v1/integrations/:target_name', { token, json }, `/api/v1/integrations/${target}`)
  expect(made.status).toBe(200)
  one.adopt('kim', made.body.drawn)
  return { token, acknowledged: [] }
}

/** What a killed worker held is missed at once. */
const endLeases = () =>
  askDatabase(fleet.database, `UPDATE sync_queue SET leased_until = now() WHERE status = 'processing'`)

async function expectAllDelivered(writers: Record<string, Writer>): Promise<void> {
  for (const [target, { acknowledged }] of Object.entries(writers)) {
    const there = () => (emulated[target] as Emulated).texts('kim', 'highlight').toSorted()
    await expect.poll(there, { message: target }).toEqual(acknowledged.toSorted())
    expect((emulated[target] as Emulated).service.violations).toEqual([])
  }
}

async function writeWhile(writers: Record<string, Writer>, from: number, what: () => Promise<void>): Promise<number> {
  const state = { isOver: false, number: from }
  const writing = (async () => {
    while (!state.isOver) {
      const number = state.number++
      await Promise.all(Object.values(writers).map((writer) => write(writer, number)))
    }
  })()
  await what()
  state.isOver = true
  await writing
  return state.number
}

describe('while people write', () => {
  const writers: Record<string, Writer> = {}
  let next = 1

  beforeAll(async () => {
    for (const target of Object.keys(emulated)) writers[target] = await writerTo(target)
  })

  const until = (more: number) => {
    const before = writers.readwise?.acknowledged.length ?? 0
    return expect.poll(() => writers.readwise?.acknowledged.length ?? 0).toBeGreaterThanOrEqual(before + more)
  }

  it(`each part is killed ${rounds} times: nothing is lost, nothing delivered twice`, async () => {
    const parts: [Part, number][] = [
      ['api', 0],
      ['worker', 0],
      ['api', 1],
      ['worker', 1],
    ]
    next = await writeWhile(writers, next, async () => {
      for (let round = 0; round < rounds; round++)
        for (const [part, index] of parts) {
          await until(2)
          await fleet.killPart(part, index)
          if (part === 'worker') endLeases()
          await until(2)
          await fleet.startPart(part, index)
        }
    })
    await expectAllDelivered(writers)
  })

  it('all are updated one by one: the version before goes on with the new schema', async () => {
    next = await writeWhile(writers, next, async () => {
      // As the next version's first step does it: it only adds.
      const addition = `
        CREATE TABLE page_moods (user_id uuid, page_id uuid, mood text, PRIMARY KEY (user_id, page_id));
        ALTER TABLE notebooks ADD COLUMN mood text NOT NULL DEFAULT 'calm';
        INSERT INTO schema_migrations (name, sha256) VALUES ('0999_moods', 'of the next version')`
      askDatabase(fleet.database, addition)
      for (const part of ['worker', 'api'] as const)
        for (const index of [0, 1]) {
          await fleet.stopPart(part, index)
          await until(2)
          await fleet.startPart(part, index)
        }
    })
    await expectAllDelivered(writers)
  })
})
