// SPDX-License-Identifier: AGPL-3.0-or-later
// The blocks of a page in Notion: of all kinds, by few calls, and never over what the user wrote.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Delivering, type Person } from './delivering.ts'
import {
  alive,
  append,
  blocks,
  callsFor,
  home,
  library,
  list,
  mirrored,
  type Node,
  outline,
  pageOf,
  paragraph,
  patch,
  shape,
  toggles,
  trash,
  wordsOf,
  written,
} from './mirror.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start()
})
afterAll(() => world[Symbol.asyncDispose]())

const wellBehaved = (kim: Person) => expect(kim.emulated.service.violations).toEqual([])

it('each kind of Markdown is a block of its kind', async () => {
  const kim = await written(
    world,
    'kinds',
    [
      '# Plan\n\nOne line\nand **another**\n\n- milk\n  - oat\n    - barista\n      - cold\n- [ ] call\n- [x] write',
      '| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n\n---\n\n$$x^2$$\n\n1. first',
    ].join('\n\n'),
  )
  expect(shape(blocks(kim))).toEqual([
    'heading_1: Plan',
    'paragraph: One line\nand another',
    {
      'bulleted_list_item: milk': [
        { 'bulleted_list_item: oat': [{ 'bulleted_list_item: barista': ['bulleted_list_item: cold'] }] },
      ],
    },
    'to_do: call',
    'to_do: write',
    { 'table: ': ['table_row: ', 'table_row: '] },
    'quote: said',
    'divider: ',
    'equation: ',
    'numbered_list_item: first',
  ])
  wellBehaved(kim)
})

it('a changed comma in a list is one PATCH, wherever it stands', async () => {
  const kim = await written(world, 'nested', 'Plan\n\n- milk\n  - oat')
  const isChanged = () => JSON.stringify(shape(blocks(kim))).includes('oat, cold')
  expect(await callsFor(kim, pageOf('Plan\n\n- milk\n  - oat, cold'), isChanged)).toEqual([list, list, patch])
  expect(await callsFor(kim, pageOf('Plan\n\n- milk\n  - oat, cold'), () => true)).toEqual([])
})

it('a page that is rewritten is another toggle in its place, by three calls', async () => {
  const linesOf = (word: string) => Array.from({ length: 30 }, (_, nth) => `${word} ${nth}`).join('\n\n')
  const kim = await mirrored(world, 'rewritten', ['a1', 'a2', 'a3'])
  const changed = library(['a1', 'a2', 'a3'])
  const change = (text: string) =>
    Object.assign(changed.notebooks[0]?.pages[1] ?? {}, { typed_text: text, typed_markdown: text })
  change(linesOf('first'))
  await kim.announce(changed)
  await kim.until('30 lines', () => outline(kim)[1]?.includes('first 29') === true)
  await kim.untilAtRest()
  change(linesOf('completely different'))
  const isThere = () => outline(kim)[1] === `Page 2: ${linesOf('completely different').replaceAll('\n\n', ' | ')}`
  expect(await callsFor(kim, changed, isThere)).toEqual([list, append, trash])
  expect(outline(kim).map((line) => line.slice(0, 10))).toEqual(['Page 1: a1', 'Page 2: co', 'Page 3: a3'])
  wellBehaved(kim)
})

it('what the user added, changed or removed stays, though the server had not read the page before', async () => {
  const kim = await written(world, 'first-read', 'a1\n\nb\n\nc\n\n- d\n  - e')
  const { content } = home(kim)
  const [first, second, third, item] = blocks(kim)
  content.write(toggles(kim)[0]?.id, [paragraph('my own')], first?.id)
  content.edit(second?.id, paragraph('b, as I mean it'))
  content.trash(third?.id)
  content.edit(item?.children[0]?.id, { bulleted_list_item: { rich_text: [{ text: { content: 'my e' } }] } })
  await kim.announce(pageOf('A1\n\nb\n\nc\n\n- d\n  - e'))
  await kim.until('the change', () => outline(kim)[0]?.startsWith('Page 1: A1') === true)
  await kim.untilAtRest()
  const stays = [
    'paragraph: A1',
    'paragraph: my own',
    'paragraph: b, as I mean it',
    { 'bulleted_list_item: d': ['bulleted_list_item: my e'] },
  ]
  expect(shape(blocks(kim))).toEqual(stays)
  await kim.announce(pageOf('a1\n\nb\n\nc\n\n- d\n  - e'))
  await kim.until('the change', () => outline(kim)[0]?.startsWith('Page 1: a1') === true)
  await kim.untilAtRest()
  expect(shape(blocks(kim))).toEqual(['paragraph: a1', ...stays.slice(1)])
  wellBehaved(kim)
})

it('a change that broke off half way is made whole by the next, whatever that says', async () => {
  const kim = await written(world, 'broken-off', 'a1\n\nb1\n\nc1')
  await kim.announce(pageOf('a2\n\nb2\n\nc2'))
  // The first is changed, but the answer is lost; nothing after it is changed.
  const mend = kim.suffer({ status: 500, before: 'answer', times: 1000, method: 'PATCH' })
  await kim.until('the first change', () => outline(kim)[0]?.startsWith('Page 1: a2') === true)
  await kim.announce(pageOf('a3\n\nb3\n\nc3\n\nd3'))
  mend()
  await kim.until('the last change', () => outline(kim)[0] === 'Page 1: a3 | b3 | c3 | d3')
  await kim.untilAtRest()
  expect(outline(kim)[0]).toBe('Page 1: a3 | b3 | c3 | d3')
  wellBehaved(kim)
})

it('a toggle whose answer was lost is found again, however its page has changed since', async () => {
  const kim = await world.person('notion', 'lost', 'page_text')
  await kim.announce(pageOf('a1\n\nb1'))
  const mend = kim.suffer({ drop: true, before: 'answer', times: 1000, method: 'PATCH' })
  await kim.setUp()
  await kim.until('a toggle', () => toggles(kim).length > 0)
  await kim.announce(pageOf('a2\n\nc2'))
  mend()
  await kim.until('the change', () => outline(kim)[0] === 'Page 1: a2 | c2')
  await kim.untilAtRest()
  expect(outline(kim)).toEqual(['Page 1: a2 | c2'])
  wellBehaved(kim)
})

it('toggles without a link are found again by what they say', async () => {
  const kim = await world.person('notion', 'unlinked', 'page_text')
  const { limits } = home(kim).content
  limits.keepsLoopbackLinks = false
  await kim.announce(library(['a1', 'a2', 'a3', 'a4']))
  const mend = kim.suffer({ drop: true, before: 'answer', times: 1000, method: 'PATCH' })
  await kim.setUp()
  await kim.until('the toggles', () => toggles(kim).length >= 4)
  expect(toggles(kim)[0]?.content.rich_text?.[0]?.href).toBe(null)
  // Another is first now, and the last says something else.
  const changed = library(['b1', 'a1', 'a2', 'a3', 'a4'])
  Object.assign(changed.notebooks[0]?.pages[4] ?? {}, { typed_text: 'c4', typed_markdown: 'c4' })
  await kim.announce(changed)
  mend()
  const all = ['b1', 'a1', 'a2', 'a3', 'c4'].map((text, nth) => `Page ${nth + 1}: ${text}`)
  await kim.until('all pages', () => `${outline(kim)}`.startsWith(`${all.slice(0, 4)}`))
  await kim.untilAtRest()
  expect(outline(kim)).toEqual(all)
  wellBehaved(kim)
})

it('a second toggle without a link goes, whatever has become of its page since', async () => {
  const kim = await world.person('notion', 'second', 'page_text')
  home(kim).content.limits.keepsLoopbackLinks = false
  const lines = (odd: string) => Array.from({ length: 24 }, (_, nth) => `${nth % 2 > 0 ? odd : 'even'} ${nth}`)
  const page = (odd: string) => lines(odd).join('\n\n')
  await kim.announce(library(['a', page('odd')]))
  await kim.setUp()
  await kim.until('both pages', () => toggles(kim).length === 2)
  await kim.untilAtRest()
  // This many changes are delivered as another toggle; the answer that it exists is lost.
  const mend = kim.suffer({ drop: true, before: 'answer', times: 1000, method: 'PATCH' })
  await kim.announce(library(['a', page('other')]))
  await kim.until('the second toggle', () => toggles(kim).length === 3, false)
  const without = library(['a', page('odd')])
  without.notebooks[0]?.pages.shift()
  await kim.announce(without)
  mend()
  await kim.until('the page alone', () => toggles(kim).length === 1)
  await kim.untilAtRest()
  expect(outline(kim)).toEqual([`Page 1: ${lines('odd').join(' | ')}`])
  wellBehaved(kim)
})

it('more than 100 blocks, and a table of more than 100 rows, arrive in their order', async () => {
  const rowsOf = Array.from({ length: 150 }, (_, nth) => `| ${nth} | x |`).join('\n')
  const lines = Array.from({ length: 250 }, (_, nth) => `- item ${nth}\n  - below ${nth}`).join('\n')
  const kim = await written(world, 'many', `| n | x |\n|---|---|\n${rowsOf}\n\n${lines}`)
  await kim.until('the last of it', () => blocks(kim).length === 251)
  const [table, ...items] = blocks(kim)
  const cells = alive(table?.children ?? []).map(
    ({ content }) => JSON.stringify(content).match(/"content":"(\d+|n)"/)?.[1],
  )
  expect(cells).toEqual(['n', ...Array.from({ length: 150 }, (_, nth) => `${nth}`)])
  expect(shape(items)).toEqual(
    Array.from({ length: 250 }, (_, nth) => ({
      [`bulleted_list_item: item ${nth}`]: [`bulleted_list_item: below ${nth}`],
    })),
  )
  wellBehaved(kim)
})

it('what was highlighted stands below the text, and what was done here is ticked there', async () => {
  const kim = await world.person('notion', 'marked', 'page_text')
  const page = pageOf('- [ ] call\n- [ ] write')
  const rects = [{ x: 1, y: 1, width: 2, height: 3 }]
  const mark = (original_text: string) => ({ highlights: [{ original_text, color: '#ffff00ff', rects }] })
  const announce = (text: string) => {
    Object.assign(page.notebooks[0]?.pages[0] ?? {}, mark(text))
    return kim.announce(page)
  }
  await announce('to be kept')
  await kim.setUp()
  await kim.until('the page', () => blocks(kim).length === 3)
  await kim.untilAtRest()
  expect(shape(blocks(kim))).toEqual(['to_do: call', 'to_do: write', 'callout: to be kept'])

  const [todo] = (await kim.ask('GET /api/v1/todos')).body.items.filter(({ text }: { text: string }) => text === 'call')
  await kim.endLooks()
  const before = kim.calls().length
  await kim.device(1).completeTodo(todo.id, true)
  const ticked = () => blocks(kim).map(({ content }) => (content as { checked?: boolean }).checked)
  await kim.until('a tick', () => ticked()[0] === true, false)
  await kim.untilAtRest(false)
  expect(ticked()).toEqual([true, false, undefined])
  expect(kim.calls().length - before).toBe(2)

  await announce('to be kept well')
  await kim.until('another highlight', () => wordsOf(blocks(kim)[2] as Node) === 'to be kept well')
  await kim.untilAtRest()
  wellBehaved(kim)
})
