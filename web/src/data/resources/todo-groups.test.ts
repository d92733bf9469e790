// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, expect, it } from 'vitest'
import { chosenZone } from '../../i18n/index.ts'
import { listedTodo } from '../../testing/server-facts.ts'
import { startOfDay } from '../account/calendar.ts'
import { byDate, byNotebook, firstOf, type TodoGroup } from './todo-groups.ts'

afterEach(() => {
  chosenZone.value = null
})

const found = (text: string, notebook_uuid: string, written_at: string) => ({
  ...listedTodo(text, 1),
  ...{ notebook_uuid, visible_name: notebook_uuid, written_at },
})
const shown = (groups: TodoGroup[]) => groups.map(({ key, todos }) => [key, ...todos.map(({ text }) => text)])

const todos = [
  found('ink', 'diary', '2026-11-25T08:00:00+00:00'),
  found('letter', 'work', '2026-11-20T08:00:00+00:00'),
  found('stamps', 'diary', '2025-01-01T08:00:00+00:00'),
  found('twine', 'work', '2026-11-25T23:30:00+02:00'),
]

it('notebooks come in the order of their first to-dos, also when two have the same name', () => {
  expect(shown(byNotebook(todos))).toEqual([
    ['diary', 'ink', 'stamps'],
    ['work', 'letter', 'twine'],
  ])
})

it('dates of any zone are compared as times, the newest first', () => {
  const spans = [
    ['today', Date.parse('2026-11-25T00:00:00Z')],
    ['week', Date.parse('2026-11-19T00:00:00Z')],
  ] as const
  expect(shown(byDate(todos, spans))).toEqual([
    ['today', 'twine', 'ink'],
    ['week', 'letter'],
    ['earlier', 'stamps'],
  ])
})

it.each(['Pacific/Kiritimati', 'UTC', 'America/Adak'])(
  'the date on its page says more than when the server heard of it, and is a day in %s',
  (zone) => {
    chosenZone.value = zone
    const dated = (text: string, date_written: string) => ({
      ...found(text, 'diary', '2026-11-25T08:00:00+00:00'),
      date_written,
    })
    const written = [dated('ink', '2026-11-24'), dated('twine', '2026-11-25'), dated('stamps', '2031-01-01')]
    expect(shown(byDate(written, [['today', startOfDay('2026-11-25')]]))).toEqual([
      ['today', 'stamps', 'twine'],
      ['earlier', 'ink'],
    ])
  },
)

it('the first of all of them end within a group', () => {
  expect(shown(firstOf(byNotebook(todos), 3))).toEqual([
    ['diary', 'ink', 'stamps'],
    ['work', 'letter'],
  ])
  expect(shown(firstOf(byNotebook(todos), 2))).toEqual([['diary', 'ink', 'stamps']])
})
