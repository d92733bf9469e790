// SPDX-License-Identifier: AGPL-3.0-or-later
// Faults around a watch: nothing is lost, nothing sent twice, and one line says what is wrong.
import { chmodSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { writeV6 } from '../../../tests/generator/v6.ts'
import { startNewerServer } from '../testing/newer-server.ts'
import { at, startUnprivileged, startWith, write } from '../testing/program.ts'
import { lay, memoryFile, scribble, uuid, watchedWorld } from '../testing/watched.ts'
import { Watching } from '../testing/watching.ts'

const world = watchedWorld()
const { begin, environment, live, pictured, sync } = world

/** Starts a round. */
const look = () => startWith(environment(), 'sync').outcome
const times = (words: string) => world.watching?.output().split(words).length ?? 0
const inks = () => world.server.ask('SELECT string_agg(ink_hash, page_uuid::text ORDER BY page_uuid) FROM pages')

test('a folder that goes and returns is told once each time, and nothing of it is deleted', async () => {
  lay('a', [1])
  world.watching = begin()
  await world.watching.waitForOutput('Sent 1 page.')
  for (let time = 1; time <= 2; time++) {
    renameSync(at('desk'), at('away'))
    await look()
    await world.watching.waitForOutput(`${at('desk')}: This file doesn't exist`)
    await look()
    await world.watching.waitForOutput('Looked at 0 notebooks')
    renameSync(at('away'), at('desk'))
    await look()
    await world.watching.waitForOutput(`${at('desk')} can be read again.`)
    await world.watching.waitForOutput('Looked at 1 notebook, opened 0 pages')
  }
  expect(times("This file doesn't exist") - 1).toBe(2)
  expect([live(), pictured()]).toEqual(['Notebook a', 1])
})

describe('pages that may not be opened', () => {
  const syncUnprivileged = () => startUnprivileged(environment(), 'sync', 'desk', '--debug').outcome

  test('are told, neither deleted nor taken for blank ones, and the other notebooks go on', async () => {
    lay('a', [1])
    lay('b', [2])
    await sync()
    const before = inks()
    // The second time without any memory of them.
    for (const forgets of [false, true]) {
      if (forgets) rmSync(at('state'), { recursive: true })
      chmodSync(at('desk', uuid('a')), 0)
      const run = async () => (await syncUnprivileged()).err
      expect(await run()).not.toContain('deleted')
      expect(inks()).toBe(before)
      passTenMinutes()
      const reported = await run()
      expect(reported).toContain(`${at('desk', uuid('a'))}: The folder couldn't be opened`)
      expect(reported).toContain('Notebook a, page 1: ')
      expect(await run()).not.toContain("couldn't be opened")
      expect([live(), pictured()]).toEqual(['Notebook a, Notebook b', 2])
      chmodSync(at('desk', uuid('a')), 0o700)
      await syncUnprivileged()
    }
    expect(inks()).toBe(before)
  })

  test('of a folder as a whole, that is told at once', async () => {
    lay('a', [1])
    await sync()
    chmodSync(at('desk'), 0)
    const { err } = await syncUnprivileged()
    chmodSync(at('desk'), 0o700)
    expect(err).not.toContain('gone')
    expect(live()).toBe('Notebook a')
  })

  function passTenMinutes(): void {
    const memory = new DatabaseSync(memoryFile())
    memory.exec('UPDATE unreadable SET since = since - 600000')
    memory.close()
  }
})

describe('a server', () => {
  test('whose address answers with a web page is told once, and is told everything when it is back', async () => {
    lay('a', [1])
    const { port } = new URL(world.server.url)
    await world.server.kill()
    const page = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Welcome'),
    )
    await new Promise<void>((resolve) => page.listen(Number(port), '127.0.0.1', resolve))
    world.watching = begin()
    await world.watching.waitForOutput(`There's no rMirror server at ${world.server.url}`)
    await look()
    page.closeAllConnections()
    await new Promise((resolve) => page.close(resolve))
    await world.server.resume()
    await world.watching.waitForOutput('Connected again.')
    expect(times("There's no rMirror server") - 1).toBe(1)
    expect([live(), pictured()]).toEqual(['Notebook a', 1])
  })

  test('that is newer, and says more than is known, is understood', async () => {
    await using front = await startNewerServer(world.server.url)
    const run = () => startWith({ ...environment(), RMIRROR_SERVER: front.url }, 'sync', 'desk').outcome
    lay('a', [1])
    expect(await run()).toMatchObject({ status: 0, err: expect.stringContaining('Sent 1 page.') })
    expect(await run()).toMatchObject({ status: 0, out: 'Everything is up to date.\n' })
    expect([live(), pictured()]).toEqual(['Notebook a', 1])
  })
})

test('two computers that watch one folder for one account send each page once', async () => {
  lay('a', [1])
  world.watching = begin()
  const other = Watching.start({ ...environment(), XDG_STATE_HOME: at('other') }, 'desk', '--debug')
  try {
    await expect.poll(pictured).toBe(1)
    await world.watching.waitForOutput('Looked at')
    await other.waitForOutput('Looked at')
    lay('b', [2])
    await expect.poll(pictured).toBe(2)
    await world.watching.waitForOutput('Looked at 2 notebooks')
    await other.waitForOutput('Looked at 2 notebooks')
    expect([live(), pictured()]).toEqual(['Notebook a, Notebook b', 2])
    expect(world.server.ask(`SELECT count(*) FROM pages`)).toBe('2')
  } finally {
    await other.stop()
  }
})

test('a name that the file system spells in another way is the same one', async () => {
  // As macOS returns names that Linux wrote: with decomposed letters.
  const names = ['Bücher', 'Bücher'.normalize('NFD')] as const
  write(`desk/${names[0]}/1.rm`, writeV6(scribble(1)))
  await sync()
  const before = world.server.ask('SELECT notebook_uuid, visible_name FROM notebooks')
  renameSync(at('desk', names[0]), at('desk', names[1]))
  const { err } = await sync()
  expect(err).not.toContain('Sent')
  expect(world.server.ask('SELECT notebook_uuid, visible_name FROM notebooks')).toBe(before)
  expect([live(), pictured()]).toEqual(['Bücher', 1])
})

test('a clock that was ahead keeps nothing from being told again', async () => {
  lay('a', [1])
  await sync()
  const memory = new DatabaseSync(memoryFile())
  memory.exec(`UPDATE facts SET value = '4102444800000' WHERE name = 'repeated-at'`)
  memory.close()
  await world.server.forgetRequests()
  await sync()
  expect((await world.server.requests()).filter((each) => each.endsWith('manifest'))).toHaveLength(1)
})
