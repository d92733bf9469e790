// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { loadCore } from '@rmirror/shared/core'
import { describe, expect, test } from 'vitest'
import { onePage, type SceneParagraph } from '../../../../tests/generator/scene.ts'
import { task } from '../../../../tests/generator/task-list.ts'
import { paragraph, typed } from '../../../../tests/generator/text-fixtures.ts'
import { writeV6 } from '../../../../tests/generator/v6.ts'
import { type Folder, isUuid, manifestOf, type Notebook, type PageSource, type PageState, pageState } from '../index.ts'

const uuid = (letter: string) => `${letter.repeat(8)}-0000-4000-8000-${letter.repeat(12)}`
const page = (letter: string, more: Partial<PageSource> = {}): PageSource => ({
  ...{ uuid: uuid(letter), number: 1, index: 0, template: '', sourcePage: null, tags: [] },
  ...more,
})
const notebook = (more: Partial<Notebook> = {}): Notebook => ({
  ...{ uuid: uuid('d'), name: 'Diary', kind: 'notebook', parent: '', orientation: 'portrait', pinned: false },
  ...{ lastModified: 0, lastOpened: 0, tags: [], authors: [], pages: [], coverPage: 0, problems: [] },
  ...more,
})
const stateOfPage = { ink_hash: 'i1:0a', has_ink: true, typed_text: '', typed_markdown: '', highlights: [] }
const ink: PageState = { ...stateOfPage, unreadable: 0 }

const manifest = (notebooks: Notebook[], folders: Folder[] = [], state: PageState | undefined = ink) =>
  manifestOf({ notebooks, folders }, () => state, 'notebooks')
const only = (given: Notebook, folders: Folder[] = []) => {
  const { notebooks } = manifest([given], folders).manifest
  return notebooks.find(({ document_type }) => document_type !== 'folder')
}

describe('a manifest', () => {
  test('names notebooks and folders with their pages in order', () => {
    const given = notebook({
      ...{ parent: uuid('f'), pinned: true, tags: ['garden'], lastModified: 1_700_000_000_000 },
      pages: [page('b', { tags: ['to do'] }), page('a', { number: 2 })],
    })
    const folder = { uuid: uuid('f'), name: 'Work', parent: '', lastModified: 1_700_000_001_000 }
    const look_hash = expect.stringMatching(/^l1:[0-9a-f]{32}$/)
    expect(manifest([given], [folder]).manifest).toEqual({
      scope: 'notebooks',
      notebooks: [
        {
          ...{ notebook_uuid: uuid('f'), document_type: 'folder', visible_name: 'Work', is_trashed: false },
          last_modified: '2023-11-14T22:13:21.000Z',
        },
        {
          ...{ notebook_uuid: uuid('d'), document_type: 'notebook', visible_name: 'Diary', parent_uuid: uuid('f') },
          ...{ is_trashed: false, is_pinned: true, orientation: 'portrait', tags: ['garden'], authors: [] },
          last_modified: '2023-11-14T22:13:20.000Z',
          pages: [
            { page_uuid: uuid('b'), tags: ['to do'], ...stateOfPage, look_hash },
            { page_uuid: uuid('a'), tags: [], ...stateOfPage, look_hash },
          ],
        },
      ],
    })
  })

  test('lists an unreadable page without facts about its ink', () => {
    const listed = [notebook({ pages: [page('a')] })]
    const { notebooks } = manifestOf({ notebooks: listed, folders: [] }, () => undefined, 'library').manifest
    expect(notebooks[0]?.pages).toEqual([{ page_uuid: uuid('a'), tags: [], has_ink: false }])
  })

  test('counts the parts of a page that could not be read, where there are any', async () => {
    const core = await loadCore(readFileSync(createRequire(import.meta.url).resolve('@rmirror/core/core.wasm')))
    const stateOf = (unknownBlocks: number) => {
      using read = core.openPage(writeV6(onePage([]), { unknownBlocks }))
      return pageState(read)
    }
    const counted = (state: PageState) => manifest([notebook({ pages: [page('a')] })], [], state).manifest
    const first = ({ notebooks }: ReturnType<typeof counted>) => notebooks[0]?.pages?.[0]
    expect(first(counted(stateOf(0)))).not.toHaveProperty('unreadable_parts')
    expect(first(counted(stateOf(2)))).toMatchObject({ unreadable_parts: 2 })
    expect(first(counted({ ...ink, unreadable: 5e6 }))).toMatchObject({ unreadable_parts: 1e6 })
  })

  test('knows no folder called trash: what lies in it is trashed, at any depth', () => {
    const old = { uuid: uuid('f'), name: 'Old', parent: 'trash' }
    expect(only(notebook({ parent: 'trash' }))).toMatchObject({ is_trashed: true })
    expect(only(notebook({ parent: 'trash' }))).not.toHaveProperty('parent_uuid')
    expect(only(notebook({ parent: uuid('f') }), [old])).toMatchObject({
      is_trashed: true,
      parent_uuid: uuid('f'),
    })
  })

  test('names folders by uuids, whatever they are called', () => {
    const odd = { uuid: 'Projects', name: 'Projects', parent: '' }
    const { notebooks } = manifest([notebook({ parent: 'Projects' })], [odd]).manifest
    expect(isUuid(notebooks[0]?.notebook_uuid ?? '')).toBe(true)
    expect(notebooks[1]?.parent_uuid).toBe(notebooks[0]?.notebook_uuid)
  })

  test('leaves out times that are none', () => {
    const times = only(notebook({ lastModified: 8.64e15, lastOpened: -5 }))
    expect(Object.keys(times ?? {}).filter((name) => name.startsWith('last'))).toEqual([])
  })

  test('cuts what is longer than the server takes, and says so', () => {
    const tags = Array.from({ length: 101 }, (_, index) => `tag ${index}`)
    const { manifest: cut, shortened } = manifest([notebook({ name: '𝒟'.repeat(301), tags, pages: [page('a')] })], [], {
      ...ink,
      typed_text: 'x'.repeat(100_001),
    })
    const [entry] = cut.notebooks
    expect(shortened.map(({ name, page }) => [[...name].length, page])).toEqual([
      [301, null],
      [301, null],
      [301, 1],
    ])
    expect([...(entry?.visible_name ?? '')]).toHaveLength(300)
    expect(entry?.tags).toHaveLength(100)
    expect(entry?.pages?.[0]?.typed_text).toHaveLength(100_000)
  })

  test('brings typed text as Markdown beside the words, also that there is none', () => {
    const given = [notebook({ pages: [page('a')] })]
    const typed = { ...stateOfPage, typed_text: 'Paper', typed_markdown: '- [ ] Paper' }
    expect(manifest(given, [], { ...ink, ...typed }).manifest.notebooks[0]?.pages?.[0]).toMatchObject(typed)
    expect(manifest(given).manifest.notebooks[0]?.pages?.[0]).toMatchObject({ typed_text: '', typed_markdown: '' })
  })

  test('says how many of 5,000 typed to-dos are listed', () => {
    const markdown = (count: number) => '- [ ] a\n    - [x] b\n- [ ]\n- c\n'.repeat(count / 2)
    const stateOfPage = (count: number) => {
      const given = [notebook({ name: 'Chores', pages: [page('a')] })]
      return manifest(given, [], { ...ink, typed_markdown: markdown(count) }).shortened
    }
    expect(stateOfPage(5000)).toEqual([
      {
        ...{ name: 'Chores', page: 1 },
        sentence: 'The typed to-dos of "Chores", page 1: only the first 1000 of 5000 are listed',
      },
    ])
    expect(stateOfPage(1000)).toEqual([])
  })

  test('cuts Markdown that is longer than the server takes, and says so', () => {
    const given = [notebook({ pages: [page('a')] })]
    const { manifest: cut, shortened } = manifest(given, [], { ...ink, typed_markdown: `- [ ] ${'x'.repeat(100_000)}` })
    expect(cut.notebooks[0]?.pages?.[0]?.typed_markdown).toHaveLength(100_000)
    expect(shortened).toMatchObject([{ sentence: expect.stringMatching(/^The Markdown of the typed text of "Diary"/) }])
  })

  test('says nothing that cannot be said: no NUL, no half characters, no place beyond all paper', () => {
    const rects = [
      { x: 1, y: 2, width: 3, height: 4 },
      { x: Number.NaN, y: 0, width: 1, height: 1 },
      { x: 0, y: 0, width: -1, height: 1 },
    ]
    const highlights = [{ original_text: 'a\0b', color: '#ffff00ff', rects }]
    const { manifest: said } = manifest([notebook({ name: 'A\ud800B\0', tags: ['\0'], pages: [page('a')] })], [], {
      ...ink,
      highlights,
    })
    expect(said.notebooks[0]).toMatchObject({ visible_name: 'A\ufffdB', tags: [] })
    expect(said.notebooks[0]?.pages?.[0]?.highlights).toEqual([
      { original_text: 'ab', color: '#ffff00ff', rects: [{ x: 1, y: 2, width: 3, height: 4 }] },
    ])
  })
})

test('typed text of newlines alone is none, and boxes without words are kept', async () => {
  const core = await loadCore(readFileSync(createRequire(import.meta.url).resolve('@rmirror/core/core.wasm')))
  const stateOf = (...paragraphs: SceneParagraph[]) => {
    using open = core.openPage(writeV6(onePage([], { text: typed(paragraphs) })))
    return pageState(open)
  }
  const empty = Array.from({ length: 500 }, () => paragraph(1, ''))
  expect(stateOf(...empty)).toMatchObject({ typed_text: '', typed_markdown: '' })
  expect(stateOf(task('a'), task('', 'ticked'))).toMatchObject({ typed_text: 'a', typed_markdown: '- [ ] a\n- [x]' })
})

test('only handwriting is ink to be read', async () => {
  const core = await loadCore(readFileSync(createRequire(import.meta.url).resolve('@rmirror/core/core.wasm')))
  const stateOf = (name: string) => {
    using open = core.openPage(readFileSync(new URL(`../../../../tests/fixtures/${name}`, import.meta.url)))
    return pageState(open)
  }
  expect(stateOf('v6.rm')).toMatchObject({ has_ink: true, ink_hash: expect.stringMatching(/^i1:[0-9a-f]{64}$/) })
  expect(stateOf('text-styles.rm')).toMatchObject({
    has_ink: false,
    typed_text: expect.stringContaining('open task\ndone task\n'),
    typed_markdown: expect.stringContaining('- [ ] open task\n- [x] done task\n'),
  })
  expect(stateOf('highlights-with-place.rm')).toMatchObject({
    ...{ has_ink: false, typed_markdown: '' },
    highlights: [{ original_text: 'the quiet part', color: expect.stringMatching(/^#[0-9a-f]{8}$/) }, {}],
  })
  using blank = core.blankPage()
  expect(pageState(blank)).toMatchObject({ has_ink: false, typed_text: '', typed_markdown: '', highlights: [] })
})
