// SPDX-License-Identifier: AGPL-3.0-or-later
// The covers of a screen of notebooks come with one request, not with two for each.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Served, serve } from '../world/programs.ts'
import { type Answer, Api } from './answers.ts'
import { Device, notebook, uuid } from './library.ts'

const operation = 'GET /api/v1/notebooks/covers'
let served: Served
let api: Api

beforeAll(async () => {
  served = await serve()
  api = new Api(served.server)
})

afterAll(async () => {
  await served[Symbol.asyncDispose]()
})

const covers = (device: Device, notebooks: (number | string)[]): Promise<Answer> => {
  const query = notebooks.map((each) => `notebook=${typeof each === 'number' ? uuid(each) : each}`).join('&')
  return device.get(operation, `/api/v1/notebooks/covers?${query}`)
}

/** By notebook: the page that stands for it. */
const shown = ({ body }: Answer) =>
  Object.fromEntries(
    body.items.map(({ notebook_uuid, page }: { notebook_uuid: string; page: { page_uuid: string } | null }) => [
      notebook_uuid,
      page?.page_uuid ?? null,
    ]),
  )

it('the first page with an image stands for each notebook, with what is needed to ask for it', async () => {
  const ann = await Device.signUp(api, 'ann@example.org')
  await ann.announceManifest({
    scope: 'library',
    notebooks: [notebook(1, [11, 12]), notebook(2, [21]), notebook(3, [31])],
  })
  expect((await ann.put(12)).status).toBe(200)
  expect((await ann.of(2).put(21)).status).toBe(200)
  const answer = await covers(ann, [1, 2, 3, 9])
  expect(shown(answer)).toEqual({ [uuid(1)]: uuid(12), [uuid(2)]: uuid(21), [uuid(3)]: null })
  const first = answer.body.items.find((item: { notebook_uuid: string }) => item.notebook_uuid === uuid(1))
  const { body: detail } = await ann.page(12)
  expect(first.page).toMatchObject({ images: detail.images, display_image: null, ink_hash: 'i1:12' })
})

it('those of other people, and of nothing, are left out', async () => {
  const bob = await Device.signUp(api, 'bob@example.org')
  expect((await covers(bob, [1, 2])).body.items).toEqual([])
  expect((await covers(bob, [])).body.items).toEqual([])
})

it('more than 48 at a time, and what is no uuid, are refused', async () => {
  const zoe = await Device.signUp(api, 'zoe@example.org')
  const many = Array.from({ length: 49 }, (_, number) => number)
  expect((await covers(zoe, many.slice(1))).status).toBe(200)
  for (const wrong of [many, ['diary']]) {
    const { status, body } = await covers(zoe, wrong)
    expect([status, body.field]).toEqual([400, 'notebook'])
  }
})
