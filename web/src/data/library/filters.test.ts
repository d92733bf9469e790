// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Folder } from '@rmirror/shared/library'
import { describe, expect, it } from 'vitest'
import { notebookHere, notebookThere } from '../../testing/notebooks.ts'
import { startOfDay } from '../account/calendar.ts'
import { branchesOf } from './branches.ts'
import {
  type Filters,
  filterNotebooks,
  listFilters,
  noFilters,
  readFilters,
  withoutFilter,
  writeFilters,
} from './filters.ts'
import { LibraryIndex } from './library-index.ts'
import { Notebook } from './notebook.ts'

const folder = (uuid: string, parent = ''): Folder => ({ uuid, name: uuid, parent })

function indexWith(notebooks: Notebook[], folders: Folder[] = []): LibraryIndex {
  const byUuid = new Map(notebooks.map((notebook) => [notebook.uuid, notebook]))
  const tree = new Map(folders.map((each) => [each.uuid, each]))
  return new LibraryIndex(byUuid, tree, new Intl.Collator('en', { numeric: true }))
}

const there = (facts: Parameters<typeof notebookThere>[0]) =>
  new Notebook(null, notebookThere({ name: facts?.uuid ?? '', ...facts }))

const all: Filters = {
  tags: ['sea & air', 'été'],
  starred: true,
  folder: 'work',
  states: ['failed', 'pending'],
  since: '2026-03-01',
  until: '2026-03-31',
}

describe('an address', () => {
  it('keeps all filters, whatever is in them', () => {
    expect(readFilters(`#${writeFilters(all)}`)).toEqual(all)
    expect(writeFilters(noFilters)).toBe('')
    expect(readFilters('')).toEqual(noFilters)
  })

  it.each([
    '#main',
    '#tag=&state=burnt&since=yesterday&starred=maybe&folder=',
    '#since=2026-02-31&until=2026-13-01',
    '#%E0%A4%A&=&&',
  ])('of %s has none', (hash) => {
    expect(readFilters(hash)).toEqual(noFilters)
  })

  it('with the same tag a thousand times has it once', () => {
    const many = Array.from({ length: 1000 }, (_, number) => `tag=a&tag=${number}`).join('&')
    expect(readFilters(many).tags).toHaveLength(20)
  })
})

describe('filters', () => {
  const noon = (day: string) => startOfDay(day) + 12 * 3_600_000
  const folders = [folder('work'), folder('deep', 'work'), folder('home')]
  const notebooks = [
    there({ uuid: 'a', parent: 'deep', tags: ['x', 'y'], pinned: true, lastModified: noon('2026-03-01') }),
    there({ uuid: 'b', parent: 'work', tags: ['x'], lastModified: noon('2026-03-02'), progress: { failed: 1 } }),
    there({
      uuid: 'c',
      parent: 'home',
      lastModified: noon('2026-03-03'),
      pages: 5,
      progress: { pending: 2, failed: 1 },
    }),
    new Notebook(notebookHere({ uuid: 'd', name: 'd', lastModified: noon('2026-03-04'), pageTags: ['ink'] }), null),
    there({ uuid: 'e', parent: 'gone', pageTags: ['ink', 'y'], progress: { pending_quota: 1 } }),
  ]
  const index = indexWith(notebooks, folders)
  const found = (filters: Partial<Filters>) =>
    filterNotebooks(notebooks, { ...noFilters, ...filters }, index)
      .map(({ uuid }) => uuid)
      .join('')

  it.each<[string, Partial<Filters>, string]>([
    ['nothing', {}, 'abcde'],
    ['a tag', { tags: ['x'] }, 'ab'],
    ['two tags, both', { tags: ['x', 'y'] }, 'a'],
    ['a tag of a page, wherever that is', { tags: ['ink'] }, 'de'],
    ['a tag that is a notebook’s or a page’s', { tags: ['y'] }, 'ae'],
    ['favourites', { starred: true }, 'a'],
    ['a folder, at any depth', { folder: 'work' }, 'ab'],
    ['a folder that is gone', { folder: 'gone' }, ''],
    ['a state, also where another one is more urgent', { states: ['pending'] }, 'c'],
    ['two states, either', { states: ['failed', 'quota'] }, 'bce'],
    ['what is synced as a whole', { states: ['synced'] }, 'a'],
    ['what the server does not have', { states: ['not-synced'] }, 'd'],
    ['a first day', { since: '2026-03-03' }, 'cd'],
    ['a last day, included', { until: '2026-03-02' }, 'abe'],
    ['one day', { since: '2026-03-02', until: '2026-03-02' }, 'b'],
    ['days the wrong way round', { since: '2026-03-04', until: '2026-03-01' }, ''],
    ['several together', { tags: ['x'], folder: 'work', states: ['failed'] }, 'b'],
  ])('by %s', (_, filters, expected) => {
    expect(found(filters)).toBe(expected)
  })

  it('offer the tags of notebooks and pages', () => {
    expect(index.tags).toEqual(['ink', 'x', 'y'])
  })

  it('are removed one by one', () => {
    let left = all
    for (const filter of listFilters(all)) {
      const fewer = withoutFilter(left, filter)
      expect(listFilters(fewer)).toHaveLength(listFilters(left).length - 1)
      left = fewer
    }
    expect(left).toEqual(noFilters)
  })

  it('of 5,000 notebooks look at each notebook a few times, however many there are', () => {
    const many = Array.from({ length: 5000 }, (_, number) =>
      there({ uuid: `n${number}`, tags: [`t${number % 7}`], lastModified: number, pages: number % 50 }),
    )
    let looks = 0
    const counted = many.map(
      (notebook) =>
        new Proxy(notebook, {
          get(target, name) {
            looks++
            const value = Reflect.get(target, name, target)
            return typeof value === 'function' ? value.bind(target) : value
          },
        }),
    )
    const large = indexWith(counted)
    for (const sort of ['modified', 'pages', 'state'] as const)
      filterNotebooks(large.inOrder(sort), { ...noFilters, tags: ['t3'], states: ['synced'] }, large)
    expect(looks).toBeGreaterThan(3 * many.length)
    // Sorting 5,000 items takes some 12 comparisons per item, three times.
    expect(looks).toBeLessThan(200 * many.length)
  })
})

describe('an order', () => {
  it('by pages has what is not counted last, by state what failed first', () => {
    const unopened = notebookHere({ uuid: 'u', name: 'u', pages: 0 })
    unopened.facts.unopened = 'uncounted'
    const index = indexWith([
      there({ uuid: 'a', pages: 2 }),
      there({ uuid: 'b', pages: 9, progress: { failed: 1 } }),
      there({ uuid: 'c', pages: 4, progress: { pending: 1 } }),
      new Notebook(unopened, null),
    ])
    const order = (sort: 'pages' | 'state') => index.inOrder(sort).map(({ uuid }) => uuid)
    expect(order('pages')).toEqual(['b', 'c', 'a', 'u'])
    expect(order('state')).toEqual(['b', 'c', 'u', 'a'])
  })
})

describe('the tree', () => {
  it('has only folders with notebooks in them, 30 levels deep', () => {
    const deep = Array.from({ length: 30 }, (_, level) => folder(`f${level}`, level ? `f${level - 1}` : ''))
    const notebooks = [there({ uuid: 'a', parent: 'f29' }), there({ uuid: 'b' })]
    const branches = branchesOf(indexWith(notebooks, [...deep, folder('empty')]), notebooks)
    expect(branches.get('')).toMatchObject({
      folders: [{ uuid: 'f0' }],
      notebooks: [{ uuid: 'b' }],
      items: { count: 2 },
    })
    expect(branches.get('f29')).toMatchObject({ folders: [], notebooks: [{ uuid: 'a' }], items: { count: 1 } })
    expect(branches.size).toBe(31)
  })

  it('ends where folders contain each other or are missing, and has every notebook', () => {
    const circle = [folder('a', 'b'), folder('b', 'a'), folder('self', 'self'), folder('lost', 'gone')]
    const notebooks = [...circle, { uuid: 'astray' }, { uuid: 'old' }].map(({ uuid }) =>
      there({ uuid: `in ${uuid}`, parent: uuid === 'old' ? 'trash' : uuid }),
    )
    const branches = branchesOf(indexWith(notebooks, circle), notebooks)
    expect(branches.get('')?.items.count).toBe(5)
    expect(branches.get('trash')?.items.count).toBe(1)
    const reached: string[] = []
    const walk = (uuid: string) => {
      const { folders = [], notebooks: inside = [] } = branches.get(uuid) ?? {}
      reached.push(...inside.map((notebook) => notebook.uuid))
      for (const each of folders) walk(each.uuid)
    }
    walk('')
    expect(reached).toHaveLength(5)
  })
})
