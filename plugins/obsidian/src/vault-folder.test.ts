// SPDX-License-Identifier: AGPL-3.0-or-later
// What the shared writer plans, carried out through Obsidian: the same files as everywhere, whatever the file system,
// the person and Obsidian do meanwhile.
import { planVault, type VaultNotebook, type VaultOptions } from '@rmirror/shared/vault'
import { describe, expect, test } from 'vitest'
import { MemoryVault, uuid, vaultNotebook, vaultPage } from '../../../tests/world/vault.ts'
import { StrictApp } from './testing/app.ts'
import { Disk } from './testing/disk.ts'
import { ChangedMeanwhile, VaultFolder, WriteFailed } from './vault-folder.ts'

const usual: VaultOptions = { per: 'notebook', withPictures: true, deleteRemoved: false, putBack: new Set() }

const page = (digits: string, text: string) => vaultPage(digits, { text, pictures: [`look of ${text}`] })
const diary = (text: string, more: Partial<VaultNotebook> = {}) =>
  vaultNotebook('d', { pages: [page('1', text)], ...more })
const plans = (more: Partial<VaultNotebook> = {}) =>
  vaultNotebook('e', { name: 'Plans', pages: [page('2', 'Sail'), page('3', 'Rest')], ...more })

const pictureOf = (key: string) => new TextEncoder().encode(`PNG of ${key}`)

/** One vault on one disk; `open` is Obsidian being started on it. */
class World {
  readonly disk: Disk
  folder = 'reMarkable'
  app: StrictApp

  constructor(disk = new Disk()) {
    this.disk = disk
    this.app = new StrictApp({ disk })
  }

  open(): void {
    this.disk.reopen()
    this.app = new StrictApp({ disk: this.disk })
  }

  async sync(notebooks: VaultNotebook[], options: Partial<VaultOptions> = {}, meanwhile = () => undefined as unknown) {
    const folder = new VaultFolder(this.app as never, () => this.folder)
    const files = await folder.read()
    const plan = planVault({ notebooks, isWhole: true }, files, { ...usual, ...options })
    await meanwhile()
    await folder.carryOut(plan, files, {
      bytesOf: async ({ key }) => pictureOf(key),
      onAssetFailure: (_, error) => {
        throw error
      },
      onWritten: () => undefined,
      signal: new AbortController().signal,
    })
    return plan
  }

  note(path: string): string {
    return this.disk.text(`${this.folder}/${path}`)
  }

  edit(path: string, change: (text: string) => string): void {
    this.disk.set(`${this.folder}/${path}`, change(this.note(path)))
  }

  /** Markdown files by path, within the folder. */
  notes(): Record<string, string> {
    const files = Object.entries(this.disk.snapshot()).filter(([path]) => path.endsWith('.md') && !path.startsWith('.'))
    return Object.fromEntries(files.map(([path, text]) => [path.replace(`${this.folder}/`, ''), text]))
  }
}

const libraries = [
  [diary('Buy ink')],
  [diary('Buy ink', { folders: ['Work', 'Ideas'], tags: ['garden'] }), plans()],
  [diary('Buy paper', { name: 'Plans' }), plans({ name: 'Diary' })],
  [diary('Buy paper', { name: 'plans' }), plans({ name: 'Plans', folders: ['work'] })],
  [diary('Buy paper', { name: 'PLANS' }), plans({ isTrashed: true })],
  [plans({ name: 'CON', folders: ['work'] })],
]

describe.each([{ isCaseSensitive: true }, { isCaseSensitive: false }])('on a file system with %o', (system) => {
  test('a vault gets the same notes as any other way to it', async () => {
    const world = new World(new Disk(system))
    const reference = new MemoryVault()
    for (const notebooks of libraries) {
      await world.sync(notebooks)
      reference.sync(notebooks)
      expect(world.notes()).toEqual(Object.fromEntries([...reference.notes].toSorted()))
      const writes = world.disk.writes
      world.open()
      await world.sync(notebooks)
      expect(world.disk.writes - writes, 'of a sync that has nothing to do').toBe(0)
    }
  })

  test('Obsidian is closed at any moment of a sync, and the next one brings the same files', async () => {
    const [before, after] = [libraries[1] ?? [], libraries[3] ?? []]
    const whole = new World(new Disk(system))
    await whole.sync(before)
    const start = whole.disk.writes
    await whole.sync(after)
    const writes = whole.disk.writes - start
    expect(writes).toBeGreaterThan(5)
    for (let done = 0; done < writes; done++) {
      const world = new World(new Disk(system))
      await world.sync(before)
      const closed = world.disk.closeAfter(done)
      void world.sync(after)
      await closed
      world.open()
      await world.sync(after)
      expect(world.disk.snapshot(), `closed after ${done} writes`).toEqual(whole.disk.snapshot())
    }
  })
})

describe('what a person writes', () => {
  test('around the region stays, and inside it is kept and reported', async () => {
    const world = new World()
    await world.sync([diary('Buy ink')])
    world.edit('Diary.md', (text) => `Mine above\n\n${text.replace('Buy ink', 'Sell ink')}\nMine below\n`)
    const { findings } = await world.sync([diary('Buy ink')])
    expect(findings).toMatchObject([{ kind: 'changed', path: 'Diary.md', document: 'Sell ink' }])
    await world.sync([diary('Buy ink')], { putBack: new Set(['Diary.md']) })
    expect(world.note('Diary.md')).toMatch(/^Mine above[\s\S]*Buy ink[\s\S]*Mine below\n$/)
  })

  test('between the reading and the writing stays, and the sync says so', async () => {
    const world = new World()
    await world.sync([diary('Buy ink')])
    const edit = () => world.edit('Diary.md', (text) => `${text}just now`)
    await expect(world.sync([diary('Buy paper')], {}, edit)).rejects.toThrow(ChangedMeanwhile)
    expect(world.note('Diary.md')).toContain('just now')
    await world.sync([diary('Buy paper')])
    expect(world.note('Diary.md')).toMatch(/Buy paper[\s\S]*just now/)
  })

  test('into a file of the name of a new note, stays', async () => {
    const world = new World()
    // Another program wrote it, and Obsidian has not noticed.
    const write = () => world.disk.set('reMarkable/Diary.md', 'mine')
    await expect(world.sync([diary('Buy ink')], {}, write)).rejects.toThrow(ChangedMeanwhile)
    world.open()
    await world.sync([diary('Buy ink')])
    expect(world.notes()).toMatchObject({ 'Diary.md': 'mine', 'Diary (2).md': expect.stringContaining('Buy ink') })
  })

  test('into a note that is in the way of another, is never overwritten', async () => {
    const world = new World()
    await world.sync([diary('Buy ink')])
    const write = () => world.disk.set('reMarkable/Journal.md', 'mine')
    await expect(world.sync([diary('Buy ink', { name: 'Journal' })], {}, write)).rejects.toThrow(ChangedMeanwhile)
    expect(world.note('Journal.md')).toBe('mine')
    expect(world.note('Diary.md')).toContain('Buy ink')
  })

  test('in an encoding that is not UTF-8, and hidden files, are left alone', async () => {
    const world = new World()
    await world.disk.writeFile('Note.md', new Uint8Array([0xff, 0xfe, 0x41, 0x00]))
    world.disk.set('.hidden/Note.md', 'mine')
    world.folder = ''
    world.open()
    await world.sync([diary('Buy ink', { name: 'Note' })])
    expect(Object.keys(world.notes())).toEqual(['Note (2).md', 'Note.md'])
    expect(world.disk.entry('Note.md')?.bytes).toHaveLength(4)
  })

  test('as a link follows a note that is renamed', async () => {
    const world = new World()
    await world.sync([diary('Buy ink')])
    world.disk.set('Own.md', 'See [[Diary]].')
    world.app.vault.notice()
    await world.sync([diary('Buy ink', { name: 'Journal' })])
    expect(world.disk.text('Own.md')).toBe('See [[Journal]].')
  })
})

describe('the folder of the notes', () => {
  test('is renamed by the person in the middle of a sync, and nothing comes twice', async () => {
    const world = new World()
    await world.sync([diary('Buy ink'), plans()])
    const folder = world.app.vault.getFolderByPath('reMarkable')
    if (!folder) throw new Error('there is no folder')
    world.app.vault.on('rename', (file) => {
      if (file === folder) world.folder = file.path
    })
    const rename = () => world.app.vault.rename(folder, 'Tablet')
    await world.sync([diary('Buy paper'), plans({ name: 'Ideas' })], {}, rename)
    expect(world.disk.folders()).not.toContain('reMarkable')
    expect(Object.keys(world.notes())).toEqual(['Diary.md', 'Ideas.md'])
  })

  test('that a move empties goes, unless something hidden is in it', async () => {
    const world = new World()
    await world.sync([diary('Buy ink', { folders: ['Work'] }), plans({ folders: ['Home'] })])
    world.disk.set('reMarkable/Home/.keep', '')
    await world.sync([diary('Buy ink'), plans()])
    expect(world.disk.folders()).not.toContain('reMarkable/Work')
    expect(world.disk.folders()).toContain('reMarkable/Home')
  })

  test('can be one below others, or the vault itself', async () => {
    for (const folder of ['Notes/Tablet/reMarkable', '']) {
      const world = new World()
      world.folder = folder
      await world.sync([diary('Buy ink')])
      expect(world.disk.text(folder === '' ? 'Diary.md' : `${folder}/Diary.md`)).toContain('Buy ink')
    }
  })
})

test('a full disk is reported with the file, and the next sync goes on', async () => {
  const world = new World()
  await world.sync([diary('Buy ink')])
  world.disk.fill()
  const failed = await world.sync([diary('Buy paper')]).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(WriteFailed)
  expect(failed).toMatchObject({ path: 'Diary.md', cause: { message: expect.stringContaining('ENOSPC') } })
  expect(world.note('Diary.md')).toContain('Buy ink')
  world.disk.fill(false)
  await world.sync([diary('Buy paper')])
  expect(world.note('Diary.md')).toContain('Buy paper')
})

test('a note is deleted only if that was chosen, and into the trash', async () => {
  const world = new World()
  await world.sync([diary('Buy ink')])
  await world.sync([])
  expect(world.note('Diary.md')).toContain('[!warning]')
  await world.sync([], { deleteRemoved: true })
  expect(world.notes()).toEqual({})
  expect(world.disk.text('.trash/Diary.md')).toContain('Buy ink')
})

test('pictures are written once, and again when they differ', async () => {
  const world = new World()
  await world.sync([diary('Buy ink')])
  const path = `reMarkable/rmirror-files/${uuid('d')}/${uuid('1')}.png`
  expect(world.disk.text(path)).toBe('PNG of look of Buy ink')
  await world.disk.remove('reMarkable/.rmirror/vault.json')
  const before = world.disk.entry(path)?.mtime
  await world.sync([diary('Buy ink')])
  expect(world.disk.entry(path)?.mtime).toBe(before)
  await world.sync([diary('Buy paper')])
  expect(world.disk.text(path)).toBe('PNG of look of Buy paper')
})

test('the templates that are in the vault make the same notes as elsewhere', async () => {
  const templates = '{"page": "{{text}} ({{number}})", "file_name": "{{name}} (tablet)"}'
  const world = new World()
  world.disk.set('reMarkable/.rmirror/templates.json', templates)
  world.open()
  await world.sync([diary('Buy ink'), plans()])
  const reference = new MemoryVault()
  reference.templates = templates
  reference.sync([diary('Buy ink'), plans()])
  expect(world.notes()).toEqual(Object.fromEntries(reference.notes))
  expect(Object.keys(world.notes()).toSorted()).toEqual(['Diary (tablet).md', 'Plans (tablet).md'])
  world.disk.set('reMarkable/.rmirror/templates.json', '{"page": "{{#text}}"}')
  await expect(world.sync([diary('Buy paper')])).rejects.toThrow('The template for pages, line 1, has {{#text}}')
  expect(world.note('Diary (tablet).md')).toContain('Buy ink (1)')
})
