// SPDX-License-Identifier: AGPL-3.0-or-later
// How a watch handles notebooks that are gone.
import { readdirSync, renameSync, rmSync, truncateSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { notebookFiles } from '../../../tests/generator/document.ts'
import { at, write } from '../testing/program.ts'
import { lay, remove, uuid, watchedWorld } from '../testing/watched.ts'

const world = watchedWorld()
const { live, pictured, sync } = world

describe('deletions', () => {
  test('are passed on, those of the time when nothing ran too', async () => {
    for (const [index, letter] of ['a', 'b', 'c', 'd'].entries()) lay(letter, [index])
    await sync()
    remove('a')
    await sync()
    expect(live()).toBe('Notebook b, Notebook c, Notebook d')
  })

  test('are none where what was deleted is to be kept', async () => {
    for (const [index, letter] of ['a', 'b', 'c'].entries()) lay(letter, [index])
    await sync()
    remove('a')
    await sync('--deletions', 'keep')
    expect(live()).toBe('Notebook a, Notebook b, Notebook c')
  })

  test('of more than half are asked about', async () => {
    for (const [index, letter] of ['a', 'b', 'c'].entries()) lay(letter, [index])
    await sync()
    remove('a')
    remove('b')
    const asked = await sync()
    expect(asked.err).toContain(`2 of 3 notebooks and folders are gone from ${at('desk')}. Nothing is deleted`)
    expect(live()).toBe('Notebook a, Notebook b, Notebook c')
    expect((await sync()).err).not.toContain('are gone from')
    await sync('--allow-deletions')
    expect(live()).toBe('Notebook c')
  })

  test('of three hundred among a thousand are passed on, of all that are left asked about', async () => {
    const letters = ['a', 'b', 'c', 'd', 'e', 'f', '1', '2', '3', '4']
    for (const letter of letters)
      for (let nth = 0; nth < 100; nth++)
        for (const { path, bytes } of notebookFiles({ uuid: uuid(letter, nth), name: `${letter} ${nth}`, pages: [] }))
          write(`desk/${path}`, bytes)
    await sync()
    const count = () => world.server.ask('SELECT count(*) FROM notebooks WHERE deleted_at IS NULL')
    expect(count()).toBe('1000')
    const removeAll = (some: string[]) => {
      for (const name of readdirSync(at('desk')).filter((each) => some.some((letter) => each.startsWith(letter))))
        rmSync(at('desk', name))
    }
    removeAll(['a', 'b', 'c'])
    await sync()
    expect(count()).toBe('700')
    removeAll(letters)
    expect((await sync()).err).toContain('700 of 700 notebooks and folders are gone')
    expect(count()).toBe('700')
  })

  test('are none when the folder is away', async () => {
    lay('a', [1])
    await sync()
    renameSync(at('desk'), at('away'))
    const { status, err } = await sync()
    expect([status, err]).toEqual([1, expect.stringContaining("doesn't exist")])
    expect(live()).toBe('Notebook a')
  })

  test('are none while a description is half written', async () => {
    lay('a', [1])
    lay('b', [2])
    lay('c', [3])
    await sync()
    const content = at('desk', `${uuid('a')}.content`)
    truncateSync(content, 100)
    await sync()
    expect(live()).toBe('Notebook a, Notebook b, Notebook c')
    expect(pictured()).toBe(3)
  })
})

test('a dry run says what would be sent and deleted, and does nothing', async () => {
  for (const letter of ['a', 'b', 'c']) lay(letter, [1])
  await world.sync()
  lay('a', [1, 2])
  remove('b')
  for (let time = 0; time < 2; time++) {
    const { status, out, err } = await world.sync('--dry-run')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toBe('1 page would be sent, of 1 notebook or folder that changed; 1 would be deleted on the server.\n')
  }
  const asked = await world.sync('--dry-run', '--json')
  expect(JSON.parse(asked.out)).toEqual({ changed: 1, pages: 1, waiting: 0, gone: 1, excluded: 0 })
  expect(world.live()).toBe('Notebook a, Notebook b, Notebook c')
  expect(world.server.ask('SELECT count(*) FROM pages')).toBe('3')
  const done = await world.sync('--json')
  expect(JSON.parse(done.out)).toEqual({ notebooks: 1, deleted: 1, sent: 1, deferred: 0, failures: 0 })
  expect(world.live()).toBe('Notebook a, Notebook c')
})
