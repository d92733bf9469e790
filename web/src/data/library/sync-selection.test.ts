// SPDX-License-Identifier: AGPL-3.0-or-later
import { everything, folderUuid } from '@rmirror/shared/library'
import { expect, test } from 'vitest'
import { notebookHere, notebookThere } from '../../testing/notebooks.ts'
import { LibraryIndex } from './library-index.ts'
import { Notebook } from './notebook.ts'
import { effectOf, nodesOf, type SelectionNode, tickOf, toggled, unknownIn } from './sync-selection.ts'

const folders = [
  { uuid: 'work', name: 'Work', parent: '' },
  { uuid: 'old', name: 'Old', parent: 'work' },
]
const notebooks = [
  new Notebook(null, notebookThere({ uuid: 'diary', name: 'Diary', tags: ['private'] })),
  new Notebook(null, notebookThere({ uuid: 'plans', name: 'Plans', parent: 'old' })),
  new Notebook(notebookHere({ uuid: 'draft', name: 'Draft', parent: 'work' }), null),
  new Notebook(null, notebookThere({ uuid: 'gone', name: 'Gone', parent: 'trash' })),
  new Notebook(null, notebookThere({ uuid: 'note', name: 'Written here', parent: 'work', isNote: true })),
]
const nodes = nodesOf(
  new LibraryIndex(
    new Map(notebooks.map((each) => [each.uuid, each])),
    new Map(folders.map((each) => [each.uuid, each])),
    new Intl.Collator('en'),
  ),
)
const named = (name: string, among = nodes): SelectionNode => {
  const all = (each: SelectionNode): SelectionNode[] => [each, ...each.inside.flatMap(all)]
  const found = among.flatMap(all).find((each) => each.name === name)
  if (!found) throw new Error(name)
  return found
}

test('the tree has folders first, and neither trash nor notes', () => {
  const shape = (each: SelectionNode[]): unknown[] => each.map(({ name, inside }) => [name, ...shape(inside)])
  expect(shape(nodes)).toEqual([['Work', ['Old', ['Plans']], ['Draft']], ['Diary']])
})

test('a folder is mixed while something in it is excluded, and whole again when it is ticked', () => {
  const without = toggled(named('Plans'), everything)
  expect(without.excluded_notebooks).toEqual(['plans'])
  expect([tickOf(named('Work'), without), tickOf(named('Old'), without)]).toEqual(['mixed', 'mixed'])
  expect(toggled(named('Work'), without)).toEqual(everything)
  const out = toggled(named('Work'), everything)
  expect(out.excluded_folders).toEqual([folderUuid('work')])
  expect(tickOf(named('Work'), out)).toBe(false)
  expect(toggled(named('Work'), out)).toEqual(everything)
})

test('a notebook is excluded by its tag as well', () => {
  const chosen = { ...everything, excluded_tags: ['private'] }
  expect(tickOf(named('Diary'), chosen)).toBe(false)
  expect(effectOf(nodes, everything, chosen)).toEqual({ leaving: 1, excludedThere: 1, joining: 0 })
})

test('the effect counts what is on the server, and what was excluded before', () => {
  const saved = toggled(named('Diary'), everything)
  const chosen = toggled(named('Work'), saved)
  expect(effectOf(nodes, saved, chosen)).toEqual({ leaving: 1, excludedThere: 2, joining: 0 })
  expect(effectOf(nodes, chosen, saved)).toEqual({ leaving: 0, excludedThere: 1, joining: 2 })
})

test('what is excluded and unknown is kept and counted', () => {
  const saved = { ...everything, excluded_notebooks: ['elsewhere'], excluded_folders: [folderUuid('far')] }
  expect(unknownIn(nodes, saved)).toBe(2)
  expect(toggled(named('Diary'), saved).excluded_notebooks).toEqual(['diary', 'elsewhere'])
})
