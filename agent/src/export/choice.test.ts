// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Library, Notebook } from '@rmirror/shared/library'
import { describe, expect, test } from 'vitest'
import { notebook as notebookOf, page } from '../../../tests/generator/notebook.ts'
import { UsageError } from '../errors.ts'
import { readArguments } from '../options/arguments.ts'
import { chooseNotebooks, choosePages, readChoice } from './choice.ts'

const notebook = (name: string, more: Partial<Notebook>) =>
  notebookOf({ uuid: name, name, pages: [page(1), page(2), page(3)], ...more })

/** In the local time zone. */
const day = (number: number, hour = 0) => new Date(2026, 10, number, hour).getTime()

const library = (): Library => ({
  notebooks: [
    notebook('Diary', { lastModified: day(1) }),
    notebook('Minutes', { parent: 'm', tags: ['Büro'], lastModified: day(2, 23) }),
    notebook('Plans', { parent: 'w', pages: [page(1), page(2, 'büro'), page(3, 'idea')], lastModified: day(3) }),
    notebook('Undated', { parent: 'o' }),
    notebook('Thrown away', { parent: 'trash', lastModified: day(2) }),
    notebook('Thrown away with its folder', { parent: 't' }),
    notebook('Minutes of last year', { parent: 'y', lastModified: day(2) }),
  ],
  folders: [
    { uuid: 'w', name: 'Work', parent: '' },
    { uuid: 'm', name: 'Meetings', parent: 'w' },
    { uuid: 'o', name: 'Meetings', parent: '' },
    { uuid: 't', name: 'Old', parent: 'trash' },
    { uuid: 'y', name: 'Meetings', parent: 't' },
  ],
  problems: [],
  ignored: 0,
})

function choiceOf(values: Record<string, string>) {
  const given = Object.entries(values).map(([name, value]) => `--${name}=${value}`)
  return readChoice(readArguments(['pages', 'folder', 'tag', 'since', 'until'], given).values)
}

function chosen(values: Record<string, string>, from = library(), isNamed = false): Record<string, number[]> | string {
  const choice = choiceOf(values)
  const refusal = chooseNotebooks({ library: from, isNamed }, choice) ?? choosePages(from, choice.pages)
  return (
    refusal ?? Object.fromEntries(from.notebooks.map(({ name, pages }) => [name, pages.map((each) => each.number)]))
  )
}

const all = [1, 2, 3]

describe('an export takes', () => {
  test.each<[string, Record<string, string>, Record<string, number[]>]>([
    ['all but the trash, when nothing else is said', {}, { Diary: all, Minutes: all, Plans: all, Undated: all }],
    ['a folder, with those in it', { folder: 'work' }, { Minutes: all, Plans: all }],
    ['every folder of a name', { folder: 'Meetings' }, { Minutes: all, Undated: all }],
    [
      'a folder in the trash, when it is named',
      { folder: 'Old' },
      { 'Thrown away with its folder': all, 'Minutes of last year': all },
    ],
    ['the one in the trash of two of a name, by its path', { folder: 'Old/Meetings' }, { 'Minutes of last year': all }],
    ['the folder of a path', { folder: 'Work/Meetings' }, { Minutes: all }],
    ['notebooks with a tag, and of others the pages that have it', { tag: 'BÜRO' }, { Minutes: all, Plans: [2] }],
    ['what was modified since a day', { since: '2026-11-02' }, { Minutes: all, Plans: all }],
    ['what was modified until a day, to its end', { until: '2026-11-02' }, { Diary: all, Minutes: all }],
    ['what was modified on one day', { since: '2026-11-02', until: '2026-11-02' }, { Minutes: all }],
    ['what all of it is true for', { folder: 'Work', tag: 'büro', since: '2026-11-03' }, { Plans: [2] }],
    ['pages of the one that is left', { tag: 'idea', pages: '2-3' }, { Plans: [3] }],
  ])('%s', (_, values, expected) => {
    expect(chosen(values)).toEqual(expected)
  })

  test('a notebook in the trash where it was given by itself, not where its folder was', () => {
    const trash = () => ({ ...library(), notebooks: [notebook('Thrown away', { parent: 't' })] })
    expect(chosen({}, trash(), true)).toEqual({ 'Thrown away': all })
    expect(chosen({}, trash())).toBe('All notebooks are in the trash. Name one of them to export it')
  })

  test.each([
    [{ folder: 'Home' }, 'There\'s no folder "Home" here'],
    [{ tag: 'none' }, 'No notebook matches these options'],
    [{ until: '2025-01-01' }, 'No notebook matches these options'],
    [{ folder: 'Work', pages: '1' }, 'This contains 2 notebooks. Name one of them'],
    [{ tag: 'idea', pages: '9' }, 'This notebook has only 1 page'],
  ])('nothing, and says why, by %j', (values, refusal) => {
    expect(chosen(values)).toBe(refusal)
  })

  test.each([
    { since: '2026-02-30' },
    { since: '2026-13-01' },
    { until: 'yesterday' },
    { until: '20261101' },
    { since: '2026-11-02', until: '2026-11-01' },
    { tag: ' ' },
    { folder: '' },
    { pages: '3-2' },
  ])('no guess at %j', (values) => {
    expect(() => choiceOf(values)).toThrow(UsageError)
  })
})
