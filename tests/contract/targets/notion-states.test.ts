// SPDX-License-Identifier: AGPL-3.0-or-later
// What keeps a mirror in Notion from going on: each has its own sentence, and once it is mended all is there once.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { notebookProperties } from '../../world/notion-schema.ts'
import { uuid } from '../library.ts'
import { Delivering, type Person } from './delivering.ts'
import { home, library, mirrored, outline, rows } from './mirror.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start()
})
afterAll(() => world[Symbol.asyncDispose]())

/** Until it is stopped for this reason, which it is by what the change needs. */
async function stops(kim: Person, reason: string): Promise<void> {
  await kim.until(`a stop: ${reason}`, async () => {
    const { state, stopped } = await kim.state()
    return state === 'stopped' && JSON.stringify(stopped).includes(reason)
  })
}

async function goesOn(kim: Person, pages: string[]): Promise<void> {
  await kim.until('all pages', () => `${outline(kim)}` === `${pages}`)
  await kim.untilAtRest()
  expect(outline(kim)).toEqual(pages)
  expect(kim.emulated.service.violations).toEqual([])
}

/** "b1" in the place of "a1", and one more page. */
function changed() {
  const pages = library(['a1', 'a2', 'a3'])
  Object.assign(pages.notebooks[0]?.pages[0] ?? {}, { typed_text: 'b1', typed_markdown: 'b1' })
  return pages
}
const after = ['Page 1: b1', 'Page 2: a2', 'Page 3: a3']

it.concurrent('a plan without blocks takes nothing new, and all else goes on', async () => {
  const kim = await mirrored(world, 'blocks', ['a1', 'a2', 'a4'])
  const { limits } = home(kim).content
  limits.blocksLeft = 0
  await kim.announce(changed())
  const isRefused = async () => (await kim.records()).some(({ error_class }) => error_class === 'quota_exceeded')
  await kim.until('a refusal', isRefused, false)
  await kim.until('what needs no blocks', () => `${outline(kim)}` === `${after.slice(0, 2)}`, false)
  expect((await kim.state()).state).toBe('active')
  const refused = (await kim.records()).filter(({ status }) => status === 'retry')
  expect(refused.map(({ error_message }) => error_message)).toEqual([
    'This workspace has used all blocks of its free plan. Upgrade the plan in Notion, then retry.',
  ])
  limits.blocksLeft = 100
  await goesOn(kim, after)
})

it.concurrent('a plan without blocks is asked once for all that are new', async () => {
  const kim = await world.person('notion', 'no-blocks', 'page_text')
  const { limits } = home(kim).content
  limits.blocksLeft = 0
  const texts = Array.from({ length: 40 }, (_, nth) => `a${nth}`)
  await kim.announce(library(texts))
  await kim.setUp()
  const refused = async () => (await kim.records()).filter(({ error_class }) => error_class === 'quota_exceeded')
  await kim.until('a refusal of each', async () => (await refused()).length === texts.length, false)
  expect(kim.calls().length).toBeLessThan(10)
  limits.blocksLeft = 1000
  await goesOn(
    kim,
    texts.map((text, nth) => `Page ${nth + 1}: ${text}`),
  )
})

it.concurrent('a connection that may not write stops it', async () => {
  const kim = await mirrored(world, 'capability', ['a1', 'a2'])
  const { capabilities } = home(kim).bot
  capabilities.insert = false
  await kim.announce(changed())
  await stops(kim, 'Allow it to read, insert and update content.')
  capabilities.insert = true
  await goesOn(kim, after)
})

it.concurrent('a database in the trash stops it, until it is restored', async () => {
  const kim = await mirrored(world, 'database-gone', ['a1', 'a2'])
  const { content, database } = home(kim)
  content.trash(database)
  await kim.announce(changed())
  await stops(kim, "The database is in Notion's trash.")
  content.restore(database)
  await goesOn(kim, after)
})

it.concurrent('a page in the trash, with the database on it, stops it, until it is restored', async () => {
  const kim = await world.person('notion', 'parent-gone', 'page_text')
  const { content } = home(kim)
  const parent = content.page('Parent')
  home(kim).source = content.database({ title: 'Below', parent, properties: notebookProperties }).data_source_id
  await kim.announce(library(['a1', 'a2']))
  await kim.setUp()
  await goesOn(kim, ['Page 1: a1', 'Page 2: a2'])
  content.trash(parent)
  await kim.announce(changed())
  await stops(kim, 'Restore the page there')
  content.restore(parent)
  await goesOn(kim, after)
})

it.concurrent('a database that is shared no longer stops it, until it is shared again', async () => {
  const kim = await mirrored(world, 'unshared', ['a1', 'a2'])
  const { bot } = home(kim)
  bot.pages = new Set()
  await kim.announce(changed())
  await stops(kim, 'Share it in Notion, or choose another.')
  bot.pages = 'all'
  await goesOn(kim, after)
})

it.concurrent('a database that is locked, moved, and beside others of its name takes notebooks as before', async () => {
  const kim = await mirrored(world, 'moved', ['a1', 'a2'])
  const { content, database } = home(kim)
  content.source(database, 'Notes')
  content.database({ title: 'Notes', properties: notebookProperties })
  content.do('PATCH', `/databases/${database}`, { is_locked: true })
  content.move(database, content.page('Elsewhere'))
  await kim.announce(changed())
  await goesOn(kim, after)
})

it.concurrent('names and tags of any kind arrive as far as Notion takes them', async () => {
  const kim = await world.person('notion', 'names', 'page_text')
  const tags = [...Array.from({ length: 97 }, (_, nth) => `Tag ${nth}`), 'one, two', 'one  two', 't'.repeat(200)]
  const named = (nth: number, visible_name: string) => ({
    ...{ notebook_uuid: uuid(nth), document_type: 'notebook', visible_name, tags, pages: [] },
  })
  const smiling = '\u{1F600}'.repeat(300)
  await kim.announce({ scope: 'library', notebooks: [named(1, smiling), named(2, '')] })
  await kim.setUp()
  await kim.until('both rows', () => rows(kim).length === 2)
  await kim.untilAtRest()
  // biome-ignore lint/suspicious/noExplicitAny: properties as Notion shows them.
  const shown = rows(kim).map(({ properties }) => properties as Record<string, any>)
  const titles = shown.map(({ Name }) => Name.title.map((text: { plain_text: string }) => text.plain_text).join(''))
  expect(titles.toSorted()).toEqual(['Untitled', smiling].toSorted())
  for (const { Tags } of shown) {
    const names = Tags.multi_select.map(({ name }: { name: string }) => name)
    // Notion takes no commas in them, 100 signs of each, and none twice.
    expect(names.toSorted()).toEqual([...tags.slice(0, 97), 'one  two', 't'.repeat(100)].toSorted())
  }
  expect(kim.emulated.service.violations).toEqual([])
})
