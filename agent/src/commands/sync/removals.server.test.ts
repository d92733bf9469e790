// SPDX-License-Identifier: AGPL-3.0-or-later
// Much of a notebook is removed at once: a watch reports it, and the user answers in the agent.
import { expect, test } from 'vitest'
import { Browser } from '../../testing/browser.ts'
import { dropMuch, seeds } from '../../testing/dropped.ts'
import { startWith } from '../../testing/program.ts'
import { lay, uuid, watchedWorld } from '../../testing/watched.ts'
import { startWithPage } from '../../testing/watching.ts'

const world = watchedWorld()
const run = (...args: string[]) => startWith(world.environment(), ...args).outcome
const held = () => world.server.ask(`SELECT count(*) FROM pages WHERE is_held`)
const waiting = async () => JSON.parse((await run('removals', '--json')).out).removals as { visible_name: string }[]

test('a sync says it once, and a command lists and answers it', async () => {
  await dropMuch(world, ['a', 'b', 'c'], world.sync, async () => {
    const { err } = await world.sync()
    for (const letter of ['a', 'b', 'c']) expect(err).toContain(`Notebook ${letter}: 1 page, was 12. Integrations`)
  })
  expect(held()).toBe('33')
  lay('d', [1])
  expect((await world.sync()).err).not.toContain('was 12')
  const { out } = await run('status')
  expect(out.match(/^Removal: Notebook [abc]: 1 page, was 12\. .*run "rmirror removals"/gm)).toHaveLength(3)
  expect(JSON.parse((await run('status', '--json')).out).removals).toMatchObject([{}, {}, { pages: { held: 11 } }])
  expect((await run('removals')).out).toContain(`Notebook a: 1 page, was 12  (${uuid('a')})\n`)

  expect(await run('removals', 'keep', 'notebook A')).toMatchObject({
    status: 0,
    out: 'Notebook a: integrations keep what is gone here.\n',
  })
  expect(held(), 'what is kept stays').toBe('33')
  expect(await run('removals', 'remove', uuid('b'), '--json')).toMatchObject({ status: 0 })
  expect(held()).toBe('22')
  expect((await waiting()).map(({ visible_name }) => visible_name)).toEqual(['Notebook c'])
  for (const args of [['remove'], ['forget', 'Notebook c'], ['Notebook c']])
    expect(await run('removals', ...args), args.join(' ')).toMatchObject({ status: 2 })
  expect(await run('removals', 'remove', 'Notebook a')).toMatchObject({
    status: 1,
    err: expect.stringContaining('no question about a notebook "Notebook a" waits'),
  })
  expect(held()).toBe('22')
})

test('a name of two notebooks answers for neither', async () => {
  const same = { name: 'Twin' }
  for (const letter of ['a', 'b']) lay(letter, seeds(12), same)
  await world.sync()
  world.server.ask(`INSERT INTO integrations (user_id, target_name) SELECT id, 'webhook' FROM users RETURNING 1`)
  for (const letter of ['a', 'b']) lay(letter, seeds(1), same)
  await world.sync()
  expect(await run('removals', 'remove', 'Twin')).toMatchObject({
    status: 1,
    err: expect.stringContaining('"Twin" means several notebooks'),
  })
  expect(await waiting()).toHaveLength(2)
})

test('the page of a watch shows it, and takes the answer', async () => {
  const start = (port: number) => {
    world.watching = world.begin('--port', String(port))
    return world.watching
  }
  let port = 0
  await dropMuch(
    world,
    ['a', 'b'],
    async () => {
      port = await startWithPage(start, 'Sent 24 pages')
    },
    async () => world.watching?.waitForOutput('was 12'),
  )
  const browser = new Browser(port)
  const { out } = await run('open', '--no-browser')
  await browser.enter(/#(.+)\n/.exec(out)?.[1] ?? '')
  const shown = async () => (await browser.state()).removals ?? []
  const [first, second] = await shown()
  expect(first).toMatchObject({ cause: 'dropped', pages: { before: 12, now: 1, held: 11 } })
  const id = first?.id ?? ''
  expect(await browser.act('removal', { id, answer: 'forget' } as never)).toBe(400)
  for (const wrong of ['x', 7, '../trigger'])
    expect(await browser.act('removal', { id: wrong, answer: 'keep' } as never)).toBe(404)
  expect(held()).toBe('22')
  expect(await browser.act('removal', { id, answer: 'remove' })).toBe(200)
  expect(await browser.act('removal', { id, answer: 'remove' }), 'twice').toBe(200)
  expect(held()).toBe('11')
  expect((await shown()).map((each) => each.id)).toEqual([second?.id])
  expect(await browser.act('removal', { id: second?.id ?? '', answer: 'keep' })).toBe(200)
  expect([await shown(), held()]).toEqual([[], '11'])
  await world.server.kill()
  await browser.act('removal', { id, answer: 'keep' })
  expect((await browser.state()).removals).toBeNull()
})
