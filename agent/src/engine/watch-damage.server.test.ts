// SPDX-License-Identifier: AGPL-3.0-or-later
// How a watch handles files that are half written or damaged.
import { mkdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { notebookFiles } from '../../../tests/generator/document.ts'
import { at, startWith, write, writeArchive } from '../testing/program.ts'
import type { TestServer } from '../testing/server.ts'
import { lay, memoryFile, scribble, uuid, watchedWorld } from '../testing/watched.ts'

const world = watchedWorld()
const { begin, environment, lastState, live, pictured, storedState, sync } = world

describe('half written pages', () => {
  test('are not sent until they are whole', async () => {
    lay('a', [1, 2])
    await sync()
    const page = at('desk', uuid('a'), `${uuid('a', 1)}.rm`)
    truncateSync(page, statSync(page).size - 20)
    await sync()
    const before = world.server.ask('SELECT string_agg(ink_hash, page_number::text) FROM pages')
    truncateSync(page, 0)
    await sync()
    rmSync(page)
    await sync()
    expect(world.server.ask('SELECT string_agg(ink_hash, page_number::text) FROM pages')).toBe(before)
    lay('a', [7, 2])
    expect((await sync()).err).toContain('Sent 1 page.')
    expect(pictured()).toBe(2)
  })
})

describe('page files of 0 bytes, as a tablet keeps them for pages without ink', () => {
  test('are pages without ink: sent at once, without a word, and with ink as soon as there is some', async () => {
    lay('a', [1, 2, 3])
    for (const number of [1, 2]) truncateSync(at('desk', uuid('a'), `${uuid('a', number)}.rm`), 0)
    const { status, err } = await sync()
    expect([status, err]).toEqual([0, expect.stringContaining('Sent 1 page.')])
    expect(err).not.toMatch(/empty|waiting|could not/i)
    expect(world.server.ask('SELECT count(*) FROM pages WHERE deleted_at IS NULL')).toBe('3')
    lay('a', [1, 2, 3])
    expect((await sync()).err).toContain('Sent 2 pages.')
    expect(pictured()).toBe(3)
  })
})

describe('after ten minutes', () => {
  /** Equivalent to waiting. */
  const passTenMinutes = () => {
    const memory = new DatabaseSync(memoryFile())
    memory.exec('UPDATE unreadable SET since = since - 600000')
    memory.close()
  }

  test('a cut page is named once, and sent as far as it can be read', async () => {
    lay('a', [1, 2])
    await sync()
    const page = at('desk', uuid('a'), `${uuid('a', 1)}.rm`)
    truncateSync(page, statSync(page).size - 20)
    await sync()
    passTenMinutes()
    const { status, err } = await sync()
    expect([status, err]).toEqual([1, expect.stringContaining('Notebook a, page 1: part of its file')])
    expect(await sync()).toMatchObject({ status: 0, err: expect.not.stringContaining('part of its file') })
    const { out } = await startWith({}, 'inspect', page, '--json').outcome
    expect(world.server.ask('SELECT ink_hash FROM pages WHERE page_number = 1')).toBe(JSON.parse(out).ink_hash)
  })

  test('a page whose file is gone is named, and the server keeps it while the others go on', async () => {
    lay('a', [1, 2])
    await sync()
    const inks = () =>
      world.server.ask('SELECT string_agg(ink_hash, page_number::text ORDER BY page_number) FROM pages')
    const before = inks()
    rmSync(at('desk', uuid('a'), `${uuid('a', 1)}.rm`))
    await sync()
    passTenMinutes()
    expect((await sync()).err).toContain('Notebook a, page 1: its file is gone')
    expect(inks()).toBe(before)
    write(`desk/${uuid('a')}.metadata`, { visibleName: 'Renamed', type: 'DocumentType', parent: '' })
    await sync()
    expect([live(), inks()]).toEqual(['Renamed', before])
  })

  test('an archive that is none is named once, and the others are sent', async () => {
    const [old, good] = [
      new Date(0),
      { uuid: uuid('b'), name: 'Good', pages: [{ uuid: uuid('b', 1), scene: scribble(2) }] },
    ]
    const files = Object.fromEntries(notebookFiles(good).map(({ path, bytes }) => [path, bytes]))
    utimesSync(await writeArchive('inbox/good.rmdoc', files), old, old)
    utimesSync(write('inbox/bad.rmdoc', 'PK\u0003\u0004 half'), old, old)
    const run = () => startWith(environment(), 'sync', '--inbox', 'inbox').outcome
    expect(await run()).toMatchObject({ status: 0, err: expect.not.stringContaining('bad.rmdoc') })
    expect(pictured()).toBe(1)
    passTenMinutes()
    expect(await run()).toMatchObject({ status: 1, err: expect.stringMatching(/inbox\/bad\.rmdoc: .+\n/) })
    expect(await run()).toMatchObject({ status: 0, err: '' })
  })

  test('an archive of gigabytes is named with the limit, and the others are sent', async () => {
    const old = new Date(0)
    const good = { uuid: uuid('b'), name: 'Good', pages: [{ uuid: uuid('b', 1), scene: scribble(2) }] }
    const files = Object.fromEntries(notebookFiles(good).map(({ path, bytes }) => [path, bytes]))
    utimesSync(await writeArchive('inbox/good.rmdoc', files), old, old)
    const large = write('inbox/large.rmdoc', 'PK\u0003\u0004')
    truncateSync(large, 3 * 2 ** 30)
    utimesSync(large, old, old)
    const run = () => startWith(environment(), 'sync', '--inbox', 'inbox').outcome
    await run()
    expect(pictured()).toBe(1)
    passTenMinutes()
    const named = expect.stringContaining('This file is 3072 MB; the limit is 512 MB')
    expect(await run()).toMatchObject({ status: 1, err: named })
  })

  test('a page of gigabytes is named with the limit, while a watch sends the others', async () => {
    lay('a', [1, 2])
    truncateSync(at('desk', uuid('a'), `${uuid('a', 2)}.rm`), 3 * 2 ** 30)
    lay('b', [3])
    world.watching = begin()
    await expect.poll(pictured).toBeGreaterThan(0)
    await world.watching.stop()
    passTenMinutes()
    expect((await sync()).err).toMatch(/Notebook a, page 2: .*the limit is 64 MB/)
    expect(pictured()).toBe(2)
  })

  test('a damaged description is named, and its notebook stays as it was', async () => {
    lay('a', [1])
    await sync()
    write(`desk/${uuid('a')}.content`, '{"pages": [')
    await sync()
    passTenMinutes()
    expect((await sync()).err).toMatch(/Notebook a: .*\n/)
    expect([live(), pictured()]).toEqual(['Notebook a', 1])
  })
})

test('a memory that is damaged costs a longer look, and nothing is sent twice', async () => {
  lay('a', [1, 2])
  await sync()
  writeFileSync(memoryFile(), 'not a database')
  await world.server.forgetRequests()
  const { err } = await sync()
  expect(err).toContain('is damaged and was set aside')
  expect((await world.server.requests()).filter((each) => each.startsWith('PUT /api/v1/notebooks'))).toEqual([])
  expect(pictured()).toBe(2)
})

test('a server that forgot what it was told is told everything again', async () => {
  lay('a', [1, 2])
  lay('b', [3])
  for (const name of ['One', 'Two', 'Three', 'Four', 'Notebook a']) {
    lay('a', [1, 2], { name })
    await sync()
  }
  // As after a restore from an older backup.
  world.server.ask('DELETE FROM notebooks')
  world.server.ask('DELETE FROM change_counters')
  lay('c', [4])
  const { err } = await sync()
  expect(err).toContain('The server was restored or emptied')
  expect([live(), pictured()]).toEqual(['Notebook a, Notebook b, Notebook c', 4])
})

test('what is excluded from sync is not sent until it is included', async () => {
  lay('a', [1, 2, 3])
  lay('b', [4])
  lay('c', [5], { tags: ['private'] })
  const choose = (selection: Parameters<TestServer['choose']>[1]) =>
    world.server.choose(world.ann.accessToken, {
      excluded_notebooks: [uuid('b')],
      excluded_tags: ['private'],
      ...selection,
    })
  await choose({ newest_pages: 2 })
  expect((await sync()).err).toContain('Looked at 1 notebook, opened 3 pages, left out 2')
  expect([live(), pictured()]).toEqual(['Notebook a', 2])
  expect(world.server.ask('SELECT count(*) FROM pages')).toBe('3')
  await choose({ newest_pages: null, excluded_notebooks: [] })
  await sync()
  expect([live(), pictured()]).toEqual(['Notebook a, Notebook b', 4])
  await choose({ excluded_notebooks: [uuid('a')], existing: 'delete' })
  expect(live()).toBe('Notebook b')
  await sync()
  expect(live()).toBe('Notebook b')
  await choose({ excluded_notebooks: [] })
  await sync()
  expect([live(), pictured()]).toEqual(['Notebook a, Notebook b', 4])
})

test('three hundred of a thousand notebooks that went while nothing ran are gone on the server', async () => {
  const name = (index: number) => `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`
  for (let index = 0; index < 1000; index++)
    for (const { path, bytes } of notebookFiles({ uuid: name(index), name: `${index}`, pages: [] }))
      write(`desk/${path}`, bytes)
  await sync()
  expect(world.server.ask('SELECT count(*) FROM notebooks WHERE deleted_at IS NULL')).toBe('1000')
  for (let index = 0; index < 300; index++)
    for (const ending of ['content', 'metadata']) rmSync(at('desk', `${name(index)}.${ending}`))
  await sync()
  expect(world.server.ask('SELECT count(*) FROM notebooks WHERE deleted_at IS NULL')).toBe('700')
  rmSync(at('desk'), { recursive: true })
  mkdirSync(at('desk'))
  expect((await sync()).err).toContain('700 of 700 notebooks and folders are gone')
  expect(world.server.ask('SELECT count(*) FROM notebooks WHERE deleted_at IS NULL')).toBe('700')
})

test('five edits in four seconds: the last state arrives', async () => {
  lay('a', [1])
  world.watching = begin()
  await world.watching.waitForOutput('Sent 1 page.')
  for (let edit = 2; edit <= 6; edit++) {
    lay('a', [edit])
    await wait(800)
  }
  await expect.poll(storedState).toBe(await lastState())
  expect(pictured()).toBe(1)
})

test('a watch goes on when the reader of its log is gone', async () => {
  lay('a', [1])
  const { child, outcome } = startWith(world.environment(), 'watch', 'desk')
  await expect.poll(world.pictured).toBe(1)
  child.stderr.destroy()
  lay('b', [2])
  await expect.poll(world.pictured).toBe(2)
  child.kill('SIGTERM')
  expect((await outcome).status).toBe(0)
})
