// SPDX-License-Identifier: AGPL-3.0-or-later
// The tree is loaded once: it says when it is still the same, and the changes go on where it ends.
import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { createApi, fetchTree } from '@rmirror/shared/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { begin } from '../world/database.ts'
import { askDatabase, type Served, serve } from '../world/programs.ts'
import { type Answer, Api } from './answers.ts'
import { Device, notebook, signUp, uuid } from './library.ts'

const operation = 'GET /api/v1/notebooks/tree'
let served: Served
let api: Api

beforeAll(async () => {
  served = await serve()
  api = new Api(served.server)
})

afterAll(async () => {
  await served[Symbol.asyncDispose]()
})

interface Named {
  notebook_uuid: string
  visible_name: string
}

class Reader {
  readonly token: string
  readonly device: Device
  readonly user: string

  constructor(token: string, email: string) {
    this.token = token
    this.device = new Device(api, token, 1)
    this.user = `(SELECT id FROM users WHERE email = '${email}')`
  }

  static async signUp(email: string): Promise<Reader> {
    return new Reader(await signUp(api, email), email)
  }

  tree(headers: Record<string, string> = {}): Promise<Answer> {
    return api.ask(operation, { token: this.token, headers })
  }

  async news(since: string, wait = 0): Promise<Answer> {
    return this.device.get('GET /api/v1/changes', `/api/v1/changes?since=${since}&wait=${wait}`)
  }
}

const etagOf = ({ headers }: Answer) => headers.get('etag') ?? ''
const known = (etag: string) => ({ 'if-none-match': etag })
const valuesOf = ({ body }: Answer) => body.items.map(({ value }: { value: Named }) => value) as Named[]

describe('a change between the tree and the first poll', () => {
  it('is told, also when its transaction was under way before the tree was read', async () => {
    const ann = await Reader.signUp('ann@example.org')
    await ann.device.announce([1])
    const older = await begin(served.database, `UPDATE notebooks SET visible_name = 'Late' WHERE user_id = ${ann.user}`)
    const tree = await ann.tree()
    expect(tree.body.items).toMatchObject([{ visible_name: 'Diary' }])
    const poll = ann.news(tree.body.cursor, 25)
    await older.commit()
    expect(valuesOf(await poll)).toMatchObject([{ notebook_uuid: uuid(1), visible_name: 'Late' }])
    expect((await ann.tree(known(etagOf(tree)))).status).toBe(200)
  })

  it('is reported once, even with concurrent writes', async () => {
    const zoe = await Reader.signUp('zoe@example.org')
    const numbers = Array.from({ length: 40 }, (_, number) => number + 1)
    const announce = (number: number) =>
      zoe.device.announceManifest({ scope: 'notebooks', notebooks: [notebook(number, [])] })
    const writing = Promise.all(numbers.map(announce))
    const trees = await Promise.all(numbers.map(() => zoe.tree()))
    await writing
    const all = numbers.map(uuid)
    for (const { body } of trees) {
      const shown: string[] = body.items.map(({ notebook_uuid }: Named) => notebook_uuid)
      const changed = valuesOf(await zoe.news(body.cursor)).map(({ notebook_uuid }) => notebook_uuid)
      expect([...shown, ...changed].sort()).toEqual(all)
    }
  })

  it('cannot be reported when it is purged, and the client has to load the tree again', async () => {
    const eve = await Reader.signUp('eve@example.org')
    await eve.device.announce([1, 2])
    const { cursor } = (await eve.tree()).body
    await eve.device.announce([1])
    const waiting = eve.news((await eve.tree()).body.cursor, 25)
    askDatabase(served.database, `DELETE FROM pages WHERE user_id = ${eve.user}`)
    const lost = await eve.news(cursor)
    expect(lost).toMatchObject({ status: 410, body: { detail: expect.stringContaining('Load the tree again') } })
    expect((await waiting).status).toBe(410)
    const again = await eve.news((await eve.tree()).body.cursor)
    expect(again).toMatchObject({ status: 200, body: { items: [] } })
    expect((await eve.news('0')).status).toBe(200)
    expect((await eve.news('1000000')).status).toBe(410)
  })
})

describe('a tree that the client has', () => {
  it('is not sent again until it changes', async () => {
    const bob = await Reader.signUp('bob@example.org')
    await bob.device.announce([1, 2])
    const tree = await bob.tree()
    const etag = etagOf(tree)
    expect(etag).toMatch(/^W\/"[0-9a-f]{32}"$/)
    expect(tree.headers.get('cache-control')).toBe('private, no-cache')
    for (const names of [etag, etag.slice(2), `"of another", ${etag}`, '*']) {
      const same = await bob.tree(known(names))
      expect([same.status, etagOf(same), same.bytes.length]).toEqual([304, etag, 0])
      expect(same.headers.get('vary')).toContain('Accept-Encoding')
    }
    for (const names of ['"of another"', etag.toUpperCase(), `${etag.slice(0, -2)}"`, '"*"'])
      expect((await bob.tree(known(names))).status).toBe(200)

    await bob.device.put(1)
    const later = await bob.tree(known(etag))
    expect(later.status).toBe(200)
    expect(etagOf(later)).not.toBe(etag)
    await bob.device.announce([1, 2])
    expect((await bob.tree(known(etagOf(later)))).status).toBe(304)
    await bob.device.announce([1])
    expect((await bob.tree(known(etagOf(later)))).status).toBe(200)
  })

  it('is not taken for that of another user, even with the same content', async () => {
    const [carl, dora] = [await Reader.signUp('carl@example.org'), await Reader.signUp('dora@example.org')]
    expect((await dora.tree(known(etagOf(await carl.tree())))).status).toBe(200)
    for (const each of [carl, dora]) await each.device.announce([1])
    const theirs = etagOf(await carl.tree())
    expect((await carl.tree(known(theirs))).status).toBe(304)
    expect((await dora.tree(known(theirs))).status).toBe(200)
    expect((await api.ask(operation, { headers: known(theirs) })).status).toBe(401)
  })

  it('is the same object for who asks by the client', async () => {
    const fay = await Reader.signUp('fay@example.org')
    await fay.device.announce([1])
    const client = createApi({ server: served.server, token: () => fay.token })
    const signal = new AbortController().signal
    const tree = await fetchTree(client, signal)
    expect(await fetchTree(client, signal, tree)).toBe(tree)
    await fay.device.announce([1, 2])
    const later = await fetchTree(client, signal, tree)
    expect(later.items).toMatchObject([{ sync_progress: { total: 2 } }])
    expect(Number(later.cursor)).toBeGreaterThan(Number(tree.cursor))
  })
})

describe('a large tree', () => {
  let gus: Reader
  beforeAll(async () => {
    gus = await Reader.signUp('gus@example.org')
    const notebooks = Array.from({ length: 100 }, (_, number) => notebook(number, [], `Notebook ${number}`))
    await gus.device.announceManifest({ scope: 'library', notebooks })
  })

  /** As it comes, which fetch() does not show. */
  function raw(method: string, headers: Record<string, string>) {
    const { hostname, port } = new URL(served.server)
    const question = { hostname, port, method, path: '/api/v1/notebooks/tree' }
    return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
      const asking = request(
        { ...question, headers: { authorization: `Bearer ${gus.token}`, ...headers } },
        async (answer) => resolve({ headers: answer.headers, body: Buffer.concat(await answer.toArray()) }),
      )
      asking.on('error', reject).end()
    })
  }

  it.each([
    ['gzip', 'gzip'],
    ['br;q=1.0, gzip;q=0.8, *;q=0.1', 'gzip'],
    ['gzip;q=0', undefined],
    ['br, zstd', undefined],
    ['identity', undefined],
  ])('comes as Accept-Encoding takes it: %s', async (accepted, coding) => {
    const { headers, body } = await raw('GET', { 'accept-encoding': accepted })
    expect(headers).toMatchObject({ vary: 'Accept-Encoding', 'content-length': String(body.length) })
    expect(headers['content-encoding']).toBe(coding)
    const text = coding ? gunzipSync(body) : body
    expect(JSON.parse(text.toString()).items).toHaveLength(100)
    if (coding) expect(body.length).toBeLessThan(text.length / 5)
  })

  it('comes plain to who says nothing, under the same ETag', async () => {
    const [plain, packed] = [await raw('GET', {}), await raw('GET', { 'accept-encoding': 'gzip' })]
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.headers.etag).toBe(packed.headers.etag)
  })

  it('has the same head without its body', async () => {
    const packed = { 'accept-encoding': 'gzip' }
    const { date: _, 'x-request-id': __, ...head } = (await raw('GET', packed)).headers
    const asked = await raw('HEAD', packed)
    expect(asked.headers).toMatchObject(head)
    expect(asked.body).toHaveLength(0)
    const same = await raw('HEAD', { ...packed, 'if-none-match': String(head.etag) })
    expect([same.headers.etag, same.headers['content-length'], same.body.length]).toEqual([head.etag, undefined, 0])
  })
})

it('a small tree is not compressed', async () => {
  const hal = await Reader.signUp('hal@example.org')
  await hal.device.announce([])
  const { headers } = await hal.tree({ 'accept-encoding': 'gzip' })
  expect([headers.get('content-encoding'), headers.get('vary')]).toEqual([null, 'Accept-Encoding'])
})
