// SPDX-License-Identifier: AGPL-3.0-or-later
// Two computers sync to one account, and one of them is behind.
import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { folderFiles } from '../../../tests/generator/document.ts'
import { at, startWith, write } from '../testing/program.ts'
import { lay, memoryFile, uuid, watchedWorld } from '../testing/watched.ts'

const world = watchedWorld()
const { environment, live, sync } = world

const [month, today] = [Date.UTC(2026, 9, 1), Date.UTC(2026, 10, 1)]

/** The other computer, whose folder is "old". */
const syncOther = () => startWith({ ...environment(), XDG_STATE_HOME: at('other') }, 'sync', 'old', '--debug').outcome

test('the one that is a month behind rolls nothing back, and deletes nothing', async () => {
  lay('a', [1, 2], { lastModified: today, name: 'Diary of today' })
  lay('b', [3], { lastModified: today })
  await sync()
  const pages = () =>
    world.server.ask('SELECT string_agg(page_uuid || ink_hash, page_uuid::text ORDER BY page_uuid) FROM pages')
  const before = pages()
  lay('a', [7], { lastModified: month, name: 'Diary of old' }, 'old')
  const { err } = await syncOther()
  expect(err).not.toContain('Sent')
  expect(pages()).toBe(before)
  expect(live()).toBe('Diary of today, Notebook b')
})

describe('a folder that was renamed on one computer', () => {
  function layFolder(desk: string, name: string, lastModified: number): void {
    for (const { path, bytes } of folderFiles(uuid('f'), name, '', lastModified)) write(`${desk}/${path}`, bytes)
  }
  /** Makes an agent announce everything again: as repeats, or as changes. */
  function reannounce(state: string, how: 'repeats' | 'news'): void {
    const memory = new DatabaseSync(memoryFile(state))
    memory.exec(
      how === 'repeats' ? `DELETE FROM facts WHERE name = 'repeated-at'` : `UPDATE entries SET hash = 'another'`,
    )
    memory.close()
  }

  async function renameOnOne(renamedAt: number): Promise<void> {
    layFolder('desk', 'Work', month)
    layFolder('old', 'Work', month)
    await sync()
    await syncOther()
    layFolder('desk', 'Clients', renamedAt)
    await sync()
    expect(live()).toBe('Clients')
  }

  test('keeps its name, whichever of them tells the server again', async () => {
    await renameOnOne(today)
    for (const how of ['repeats', 'news'] as const) {
      reannounce('other', how)
      await syncOther()
      expect(live()).toBe('Clients')
      reannounce('state', how)
      await sync()
      expect(live()).toBe('Clients')
    }
    rmSync(at('other'), { recursive: true })
    await syncOther()
    expect(live()).toBe('Clients')
  })

  test('keeps it at an equal time as long as the other one only repeats', async () => {
    await renameOnOne(month)
    reannounce('other', 'repeats')
    await syncOther()
    expect(live()).toBe('Clients')
  })
})
