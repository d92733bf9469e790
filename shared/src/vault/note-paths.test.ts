// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import { isNothing, MemoryVault, uuid, vaultNotebook, vaultPage } from '../../../tests/world/vault.ts'
import { inOrder } from './moves.ts'
import type { VaultNotebook } from './types.ts'

const notebook = (digits: string, name: string, ...folders: string[]): VaultNotebook =>
  vaultNotebook(digits, { name, folders, pages: [vaultPage('1', { text: `of ${digits}` })] })

function pathsOf(...notebooks: VaultNotebook[]): string[] {
  const vault = new MemoryVault()
  vault.sync(notebooks)
  return [...vault.notes.keys()].toSorted()
}

describe('a name', () => {
  test.each([
    ['CON', 'CON_.md'],
    ['a/b: c?', 'a b c.md'],
    ['Plan [1] #2 ^x', 'Plan 1 2 x.md'],
    ['Cafe\u0301', 'Caf\u00e9.md'],
    ['日本語 🖋️', '日本語 🖋️.md'],
    ['..', 'Untitled.md'],
    ['ends. ', 'ends.md'],
  ])('%j is a file on every system, that Obsidian can link to', (name, path) => {
    expect(pathsOf(notebook('a', name))).toEqual([path])
  })

  test.each([
    [
      ['Notes', 'notes', 'NOTES'],
      ['NOTES (3).md', 'Notes.md', 'notes (2).md'],
    ],
    [
      ['Cafe\u0301', 'Café'],
      ['Café (2).md', 'Café.md'],
    ],
    [
      ['a/b', 'a:b'],
      ['a b (2).md', 'a b.md'],
    ],
  ])('is the only one of %j', (names, paths) => {
    expect(pathsOf(...names.map((name, index) => notebook(String(index + 1), name)))).toEqual(paths)
  })

  test('of folders that differ by case alone is one folder', () => {
    expect(pathsOf(notebook('1', 'A', 'Work'), notebook('2', 'B', 'work'))).toEqual(['Work/A.md', 'Work/B.md'])
  })

  test('of a person is left to them', () => {
    const vault = new MemoryVault()
    vault.notes.set('DIARY.md', 'mine')
    vault.others.add('Work')
    vault.notes.set('plans/x.md', 'mine')
    vault.sync([notebook('1', 'Diary'), notebook('2', 'B', 'Work'), notebook('3', 'C', 'Plans')])
    expect([...vault.notes.keys()].toSorted()).toEqual([
      'DIARY.md',
      'Diary (2).md',
      'Work (2)/B.md',
      'plans/C.md',
      'plans/x.md',
    ])
    expect(vault.text('DIARY.md')).toBe('mine')
  })

  test('of a page tells two notebooks of one name apart', () => {
    const vault = new MemoryVault()
    vault.sync([notebook('1', 'Diary'), notebook('2', 'diary')], { per: 'page' })
    expect([...vault.notes.keys()]).toEqual(['Diary/Diary 001.md', 'Diary (2)/diary 001.md'])
  })
})

describe('a note', () => {
  test('is moved with its notebook, and what a person wrote goes along', () => {
    const vault = new MemoryVault()
    vault.sync([notebook('1', 'Diary')])
    vault.edit('Diary.md', (text) => `${text}mine`)
    const plan = vault.sync([notebook('1', 'Journal', 'Private')])
    expect(plan.moves).toEqual([{ from: 'Diary.md', to: 'Private/Journal.md' }])
    expect(vault.text('Private/Journal.md')).toMatch(/# Journal\n[\s\S]*mine$/)
    expect([...vault.notes.keys()]).toEqual(['Private/Journal.md'])
  })

  test.each([true, false])('stays where a person moved it (with the state: %s)', (keepsState) => {
    const vault = new MemoryVault()
    vault.sync([notebook('1', 'Diary')])
    vault.rename('Diary.md', 'Mine/2026.md')
    if (!keepsState) vault.state = { per: undefined, notes: {}, assets: {} }
    vault.sync([notebook('1', 'Journal')])
    vault.sync([notebook('1', 'Journal', 'Private')])
    expect([...vault.notes.keys()]).toEqual(['Mine/2026.md'])
    expect(vault.text('Mine/2026.md')).toContain('# Journal')
  })

  test('keeps its number while another of its name goes', () => {
    const vault = new MemoryVault()
    vault.sync([notebook('1', 'Diary'), notebook('2', 'Diary')])
    vault.sync([notebook('1', 'Old'), notebook('2', 'Diary')])
    expect([...vault.notes.keys()].toSorted()).toEqual(['Diary (2).md', 'Old.md'])
    vault.sync([notebook('0', 'Diary'), notebook('1', 'Old'), notebook('2', 'Diary')])
    expect(vault.text('Diary (2).md')).toContain('of 2')
    expect(vault.text('Diary.md')).toContain('of 0')
  })

  test('is the same note whichever form of Unicode the file system gives', () => {
    const vault = new MemoryVault()
    vault.sync([notebook('1', 'Café', 'Été')])
    vault.rename('Été/Café.md', 'Été/Café.md'.normalize('NFD'))
    expect(isNothing(vault.plan({ notebooks: [notebook('1', 'Café', 'Été')], isWhole: true }))).toBe(true)
    vault.sync([notebook('1', 'Bar', 'Été')])
    expect([...vault.notes.keys()].map((path) => path.normalize('NFC'))).toEqual(['Été/Bar.md'])
  })

  test('takes the name of another that takes its name', () => {
    const vault = new MemoryVault()
    vault.sync([notebook('1', 'A'), notebook('2', 'B')])
    vault.sync([notebook('1', 'B'), notebook('2', 'A')])
    expect(vault.text('A.md')).toContain('of 2')
    expect(vault.text('B.md')).toContain('of 1')
    expect(vault.notes.size).toBe(2)
  })

  test('of a page follows its number', () => {
    const vault = new MemoryVault()
    const pages = ['1', '2', '3'].map((digits) => vaultPage(digits, { text: `page ${digits}` }))
    vault.sync([vaultNotebook('d', { pages })], { per: 'page' })
    vault.sync([vaultNotebook('d', { pages: pages.toReversed() })], { per: 'page' })
    expect(vault.text('Diary/Diary 001.md')).toContain('page 3')
    expect(vault.text('Diary/Diary 003.md')).toContain('page 1')
    expect(vault.notes.size).toBe(3)
    expect(vault.state.notes[`${uuid('d')}/${uuid('3')}`]).toBe('Diary/Diary 001.md')
  })
})

test('moves that were interrupted while names change are finished by the next run', () => {
  const vault = new MemoryVault()
  vault.sync([notebook('1', 'A'), notebook('2', 'B')])
  const [first] = vault.plan({ notebooks: [notebook('1', 'B'), notebook('2', 'A')], isWhole: true }).moves
  vault.rename(first?.from ?? '', first?.to ?? '')
  vault.sync([notebook('1', 'B'), notebook('2', 'A')])
  expect([...vault.notes.keys()].toSorted()).toEqual(['A.md', 'B.md'])
  expect(vault.text('A.md')).toContain('of 2')
})

test('no move overwrites a file that is to move itself', () => {
  const moves = [
    { from: 'a.md', to: 'b.md' },
    { from: 'b.md', to: 'c.md' },
    { from: 'd.md', to: 'D.md' },
  ]
  expect(inOrder(moves)).toEqual([moves[1], moves[2], moves[0]])
})

test('notes that change places take no name of a person on their way', () => {
  const vault = new MemoryVault()
  vault.sync([notebook('1', 'A'), notebook('2', 'B')])
  const swapped = [notebook('1', 'B'), notebook('2', 'A')]
  const [first] = vault.plan({ notebooks: swapped, isWhole: true }).moves
  vault.notes.set(first?.to ?? '', 'mine')
  vault.sync(swapped)
  expect(vault.text(first?.to ?? '')).toBe('mine')
  expect(vault.text('A.md')).toContain('of 2')
  expect(vault.text('B.md')).toContain('of 1')
  expect(vault.notes.size).toBe(3)
})
