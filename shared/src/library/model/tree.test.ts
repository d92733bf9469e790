// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { notebook as notebookOf } from '../../../../tests/generator/notebook.ts'
import { childrenOf, folderPath, isInTrash, repairTree } from './tree.ts'
import type { Folder } from './types.ts'

const folder = (uuid: string, parent: string): Folder => ({ uuid, name: uuid, parent })
const notebook = (uuid: string, parent: string) => notebookOf({ uuid, name: uuid, parent })

test('an item whose parent is missing lies at the root', () => {
  const folders = [folder('a', 'nowhere')]
  const notebooks = [notebook('n', 'nowhere'), notebook('t', 'trash')]
  repairTree(folders, notebooks)
  expect([...folders, ...notebooks].map((item) => item.parent)).toEqual(['', '', 'trash'])
})

test('a cycle of parents is cut once and every folder reaches the root', () => {
  const folders = [folder('x', 'a'), folder('a', 'b'), folder('b', 'c'), folder('c', 'a'), folder('self', 'self')]
  repairTree(folders, [])
  for (const each of folders) expect(folderPath(folders, each).length).toBeLessThan(4)
  expect(folders.filter((each) => each.parent === '')).toHaveLength(2)
})

test('an unmended cycle does not hang the path', () => {
  const folders = [folder('a', 'b'), folder('b', 'a')]
  expect(folderPath(folders, notebook('n', 'a')).map((each) => each.uuid)).toEqual(['b', 'a'])
})

test('the path runs from the outermost folder inwards', () => {
  const folders = [folder('inner', 'outer'), folder('outer', '')]
  expect(folderPath(folders, notebook('n', 'inner')).map((each) => each.uuid)).toEqual(['outer', 'inner'])
})

test('what lies in a folder in the trash is in the trash', () => {
  const folders = [folder('old', 'trash'), folder('kept', '')]
  expect(isInTrash(folders, notebook('n', 'old'))).toBe(true)
  expect(isInTrash(folders, notebook('n', 'trash'))).toBe(true)
  expect(isInTrash(folders, notebook('n', 'kept'))).toBe(false)
})

test('children are in natural order', () => {
  const notebooks = ['Week 10', 'week 2', 'Week 1'].map((name) => notebook(name, ''))
  expect(childrenOf({ folders: [], notebooks }, '').notebooks.map((each) => each.name)).toEqual([
    'Week 1',
    'week 2',
    'Week 10',
  ])
})
