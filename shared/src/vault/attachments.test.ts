// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { isNothing, MemoryVault, uuid, vaultNotebook, vaultPage } from '../../../tests/world/vault.ts'

const [one, gone] = [uuid('f1'), uuid('f2')]
const text = `See ![sketch](attachment:${one}) and [gone](attachment:${gone})`
const path = `rmirror-files/${uuid('d')}/attachment-${one}.png`

const diary = (more: Parameters<typeof vaultPage>[1] = {}) =>
  vaultNotebook('d', { pages: [vaultPage('1', { text, attachments: [{ id: one, fileName: 'A.PNG' }], ...more })] })

test('are files that the text links to; the others are named', () => {
  const vault = new MemoryVault()
  const { assets } = vault.sync([diary()])
  expect(assets).toEqual([{ path, notebook: uuid('d'), page: uuid('1'), attachment: one, key: one }])
  expect(vault.text('Diary.md')).toContain(`See ![sketch](${path}) and gone (attachment)`)
  expect(isNothing(vault.plan({ notebooks: [diary()], isWhole: true }))).toBe(true)
})

test('go when the text no longer links to them, and stay where a person does', () => {
  const vault = new MemoryVault()
  vault.sync([diary()])
  const without = [diary({ text: 'See nothing', attachments: [] })]
  expect(vault.plan({ notebooks: without, isWhole: true }).deletes).toEqual([path])
  vault.notes.set('Mine.md', `![[${path}]]`)
  expect(vault.plan({ notebooks: without, isWhole: true }).deletes).toEqual([])
})

test('are left out with the pictures', () => {
  const vault = new MemoryVault()
  expect(vault.sync([diary()], { withPictures: false }).assets).toEqual([])
  expect(vault.text('Diary.md')).toContain('See sketch (attachment) and gone (attachment)')
  expect(vault.state.withPictures).toBe(false)
})

test('are links again in a correction, unless some are only named', () => {
  const vault = new MemoryVault()
  const whole = diary({ text: `See ![sketch](attachment:${one})` })
  vault.sync([whole])
  vault.edit('Diary.md', (note) => note.replace('See', 'Look at'))
  const [found] = vault.sync([whole]).findings
  expect(found).toMatchObject({ document: `Look at ![sketch](attachment:${one})`, isOutdated: false })

  const partly = new MemoryVault()
  partly.sync([diary()])
  partly.edit('Diary.md', (note) => note.replace('See', 'Look at'))
  expect(partly.sync([diary()]).findings[0]).toMatchObject({ document: null })
})

test('a Markdown file is not taken for a note', () => {
  const attachments = [{ id: one, fileName: 'minutes.md' }]
  const { assets } = new MemoryVault().sync([diary({ attachments })])
  expect(assets[0]?.path).toBe(`rmirror-files/${uuid('d')}/attachment-${one}.md.txt`)
})

test('a correction is outdated once the library has another text', () => {
  const vault = new MemoryVault()
  const says = (words: string) => [vaultNotebook('d', { pages: [vaultPage('1', { text: words })] })]
  vault.sync(says('Call Ann'))
  vault.edit('Diary.md', (note) => note.replace('Call Ann', 'Call Anna'))
  expect(vault.sync(says('Call Ann')).findings[0]).toMatchObject({ document: 'Call Anna', isOutdated: false })
  expect(vault.sync(says('Call Bob')).findings[0]).toMatchObject({ document: 'Call Anna', isOutdated: true })
  expect(vault.sync(says('Call Anna')).findings).toEqual([])
})
