// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import type { Folder, Notebook } from '../model/types.ts'
import { everything, type Selection, withoutExcluded } from './selection.ts'

const notebook = (uuid: string, more: Partial<Notebook> = {}): Notebook => ({
  ...{ uuid, name: uuid, kind: 'notebook', parent: '', orientation: 'portrait', pinned: false },
  ...{ lastModified: 0, lastOpened: 0, tags: [], authors: [], pages: [], coverPage: 0, problems: [] },
  ...more,
})
const uuid = (digit: number) => `${digit}`.padStart(8, '0') + '-0000-4000-8000-000000000000'
const [work, meetings, home] = [uuid(1), uuid(2), uuid(3)]
const folders: Folder[] = [
  { uuid: work, name: 'Work', parent: '' },
  { uuid: meetings, name: 'Meetings', parent: work },
  { uuid: home, name: 'Home', parent: '' },
]
const library = {
  folders,
  notebooks: [
    notebook('diary', { parent: home, tags: ['private'] }),
    notebook('minutes', { parent: meetings }),
    notebook('plans', { parent: work, tags: ['Private'] }),
    notebook('loose'),
  ],
}
const left = (selection: Partial<Selection>) => {
  const { selected, excluded } = withoutExcluded(library, { ...everything, ...selection })
  return [selected.notebooks, selected.folders, excluded].map((each) => each.map(({ name }) => name).join(' '))
}

describe('what is left of a library', () => {
  test('is all of it where nothing is excluded', () => {
    expect(left({})).toEqual(['diary minutes plans loose', 'Work Meetings Home', ''])
  })

  test('has no notebook that is named', () => {
    expect(left({ excluded_notebooks: ['loose'] })).toEqual(['diary minutes plans', 'Work Meetings Home', 'loose'])
  })

  test('has nothing of a folder, at any depth, nor the folder', () => {
    expect(left({ excluded_folders: [work] })).toEqual(['diary loose', 'Home', 'minutes plans'])
    expect(left({ excluded_folders: [meetings] })).toEqual(['diary plans loose', 'Work Home', 'minutes'])
  })

  test('has no notebook with one of the tags, as they are written', () => {
    expect(left({ excluded_tags: ['private', 'old'] })).toEqual(['minutes plans loose', 'Work Meetings Home', 'diary'])
  })

  test('has no notebook in a folder whose name is no uuid', () => {
    const odd = {
      folders: [{ uuid: 'Projects', name: 'Projects', parent: '' }],
      notebooks: [notebook('a', { parent: 'Projects' })],
    }
    const { selected } = withoutExcluded(odd, { ...everything, excluded_folders: [uuid(9)] })
    expect(selected.notebooks).toHaveLength(1)
  })
})
