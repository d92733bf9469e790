// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { openTasksIn } from './own-todos.ts'

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
