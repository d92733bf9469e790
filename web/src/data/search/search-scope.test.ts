// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { afterEach, expect, it } from 'vitest'
import { chosenZone } from '../../i18n/index.ts'
import { notebookHere } from '../../testing/notebooks.ts'
import { type Filters, noFilters } from '../library/filters.ts'
import { LibraryIndex } from '../library/library-index.ts'
import { Notebook } from '../library/notebook.ts'
import { scopeOf } from './search-scope.ts'

afterEach(() => {
  chosenZone.value = null
})

const folders = [
  { uuid: 'work', name: 'Work', parent: '' },
  { uuid: 'deep', name: 'Deep', parent: 'work' },
  { uuid: 'home', name: 'Home', parent: '' },
]

function indexWith(...notebooks: Parameters<typeof notebookHere>[0][]): LibraryIndex {
  const live = notebooks.map((facts) => new Notebook(notebookHere(facts), null))
  const byUuid = new Map(live.map((notebook) => [notebook.uuid, notebook]))
  return new LibraryIndex(byUuid, new Map(folders.map((each) => [each.uuid, each])), new Intl.Collator('en'))
}

const index = signal(indexWith())
const queryOf = (within: string, filters: Partial<Filters>) =>
  scopeOf(index, within, { ...noFilters, ...filters }).query

it('the server is asked with all filters', () => {
  chosenZone.value = 'Europe/Berlin'
  const filters: Filters = {
    tags: ['a', 'b'],
    starred: true,
    folder: 'work',
    states: ['failed', 'quota', 'not-synced'],
    since: '2026-03-29',
    until: '2026-03-29',
  }
  expect(queryOf('', filters)).toEqual({
    folder: 'work',
    tag: ['a', 'b'],
    is_pinned: true,
    state: ['failed', 'pending_quota', 'not_synced'],
    // The day has 23 hours, because daylight saving time begins.
    from: '2026-03-28T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
  })
  expect(queryOf('', { starred: true })).toEqual({ is_pinned: true })
})

it('a day is that of the chosen zone', () => {
  chosenZone.value = 'Pacific/Kiritimati'
  const there = scopeOf(index, '', { ...noFilters, until: '2026-03-01' })
  expect(there.query).toEqual({ to: '2026-03-01T10:00:00.000Z' })
  chosenZone.value = 'Pacific/Niue'
  const elsewhere = scopeOf(index, '', { ...noFilters, until: '2026-03-01' })
  expect(elsewhere.query).toEqual({ to: '2026-03-02T11:00:00.000Z' })
  expect(elsewhere.name).not.toBe(there.name)
})

it('a day that is being typed, or far away, is one that the server takes', () => {
  expect(queryOf('', { since: '0002-03-01', until: '9999-12-31' })).toEqual({
    from: '1970-01-01T00:00:00.000Z',
    to: '9999-01-01T00:00:00.000Z',
  })
})

it.each<[string, string, string | null, object | null]>([
  ['the folder of the screen', 'work', null, { folder: 'work' }],
  ['the one that was chosen in it', 'work', 'deep', { folder: 'deep' }],
  ['the screen’s, where it lies in the one that was chosen', 'deep', 'work', { folder: 'deep' }],
  ['none where one isn’t in the other', 'home', 'work', null],
  ['none in the trash', 'trash', null, null],
  ['none that doesn’t exist', '', 'no-such-folder', null],
])('the folder is %s', (_, within, folder, query) => {
  expect(queryOf(within, { folder })).toEqual(query)
})

it('has the notebooks of the library as it is when something is looked for', () => {
  const library = signal(indexWith({ uuid: 'a', parent: 'deep' }, { uuid: 'b', parent: 'home' }))
  const scope = scopeOf(library, 'work', noFilters)
  expect([...scope.among()]).toEqual(['a'])
  library.value = indexWith({ uuid: 'c', parent: 'work' }, { uuid: 'a', parent: 'deep' })
  expect([...scope.among()].sort()).toEqual(['a', 'c'])
})
