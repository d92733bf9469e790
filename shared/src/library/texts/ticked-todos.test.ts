// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { withTicks } from './ticked-todos.ts'

const todo = (ordinal: number, text: string, is_completed: boolean) => ({ ordinal, text, is_completed })

it('what was ticked off is ticked, what was opened again is open, and the rest is as it was read', () => {
  const read = '# Friday\n- [ ] Buy ink\n- [x] Call Ann\n  1. [ ] at noon\nthen home'
  const todos = [todo(2, 'at noon', false), todo(0, 'Buy ink', true), todo(1, 'Call Ann', false)]
  expect(withTicks(read, todos)).toBe('# Friday\n- [x] Buy ink\n- [ ] Call Ann\n  1. [ ] at noon\nthen home')
  expect(withTicks(read, [])).toBe(read)
})

it.each([
  ['☐ Buy ink', '- [x] Buy ink'],
  ['* [] Buy ink', '* [x] Buy ink'],
  ['2)☐ Buy ink  ', '2) [x] Buy ink'],
  ['Todo: Buy ink', '- [x] Todo: Buy ink'],
  ['- ☑ Buy ink', '- ☑ Buy ink'],
  ['- [X] Buy ink', '- [X] Buy ink'],
  ['Buy ink', 'Buy ink'],
  ['- [ ] Buy ink today', '- [ ] Buy ink today'],
])('of %j, ticked off, comes %j', (read, ticked) => {
  expect(withTicks(read, [todo(0, 'Buy ink', true)])).toBe(ticked)
})

it('the same words twice are told apart by their order', () => {
  const todos = [todo(0, 'Water', false), todo(1, 'Water', true)]
  expect(withTicks('- [ ] Water\n- [ ] Water', todos)).toBe('- [ ] Water\n- [x] Water')
})
