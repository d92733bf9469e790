// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { expect, it } from 'vitest'
import type { GuestNote } from '../workspace/guest-notes.ts'
import { findOwnTodos, openTasksIn } from './own-todos.ts'

it('finds the tasks that are still open, as they stand on a page', () => {
  const markdown = [
    '# Tuesday',
    '- [ ] Feed the heron',
    '  - [ ] with **fish**',
    '- [x] Mend the net',
    '* [ ]   Call Ada  ',
    '- [ ] ',
    '- no task',
    'in - [ ] the middle',
  ].join('\n')
  expect(openTasksIn(markdown)).toEqual(['Feed the heron', 'with **fish**', 'Call Ada'])
})

it('finds them in every notation, as the server does', () => {
  const markdown =
    '☐ one\n- ☐ two\n[] three\n+ [ ] plus\n1. [ ] first\n12) [x] done\n    - [ ] nested\r\nToDo: buy ink\n☑ ticked'
  expect(openTasksIn(markdown)).toEqual(['one', 'two', 'three', 'plus', 'first', 'nested', 'buy ink'])
  expect(openTasksIn('- [ ] ab\n- [ ] [b.pdf](attachment:01931f3c-8f00-7000-8000-00000000040a)')).toEqual(['b.pdf'])
  expect(openTasksIn('todo list\n2025 [ ] year\n**[ ] bold**\na [ ] in the middle')).toEqual([])
})

it('finds those of notes, last changed first, unless the server lists them', async () => {
  const noteOf = (id: string, changedAt: number, content: string) =>
    [id, { id, changedAt, content, title: id, folder: null, revision: 1, discard: () => Promise.reject() }] as const
  const notes = new Map<string, GuestNote>([
    noteOf('Groceries', 1, '- [ ] Milk\n- [x] Ink\n- [ ] Bread'),
    noteOf('Taken along', 2, '- [ ] Twice'),
    noteOf('Calls', 3, '- [ ] Call Ada'),
  ])
  const library = { notebooks: signal(new Map()), want: () => Promise.reject() }
  const own = { hasTextsOf: () => false, textOf: () => null }
  const isSynced = (id: string) => id === 'Taken along'
  const found = await findOwnTodos({ library, own, notes, isSynced }, new AbortController().signal)
  expect(found).toEqual([
    { text: 'Call Ada', notebook_uuid: 'Calls', name: 'Calls', page: null },
    { text: 'Milk', notebook_uuid: 'Groceries', name: 'Groceries', page: null },
    { text: 'Bread', notebook_uuid: 'Groceries', name: 'Groceries', page: null },
  ])
})
