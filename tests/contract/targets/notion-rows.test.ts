// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook of more pages than go in one row of Notion has further rows, and a page stays in the row it is in.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Delivering, type Person } from './delivering.ts'
import {
  alive,
  append,
  callsFor,
  home,
  library,
  list,
  outlineOf,
  properties,
  rest,
  rows,
  titleOf,
  toggles,
  wordsOf,
} from './mirror.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start('all', { RMIRROR_TEST_NOTION_ROW_PAGES: '5', RMIRROR_TEST_NOTION_POLL_SECONDS: '1' })
})
afterAll(() => world[Symbol.asyncDispose]())

const create = 'POST /v1/pages'
const query = 'POST /v1/data_sources/:id/query'
const look = 'GET /v1/pages/:id'

const upTo = (count: number) => Array.from({ length: count }, (_, nth) => `a${(nth + 1).toString(36)}`)
const twelve = upTo(12)

const own = (kim: Person) =>
  rows(kim)
    .filter((row) => titleOf(row) !== 'Empty')
    .toSorted((one, other) => titleOf(one).localeCompare(titleOf(other)))
const rowOf = (kim: Person, title: string) => own(kim).find((row) => titleOf(row) === title)
/** "Diary (2): a6 a7", a row each. */
const shown = (kim: Person) =>
  own(kim).map((row) => {
    const texts = outlineOf(row).map((line) => line.replace(/^Page \d+: /, ''))
    return `${titleOf(row)}: ${texts.join(' ')}`
  })
/** The same, by the texts of the rows. */
const expected = (texts: string[][], name = 'Diary') =>
  texts.map((own, nth) => `${name}${nth > 0 ? ` (${nth + 1})` : ''}: ${own.join(' ')}`)
const numbers = (kim: Person) =>
  new Map(toggles(kim).map((toggle) => [alive(toggle.children).map(wordsOf).join(), wordsOf(toggle)]))
/** Each page says which of its notebook it is. */
const expectNumbers = (kim: Person, texts: string[]) =>
  expect(numbers(kim)).toEqual(new Map(texts.map((text, nth) => [text, `Page ${nth + 1}`])))

async function untilShown(kim: Person, texts: string[][], name?: string): Promise<void> {
  await kim.until('its rows', () => `${shown(kim)}` === `${expected(texts, name)}`).catch(() => undefined)
  await kim.untilAtRest()
  expect(shown(kim)).toEqual(expected(texts, name))
  expect(kim.emulated.service.violations).toEqual([])
}

async function mirrored(who: string, texts = twelve): Promise<Person> {
  const kim = await world.person('notion', who, 'page_text')
  await kim.announce(library(texts))
  await kim.setUp()
  await kim.untilThere(texts)
  await kim.until('all rows', () => rows(kim).length === own(kim).length + 1)
  await kim.untilAtRest()
  return kim
}

const three = [twelve.slice(0, 5), twelve.slice(5, 10), twelve.slice(10)]

it.concurrent('twelve pages are three rows in their order, and what is unchanged takes no call', async () => {
  const kim = await mirrored('three')
  await untilShown(kim, three)
  expectNumbers(kim, twelve)
  expect(await callsFor(kim, library(twelve), () => true)).toEqual([])
})

it.concurrent('a page goes to the row of its neighbours, and to the next with room where that is full', async () => {
  const kim = await mirrored('insert')
  const more = twelve.toSpliced(1, 0, 'b1')
  await kim.announce(library(more))
  await untilShown(kim, [...three.slice(0, 2), ['b1', ...twelve.slice(10)]])
  expectNumbers(kim, more)

  const fewer = more.toSpliced(more.indexOf('a7'), 1)
  await kim.announce(library(fewer))
  const second = ['a6', 'a8', 'a9', 'aa']
  await untilShown(kim, [twelve.slice(0, 5), second, ['b1', ...twelve.slice(10)]])

  const last = fewer.toSpliced(fewer.indexOf('a9'), 0, 'b2')
  await kim.announce(library([...last, 'b3', 'b4', 'b5']))
  const full = [twelve.slice(0, 5), ['a6', 'a8', 'b2', 'a9', 'aa'], ['b1', ...twelve.slice(10), 'b3', 'b4']]
  await untilShown(kim, [...full, ['b5']])
  expectNumbers(kim, [...last, 'b3', 'b4', 'b5'])
})

it.concurrent('a page whose answer was lost is found in the one row, though it would begin another by now', async () => {
  const kim = await mirrored('one-row', upTo(4))
  const mend = kim.suffer({ drop: true, before: 'answer', times: 1000, method: 'PATCH' })
  await kim.announce(library(upTo(5)))
  await kim.until('the fifth page', () => `${shown(kim)}` === 'Diary: a1 a2 a3 a4 a5', false)
  const six = ['a1', 'b1', ...upTo(5).slice(1)]
  await kim.announce(library(six))
  mend()
  const pages = () => own(kim).flatMap((row) => outlineOf(row).map((line) => line.replace(/^Page \d+: /, '')))
  await kim.until('all six', () => `${pages().toSorted()}` === `${six.toSorted()}`).catch(() => undefined)
  await kim.untilAtRest()
  // Which of both is in the first row depends on who came first.
  expect(pages().toSorted()).toEqual(six.toSorted())
  expectNumbers(kim, six)
})

it.concurrent('a page that moves stays in its row, where it stands in its order', async () => {
  const kim = await mirrored('move')
  const moved = ['ac', 'a2', 'a1', ...twelve.slice(2, 11)]
  await kim.announce(library(moved))
  await untilShown(kim, [['a2', 'a1', ...twelve.slice(2, 5)], twelve.slice(5, 10), ['ac', 'ab']])
  expectNumbers(kim, moved)
})

it.concurrent('another name goes to all rows by a call each, also to those that a user renamed', async () => {
  const kim = await mirrored('rename')
  const named = (name: string) => own(kim).filter((row) => titleOf(row).startsWith(name)).length === 3
  expect(await callsFor(kim, library(twelve, 'Journal'), () => named('Journal'))).toEqual(Array(3).fill(properties))
  home(kim).content.setProperties(rowOf(kim, 'Journal (2)')?.id, {
    Name: { title: [{ text: { content: 'My own' } }] },
  })
  // Nothing is known of what stands there.
  await kim.integration('DELETE', undefined, '', '?made=keep')
  const before = kim.calls().length
  await kim.setUp()
  await kim.untilAtRest()
  await untilShown(kim, three, 'Journal')
  expect(
    kim
      .calls()
      .slice(before)
      .some(({ method, path }) => method === 'POST' && path === '/v1/pages'),
  ).toBe(false)
})

it.concurrent('a notebook that is gone takes all its rows along, but what the user wrote', async () => {
  const kim = await mirrored('gone')
  const gone = { scope: 'library', notebooks: [rest] }
  const calls = await callsFor(kim, gone, () => own(kim).length === 0)
  expect(calls).toEqual([query, look, properties, look, properties, look, properties])

  await kim.announce(library(twelve))
  await untilShown(kim, three)
  const words = { paragraph: { rich_text: [{ text: { content: 'my own' } }] } }
  home(kim).content.write(rowOf(kim, 'Diary (2)')?.id, [words])
  await kim.announce(gone)
  await kim.until('the user’s words alone', () => `${toggles(kim).map(wordsOf)}` === 'my own')
  expect(own(kim).map(titleOf)).toEqual(['Diary (2)'])
})

it.concurrent('a row that a user removed is created again, once, and the others stay as they are', async () => {
  const kim = await mirrored('trashed')
  const change = (text: string) => {
    const changed = library(twelve)
    Object.assign(changed.notebooks[0]?.pages[6] ?? {}, { typed_text: text, typed_markdown: text })
    return kim.announce(changed)
  }
  const others = () => [rowOf(kim, 'Diary')?.id, rowOf(kim, 'Diary (3)')?.id]
  const before = others()
  home(kim).content.trash(rowOf(kim, 'Diary (2)')?.id)
  await change('b7')
  await untilShown(kim, [twelve.slice(0, 5), ['a6', 'b7', 'a8', 'a9', 'aa'], twelve.slice(10)])
  expect(others()).toEqual(before)

  home(kim).content.trash(rowOf(kim, 'Diary (2)')?.id)
  await change('c7')
  await kim.until('what is skipped', async () => (await kim.records()).some(({ status }) => status === 'skipped'))
  await kim.untilAtRest()
  expect(own(kim).map(titleOf)).toEqual(['Diary', 'Diary (3)'])
})

it.concurrent('the first row, if a user removed it, is created again in front of the others', async () => {
  const kim = await mirrored('first-trashed')
  home(kim).content.trash(rowOf(kim, 'Diary')?.id)
  await kim.announce(library(twelve, 'Journal'))
  await untilShown(kim, three, 'Journal')
  expectNumbers(kim, twelve)
})

it.concurrent('a row whose answer was lost is found again, and so are pages', async () => {
  const kim = await mirrored('lost', upTo(5))
  const lost = [
    { saved: true, method: 'POST', path: '/v1/pages' },
    { drop: true, before: 'answer' as const, method: 'PATCH' },
  ]
  for (const fault of lost) kim.suffer(fault)
  await kim.announce(library(twelve))
  await untilShown(kim, three)
  expectNumbers(kim, twelve)
})

it.concurrent('a row whose answer was lost is found by other pages than it was made for', async () => {
  const kim = await mirrored('lost-row', upTo(5))
  kim.suffer({ drop: true, before: 'answer', method: 'POST', path: '/v1/pages' })
  await kim.announce(library([...upTo(5), 'b1']))
  await kim.until('another row', () => own(kim).length === 2, false)
  await kim.announce(library([...upTo(5), 'b2']))
  await untilShown(kim, [upTo(5), ['b2']])
})

it.concurrent('rows that rules withdraw and send again are there once, whatever is lost of the calls', async () => {
  const kim = await mirrored('withdrawn', upTo(5))
  const settings = kim.emulated.valuesOf(kim.who)
  const withdraw = { list: [], otherwise: 'leave_out', leave: 'withdraw' }
  for (const before of ['reading', 'effect', 'answer'] as const) {
    kim.suffer({ drop: true, before, method: 'PATCH', path: '/v1/pages/' })
    expect((await kim.integration('PUT', { settings, rules: withdraw })).status).toBe(200)
    await kim.until('no row', () => rows(kim).length === 0)
    await kim.untilAtRest()
    kim.suffer({ drop: true, before, method: 'POST', path: '/v1/pages' })
    expect((await kim.integration('PUT', { settings, rules: null })).status).toBe(200)
    await kim.until('both rows', () => rows(kim).length === 2)
    await untilShown(kim, [upTo(5)])
    expect(rows(kim)).toHaveLength(2)
  }
})

it.concurrent('a page whose answer was lost is found in its row, though another has room by now', async () => {
  const kim = await mirrored('lost-page', upTo(5))
  kim.suffer({ drop: true, before: 'answer', method: 'PATCH' })
  await kim.announce(library(upTo(6)))
  await kim.until('its toggle', () => toggles(kim).length === 6, false)
  await kim.announce(library(upTo(6).slice(1)))
  await kim.until('the first to be gone', () => toggles(kim).length === 5, false)
  await untilShown(kim, [upTo(5).slice(1), ['a6']])
})

it.concurrent('pages that arrive in any order go to the rows of their numbers', async () => {
  const kim = await world.person('notion', 'any-order', 'page_text')
  const late = library(twelve)
  for (const page of late.notebooks[0]?.pages.slice(0, 8) ?? [])
    Object.assign(page, { typed_text: '', typed_markdown: '' })
  await kim.announce(late)
  await kim.setUp()
  await kim.untilThere(twelve.slice(8))
  await kim.announce(library(twelve))
  await untilShown(kim, three)
})

it.concurrent('a box on a page of a further row completes its todo here', async () => {
  const kim = await mirrored('tick', upTo(5))
  const more = library([...upTo(5), 'a6'])
  Object.assign(more.notebooks[0]?.pages[5] ?? {}, { typed_text: '- [ ] Milk', typed_markdown: '- [ ] Milk' })
  const calls = await callsFor(kim, more, () => own(kim).length === 2 && toggles(kim).length === 6)
  // Ticks are looked for at the same time.
  expect(calls.filter((call) => call !== list && call !== query)).toEqual([create, append])
  const box = toggles(kim)
    .flatMap(({ children }) => alive(children))
    .find(({ type }) => type === 'to_do')
  home(kim).content.edit(box?.id, { to_do: { checked: true } })
  await kim.until('the tick', async () => {
    const { body } = await kim.ask('GET /api/v1/todos')
    return body.items.some((todo: { text: string; is_completed: boolean }) => todo.text === 'Milk' && todo.is_completed)
  })
})
