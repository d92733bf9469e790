// SPDX-License-Identifier: AGPL-3.0-or-later
// A running watch, as a process, against the real server.
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type NotebookFiles, notebookFiles } from '../../../tests/generator/document.ts'
import { fineliner, wave } from '../../../tests/generator/ink.ts'
import { onePage } from '../../../tests/generator/scene.ts'
import { at, startWith, write, writeArchive } from '../testing/program.ts'
import { signUp, TestServer, type TestUser } from '../testing/server.ts'
import { SshTablet } from '../testing/sshd.ts'
import { EmulatedTablet } from '../testing/usb-tablet.ts'
import { Watching } from '../testing/watching.ts'

let server: TestServer
let ann: TestUser
let token: string
let watching: Watching | undefined
beforeEach(async () => {
  server = await TestServer.start({ RMIRROR_RATE_LIMITS: 'off' })
  ann = await signUp(server)
  token = ann.token
})
afterEach(async () => {
  await watching?.stop()
  watching = undefined
  await server.stop()
})

const uuid = (letter: string, number = 0) => `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`
const scribble = (seed: number) => onePage([wave({ x: -300, y: 200 + 3 * seed }, 200 + seed, fineliner)])

/** Its pages are numbered from `first`; no two look alike. */
function lay(letter: string, seeds: number[], more: Partial<NotebookFiles> = {}): void {
  const pages = seeds.map((seed, index) => ({ uuid: uuid(letter, index + 1), scene: scribble(seed) }))
  // Files that are minutes old are not looked at twice.
  for (const { path, bytes } of notebookFiles({ uuid: uuid(letter), name: `Notebook ${letter}`, pages, ...more })) {
    const file = write(`desk/${path}`, bytes)
    utimesSync(file, past, past)
  }
}
const past = new Date('2026-10-01T12:00:00Z')

function remove(letter: string): void {
  for (const name of readdirSync(at('desk')))
    if (name.startsWith(uuid(letter))) rmSync(at('desk', name), { recursive: true })
}

const environment = () => ({ RMIRROR_TOKEN: token, RMIRROR_SERVER: server.url, XDG_STATE_HOME: at('state') })
const begin = (...more: string[]) => Watching.start(environment(), 'desk', '--debug', ...more)
const sync = (...more: string[]) => startWith(environment(), 'sync', 'desk', '--debug', ...more).outcome
const live = () =>
  server.ask(
    `SELECT coalesce(string_agg(visible_name, ', ' ORDER BY visible_name), '') FROM notebooks WHERE deleted_at IS NULL`,
  )
const pictured = () =>
  Number(server.ask(`SELECT count(*) FROM pages WHERE deleted_at IS NULL AND image_hash = ink_hash`))

function memoryFile(): string {
  const folder = at('state', 'rmirror')
  return join(folder, readdirSync(folder).find((each) => each.endsWith('.db')) ?? '')
}

describe('a watch', () => {
  test('sends what is there, then what changes, and nothing twice', async () => {
    lay('a', [1, 2, 3])
    watching = begin()
    await watching.says('Sent 3 pages.')
    expect([live(), pictured()]).toEqual(['Notebook a', 3])

    await server.forgetRequests()
    lay('b', [4])
    await watching.says('Sent 1 page.')
    expect(live()).toBe('Notebook a, Notebook b')
    const asked = await server.requests()
    expect(asked.filter((each) => each.startsWith('PUT /api/v1/notebooks'))).toHaveLength(1)
    expect(asked.filter((each) => each.endsWith('manifest'))).toHaveLength(1)

    await watching.stop()
    await server.forgetRequests()
    watching = begin()
    await watching.says('Looked at 2 notebooks, opened 0 pages')
    const afterwards = await server.requests()
    expect(afterwards.filter((each) => !each.includes('agent-token'))).toEqual(['GET /api/v1/sync/selection'])
  })

  test('finds the folder of the desktop app by itself', async () => {
    lay('a', [1])
    mkdirSync(at('data/remarkable'), { recursive: true })
    renameSync(at('desk'), at('data/remarkable/desktop'))
    const here = { ...environment(), XDG_DATA_HOME: at('data') }
    const found = await startWith(here, 'sync').outcome
    expect(found).toMatchObject({ status: 0, err: expect.stringContaining('Sent 1 page.') })
    expect(found.err).toContain('The reMarkable app last changed its folder on 2026-10-01.')
    expect(await startWith(here, 'sync').outcome).toMatchObject({ err: '', out: 'Everything is up to date.\n' })
    const nowhere = { ...environment(), XDG_DATA_HOME: at('none'), WINEPREFIX: at('none') }
    expect(await startWith(nowhere, 'watch').outcome).toMatchObject({
      status: 2,
      err: expect.stringContaining("that of reMarkable's desktop app wasn't found on this computer"),
    })
  })

  test('sends what is on a tablet and in an inbox, the newer state of a notebook that is in both', async () => {
    const tablet = await EmulatedTablet.start()
    try {
      const archiveOf = async (files: NotebookFiles) =>
        readFileSync(
          await writeArchive('a.zip', Object.fromEntries(notebookFiles(files).map((file) => [file.path, file.bytes]))),
        )
      const page = (seed: number) => [{ uuid: uuid('a', 1), scene: scribble(seed) }]
      const of = (more: Partial<NotebookFiles>) => ({ uuid: uuid('a'), name: 'Tablet', pages: page(1), ...more })
      const folder = {
        ID: uuid('f'),
        Type: 'CollectionType',
        VissibleName: 'Work',
        Parent: '',
        ModifiedClient: '1',
      } as const
      const document = { ID: uuid('a'), Type: 'DocumentType', VissibleName: 'Tablet', Parent: uuid('f') } as const
      const archive = await archiveOf(of({ parent: uuid('f'), lastModified: 1_760_000_000_000 }))
      tablet.items = [folder, { ...document, ModifiedClient: '1', archive }]
      const old = new Date(0)
      utimesSync(write('inbox/a.rmdoc', await archiveOf(of({ name: 'Old', lastModified: 1000 }))), old, old)
      const b = { uuid: uuid('b'), name: 'Inbox', pages: [{ uuid: uuid('b', 1), scene: scribble(2) }] }
      utimesSync(write('inbox/b.rmdoc', await archiveOf(b)), old, old)
      const run = () => startWith(environment(), 'sync', '--usb', tablet.address, '--inbox', 'inbox').outcome
      expect(await run()).toMatchObject({ status: 0 })
      expect([live(), pictured()]).toEqual(['Inbox, Tablet, Work', 2])
      rmSync(at('inbox/b.rmdoc'))
      tablet.items = [folder]
      expect(await run()).toMatchObject({ status: 0 })
      expect(live()).toBe('Inbox, Tablet, Work')
      expect(server.ask(`SELECT visible_name FROM notebooks WHERE is_trashed`)).toBe('Tablet')
      expect(tablet.violations).toEqual([])
      await tablet.stop()
      expect(await run()).toMatchObject({ status: 1, err: expect.stringContaining("The tablet doesn't answer") })
      expect(server.ask(`SELECT visible_name FROM notebooks WHERE is_trashed`)).toBe('Tablet')
    } finally {
      await tablet.stop().catch(() => undefined)
    }
  })

  test('takes a tablet by SSH', async () => {
    lay('a', [1, 2])
    const tablet = await SshTablet.start({ sftp: true })
    try {
      const name = tablet.addressOf(at('desk'))
      const key = ['--ssh-key', tablet.keyFile]
      const run = () => startWith(environment(), 'sync', '--ssh', name, ...key).outcome
      expect(await run()).toMatchObject({ status: 1, err: expect.stringContaining("isn't known on this computer yet") })
      await startWith(environment(), 'connect', 'ssh', name, ...key, '--host-key', tablet.hostKey).outcome
      expect(await run()).toMatchObject({ status: 0 })
      expect([live(), pictured()]).toEqual(['Notebook a', 2])
      lay('b', [3])
      remove('a')
      expect(await run()).toMatchObject({ status: 0 })
      await tablet.unplug()
      expect(await run()).toMatchObject({ status: 1, err: expect.stringContaining("doesn't answer. Wake the tablet") })
    } finally {
      await tablet.stop()
    }
  })

  test('opens no page of a notebook that was renamed', async () => {
    lay('a', [1, 2])
    await sync()
    lay('a', [1, 2], { name: 'Renamed' })
    const { err } = await sync()
    expect(err).toContain('opened 0 pages')
    expect(live()).toBe('Renamed')
    expect(pictured()).toBe(2)
  })

  test('is one per account', async () => {
    lay('a', [1])
    watching = begin()
    await watching.says('Sent 1 page.')
    const second = await startWith(environment(), 'watch', 'desk').outcome
    expect(second).toMatchObject({ status: 1, err: expect.stringContaining('runs for this account already') })
    expect(await startWith(environment(), 'sync').outcome).toMatchObject({ status: 0 })
    await watching.says('Looked at 1 notebook, opened 0 pages')
  })

  test('ends with the page in hand, and status 0', async () => {
    lay('a', [1])
    watching = begin()
    await watching.says('Sent 1 page.')
    expect(await watching.stop()).toBe(0)
  })

  test('waits for a server that is down, and tells it once', async () => {
    lay('a', [1])
    await server.kill()
    watching = begin()
    await watching.says("doesn't answer")
    await server.resume()
    await watching.says('Connected again.')
    expect(pictured()).toBe(1)
    expect(watching.said().match(/doesn't answer/g)).toHaveLength(1)
  })
})

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

describe('half written pages', () => {
  test('are not sent until they are whole', async () => {
    lay('a', [1, 2])
    await sync()
    const page = at('desk', uuid('a'), `${uuid('a', 1)}.rm`)
    truncateSync(page, statSync(page).size - 20)
    await sync()
    const before = server.ask('SELECT string_agg(ink_hash, page_number::text) FROM pages')
    truncateSync(page, 0)
    await sync()
    rmSync(page)
    await sync()
    expect(server.ask('SELECT string_agg(ink_hash, page_number::text) FROM pages')).toBe(before)
    lay('a', [7, 2])
    expect((await sync()).err).toContain('Sent 1 page.')
    expect(pictured()).toBe(2)
  })
})

describe('after ten minutes', () => {
  /** The same as waiting. */
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
    expect(server.ask('SELECT ink_hash FROM pages WHERE page_number = 1')).toBe(JSON.parse(out).ink_hash)
  })

  test('a page whose file is gone is named, and the server keeps it while the others go on', async () => {
    lay('a', [1, 2])
    await sync()
    const inks = () => server.ask('SELECT string_agg(ink_hash, page_number::text ORDER BY page_number) FROM pages')
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
  await server.forgetRequests()
  const { err } = await sync()
  expect(err).toContain('is damaged and was set aside')
  expect((await server.requests()).filter((each) => each.startsWith('PUT /api/v1/notebooks'))).toEqual([])
  expect(pictured()).toBe(2)
})

test('a server that forgot what it was told is told everything again', async () => {
  lay('a', [1, 2])
  lay('b', [3])
  for (const name of ['One', 'Two', 'Three', 'Four', 'Notebook a']) {
    lay('a', [1, 2], { name })
    await sync()
  }
  // As after a restore from a backup of the time before.
  server.ask('DELETE FROM notebooks')
  server.ask('DELETE FROM change_counters')
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
    server.choose(ann.accessToken, { excluded_notebooks: [uuid('b')], excluded_tags: ['private'], ...selection })
  await choose({ newest_pages: 2 })
  expect((await sync()).err).toContain('Looked at 1 notebook, opened 3 pages, left out 2')
  expect([live(), pictured()]).toEqual(['Notebook a', 2])
  expect(server.ask('SELECT count(*) FROM pages')).toBe('3')
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

test('of two computers, the one that is a month behind rolls nothing back', async () => {
  const [month, today] = [Date.UTC(2026, 9, 1), Date.UTC(2026, 10, 1)]
  lay('a', [1, 2], { lastModified: today, name: 'Diary of today' })
  lay('b', [3], { lastModified: today })
  await sync()
  const before = server.ask('SELECT string_agg(page_uuid || ink_hash, page_uuid::text ORDER BY page_uuid) FROM pages')
  rmSync(at('desk'), { recursive: true })
  lay('a', [7], { lastModified: month, name: 'Diary of old' })
  const { err } = await startWith({ ...environment(), XDG_STATE_HOME: at('other') }, 'sync', 'desk').outcome
  expect(err).not.toContain('Sent')
  expect(server.ask('SELECT string_agg(page_uuid || ink_hash, page_uuid::text ORDER BY page_uuid) FROM pages')).toBe(
    before,
  )
  expect(live()).toBe('Diary of today, Notebook b')
})

test('three hundred of a thousand notebooks that went while nothing ran are gone on the server', async () => {
  const name = (index: number) => `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`
  for (let index = 0; index < 1000; index++)
    for (const { path, bytes } of notebookFiles({ uuid: name(index), name: `${index}`, pages: [] }))
      write(`desk/${path}`, bytes)
  await sync()
  expect(server.ask('SELECT count(*) FROM notebooks WHERE deleted_at IS NULL')).toBe('1000')
  for (let index = 0; index < 300; index++)
    for (const ending of ['content', 'metadata']) rmSync(at('desk', `${name(index)}.${ending}`))
  await sync()
  expect(server.ask('SELECT count(*) FROM notebooks WHERE deleted_at IS NULL')).toBe('700')
  rmSync(at('desk'), { recursive: true })
  mkdirSync(at('desk'))
  expect((await sync()).err).toContain('700 of 700 notebooks and folders are gone')
  expect(server.ask('SELECT count(*) FROM notebooks WHERE deleted_at IS NULL')).toBe('700')
})

test('five edits in four seconds: the last state arrives', async () => {
  lay('a', [1])
  watching = begin()
  await watching.says('Sent 1 page.')
  for (let edit = 2; edit <= 6; edit++) {
    lay('a', [edit])
    await wait(800)
  }
  await watching.says('Sent 1 page.')
  await watching.stop()
  const { out } = await startWith({}, 'inspect', 'desk', '--json').outcome
  expect(server.ask('SELECT ink_hash FROM pages')).toBe(JSON.parse(out).ink_hash)
  expect(pictured()).toBe(1)
}, 60_000)
