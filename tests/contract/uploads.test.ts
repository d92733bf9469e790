// SPDX-License-Identifier: AGPL-3.0-or-later
// What a running server makes of many pages at once, of pages that come and go, and of neighbours.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askDatabase, type Served, serve } from '../world/programs.ts'
import { type Answer, Api } from './answers.ts'
import { Device, notebook, png, signUp, uuid } from './library.ts'

// The data lies this deep, so that whatever climbs out of it is found.
const surroundings = mkdtempSync(join(tmpdir(), 'rmirror-uploads-'))
const data = join(surroundings, 'one/two/three/data')
let served: Served
let api: Api

beforeAll(async () => {
  mkdirSync(data, { recursive: true })
  const settings = {
    RMIRROR_ANTHROPIC_API_KEY: 'an unused key',
    RMIRROR_FREE_PAGES: '30',
    RMIRROR_DATA_DIR: data,
  }
  served = await serve(settings)
  api = new Api(served.server)
})

afterAll(async () => {
  await served[Symbol.asyncDispose]()
  rmSync(surroundings, { recursive: true })
})

const numbers = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)
const all = <Value>(pages: number[], ask: (page: number) => Promise<Value>) => Promise.all(pages.map(ask))
const withStatus = (answers: Answer[], status: number) => answers.filter((answer) => answer.status === status)

async function expectServed(device: Device, pages: number[]): Promise<void> {
  const images = await all(pages, (page) => device.image(page))
  expect(images.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual(
    pages.map((page) => Buffer.from(png(page)).toString('hex')),
  )
}

const pageUuids = async (device: Device) =>
  (await device.shownNotebook()).body.pages.map(({ page_uuid }: { page_uuid: string }) => page_uuid)
const pageNumbers = async (device: Device) =>
  (await device.shownNotebook()).body.pages.map(({ page_number }: { page_number: number }) => page_number)

describe('a notebook of a hundred pages, thirty of which may be read', () => {
  const pages = numbers(1, 100)
  let device: Device
  let answers: Answer[]
  beforeAll(async () => {
    device = await Device.signUp(api, 'ann@example.org')
    await device.announce(pages)
    answers = await all(pages, (page) => device.put(page))
  })

  it('is kept whole when it comes all at once, and exactly thirty pages are to be read', async () => {
    expect(withStatus(answers, 200)).toHaveLength(30)
    const deferred = withStatus(answers, 402)
    expect(deferred).toHaveLength(70)
    for (const { body } of deferred)
      expect(body).toMatchObject({ accepted: true, ocr_status: 'pending_quota', quota: { limit: 30, reserved: 30 } })
    const quota = (await device.get('GET /api/v1/quota')).body
    expect(quota).toMatchObject({ limit: 30, used: 0, reserved: 30, left: 0, deferred_pages: 70 })
    await expectServed(device, pages)
    const { items } = (await device.get('GET /api/v1/notebooks/tree')).body
    expect(items[0].sync_progress).toMatchObject({ total: 100, pending: 30, pending_quota: 70 })
  })

  it('wants one page when one is put before the first, and counts all again', async () => {
    const answer = await device.announce([200, ...pages])
    expect(answer.status).toBe(200)
    expect(answer.body.want).toEqual([{ notebook_uuid: uuid(1), page_uuids: [uuid(200)] }])
    expect(await pageUuids(device)).toEqual([200, ...pages].map(uuid))
    expect(await pageNumbers(device)).toEqual(numbers(1, 101))
    await device.announce(pages)
  })

  it('loses the third page everywhere when the tablet lost it', async () => {
    const before = (await device.get('GET /api/v1/changes', '/api/v1/changes?since=0')).body
    expect(before.more).toBe(false)
    const { id } = (await device.page(3)).body
    await device.announce(pages.filter((page) => page !== 3))
    const { items } = (await device.get('GET /api/v1/notebooks/tree')).body
    expect(items[0].sync_progress.total).toBe(99)
    expect(await pageUuids(device)).toEqual(pages.filter((page) => page !== 3).map(uuid))
    expect(await pageNumbers(device)).toEqual(numbers(1, 99))
    expect((await device.page(3)).status).toBe(404)
    expect((await device.image(3)).status).toBe(404)
    const news = (await device.get('GET /api/v1/changes', `/api/v1/changes?since=${before.next}`)).body.items
    const gone = news.filter(({ deleted }: { deleted: boolean }) => deleted)
    expect(gone).toMatchObject([{ kind: 'page', deleted: true, value: { id, page_uuid: uuid(3) } }])
  })
})

describe('a document that two users have', () => {
  it('stays with one when the other deletes it', async () => {
    const [bob, eve] = [await Device.signUp(api, 'bob@example.org'), await Device.signUp(api, 'eve@example.org')]
    for (const each of [bob, eve]) {
      await each.announce([1, 2])
      for (const page of [1, 2]) expect((await each.put(page)).status).toBe(200)
    }
    const kept = (await eve.shownNotebook()).body
    const { next } = (await eve.get('GET /api/v1/changes')).body
    await bob.announceManifest({ scope: 'notebooks', notebooks: [], deleted_notebooks: [uuid(1)] })
    expect((await bob.shownNotebook()).status).toBe(404)
    expect((await bob.image(1)).status).toBe(404)
    expect((await eve.shownNotebook()).body).toEqual(kept)
    await expectServed(eve, [1, 2])
    expect((await eve.get('GET /api/v1/changes', `/api/v1/changes?since=${next}`)).body.items).toEqual([])
    expect((await eve.get('GET /api/v1/quota')).body).toMatchObject({ reserved: 2 })
    expect((await eve.announce([1, 2])).body.wanted_pages).toBe(0)
  })
})

describe('a subscriber', () => {
  it('is never told that there is no quota', async () => {
    const device = await Device.signUp(api, 'zoe@example.org')
    askDatabase(
      served.database,
      `INSERT INTO subscriptions (user_id, tier) SELECT id, 'pro' FROM users WHERE email = 'zoe@example.org'`,
    )
    const pages = numbers(1, 40)
    await device.announce(pages)
    const answers = await all(pages, (page) => device.put(page))
    expect(withStatus(answers, 200)).toHaveLength(40)
    expect(answers.every(({ body }) => body.ocr_status === 'pending')).toBe(true)
    const quota = (await device.get('GET /api/v1/quota')).body
    expect(quota).toMatchObject({ limit: null, left: null, reserved: 40, deferred_pages: 0 })
  })
})

describe('names that climb', () => {
  const climbing = ['../../x.rm', '..\\..\\x.rm', '/tmp/x.rm', '....//x.rm', '..%2F..%2Fx.rm', 'file:///tmp/x.rm']

  /** As it stands: fetch() would tidy the path first. */
  function statusOf(method: string, path: string, token: string): Promise<number> {
    const { hostname, port } = new URL(served.server)
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png', 'content-length': 0 }
    return new Promise((resolve, reject) => {
      const asking = request({ hostname, port, path, method, headers }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
      })
      asking.on('error', reject).end()
    })
  }

  async function expectRefused(method: string, path: string, token: string): Promise<void> {
    const status = await statusOf(method, path, token)
    expect(status >= 400 && status < 500, `${method} ${path}: ${status}`).toBe(true)
  }

  /** Where a route expects an id, or there is no route. */
  const pathsWith = (name: string) => [
    `/${name}`,
    `/api/v1/${name}`,
    `/api/v1/notebooks/${name}`,
    `/api/v1/notebooks/${name}/pages/${uuid(1)}/image`,
    `/api/v1/notebooks/${uuid(1)}/pages/${name}/image`,
    `/api/v1/notebooks/${uuid(1)}/pages/${uuid(1)}/image?ink_hash=i1:1&x=0&y=0&width=8&height=8&part=${name}&of=1`,
    `/api/v1/notebooks/${uuid(1)}/pages/${uuid(1)}/image?ink_hash=${name}&x=0&y=0&width=8&height=8`,
  ]

  const notebooksWith = (name: string) => [
    { ...notebook(1, [1]), notebook_uuid: name },
    { ...notebook(1, [1]), parent_uuid: name },
    { ...notebook(1, [1]), document_type: name },
    { ...notebook(1, []), pages: [{ page_uuid: name, ink_hash: 'i1:1', has_ink: true }] },
    { ...notebook(1, []), pages: [{ page_uuid: uuid(1), ink_hash: name, has_ink: true }] },
  ]

  const around = () => readdirSync(surroundings, { recursive: true, encoding: 'utf8' })

  it.each(climbing)('are refused where an id belongs: %s', async (name) => {
    const token = await signUp(api, `mallory${climbing.indexOf(name)}@example.org`)
    const device = new Device(api, token, 1)
    await device.announce([1])
    const before = around()
    for (const bad of notebooksWith(name))
      expect((await device.announceManifest({ scope: 'library', notebooks: [bad] })).status).toBe(400)
    for (const path of [...pathsWith(name), ...pathsWith(encodeURIComponent(name))]) {
      // A page's picture has a GET too, which heeds no ink_hash.
      if (!path.includes('ink_hash')) await expectRefused('GET', path, token)
      await expectRefused('PUT', path, token)
    }
    expect(around()).toEqual(before)
  })

  it('are kept as they are where a name belongs', async () => {
    const token = await signUp(api, 'trudy@example.org')
    const device = new Device(api, token, 1)
    for (const [index, name] of climbing.entries()) {
      await device.announceManifest({ scope: 'library', notebooks: [{ ...notebook(1, [index], name), tags: [name] }] })
      expect((await device.put(index)).status).toBe(200)
      expect((await device.shownNotebook()).body).toMatchObject({ visible_name: name, tags: [name] })
      await api.ask('POST /api/v1/auth/agent-token', { token, json: { name } })
    }
    const { items } = (await api.ask('GET /api/v1/auth/agent-tokens', { token })).body
    expect(items.map(({ name }: { name: string }) => name).sort()).toEqual([...climbing].sort())
    expect(around().filter((path) => !/^one(\/two(\/three(\/data.*)?)?)?$/.test(path))).toEqual([])
    expect(around().filter((path) => path.includes('x.rm'))).toEqual([])
  })
})
