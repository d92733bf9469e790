// SPDX-License-Identifier: AGPL-3.0-or-later
// What a user changed or removed in Notion is reported as kept, and is overwritten from the tablet on request.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Answer } from '../answers.ts'
import { uuid } from '../library.ts'
import { Delivering, type Person, type Record } from './delivering.ts'
import {
  append,
  blocks,
  callsFrom,
  home,
  list,
  outline,
  pageOf,
  paragraph,
  patch,
  shape,
  toggles,
  written,
} from './mirror.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start()
})
afterAll(() => world[Symbol.asyncDispose]())

/** Of the one page. */
async function recordOf(kim: Person): Promise<Record> {
  const [record] = await kim.records()
  if (!record) throw new Error(`${kim.who} has no record`)
  return record
}

const override = async (kim: Person, id?: string): Promise<Answer> =>
  kim.ask(
    'POST /api/v1/sync/records/:id/override',
    {},
    `/api/v1/sync/records/${id ?? (await recordOf(kim)).id}/override`,
  )

/** A page in which the user changed, removed and added a block in Notion, and which the tablet changed afterwards. */
async function kept(who: string): Promise<Person> {
  const kim = await written(world, who, 'a1\n\nb\n\nc\n\nd')
  const [first, second, third] = blocks(kim)
  const { content } = home(kim)
  content.write(toggles(kim)[0]?.id, [paragraph('my own')], first?.id)
  content.edit(second?.id, paragraph('b, as I mean it'))
  content.trash(third?.id)
  await kim.announce(pageOf('a2\n\nb\n\nc\n\nd'))
  await kim.until('the change', () => outline(kim)[0] === 'Page 1: a2 | my own | b, as I mean it | d')
  await kim.untilAtRest()
  return kim
}

const replaced = (first: string) => [`Page 1: ${first} | my own | b | c | d`]
const untilReplaced = (kim: Person, first = 'a2') =>
  kim.until('the tablet’s words', () => `${outline(kim)}` === `${replaced(first)}`)

it.concurrent('what is kept is counted, and replaced at once when asked for, by as few calls as it takes', async () => {
  const kim = await kept('asking')
  expect(await recordOf(kim)).toMatchObject({ status: 'success', kept: 2 })
  const before = kim.calls().length
  expect((await override(kim)).status).toBe(204)
  expect((await recordOf(kim)).kept).toBe(0)
  await untilReplaced(kim)
  await kim.untilAtRest()
  expect(callsFrom(kim, before)).toEqual([list, patch, append])
  expect(
    kim
      .calls()
      .slice(before)
      .every(({ status }) => status === 200),
  ).toBe(true)
  expect(await recordOf(kim)).toMatchObject({ status: 'success', kept: 0 })

  // Once: what they change from now on is theirs again.
  home(kim).content.edit(blocks(kim)[4]?.id, paragraph('d, as I mean it'))
  await kim.announce(pageOf('a3\n\nb\n\nc\n\nd'))
  await kim.until('the change', () => outline(kim)[0] === 'Page 1: a3 | my own | b | c | d, as I mean it')
  await kim.untilAtRest()
  expect((await recordOf(kim)).kept).toBe(1)
  expect(kim.emulated.service.violations).toEqual([])
})

it.concurrent('where nothing is kept, or the record is of another user, an override does nothing', async () => {
  const [kim, ann] = [await kept('hers'), await written(world, 'others', 'a1')]
  const { id } = await recordOf(kim)
  for (const unknown of [uuid(7), 'nonsense', id]) expect((await override(ann, unknown)).status).toBe(404)
  const answer = await override(ann)
  expect([answer.status, answer.body.detail]).toEqual([409, 'Nothing here is kept as you changed it.'])
  await kim.untilAtRest()
  await ann.untilAtRest()
  expect(await recordOf(kim)).toMatchObject({ status: 'success', kept: 2 })
  expect((await recordOf(ann)).status).toBe('success')
})

it.concurrent('what fails at first is replaced later, and the record waits until then', async () => {
  const kim = await kept('failing')
  const mend = kim.suffer({ status: 500, times: 1000, method: 'PATCH' })
  expect((await override(kim)).status).toBe(204)
  await kim.until('two failures', () => kim.calls().filter(({ fault }) => fault).length >= 2)
  expect(outline(kim)).toEqual(['Page 1: a2 | my own | b, as I mean it | d'])
  expect(await recordOf(kim)).toMatchObject({ kept: 0, status: expect.stringMatching(/^(in_progress|retry)$/) })
  mend()
  await untilReplaced(kim)
  await kim.untilAtRest()
  expect(await recordOf(kim)).toMatchObject({ status: 'success', kept: 0 })
  expect(kim.emulated.service.violations).toEqual([])
})

it.concurrent('what is asked for while the page is being delivered comes right after that', async () => {
  const kim = await kept('meanwhile')
  const mend = kim.suffer({ after_ms: 1500, method: 'PATCH' })
  const before = kim.calls().length
  await kim.announce(pageOf('a3\n\nb\n\nc\n\nd'))
  await kim.until('a delivery', () => callsFrom(kim, before).includes(patch), false)
  expect((await override(kim)).status).toBe(204)
  expect(await recordOf(kim)).toMatchObject({ status: 'in_progress', kept: 0 })
  await untilReplaced(kim, 'a3')
  mend()
  await kim.untilAtRest()
  expect(callsFrom(kim, before)).toEqual([list, patch, list, patch, append])
  expect(await recordOf(kim)).toMatchObject({ status: 'success', kept: 0 })
})

it.concurrent('it waits while the mirror is paused, once, and can be taken back', async () => {
  const kim = await kept('paused')
  const settings = kim.emulated.valuesOf(kim.who)
  await kim.setUp({ settings, is_enabled: false })
  expect((await override(kim)).status).toBe(204)
  expect((await override(kim)).status).toBe(204)
  expect(await recordOf(kim)).toMatchObject({ status: 'pending', kept: 0 })
  const queued = (await kim.ask('GET /api/v1/sync/queue', {}, '/api/v1/sync/queue?status=pending')).body.items
  expect(queued).toHaveLength(1)
  expect(queued[0]).toMatchObject({ item_type: 'page_text', trigger_source: 'manual' })
  await kim.ask('DELETE /api/v1/sync/queue/:id', {}, `/api/v1/sync/queue/${queued[0].id}`)
  expect(await recordOf(kim)).toMatchObject({ status: 'skipped', kept: 2 })

  expect((await override(kim)).status).toBe(204)
  expect(await recordOf(kim)).toMatchObject({ status: 'retry', kept: 0 })
  await kim.setUp({ settings, is_enabled: true })
  await untilReplaced(kim)
})

it.concurrent('a tick alone is nothing that is kept, and stays when the rest gives way', async () => {
  const kim = await written(world, 'ticked', 'a1\n\n- [ ] Milk\n- [ ] Bread')
  const [, milk, bread] = blocks(kim)
  home(kim).content.edit(milk?.id, { to_do: { checked: true } })
  await kim.announce(pageOf('a2\n\n- [ ] Milk\n- [ ] Bread'))
  await kim.until('the change', () => shape(blocks(kim))[0] === 'paragraph: a2')
  await kim.untilAtRest()
  expect((await recordOf(kim)).kept).toBe(0)
  home(kim).content.edit(bread?.id, { to_do: { rich_text: [{ text: { content: 'Bread and butter' } }] } })
  await kim.announce(pageOf('a3\n\n- [ ] Milk\n- [ ] Bread'))
  await kim.until('the change', () => shape(blocks(kim))[0] === 'paragraph: a3')
  await kim.untilAtRest()
  expect((await recordOf(kim)).kept).toBe(1)
  expect((await override(kim)).status).toBe(204)
  await kim.until('the tablet’s words', () => shape(blocks(kim))[2] === 'to_do: Bread')
  await kim.untilAtRest()
  expect(blocks(kim).map(({ content }) => (content as { checked?: boolean }).checked)).toEqual([undefined, true, false])
})
