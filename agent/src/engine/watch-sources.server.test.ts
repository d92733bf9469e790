// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a watch finds notebooks: the app's folder, a tablet by USB and SSH, an inbox.
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type NotebookFiles, notebookFiles } from '../../../tests/generator/document.ts'
import { at, startWith, write, writeArchive } from '../testing/program.ts'
import { SshTablet } from '../testing/sshd.ts'
import { EmulatedTablet } from '../testing/usb-tablet.ts'
import { lay, remove, scribble, uuid, watchedWorld } from '../testing/watched.ts'

const world = watchedWorld()
const { environment, live, pictured } = world

describe('a watch', () => {
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
      expect(world.server.ask(`SELECT visible_name FROM notebooks WHERE is_trashed`)).toBe('Tablet')
      expect(tablet.violations).toEqual([])
      await tablet.stop()
      expect(await run()).toMatchObject({ status: 1, err: expect.stringContaining("The tablet doesn't answer") })
      expect(world.server.ask(`SELECT visible_name FROM notebooks WHERE is_trashed`)).toBe('Tablet')
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
})
