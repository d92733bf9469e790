// SPDX-License-Identifier: AGPL-3.0-or-later
// Marks on a tablet: Debian's SSH server with a folder of notebooks, and a real server.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at, startWith } from '../../testing/program.ts'
import { SshTablet } from '../../testing/sshd.ts'
import { lay, uuid, watchedWorld } from '../../testing/watched.ts'

const world = watchedWorld()
let tablet: SshTablet
beforeEach(async () => {
  tablet = await SshTablet.start({ sftp: true })
  lay('a', [1, 2])
  lay('b', [3])
  await run('connect', 'ssh', where(), '--host-key', tablet.hostKey)
  await run('sync', '--ssh', where())
})
afterEach(() => tablet.stop())

const where = () => tablet.addressOf(at('desk'))
const run = (command: string, ...more: string[]) =>
  startWith(world.environment(), command, ...more, '--ssh-key', tablet.keyFile).outcome
const mark = (...more: string[]) => run('mark', '--ssh', where(), ...more)

const file = (letter: string) => at('desk', `${uuid(letter)}.content`)
const contentOf = (letter: string) => readFileSync(file(letter), 'utf8')
const markedIn = (letter: string): string[] =>
  (JSON.parse(contentOf(letter)).pageTags ?? []).flatMap((tag: { name: string; pageId: string }) =>
    tag.name === 'rMirror' ? [tag.pageId] : [],
  )
/** As the worker leaves a page that it has read. */
const transcribe = (letter: string, page: number) =>
  world.server.ask(`UPDATE pages SET ocr_status = 'completed' WHERE page_uuid = '${uuid(letter, page)}'`)

test('marks what was transcribed as it is on the tablet, and nothing else', async () => {
  expect(await mark()).toMatchObject({ status: 0, out: 'All tags are as they should be.\n', err: '' })
  transcribe('a', 2)
  transcribe('b', 1)
  const before = { a: contentOf('a'), b: contentOf('b') }
  const preview = await mark('--dry-run')
  expect(preview.out).toBe(
    'Notebook a: page 2 would be marked\nNotebook b: page 1 would be marked\nNothing was written.\n',
  )
  expect({ a: contentOf('a'), b: contentOf('b') }).toEqual(before)
  expect(existsSync(at('rmirror-marks'))).toBe(false)

  const done = await mark('--json')
  expect(done).toMatchObject({ status: 0, err: '' })
  expect(
    done.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { notebook: uuid('a'), name: 'Notebook a', marked: [2], unmarked: [] },
    { notebook: uuid('b'), name: 'Notebook b', marked: [1], unmarked: [] },
  ])
  expect([markedIn('a'), markedIn('b')]).toEqual([[uuid('a', 2)], [uuid('b', 1)]])
  expect(readFileSync(at('rmirror-marks', `${uuid('a')}.content`), 'utf8')).toBe(before.a)
  expect(readdirSync(at('desk')).filter((name) => /next|read|marks/.test(name))).toEqual([])
  const marked = contentOf('a')
  expect(await mark()).toMatchObject({ out: 'All tags are as they should be.\n' })
  expect(contentOf('a')).toBe(marked)

  // The mark isn't a tag of the user's, so nothing of it is sent.
  expect(await run('sync', '--ssh', where())).toMatchObject({ status: 0, out: 'Everything is up to date.\n' })
  expect(world.server.ask(`SELECT count(*) FROM pages WHERE 'rMirror' = ANY (tags)`)).toBe('0')

  // A page that was drawn on is not as it was transcribed.
  lay('b', [4], { content: JSON.parse(contentOf('b')) } as never)
  expect((await mark()).out).toContain('Notebook b: page 1 no longer marked\n')
  expect(await mark('--remove')).toMatchObject({
    status: 0,
    out: 'Notebook a: page 2 no longer marked\nThe tablet shows this after it is restarted.\n',
  })
  expect(JSON.parse(contentOf('a'))).toEqual({ ...JSON.parse(before.a), pageTags: [] })
})
