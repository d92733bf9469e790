// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that stores pictures in a bucket, and its answers while the bucket is unreachable.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onFreePort } from '../world/free-port.ts'
import {
  askDatabase,
  type Program,
  settingsOfBucket,
  startBucket,
  startDatabase,
  startServer,
} from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, png, uuid } from './library.ts'

const folder = mkdtempSync(join(tmpdir(), 'rmirror-bucket-'))
const programs: Program[] = []
let database: string
let api: Api
let bucket: Program

beforeAll(async () => {
  bucket = await onFreePort((port) => startBucket(join(folder, 's3'), `${port}`))
  programs.push(await startDatabase())
  database = programs[0]?.said ?? ''
  const settings = {
    RMIRROR_ANTHROPIC_API_KEY: 'an unused key',
    RMIRROR_DATA_DIR: join(folder, 'data'),
    ...settingsOfBucket(bucket.said),
  }
  programs.push(await startServer(database, settings, 'native', 'api'))
  api = new Api(programs[1]?.said ?? '')
})

afterAll(async () => {
  for (const program of [...programs, bucket].reverse()) await program[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const count = (from: string) => askDatabase(database, `SELECT count(*) FROM ${from}`)
/** The top folders of all that is called like a picture, wherever it lies. */
const placesOfPictures = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /[0-9a-f]{64}/.test(path))
    .map((path) => path.split('/').slice(0, 2).join('/'))

let users = 0
let device: Device
beforeEach(async () => {
  device = await Device.signUp(api, `ann${++users}@example.org`)
  await device.announce([1, 2])
})

describe('a server with a bucket', () => {
  it('keeps pictures there and nowhere else, and serves them from there', async () => {
    for (const page of [1, 2]) expect((await device.put(page)).status).toBe(200)
    expect([...new Set(placesOfPictures())]).toEqual(['s3/pages'])
    for (const page of [1, 2]) expect(hex((await device.image(page)).bytes)).toBe(hex(png(page)))
    expect(count(`blobs WHERE store = 's3'`)).toBe('2')
  })

  it('says so while the bucket is away, keeps nothing by halves, and takes the picture when it is back', async () => {
    expect((await device.put(1)).status).toBe(200)
    const known = [count('blobs'), count('page_images'), count('sync_queue')]
    const { port } = new URL(bucket.said)
    await bucket[Symbol.asyncDispose]()

    const refused = await device.put(2)
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('2')
    expect(refused.body.detail).toBe("The image can't be stored or loaded at the moment. Try again.")
    expect((await device.image(1)).status).toBe(503)
    expect([count('blobs'), count('page_images'), count('sync_queue')]).toEqual(known)
    expect((await device.get('GET /api/v1/quota')).body).toMatchObject({ reserved: 1 })
    expect((await device.image(2)).status).toBe(404)
    const wanted = [{ notebook_uuid: uuid(1), page_uuids: [uuid(2)] }]
    expect((await device.announce([1, 2])).body.want).toEqual(wanted)

    bucket = await startBucket(join(folder, 's3'), port)
    expect((await device.put(2)).status).toBe(200)
    for (const page of [1, 2]) expect(hex((await device.image(page)).bytes)).toBe(hex(png(page)))
    expect((await device.announce([1, 2])).body.want).toEqual([])
  })
})
