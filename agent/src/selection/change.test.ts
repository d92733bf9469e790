// SPDX-License-Identifier: AGPL-3.0-or-later
import { everything, readLibrary } from '@rmirror/shared/library'
import { expect, test } from 'vitest'
import { builtCore } from '../testing/core.ts'
import { changeSelection, selectionLines } from './change.ts'

const id = (letter: string) => `${letter.repeat(8)}-0000-4000-8000-000000000000`

async function library() {
  const file = (path: string, content: object) => {
    const bytes = new TextEncoder().encode(JSON.stringify(content))
    return { path, size: bytes.length, modified: 0, read: async () => bytes }
  }
  const folder = (letter: string, visibleName: string, parent = '') =>
    file(`${id(letter)}.metadata`, { type: 'CollectionType', visibleName, parent })
  const notebook = (letter: string, visibleName: string, parent = '', tags: string[] = []) => [
    file(`${id(letter)}.metadata`, { type: 'DocumentType', visibleName, parent, lastModified: '1700000000000' }),
    file(`${id(letter)}.content`, {
      ...{ fileType: 'notebook', formatVersion: 2, cPages: { pages: [] } },
      tags: tags.map((name) => ({ name, timestamp: 1 })),
    }),
  ]
  const files = [
    ...[folder('f', 'Work'), folder('e', 'Private', id('f'))],
    ...[notebook('a', 'Diary'), notebook('b', 'Diary', id('e')), notebook('c', 'Plans', '', ['garden'])].flat(),
  ]
  return readLibrary(files, await builtCore())
}

test('names, paths, uuids and tags are excluded and included', async () => {
  const all = await library()
  const excluded = changeSelection(everything, 'exclude', ['work/private/', id('a'), '#garden'], all)
  expect(excluded).toMatchObject({
    ...{ excluded_notebooks: [id('a')], excluded_folders: [id('e')], excluded_tags: ['garden'] },
  })
  expect(selectionLines(excluded, all)).toEqual([
    ...['[ ] Diary', '[ ] Plans', '[x] Work/', '[ ] Work/Private/', '[ ] Work/Private/Diary', '[ ] #garden'],
  ])
  expect(changeSelection(excluded, 'include', ['Private', id('a'), '#garden'], all)).toEqual(everything)
  expect(changeSelection(excluded, 'exclude', ['Private'], all)).toMatchObject({ excluded_folders: [id('e')] })
})

test('what went from here is included by its uuid', async () => {
  const before = { ...everything, excluded_notebooks: [id('9')] }
  expect(changeSelection(before, 'include', [id('9')], await library())).toEqual(everything)
})

test('a name that means nothing, or two things, changes nothing', async () => {
  const all = await library()
  expect(() => changeSelection(everything, 'exclude', ['Diary'], all)).toThrow('means several notebooks or folders')
  expect(() => changeSelection(everything, 'exclude', ['Dairy'], all)).toThrow('no notebook or folder "Dairy"')
  expect(changeSelection(everything, 'exclude', ['Work/Private/Diary'], all).excluded_notebooks).toEqual([id('b')])
})
