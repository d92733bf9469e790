// SPDX-License-Identifier: AGPL-3.0-or-later
import { everything } from '@rmirror/shared/library'
import type { LocalSelection } from '@rmirror/shared/local-page'
import { expect, test } from 'vitest'
import { fullness } from '../components/controls/ShareBar.tsx'
import { branchesOf, isInTree, toggled } from './selection-tree.ts'

const uuid = (letter: string) => `${letter.repeat(8)}-0000-4000-8000-000000000000`
const folder = (letter: string, name: string, parent = '') => ({ uuid: uuid(letter), name, parent })
const notebook = (letter: string, name: string, parent = '', tags: string[] = []) => ({
  ...{ uuid: uuid(letter), name, parent, tags },
  pages: 3,
})

const known: LocalSelection = {
  selection: everything,
  folders: [folder('a', 'Work'), folder('b', 'Old', uuid('a')), folder('c', 'Gone', 'trash')],
  notebooks: [
    notebook('d', 'Diary'),
    notebook('e', 'Plans', uuid('b'), ['draft']),
    notebook('f', 'Lost', uuid('9')),
    notebook('7', 'Thrown away', uuid('c')),
  ],
}

test('folders come first, each with what lies in it; the trash is left out', () => {
  const shape = (branches: ReturnType<typeof branchesOf>): unknown[] =>
    branches.map(({ name, inside }) => (inside.length > 0 ? [name, shape(inside)] : name))
  expect(shape(branchesOf(known))).toEqual([['Work', [['Old', ['Plans']]]], 'Diary', 'Lost'])
})

test('what is ticked off and on again is as it was', () => {
  for (const branch of branchesOf(known)) {
    const out = toggled(branch, everything)
    expect(isInTree(branch, out), branch.name).toBe(false)
    expect(isInTree(branch, toggled(branch, out)), branch.name).toBe(true)
    expect(toggled(branch, out)).toEqual(everything)
  }
})

test('a tag leaves out each notebook with it', () => {
  const plans = branchesOf(known)[0]?.inside[0]?.inside[0]
  expect(plans && isInTree(plans, { ...everything, excluded_tags: ['draft'] })).toBe(false)
})

test.each([
  [66, 'plenty'],
  [67, 'little'],
  [90, 'little'],
  [91, 'least'],
  [120, 'least'],
] as const)('%i of 100 pages leave %s', (taken, words) => {
  expect(fullness(taken, 100)).toBe(words)
})
