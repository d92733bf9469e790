// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import { isNothing, MemoryVault, uuid, vaultNotebook, vaultPage } from '../../../tests/world/vault.ts'
import { noState } from './state.ts'
import type { VaultNotebook } from './types.ts'

const diary = (more: Partial<VaultNotebook> = {}) =>
  vaultNotebook('d', { pages: [vaultPage('1', { text: 'Buy ink', pictures: ['a'] })], ...more })

function synced(): MemoryVault {
  const vault = new MemoryVault()
  vault.sync([diary()])
  return vault
}

const picture = `rmirror-files/${uuid('d')}/${uuid('1')}.png`

describe('the note of a notebook that is gone', () => {
  test.each([
    ['from the library', [], 'gone', 'no longer in the library'],
    ['into the trash', [diary({ isTrashed: true, pages: [] })], 'trash', 'in the trash'],
  ])('%s is marked once, and keeps its text and pictures', (_, notebooks, why, words) => {
    const vault = synced()
    const { findings } = vault.sync(notebooks)
    expect(findings).toMatchObject([{ kind: 'removed', why, deleted: false, hasOwnText: false }])
    expect(vault.text('Diary.md')).toMatch(new RegExp(`# Diary\\n\\n> \\[!warning\\].*${words}.*\\n\\n## Page 1`))
    expect(vault.others.has(picture)).toBe(true)
    expect(isNothing(vault.plan({ notebooks, isWhole: true }))).toBe(true)
    vault.sync([diary()])
    expect(vault.text('Diary.md')).not.toContain('[!warning]')
  })

  test.each([true, false])(
    'follows it where it comes back from the trash under another name (with the state: %s)',
    (keepsState) => {
      const vault = synced()
      vault.sync([diary({ isTrashed: true, pages: [] })])
      if (!keepsState) vault.state = noState
      vault.sync([diary({ name: 'Journal', folders: ['Private'] })])
      expect([...vault.notes.keys()]).toEqual(['Private/Journal.md'])
      expect(vault.text('Private/Journal.md')).not.toContain('[!warning]')
    },
  )

  test('stays unmarked where only a part of the library was given', () => {
    const vault = synced()
    expect(isNothing(vault.plan({ notebooks: [], isWhole: false }))).toBe(true)
    expect(vault.sync([], { isWhole: false }).state.notes).toEqual({ [uuid('d')]: 'Diary.md' })
  })

  test('is deleted with its pictures if that was chosen', () => {
    const vault = synced()
    expect(vault.sync([], { deleteRemoved: true }).findings).toMatchObject([{ kind: 'removed', deleted: true }])
    expect([...vault.notes, ...vault.others]).toEqual([])
    expect(vault.state).toEqual({ per: 'notebook', notes: {}, assets: {} })
  })

  test.each([
    ['below', (text: string) => `${text}mine`],
    ['above', (text: string) => text.replace('<!-- rmirror:begin', 'mine\n\n<!-- rmirror:begin')],
    ['inside', (text: string) => text.replace('Buy ink', 'mine')],
    ['as a removed page', (text: string) => text.replace(/## Page 1[\s\S]*(?=<!-- rmirror:end)/, '')],
    ['as a property', (text: string) => text.replace('title:', 'mine: 1\ntitle:')],
    ['as a comment', (text: string) => text.replace('title:', '# mine\ntitle:')],
    ['as a changed property', (text: string) => text.replace('"Diary"', '"mine"')],
  ])('is kept all the same with what a person wrote: %s', (_, edit) => {
    const vault = synced()
    vault.edit('Diary.md', edit)
    const { findings } = vault.sync([], { deleteRemoved: true })
    expect(findings).toMatchObject([{ kind: 'removed', deleted: false, hasOwnText: true }])
    expect(vault.notes.size).toBe(1)
  })

  test('is kept with the note of another notebook in it', () => {
    const vault = synced()
    vault.sync([diary(), vaultNotebook('e', { name: 'Plans' })])
    const plans = vault.text('Plans.md')
    vault.notes.delete('Plans.md')
    vault.edit('Diary.md', (text) => text + plans.slice(plans.indexOf('<!--')))
    vault.sync([vaultNotebook('e', { name: 'Plans' })], { deleteRemoved: true })
    expect(vault.text('Diary.md')).toContain('Buy ink')
  })
})

test('the picture of a page that is gone goes, unless a person shows it', () => {
  for (const [text, isKept] of [
    ['', false],
    [`![[${uuid('1')}.png]]`, true],
  ] as const) {
    const vault = synced()
    vault.notes.set('Own.md', text)
    vault.sync([diary({ pages: [] })])
    expect(vault.others.has(picture)).toBe(isKept)
  }
})

test('a file of a person among the pictures stays', () => {
  const vault = synced()
  vault.others.add(`rmirror-files/${uuid('d')}/mine.png`)
  vault.sync([], { deleteRemoved: true })
  expect([...vault.others]).toEqual([`rmirror-files/${uuid('d')}/mine.png`])
})

test('notes of the other kind are marked, and go only if that was chosen', () => {
  const vault = synced()
  expect(vault.sync([diary()], { per: 'page' }).findings).toMatchObject([
    { kind: 'removed', why: 'per', path: 'Diary.md' },
  ])
  expect(vault.text('Diary.md')).toContain('Notes are written differently now.')
  vault.sync([diary()], { per: 'page', deleteRemoved: true })
  expect([...vault.notes.keys()]).toEqual(['Diary/Diary 001.md'])
  expect(vault.others.has(picture)).toBe(true)
})

test('a property "uuid" of a person is nobody else’s', () => {
  const vault = synced()
  vault.notes.set('Own.md', '---\nuuid: 1\n---\n')
  expect(vault.sync([diary()]).findings).toEqual([])
})
