// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import type { Folder } from '@rmirror/shared/library'
import { afterEach, describe, expect, it } from 'vitest'
import { Random } from '../../../../tests/generator/prng.ts'
import { chosenLanguage, languageLoaded, t } from '../../i18n/index.ts'
import { notebookHere, notebookThere } from '../../testing/notebooks.ts'
import type { LiveNotebook } from '../local/live-notebook.ts'
import { unsentNotes } from '../outbox/unsent-notes.ts'
import { guestNotes } from '../workspace/guest-notes.ts'
import { branchesOf } from './branches.ts'
import type { ServerNotebook } from './server-shelf.ts'
import { indexOf, withoutMoved } from './shelf.ts'

type Placed = { facts: { uuid: string } }

const byUuid = <T extends Placed>(items: T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.facts.uuid, item]))
const folder = (uuid: string, parent = '', name = uuid): Folder => ({ uuid, name, parent })

function shelfOf({ here = [], there = [], folders = [] }: Partial<Given>) {
  const live = signal(byUuid(here))
  const synced = signal(byUuid(there))
  const tree = signal<ReadonlyMap<string, Folder>>(new Map(folders.map((each) => [each.uuid, each])))
  const none = signal<ReadonlyMap<string, Folder>>(new Map())
  const index = indexOf({ notebooks: live, folders: none }, { notebooks: synced, folders: tree })
  return { index, live, synced, tree }
}

interface Given {
  here: LiveNotebook[]
  there: ServerNotebook[]
  folders: Folder[]
}

afterEach(() => {
  unsentNotes.value = new Map()
  guestNotes.value = new Map()
})

const uuids = (notebooks: readonly { uuid: string }[]) => notebooks.map(({ uuid }) => uuid)
const names = (notebooks: readonly { name: string }[]) => notebooks.map(({ name }) => name)

describe('the merge', () => {
  it('has each notebook once, wherever it is', () => {
    const { index } = shelfOf({
      here: [notebookHere({ uuid: 'a', name: 'Here' }), notebookHere({ uuid: 'b', name: 'Both, older' })],
      there: [
        notebookThere({ uuid: 'b', name: 'Both, newer', lastModified: 1 }),
        notebookThere({ uuid: 'c', name: 'There' }),
      ],
    })
    expect(names(index.value.inOrder('name'))).toEqual(['Both, newer', 'Here', 'There'])
  })

  it('keeps what the server says again, and replaces what changed', () => {
    const { index, synced } = shelfOf({ here: [notebookHere({ uuid: 'a' })] })
    const announced = (name: string) =>
      byUuid([notebookThere({ uuid: 'b', tags: ['x'] }), notebookThere({ uuid: 'c', name })])
    synced.value = announced('Before')
    const before = index.value.notebooks
    synced.value = announced('After')
    const after = index.value.notebooks
    expect([after.get('a'), after.get('b')]).toEqual([before.get('a'), before.get('b')])
    expect(after.get('a')).toBe(before.get('a'))
    expect(after.get('b')).toBe(before.get('b'))
    expect(after.get('c')?.name).toBe('After')
  })

  it.each([
    ['name', { name: 'Another' }],
    ['tags', { tags: ['y'] }],
    ['tags of pages', { pageTags: ['x'] }],
    ['number of tags', { tags: ['x', 'y'] }],
    ['folder', { parent: 'trash' }],
    ['pages', { pages: 7 }],
    ['favourite', { pinned: true }],
    ['time', { lastModified: 9 }],
  ])('hears of another %s', (_, difference) => {
    const { index, synced } = shelfOf({ there: [notebookThere({ tags: ['x'] })] })
    const before = index.value.notebooks.get('a')
    synced.value = byUuid([notebookThere({ tags: ['x'], ...difference })])
    expect(index.value.notebooks.get('a')).not.toBe(before)
  })

  it('leaves nothing of the server when it has nothing any more', () => {
    const { index, synced, tree } = shelfOf({
      here: [notebookHere({ uuid: 'a', name: 'Mine' })],
      there: [notebookThere({ uuid: 'a', name: 'Mine', lastModified: 4 }), notebookThere({ uuid: 'b' })],
      folders: [folder('f')],
    })
    expect(index.value.inOrder('name')).toHaveLength(2)
    synced.value = new Map()
    tree.value = new Map()
    expect(index.value.inOrder('name').map(({ uuid, there }) => [uuid, there])).toEqual([['a', null]])
    expect(index.value.foldersIn('')).toEqual([])
  })
})

describe('what was moved to a shared workspace', () => {
  const moved = { ...notebookThere({ uuid: 'moved' }), workspace: 'w' }

  it("isn't listed in one's own library, which is the whole one until then", () => {
    const { index, synced } = shelfOf({ there: [notebookThere({ uuid: 'kept' })], folders: [folder('f')] })
    const own = withoutMoved(index)
    expect(own.value).toBe(index.value)
    synced.value = byUuid([notebookThere({ uuid: 'kept' }), moved])
    expect(uuids(own.value.inOrder('name'))).toEqual(['kept'])
    expect(own.value.foldersIn('').map(({ uuid }) => uuid)).toEqual(['f'])
    expect(index.value.notebooks.get('moved')?.workspace).toBe('w')
  })

  it('is another notebook for what shows it', () => {
    const { index, synced } = shelfOf({ there: [notebookThere({ uuid: 'moved' })] })
    const before = index.value.notebooks.get('moved')
    synced.value = byUuid([moved])
    expect(index.value.notebooks.get('moved')).not.toBe(before)
  })
})

describe('the order', () => {
  const there = ['Note 10', 'note 9', 'Ärger', 'Zebra', 'apple'].map((name, index) =>
    notebookThere({ uuid: name, name, lastModified: index % 2 }),
  )

  it('is by name as people sort, or by the last change with the newest first', () => {
    const { index } = shelfOf({ there })
    expect(names(index.value.inOrder('name'))).toEqual(['apple', 'Ärger', 'note 9', 'Note 10', 'Zebra'])
    expect(names(index.value.inOrder('modified'))).toEqual(['note 9', 'Zebra', 'apple', 'Ärger', 'Note 10'])
  })

  it('is the same after many changes as if it had been made at once', () => {
    const { index, synced } = shelfOf({ there })
    const random = new Random(7)
    const all = new Map(synced.value)
    for (let change = 0; change < 300; change++) {
      const uuid = `n${random.integer(60)}`
      const name = `${random.pick(['ink', 'Ink', 'ínk', 'zoo'])} ${random.integer(30)}`
      if (random.chance(0.3)) all.delete(uuid)
      else all.set(uuid, notebookThere({ uuid, name, lastModified: random.integer(5) }))
      synced.value = new Map(all)
      // Not every index computes its lists.
      if (random.chance(0.5)) index.value.inOrder('modified')
    }
    const afresh = shelfOf({ there: [...all.values()] }).index
    for (const sort of ['name', 'modified'] as const)
      expect(uuids(index.value.inOrder(sort))).toEqual(uuids(afresh.value.inOrder(sort)))
  })

  it('follows the language', async () => {
    const { index } = shelfOf({ there })
    const before = index.value
    chosenLanguage.value = 'de'
    await languageLoaded()
    expect(index.value).not.toBe(before)
    expect(names(index.value.inOrder('name'))).toEqual(names(before.inOrder('name')))
    chosenLanguage.value = 'system'
  })
})

describe('the folders', () => {
  const folders = [folder('deep', 'middle'), folder('middle', 'top'), folder('top'), folder('bin', 'trash')]
  const there = [
    notebookThere({ uuid: '1', name: 'One', parent: 'deep' }),
    notebookThere({ uuid: '2', name: 'Two', parent: 'top' }),
    notebookThere({ uuid: '3', name: 'Three', parent: 'bin' }),
    notebookThere({ uuid: '4', name: 'Four', parent: 'trash' }),
    notebookThere({ uuid: '5', name: 'Five' }),
  ]
  const { index } = shelfOf({ there, folders })

  it('count what is in them at any depth, and the root leaves out the trash', () => {
    const counted = ['deep', 'middle', 'top', 'bin', 'trash', ''].map((uuid) => index.value.countBelow(uuid))
    expect(counted).toEqual([1, 1, 2, 1, 2, 3])
  })

  it('hold what is directly in them', () => {
    expect(names(index.value.notebooksIn('top', 'name'))).toEqual(['Two'])
    expect(names(index.value.notebooksIn('', 'name'))).toEqual(['Five'])
    expect(names(index.value.foldersIn(''))).toEqual(['top'])
    expect(names(index.value.foldersIn('trash'))).toEqual(['bin'])
  })

  it('are the way to what is in them', () => {
    expect(names(index.value.pathTo({ parent: 'deep' }))).toEqual(['top', 'middle', 'deep'])
    expect(
      [{ parent: 'bin' }, { parent: 'trash' }, { parent: 'deep' }].map((item) => index.value.isInTrash(item)),
    ).toEqual([true, true, false])
  })

  it('are looked through at any depth, with the trash apart', () => {
    const found = (words: string, uuid: string) => names(index.value.matching(words, uuid, 'name'))
    expect(found('o', '')).toEqual(['One', 'Two'])
    expect(found('o', 'middle')).toEqual(['One'])
    expect(found('', 'trash')).toEqual(['Four', 'Three'])
  })

  it('that form a circle, or lie in one that is not there, are in the root', () => {
    const circle = [
      folder('a', 'b'),
      folder('b', 'c'),
      folder('c', 'a'),
      folder('self', 'self'),
      folder('lost', 'gone'),
    ]
    const inside = circle.map(({ uuid }) => notebookThere({ uuid, name: uuid, parent: uuid }))
    const astray = notebookThere({ uuid: 'astray', name: 'astray', parent: 'gone' })
    const broken = shelfOf({ there: [...inside, astray], folders: circle }).index.value
    expect(broken.countBelow('')).toBe(6)
    expect(names(broken.notebooksIn('', 'name'))).toEqual(['astray'])
    expect(names(broken.matching('', '', 'name'))).toHaveLength(6)
    const reached = new Set([''])
    for (const uuid of reached) for (const each of broken.foldersIn(uuid)) reached.add(each.uuid)
    expect([...reached].sort()).toEqual(['', 'a', 'b', 'c', 'lost', 'self'])
    for (const each of circle) expect(broken.pathTo(each).length).toBeLessThan(4)
  })
})

it('words are found in names and tags, without regard to case and accents', () => {
  const there = [
    notebookThere({ uuid: '1', name: 'Années 2018' }),
    notebookThere({ uuid: '2', name: 'Diary', tags: ['Été', 'sea'] }),
  ]
  const { index } = shelfOf({ there })
  const found = (words: string) => names(index.value.matching(words, '', 'name'))
  expect(found(' ANNEES ')).toEqual(['Années 2018'])
  expect(found('ete')).toEqual(['Diary'])
  expect(found('été')).toEqual(['Diary'])
  // A phrase doesn't match across two tags.
  expect(found('ete sea')).toEqual([])
})

describe('notes', () => {
  it('stay where they were written, and are at the top when a tablet puts that folder in its trash', () => {
    const note = notebookThere({ uuid: 'n', name: 'Note', parent: 'inner', isNote: true })
    const drawn = notebookThere({ uuid: 'b', name: 'Drawn', parent: 'inner' })
    const { index, tree } = shelfOf({ there: [note, drawn], folders: [folder('outer'), folder('inner', 'outer')] })
    const place = () => names(index.value.pathTo(note.facts))
    expect([place(), index.value.countBelow('')]).toEqual([['outer', 'inner'], 2])
    tree.value = new Map([
      ['outer', folder('outer', 'trash')],
      ['inner', folder('inner', 'outer')],
    ])
    expect(place()).toEqual([])
    expect(uuids(index.value.notebooksIn('', 'name'))).toEqual(['n'])
    expect(uuids(index.value.notebooksIn('inner', 'name'))).toEqual(['b'])
    expect([index.value.isInTrash(note.facts), index.value.countBelow('')]).toEqual([false, 1])
    tree.value = new Map()
    expect(uuids(index.value.notebooksIn('', 'name'))).toEqual(['b', 'n'])
  })

  it('that aren’t sent yet are in their folders, until the server has them', () => {
    const { index, synced } = shelfOf({ folders: [folder('work')] })
    const unsent = { id: 'n', title: 'Groceries', folder: 'work', changedAt: 9, discard: async () => async () => {} }
    unsentNotes.value = new Map([['n', unsent]])
    const [listed] = index.value.notebooksIn('work', 'name')
    expect([listed?.name, listed?.isNote, listed?.isUnsent]).toEqual(['Groceries', true, true])
    unsentNotes.value = new Map([['n', { ...unsent, title: '' }]])
    expect(names(index.value.notebooksIn('work', 'name'))).toEqual([t('notes.untitled')])
    synced.value = byUuid([notebookThere({ uuid: 'n', name: 'Shopping', parent: 'work', isNote: true })])
    expect(names(index.value.notebooksIn('work', 'name'))).toEqual(['Shopping'])
    expect(index.value.notebooks.get('n')?.isUnsent).toBe(false)
  })

  it('of a guest are in their folders, until the outbox or the server has them', () => {
    const { index, synced } = shelfOf({ folders: [folder('work')] })
    const note = { id: 'n', title: 'Groceries', folder: 'work', changedAt: 9, discard: async () => async () => {} }
    guestNotes.value = new Map([['n', { ...note, content: '# Groceries', revision: 1 }]])
    const listed = () => index.value.notebooksIn('work', 'name').map(({ name, isLocal }) => [name, isLocal])
    expect(listed()).toEqual([['Groceries', true]])
    unsentNotes.value = new Map([['n', { ...note, title: 'On its way' }]])
    expect(listed()).toEqual([['On its way', false]])
    synced.value = byUuid([notebookThere({ uuid: 'n', name: 'Shopping', parent: 'work', isNote: true })])
    expect(listed()).toEqual([['Shopping', false]])
  })

  it('are counted beside the notebooks of a folder', () => {
    const there = [
      notebookThere({ uuid: 'n', parent: 'inner', isNote: true }),
      notebookThere({ uuid: 'b', parent: 'outer' }),
    ]
    const { index } = shelfOf({ there, folders: [folder('outer'), folder('inner', 'outer')] })
    const counts = ['', 'outer', 'inner'].map((uuid) => index.value.itemsBelow(uuid))
    expect(counts).toEqual([
      { count: 2, notes: 1 },
      { count: 2, notes: 1 },
      { count: 1, notes: 1 },
    ])
    expect(branchesOf(index.value, [...index.value.notebooks.values()]).get('outer')?.items).toEqual(counts[1])
  })
})
