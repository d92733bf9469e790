// SPDX-License-Identifier: AGPL-3.0-or-later
// The server's part of people's encrypted backups: pieces are stored once, counted, kept as long as a backup uses them,
// and seen by their owner alone. What is in them is tested where it is sealed (shared/src/backup).
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askDatabase } from '../world/database.ts'
import { type Program, serve, settingsOfBucket, startBucket } from '../world/programs.ts'
import { type Answer, Api, type Question } from './answers.ts'
import { signUp, uuid } from './library.ts'
import type { Json } from './openapi.ts'

type Served = Awaited<ReturnType<typeof serve>>
type Bytes = Uint8Array<ArrayBuffer>

const folder = mkdtempSync(join(tmpdir(), 'rmirror-sealed-'))
let bucket: Program
let onDisk: Served
let inBucket: Served

beforeAll(async () => {
  bucket = await startBucket(join(folder, 'bucket'), '0', 'deploy/bucket-cors.xml')
  ;[onDisk, inBucket] = await Promise.all([serve(), serve(settingsOfBucket(bucket.said))])
})

afterAll(async () => {
  await Promise.all([onDisk, inBucket].map((each) => each[Symbol.asyncDispose]()))
  await bucket[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const some = (size = 1000): Bytes => Uint8Array.from(randomBytes(size))
/** As a client names a piece: by something that the server can't compute. */
const nameOf = (bytes: Uint8Array) => sha256(Buffer.concat([Buffer.from('keyed'), bytes]))

class Person {
  readonly served: Served
  readonly token: string
  readonly email: string

  private constructor(served: Served, token: string, email: string) {
    this.served = served
    this.token = token
    this.email = email
  }

  static async signUp(served: Served, name: string): Promise<Person> {
    const email = `${name}@example.org`
    return new Person(served, await signUp(new Api(served.server), email), email)
  }

  ask(operation: string, path?: string, question: Question = {}): Promise<Answer> {
    return new Api(this.served.server).ask(operation, { token: this.token, ...question }, path)
  }

  announce(bytes: Uint8Array, more: object = {}): Promise<Answer> {
    const facts = { scope: 'backup', chunk: nameOf(bytes), size: bytes.length, sha256: sha256(bytes) }
    return this.ask('POST /api/v1/uploads/presign', undefined, { json: { ...facts, ...more } })
  }

  async put({ url, headers, needs_authorization }: Answer['body'], bytes: Bytes): Promise<number> {
    const authorization = needs_authorization ? { authorization: `Bearer ${this.token}` } : {}
    const address = new URL(url, this.served.server)
    const answer = await fetch(address, { method: 'PUT', headers: { ...headers, ...authorization }, body: bytes })
    await answer.arrayBuffer()
    return answer.status
  }

  complete(id: string): Promise<Answer> {
    return this.ask('POST /api/v1/uploads/:id/complete', `/api/v1/uploads/${id}/complete`)
  }

  async send(bytes: Bytes): Promise<string> {
    const announced = await this.announce(bytes)
    expect(announced.status, JSON.stringify(announced.body)).toBe(201)
    expect(await this.put(announced.body, bytes)).toBeLessThan(300)
    const completed = await this.complete(announced.body.id)
    expect(completed.body).toEqual({ name: nameOf(bytes), size: bytes.length })
    return nameOf(bytes)
  }

  putKey(number: number, revision = 0, record = '{}'): Promise<Answer> {
    return this.ask('PUT /api/v1/backups/key', undefined, { json: { key_id: uuid(number), revision, record } })
  }

  add(number: number, chunks: string[], more: { [name: string]: Json } = {}): Promise<Answer> {
    const json = { id: uuid(number), key_id: uuid(1), sealed: 'c2VhbGVk', chunks, ...more }
    return this.ask('POST /api/v1/backups', undefined, { json })
  }

  async list(): Promise<Answer['body']> {
    return (await this.ask('GET /api/v1/backups')).body
  }

  async missing(names: string[]): Promise<string[]> {
    return (await this.ask('POST /api/v1/backups/missing-chunks', undefined, { json: { names } })).body.missing
  }

  show(name: string): Promise<Answer> {
    return this.ask('GET /api/v1/backups/chunks/:name', `/api/v1/backups/chunks/${name}`)
  }

  remove(number: number): Promise<Answer> {
    return this.ask('DELETE /api/v1/backups/:id', `/api/v1/backups/${uuid(number)}`)
  }

  sql(text: string): string {
    return askDatabase(
      this.served.database,
      text.replaceAll('ME', `(SELECT id FROM users WHERE email = '${this.email}')`),
    )
  }
}

describe.each([
  ['on a disk', () => onDisk],
  ['in a bucket', () => inBucket],
])('a backup %s', (where, served) => {
  const signUpAs = (name: string) => Person.signUp(served(), name)

  it('is made of pieces, listed with its key, read and deleted', async () => {
    const ann = await signUpAs('ann')
    expect(await ann.list()).toEqual({ key: null, items: [], stored_bytes: 0, limit_bytes: 10_000_000_000 })
    expect((await ann.putKey(1)).body).toEqual({ revision: 1 })
    const [one, two] = [some(), some(5_000_000)]
    expect(await ann.missing([nameOf(one), nameOf(two), nameOf(one)])).toEqual([nameOf(one), nameOf(two)].toSorted())
    const names = [await ann.send(one), await ann.send(two)]
    expect(await ann.missing(names)).toEqual([])
    const added = await ann.add(2, names)
    expect([added.status, added.body]).toMatchObject([201, { id: uuid(2), size: 5_001_000, chunk_count: 2 }])
    // An answer that was lost is asked for again.
    expect((await ann.add(2, names)).body).toEqual(added.body)
    expect(await ann.list()).toMatchObject({
      key: { key_id: uuid(1), revision: 1, record: '{}' },
      ...{ items: [added.body], stored_bytes: 5_001_000 },
    })
    expect(Buffer.from((await ann.show(names[1] ?? '')).bytes).equals(two)).toBe(true)
    expect((await ann.remove(2)).status).toBe(204)
    expect((await ann.remove(2)).status).toBe(404)
    expect((await ann.list()).items).toEqual([])
  })

  it('lacks pieces that were never sent, or arrived otherwise than announced', async () => {
    const bea = await signUpAs('bea')
    await bea.putKey(1)
    const bytes = some()
    const refused = await bea.add(2, [nameOf(bytes)])
    expect([refused.status, refused.body]).toMatchObject([409, { type: 'chunks_missing', missing: [nameOf(bytes)] }])
    const { body: announced } = await bea.announce(bytes)
    if (where === 'on a disk') expect(await bea.put(announced, some())).toBe(400)
    else expect(await bea.put(announced, some())).toBe(200)
    expect((await bea.complete(announced.id)).status).toBe(where === 'on a disk' ? 409 : 422)
    expect(await bea.missing([nameOf(bytes)])).toEqual([nameOf(bytes)])
    await bea.send(bytes)
    expect((await bea.add(2, [nameOf(bytes)])).status).toBe(201)
  })

  it('shares pieces with others, and uses a piece no more when the last of them is deleted', async () => {
    const cleo = await signUpAs('cleo')
    await cleo.putKey(1)
    const [one, two, never] = [await cleo.send(some()), await cleo.send(some()), await cleo.send(some())]
    await cleo.add(2, [one, two])
    await cleo.add(3, [two])
    await cleo.remove(2)
    const isUsed = (name: string) =>
      cleo.sql(`SELECT is_used FROM sealed_chunks WHERE user_id = ME AND name = '${name}'`)
    expect([one, two, never].map(isUsed)).toEqual(['f', 't', 'f'])
  })

  it('belongs to one person', async () => {
    const dora = await signUpAs('dora')
    const eve = await signUpAs('eve')
    for (const each of [dora, eve]) await each.putKey(1)
    const bytes = some()
    const { body: announced } = await dora.announce(bytes)
    expect((await eve.complete(announced.id)).status).toBe(404)
    const name = await dora.send(bytes)
    await dora.add(2, [name])
    expect((await eve.show(name)).status).toBe(404)
    expect(await eve.missing([name])).toEqual([name])
    expect((await eve.add(3, [name])).status).toBe(409)
    expect((await eve.remove(2)).status).toBe(404)
    expect((await eve.list()).items).toEqual([])
  })
})

it('pieces are sent by two devices at a time, and stored once', async () => {
  const fay = await Person.signUp(onDisk, 'fay')
  const [one, two] = [some(), some()]
  // As two devices seal the same content: other bytes under one name.
  const name = nameOf(one)
  const announced = [await fay.announce(one), await fay.announce(two, { chunk: name })]
  await fay.put(announced[0]?.body, one)
  await fay.put(announced[1]?.body, two)
  for (const each of announced) expect((await fay.complete(each.body.id)).body).toMatchObject({ name })
  expect(Buffer.from((await fay.show(name)).bytes).equals(one)).toBe(true)
  expect(fay.sql(`SELECT count(*) FROM blobs WHERE user_id = ME`)).toBe('1')
  // The first can be asked for again; the second left nothing behind.
  expect((await fay.complete(announced[0]?.body.id)).status).toBe(200)
})

it('a key is set once, and its wrapping replaced by who knew the last one', async () => {
  const gina = await Person.signUp(onDisk, 'gina')
  expect((await gina.putKey(1, 1)).status).toBe(409)
  expect((await gina.putKey(1, 0, 'first')).body).toEqual({ revision: 1 })
  expect((await gina.putKey(1, 0, 'first')).body).toEqual({ revision: 1 })
  expect((await gina.putKey(2, 1, 'other')).body.detail).toContain('another key')
  expect((await gina.putKey(1, 0, 'late')).body.detail).toContain('changed elsewhere')
  expect((await gina.putKey(1, 1, 'second')).body).toEqual({ revision: 2 })
  expect((await gina.add(2, [await gina.send(some())], { key_id: uuid(9) })).status).toBe(409)
  expect((await gina.ask('DELETE /api/v1/backups')).status).toBe(204)
  expect((await gina.putKey(2, 0, 'anew')).body).toEqual({ revision: 1 })
})

it('a device may back up, but delete nothing', async () => {
  const hal = await Person.signUp(onDisk, 'hal')
  await hal.putKey(1)
  await hal.add(2, [await hal.send(some())])
  const issued = await hal.ask('POST /api/v1/auth/agent-token', undefined, { json: { name: 'desk' } })
  const question = { token: issued.body.access_token }
  expect((await hal.ask('GET /api/v1/backups', undefined, question)).body.items).toHaveLength(1)
  expect((await hal.ask('DELETE /api/v1/backups', undefined, question)).status).toBe(403)
  expect((await hal.ask('DELETE /api/v1/backups/:id', `/api/v1/backups/${uuid(2)}`, question)).status).toBe(403)
})

it('all that is stored counts, up to the limits', async () => {
  await using served = await serve({ RMIRROR_BACKUP_MB: '2', RMIRROR_STORAGE_MB: '3' })
  const iris = await Person.signUp(served, 'iris')
  const used = () =>
    Number(iris.sql('SELECT coalesce(sum(stored_bytes + row_bytes), 0) FROM library_usage WHERE user_id = ME'))
  const before = used()
  await iris.putKey(1)
  const name = await iris.send(some(1_500_000))
  await iris.add(2, [name])
  expect(used() - before).toBeGreaterThan(1_500_000)
  expect(iris.sql('SELECT row_bytes = row_bytes_of(ME) FROM library_usage WHERE user_id = ME')).toBe('t')
  const refused = await iris.announce(some(600_000))
  expect([refused.status, refused.body]).toMatchObject([413, { type: 'backups_full' }])
  expect(refused.body.detail).toContain('Your backups take all of the 2 MB that they may take.')
})

it('what makes no sense is refused by its field', async () => {
  const judy = await Person.signUp(onDisk, 'judy')
  const bytes = some()
  for (const [field, value] of [
    ...['', 'x'.repeat(64), nameOf(bytes).toUpperCase()].map((name) => ['chunk', name]),
    ...[0, -1, 5_000_001].map((size) => ['size', size]),
    ['sha256', 'x'.repeat(64)],
    ['scope', 'backups'],
  ] as [string, string | number][]) {
    const { status, body } = await judy.announce(bytes, { [field]: value })
    expect([field, value, status, body.field]).toEqual([field, value, 400, field])
  }
  for (const more of [
    { id: 'x' },
    { key_id: 'x' },
    { sealed: '' },
    { sealed: '<>' },
    { chunks: [] },
    { chunks: ['x'] },
  ]) {
    const { status, body } = await judy.add(2, [nameOf(bytes)], more)
    expect([status, String(body.field).replace(/\[.*/, '')]).toEqual([400, Object.keys(more)[0]])
  }
  expect((await judy.show('x')).status).toBe(404)
})
