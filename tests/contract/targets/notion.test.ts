// SPDX-License-Identifier: AGPL-3.0-or-later
// What people see in Notion, by how many calls, and that their own words stay.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { notebookProperties } from '../../world/notion-schema.ts'
import { uuid } from '../library.ts'
import { Delivering } from './delivering.ts'
import {
  alive,
  append,
  callsFor,
  home,
  library,
  list,
  mirrored,
  type Node,
  outline,
  outlineOf,
  patch,
  properties,
  rest,
  rows,
  toggles,
  trash,
  wordsOf,
} from './mirror.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start()
})
afterAll(() => world[Symbol.asyncDispose]())

it('a notebook is a row with a toggle for each page, in their order, made by two calls', async () => {
  const kim = await world.person('notion', 'order', 'page_text')
  const texts = ['a1', 'a2', 'a3', 'a4']
  await kim.announce(library(texts))
  const settings = kim.emulated.valuesOf('order')
  const { estimate } = (await kim.preview({ settings, choice: null })).body
  const counted = { notebooks: 2, pages: 4, pictures: 0, todos: 0, calls: 3, minutes: 1 }
  expect(estimate).toEqual({ ...counted, names: ['Empty', 'Diary'] })
  await kim.setUp()
  await kim.untilThere(texts)
  await kim.untilAtRest()
  expect(kim.calls().length).toBeLessThanOrEqual(estimate.calls + 1)
  expect(outline(kim)).toEqual(['Page 1: a1', 'Page 2: a2', 'Page 3: a3', 'Page 4: a4'])
  // One row is that of the empty notebook.
  expect(rows(kim).map(({ properties: { Name } }) => JSON.stringify(Name).includes('Diary'))).toContain(true)
  const appends = kim.calls().filter(({ method, path }) => method === 'PATCH' && path.endsWith('/children'))
  expect(appends.length).toBeLessThanOrEqual(2)
  const [first] = toggles(kim)
  expect(JSON.stringify(first?.content)).toContain(uuid(1000 + Number.parseInt('a1', 36)))
  expect(kim.emulated.service.violations).toEqual([])
})

it('the records of a notebook and its pages tell where a browser shows them', async () => {
  const kim = await mirrored(world, 'addresses', ['a1', 'a2'])
  const row = rows(kim).find(({ children }) => children.length > 0)
  const short = (id = '') => id.replaceAll('-', '')
  const urls = async (item_type: string) => {
    const query = `?target_name=notion&item_type=${item_type}&notebook_uuid=${uuid(1)}`
    const { body } = await kim.ask('GET /api/v1/sync/records', {}, `/api/v1/sync/records${query}`)
    return body.items.map(({ url }: { url: string | null }) => url).toSorted()
  }
  expect(await urls('notebook')).toEqual([`https://www.notion.so/${short(row?.id)}`])
  const ofPages = row?.children.map(({ id }) => `https://www.notion.so/${short(row.id)}#${short(id)}`)
  expect(await urls('page_text')).toEqual(ofPages?.toSorted())
})

it('while pages wait, it is told how far it is and how long the rest takes', async () => {
  const kim = await mirrored(world, 'progress', ['a1', 'a2'])
  const progress = async () => (await kim.integration('GET', undefined, '/progress')).body
  const recover = kim.suffer({ method: 'PATCH', status: 503, times: 1000 })
  await kim.announce(library(['a1', 'a2', 'a3', 'a4']))
  await kim.until('waiting', async () => (await progress()).items.page_text.waiting === 2, false)
  const waiting = await progress()
  expect(waiting.items.page_text).toEqual({ done: 2, waiting: 2, failed: 0 })
  expect(waiting).toMatchObject({ pictures: { done: 0, waiting: 0 }, minutes: 1 })
  expect(waiting.calls).toBeGreaterThan(0)
  recover()
  await kim.untilThere(['a1', 'a2', 'a3', 'a4'])
  await kim.untilAtRest()
  const none = { waiting: 0, failed: 0 }
  expect(await progress()).toEqual({
    items: { notebook: { done: 2, ...none }, notebook_metadata: { done: 2, ...none }, page_text: { done: 4, ...none } },
    ...{ pictures: { done: 0, waiting: 0 }, calls: 0, minutes: 0 },
  })
  const stranger = await world.person('notion', 'nowhere', 'page_text')
  expect((await stranger.integration('GET', undefined, '/progress')).status).toBe(404)
})

it('a changed page costs a look and a patch, a new name one call, and no change none', async () => {
  const kim = await mirrored(world, 'comma', ['a1', 'a2', 'a3'])
  const changed = library(['a1', 'a2', 'a3'])
  const [page] = changed.notebooks[0]?.pages.slice(1) ?? []
  Object.assign(page ?? {}, { typed_text: 'a2,', typed_markdown: 'a2,' })
  expect(await callsFor(kim, changed, () => outline(kim)[1] === 'Page 2: a2,')).toEqual([list, patch])

  Object.assign(changed.notebooks[0] ?? {}, { visible_name: 'Journal' })
  const isRenamed = () => JSON.stringify(rows(kim)).includes('Journal')
  expect(await callsFor(kim, changed, isRenamed)).toEqual([properties])
  expect(await callsFor(kim, changed, () => true)).toEqual([])
})

it('an inserted page is in its place, and those after it are renumbered', async () => {
  const kim = await mirrored(world, 'insert', ['a1', 'a3', 'a4'])
  const whole = ['Page 1: a1', 'Page 2: a2', 'Page 3: a3', 'Page 4: a4']
  const calls = await callsFor(kim, library(['a1', 'a2', 'a3', 'a4']), () => `${outline(kim)}` === `${whole}`)
  expect(calls.toSorted()).toEqual([append, patch, patch].toSorted())

  const first = ['Page 1: a0', ...whole.map((line) => line.replace(/\d/, (number) => `${Number(number) + 1}`))]
  await kim.announce(library(['a0', 'a1', 'a2', 'a3', 'a4']))
  await kim.until('a first page', () => `${outline(kim)}` === `${first}`)
})

it('a moved page stands in its new place, by few calls, unless the user wrote in it', async () => {
  const kim = await mirrored(world, 'move', ['a1', 'a2', 'a3', 'a4'])
  const moved = ['Page 1: a4', 'Page 2: a1', 'Page 3: a2', 'Page 4: a3']
  const calls = await callsFor(kim, library(['a4', 'a1', 'a2', 'a3']), () => `${outline(kim)}` === `${moved}`)
  const titles = [patch, patch, patch]
  expect(calls.toSorted()).toEqual([list, append, trash, ...titles].toSorted())

  home(kim).content.write(toggles(kim)[0]?.id, [{ paragraph: { rich_text: [{ text: { content: 'my own' } }] } }])
  await kim.announce(library(['a1', 'a2', 'a3', 'a4']))
  const stays = ['Page 4: a4 | my own', 'Page 1: a1', 'Page 2: a2', 'Page 3: a3']
  await kim.until('new numbers', () => `${outline(kim)}` === `${stays}`)
  await kim.untilAtRest()
  expect(kim.emulated.service.violations).toEqual([])
})

it('a page that is gone takes its toggle along, and what the user wrote in it stays', async () => {
  const kim = await mirrored(world, 'gone', ['a1', 'a2', 'a3'])
  const { content } = home(kim)
  const own = { paragraph: { rich_text: [{ text: { content: 'my own' } }] } }
  content.write(toggles(kim)[2]?.id, [own])
  const calls = await callsFor(kim, library(['a1', 'a3']), () => toggles(kim).length === 2)
  expect(calls.toSorted()).toEqual([list, patch, trash].toSorted())
  await kim.announce(library(['a1']))
  await kim.until('what is the user’s alone', () => outline(kim)[1]?.endsWith(': my own') === true)
  await kim.untilAtRest()
  expect(outline(kim)).toEqual(['Page 1: a1', 'Page 2: my own'])
})

it('a notebook that is gone goes to the trash, and what the user wrote in its row stays', async () => {
  const kim = await mirrored(world, 'notebook-gone', ['a1', 'a2'])
  const gone = { scope: 'library', notebooks: [rest] }
  const isGone = () => toggles(kim).length === 0
  expect(await callsFor(kim, gone, isGone)).toEqual(['GET /v1/pages/:id', properties])

  await kim.announce(library(['a1', 'a2']))
  await kim.untilThere(['a1', 'a2'])
  await kim.untilAtRest()
  const row = rows(kim).find(({ children }) => alive(children).length > 0)
  home(kim).content.write(row?.id, [{ paragraph: { rich_text: [{ text: { content: 'my own' } }] } }])
  await kim.announce(gone)
  await kim.until('the user’s words alone', () => `${toggles(kim).map(wordsOf)}` === 'my own')
})

it('a toggle or a row that a user removed is created again, once', async () => {
  const kim = await mirrored(world, 'trashed', ['a1', 'a2'])
  const { content } = home(kim)
  const textOf = (text: string) => {
    const one = library(['a1', 'a2'])
    Object.assign(one.notebooks[0]?.pages[0] ?? {}, { typed_text: text, typed_markdown: text })
    return one
  }
  content.trash(toggles(kim)[0]?.id)
  await kim.announce(textOf('b1'))
  const first = ['Page 1: b1', 'Page 2: a2']
  await kim.until('another toggle', () => `${outline(kim)}` === `${first}`)
  await kim.untilAtRest()

  const isFull = ({ children }: Node) => alive(children).length > 0
  content.trash(rows(kim).find(isFull)?.id)
  await kim.announce(textOf('c1'))
  const second = ['Page 1: c1', 'Page 2: a2']
  await kim.until('another row with all of it', () => `${outline(kim)}` === `${second}`)
  await kim.untilAtRest()

  content.trash(rows(kim).find(isFull)?.id)
  await kim.announce(textOf('d1'))
  await kim.until('what is skipped', async () => (await kim.records()).some(({ status }) => status === 'skipped'))
  await kim.untilAtRest()
  expect(outline(kim)).toEqual([])
})

it('a toggle or a row that a user removed stays away if they want that, and new pages find their place', async () => {
  const kim = await mirrored(world, 'respected', ['a1', 'a2', 'a3'])
  const again = (recreates_removed: string) =>
    kim.setUp({ settings: { ...kim.emulated.valuesOf(kim.who), recreates_removed } })
  const skipped = async () => (await kim.records()).filter(({ status }) => status === 'skipped')
  await again('off')
  const changed = (texts: string[], text: string) => {
    const one = library(texts)
    Object.assign(one.notebooks[0]?.pages[texts.indexOf('a1')] ?? {}, { typed_text: text, typed_markdown: text })
    return one
  }
  home(kim).content.trash(toggles(kim)[0]?.id)
  await kim.announce(changed(['a1', 'a2', 'a3'], 'b1'))
  await kim.until('what is skipped', async () => (await skipped()).length === 1)
  const [left] = await skipped()
  expect(left?.error_message).toBe("It was removed in Notion, so it isn't created again.")
  await kim.announce(changed(['a0', 'a1', 'a4', 'a2', 'a3'], 'b1'))
  const whole = ['Page 1: a0', 'Page 3: a4', 'Page 4: a2', 'Page 5: a3']
  await kim.until('all others', () => `${outline(kim)}` === `${whole}`)
  await kim.untilAtRest()

  home(kim).content.trash(rows(kim).find(({ children }) => alive(children).length > 0)?.id)
  await kim.announce(changed(['a0', 'a1', 'a4', 'a2', 'a3'], 'c1'))
  await kim.untilAtRest()
  expect([rows(kim).length, outline(kim)]).toEqual([1, []])
  await again('on')
  await kim.announce(changed(['a0', 'a1', 'a4', 'a2', 'a3'], 'd1'))
  const all = ['Page 1: a0', 'Page 2: d1', 'Page 3: a4', 'Page 4: a2', 'Page 5: a3']
  await kim.until('another row with all of it', () => `${outline(kim)}` === `${all}`)
  await kim.untilAtRest()
  expect(kim.emulated.service.violations).toEqual([])
})

it('a page is inserted behind one whose toggle a user removed', async () => {
  const kim = await mirrored(world, 'behind', ['a1', 'a3', 'a4'])
  home(kim).content.trash(toggles(kim)[0]?.id)
  await kim.announce(library(['a1', 'a2', 'a3', 'a4']))
  const others = ['Page 2: a2', 'Page 3: a3', 'Page 4: a4']
  await kim.until('the new page', () => `${outline(kim)}` === `${others}`)
  await kim.announce(library(['a0', 'a1', 'a2', 'a3', 'a4']))
  const all = ['Page 1: a0', 'Page 3: a2', 'Page 4: a3', 'Page 5: a4']
  await kim.until('new titles', () => `${outline(kim)}` === `${all}`)
  await kim.untilAtRest()
})

it('a database that lacks a property stops it with a sentence that names it, until it has it', async () => {
  const kim = await world.person('notion', 'property', 'page_text')
  await kim.announce(library(['a1']))
  const settings = kim.emulated.valuesOf(kim.who)
  home(kim).content.setSchema(home(kim).source, { Path: null })
  expect((await kim.integration('POST', { settings }, '/test')).body).toMatchObject({
    ok: false,
    error_message: expect.stringContaining('Path'),
  })
  await kim.setUp()
  await kim.until('a stop', async () => (await kim.state()).state === 'stopped')
  expect((await kim.state()).stopped).toMatchObject({ error_message: expect.stringContaining('Path (rich_text)') })
  home(kim).content.setSchema(home(kim).source, { Path: { rich_text: {} } })
  await kim.untilThere(['a1'])
})

it('a row, or its change, that was refused for what the database lacked a moment ago is asked for again', async () => {
  const kim = await world.person('notion', 'mended', 'page_text')
  const refused = { status: 400, times: 1, message: 'Path is not a property that exists.' }
  kim.suffer({ ...refused, method: 'POST', path: '/v1/pages' })
  await kim.announce(library(['a1']))
  await kim.setUp()
  await kim.untilThere(['a1'])
  await kim.untilAtRest()
  kim.suffer({ ...refused, method: 'PATCH', path: '/v1/pages/' })
  await kim.announce(library(['a1'], 'Renamed'))
  await kim.until('the name', () => rows(kim).some(({ properties }) => JSON.stringify(properties).includes('Renamed')))
  await kim.untilAtRest()
  expect((await kim.state()).counts.failed).toBe(0)
})

it('a text of any length arrives whole', async () => {
  const kim = await mirrored(world, 'long', ['a1'])
  const long = Array.from({ length: 400 }, (_, nth) => `Line ${nth}`).join('\n\n')
  const whole = library(['a1', 'a2'])
  Object.assign(whole.notebooks[0]?.pages[1] ?? {}, { typed_text: long, typed_markdown: long })
  await kim.announce(whole)
  await kim.until('all lines', () => outline(kim)[1] === `Page 2: ${long.replaceAll('\n\n', ' | ')}`)
  expect(kim.emulated.service.violations).toEqual([])
})

it('a row says how up to date it is, at most every ten minutes', async () => {
  const began = Date.now()
  const kim = await mirrored(world, 'stamped', ['a1', 'a2'])
  const syncedAt = () => rows(kim).map(({ properties }) => JSON.stringify(properties).match(/20\d\d-[^"]+/g) ?? [])
  const isOfNow = (date: string) => Date.parse(date) > began - 60_000 && Date.parse(date) < Date.now() + 60_000
  expect(syncedAt().every((dates) => dates.some(isOfNow))).toBe(true)
  const changed = library(['a1', 'a2'])
  const change = (text: string) =>
    Object.assign(changed.notebooks[0]?.pages[0] ?? {}, { typed_text: text, typed_markdown: text })
  change('b1')
  expect(await callsFor(kim, changed, () => outline(kim)[0] === 'Page 1: b1')).toEqual([list, patch])
  await world.ask(`UPDATE sync_records SET metadata = metadata || '{"stamped": 1}' WHERE metadata ? 'stamped'`)
  change('c1')
  const stamped = await callsFor(kim, changed, () => outline(kim)[0] === 'Page 1: c1')
  expect(stamped).toEqual([list, patch, properties])
  change('d1')
  expect(await callsFor(kim, changed, () => outline(kim)[0] === 'Page 1: d1')).toEqual([list, patch])
})

it('another database gets all notebooks once, and nothing in the first is touched, or all of it goes first', async () => {
  const texts = ['a1', 'a2']
  const kim = await mirrored(world, 'another', texts)
  const { content, source: first } = home(kim)
  const add = (title: string) => content.database({ title, properties: notebookProperties }).data_source_id
  const rowsIn = (source: string): Node[] => alive(content.tree(source).children)
  const outlineIn = (source: string) => rowsIn(source).flatMap(outlineOf)
  const whole = ['Page 1: a1', 'Page 2: a2']
  const isIn = (source: string) => () => rowsIn(source).length === 2 && `${outlineIn(source)}` === `${whole}`
  const move = async (data_source: string, made = '') => {
    const answer = await kim.integration('PUT', { settings: { data_source } }, '', made)
    expect(answer.status).toBe(200)
    return answer.body
  }
  const known = rows(kim).flatMap((row) => [row.id, ...row.children.map(({ id }) => id)])
  const before = kim.calls().length
  const second = add('Second')
  await move(second)
  await kim.until('all in the second', isIn(second))
  await kim.untilAtRest()
  const asked = kim.calls().slice(before)
  expect(known.filter((id) => asked.some(({ path }) => path.includes(id)))).toEqual([])
  expect(rowsIn(first)).toHaveLength(2)

  // Back again: what is there is found.
  await move(first)
  await kim.until('the first again', async () => (await kim.records()).length === 2)
  await kim.untilAtRest()
  expect(outline(kim)).toEqual(whole)
  expect(rowsIn(first)).toHaveLength(2)

  expect(await move(second, '?made=remove')).toMatchObject({ state: 'removing', is_moving: true })
  expect((await kim.integration('PUT', { settings: { data_source: first } })).status).toBe(409)
  await kim.until('the first empty', () => rowsIn(first).length === 0)
  await kim.until('moved', async () => (await kim.state()).settings.data_source === second)
  await kim.until('all in the second', async () => (await kim.records()).length === 2)
  await kim.untilAtRest()
  expect(outlineIn(second)).toEqual(whole)
  expect(rowsIn(second)).toHaveLength(2)
  expect(kim.emulated.service.violations).toEqual([])
})
