// SPDX-License-Identifier: AGPL-3.0-or-later
// What was deleted can be found and restored for a while, or removed for good.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Served, serve } from '../world/programs.ts'
import { Api } from './answers.ts'
import { notebook, signUp, uuid } from './library.ts'

let served: Served
let api: Api
let token: string

beforeAll(async () => {
  served = await serve({ RMIRROR_DELETED_DAYS: '10' })
  api = new Api(served.server)
  token = await signUp(api, 'ann@example.org')
})

afterAll(async () => {
  await served[Symbol.asyncDispose]()
})

const announce = (numbers: number[], scope = 'library') =>
  api.ask('POST /api/v1/sync/manifest', {
    token,
    json: { scope, notebooks: numbers.map((number) => notebook(number, [10 * number, 10 * number + 1], `N${number}`)) },
  })
const remove = (number: number) =>
  api.ask('DELETE /api/v1/notebooks/:notebook_uuid', { token }, `/api/v1/notebooks/${uuid(number)}`)
const purge = (number: number, as = token) =>
  api.ask('DELETE /api/v1/notebooks/deleted/:notebook_uuid', { token: as }, `/api/v1/notebooks/deleted/${uuid(number)}`)
const restore = (number: number) =>
  api.ask('POST /api/v1/notebooks/:notebook_uuid/restore', { token }, `/api/v1/notebooks/${uuid(number)}/restore`)
const pagesOf = async (number: number) =>
  (await api.ask('GET /api/v1/notebooks/:notebook_uuid', { token }, `/api/v1/notebooks/${uuid(number)}`)).body.pages
const deleted = async (query = '') =>
  (await api.ask('GET /api/v1/notebooks/deleted', { token }, `/api/v1/notebooks/deleted${query}`)).body
const daysKept = ({ deleted_at, purged_at }: { deleted_at: string; purged_at: string | null }) =>
  purged_at && (Date.parse(purged_at) - Date.parse(deleted_at)) / 86_400_000
const retain = (retention_days: number | null) => api.ask('PATCH /api/v1/me', { token, json: { retention_days } })
const names = ({ items }: { items: { visible_name: string }[] }) => items.map((each) => each.visible_name)

it('lists what was deleted here and on the tablet, the latest first, in pieces', async () => {
  await announce([1, 2, 3, 4])
  expect(await deleted()).toEqual({ items: [], next: null })
  await remove(1)
  await announce([2, 3])
  await remove(3)
  const { items, next } = await deleted()
  expect(next).toBeNull()
  expect(items).toMatchObject([
    { visible_name: 'N3', deleted_by: 'person', pages: 2 },
    { visible_name: 'N4', deleted_by: 'device', pages: 2 },
    { visible_name: 'N1', deleted_by: 'person', pages: 2, targets: [] },
  ])
  expect(items.map(daysKept)).toEqual([10, null, 10])
  await retain(90)
  expect((await deleted()).items.map(daysKept)).toEqual([10, 90, 10])
  await retain(null)

  const first = await deleted('?limit=2')
  expect(names(first)).toEqual(['N3', 'N4'])
  const second = await deleted(`?limit=2&cursor=${first.next}`)
  expect([names(second), second.next]).toEqual([['N1'], null])
})

it('lists no more what was restored or removed for good', async () => {
  expect((await restore(4)).status).toBe(204)
  expect(names(await deleted())).toEqual(['N3', 'N1'])
  expect((await purge(1)).status).toBe(204)
  expect(names(await deleted())).toEqual(['N3'])
  expect((await announce([1, 2, 3, 4])).body.deleted_here).toEqual([uuid(1), uuid(3)])
})

it('removes nothing for good that is not deleted, is another user’s, or is asked for by a device', async () => {
  expect((await purge(2)).status).toBe(404)
  expect((await purge(99)).status).toBe(404)
  expect((await purge(3, await signUp(api, 'bob@example.org'))).status).toBe(404)
  const device = (await api.ask('POST /api/v1/auth/agent-token', { token, json: { name: 'desk' } })).body.access_token
  expect((await purge(3, device)).status).toBe(403)
  expect(names(await deleted())).toEqual(['N3'])
})

it('brings a notebook back whose pages were removed for good: without them, until a device lists it', async () => {
  expect(await purge(3)).toMatchObject({ status: 204 })
  expect((await announce([2, 3], 'notebooks')).body.deleted_here).toEqual([uuid(3)])
  expect((await restore(3)).status).toBe(204)
  expect(await pagesOf(3)).toEqual([])
  expect((await announce([3], 'notebooks')).body).toMatchObject({
    deleted_here: [],
    want: [{ notebook_uuid: uuid(3) }],
  })
  expect(await pagesOf(3)).toHaveLength(2)
  expect((await restore(99)).status).toBe(404)
})
