// SPDX-License-Identifier: AGPL-3.0-or-later
// A bucket that answers late, not at all, or wrongly every second time: an upload ends in success or in 503, and no
// other user waits for it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, Api } from '../contract/answers.ts'
import { Device, png } from '../contract/library.ts'
import {
  askDatabase,
  type Program,
  settingsOfBucket,
  startBucket,
  startDatabase,
  startServer,
} from '../world/programs.ts'
import { LateBucket } from './late-bucket.ts'

/** How often others are answered while the bucket keeps uploads waiting. */
const rounds = 5

const folder = mkdtempSync(join(tmpdir(), 'rmirror-slow-bucket-'))
const programs: Program[] = []
let database: string
let front: LateBucket
let api: Api

beforeAll(async () => {
  const bucket = await startBucket(join(folder, 's3'))
  programs.push(bucket, await startDatabase())
  database = programs[1]?.said ?? ''
  front = new LateBucket(bucket.said)
  const settings = {
    RMIRROR_ANTHROPIC_API_KEY: 'an unused key',
    RMIRROR_DATA_DIR: join(folder, 'data'),
    RMIRROR_DB_CONNECTIONS: '8',
    ...settingsOfBucket(await front.listen()),
  }
  programs.push(await startServer(database, settings, 'native', 'api'))
  api = new Api(programs[2]?.said ?? '')
})

afterAll(async () => {
  for (const program of [...programs].reverse()) await program[Symbol.asyncDispose]()
  front.close()
  rmSync(folder, { recursive: true })
})

const pages = [1, 2, 3, 4]
let users = 0
let device: Device
let other: Device

beforeEach(async () => {
  front.behaviour = 'well'
  device = await Device.signUp(api, `ann${++users}@example.org`)
  other = await Device.signUp(api, `bob${users}@example.org`)
  await device.announce(pages)
})

/** What asks nothing of the bucket is answered. */
async function askOthers(): Promise<void> {
  expect((await other.get('GET /api/v1/quota')).status).toBe(200)
  // Nor does what the same user does beside it.
  expect((await device.announce(pages)).status).toBe(200)
}

async function expectAllServed(): Promise<void> {
  front.behaviour = 'well'
  for (const page of pages) {
    expect((await device.put(page)).status).toBe(200)
    expect(Buffer.from((await device.image(page)).bytes)).toEqual(Buffer.from(png(page)))
  }
  expect(askDatabase(database, `SELECT count(*) FROM pending_blobs WHERE state = 'arriving'`)).toBe('0')
}

const statuses = (answers: Answer[]) => answers.map(({ status }) => status)

describe('a bucket', () => {
  it('that answers late delays uploads and nothing else', async () => {
    front.behaviour = 'held'
    let answered = 0
    const uploads = Promise.all(pages.map((page) => device.put(page).finally(() => answered++)))
    await expect.poll(() => front.held).toBe(pages.length)
    for (let round = 0; round < rounds; round++) await askOthers()
    expect(answered).toBe(0)
    front.release()
    expect(statuses(await uploads)).toEqual(pages.map(() => 200))
    await expectAllServed()
  })

  it('that never answers makes uploads end in 503, and delays nothing else', async () => {
    front.behaviour = 'never'
    let answered = 0
    const uploads = Promise.all(pages.map((page) => device.put(page).finally(() => answered++)))
    let served = 0
    for (; answered === 0; served++) await askOthers()
    expect(served).toBeGreaterThan(rounds)
    expect(statuses(await uploads)).toEqual(pages.map(() => 503))
    expect((await device.get('GET /api/v1/quota')).body).toMatchObject({ reserved: 0 })
    await expectAllServed()
  })

  it('that fails every second time makes no upload end in anything but success or 503', async () => {
    front.behaviour = 'every second time'
    const answers = await Promise.all(pages.map((page) => device.put(page)))
    for (const status of statuses(answers)) expect([200, 503]).toContain(status)
    await expectAllServed()
  })
})
