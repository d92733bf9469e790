// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { MemoryVault, vaultNotebook, vaultPage } from '../../../tests/world/vault.ts'

const diary = (more: Parameters<typeof vaultNotebook>[1] = {}) =>
  vaultNotebook('d', { pages: [vaultPage('1')], tags: ['ink', 'old'], modified: 1e12, ...more })

/** The properties after a person's edit, and a sync of what the tablet has then. */
function after(edit: (text: string) => string, more: Parameters<typeof vaultNotebook>[1]): string {
  const vault = new MemoryVault()
  vault.sync([diary()])
  vault.edit('Diary.md', edit)
  vault.sync([diary(more)])
  const text = [...vault.notes.values()][0] ?? ''
  return text.slice(0, text.indexOf('\n<!--'))
}

const changed = { tags: ['ink', 'new'], modified: 2e12, name: 'Journal' }

test('what nobody changed follows the library, also in the words of Obsidian', () => {
  const inObsidian = (text: string) => text.replace(/"(Diary|ink|old|reMarkable)"/g, '$1').replace('old\n', "'old'\n")
  for (const edit of [(text: string) => text, inObsidian]) {
    const text = after(edit, changed)
    expect(text).toMatch(/^title: "Journal"$/m)
    expect(text).toMatch(/^modified: 2033/m)
    expect(text).toMatch(/^tags:\n {2}- "ink"\n {2}- "new"\nmodified/m)
  }
})

test('properties and comments of a person stay, in their places', () => {
  const text = after((each) => each.replace('title:', '# mine\naliases: [a, b]\ntitle:'), changed)
  expect(text).toMatch(/^# mine\naliases: \[a, b\]\ntitle: "Journal"$/m)
})

test('what a person changed or deleted stays so', () => {
  const text = after((each) => each.replace('title: "Diary"', 'title: Mine').replace(/modified.*\n/, ''), changed)
  expect(text).toMatch(/^title: Mine$/m)
  expect(text).not.toContain('modified')
})

test.each([
  ['added', /( {2}- "old"\n)/, '$1  - mine\n', ['ink', 'mine', 'new']],
  ['removed', / {2}- "ink"\n/, '', ['new']],
  ['written in a line', /tags:\n.*\n.*\n/, 'tags: [ink, "old", mine]\n', ['ink', 'mine', 'new']],
])('a tag that a person %s is merged with those of the tablet', (_, from, to, tags) => {
  const text = after((each) => each.replace(from, to), changed)
  expect([...text.matchAll(/^ {2}- "(.*)"$/gm)].map(([, tag]) => tag)).toEqual(tags)
})

test('tags that a person deleted altogether stay away', () => {
  expect(after((each) => each.replace(/tags:\n.*\n.*\n/, ''), changed)).not.toContain('tags')
})

test.each([
  ['without properties', (text: string) => text.replace(/^---[\s\S]*?\n---\n/, '')],
  ["with another note's", (text: string) => text.replace(/uuid: ".*"/, 'uuid: mine')],
  ['whose properties never end', (text: string) => text.replace('\n---\n', '\n')],
])('a note %s gets none', (_, edit) => {
  const vault = new MemoryVault()
  vault.sync([diary()])
  vault.edit('Diary.md', edit)
  const before = vault.text('Diary.md').split('<!--')[0] ?? ''
  vault.sync([diary({ ...changed, name: 'Diary' })])
  expect(vault.text('Diary.md').startsWith(before)).toBe(true)
})

test('a byte order mark and Windows line ends stay', () => {
  const text = after((each) => `\ufeff${each.replaceAll('\n', '\r\n')}`, changed).trimEnd()
  expect(text.startsWith('\ufeff---\r\n')).toBe(true)
  expect(text).toContain('title: "Journal"\r\n')
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})
