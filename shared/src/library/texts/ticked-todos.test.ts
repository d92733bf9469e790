// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { asTasks, withTicks } from './ticked-todos.ts'

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

it('a to-do with attachments is known by their names, and its line keeps them', () => {
  const id = '01931f3c-8f00-7000-8000-000000000401'
  const line = `Read [a\\_b.pdf](attachment:${id}) and ![c](attachment:${id})`
  expect(withTicks(`- [ ] ${line}`, [todo(0, 'Read a_b.pdf and c', true)])).toBe(`- [x] ${line}`)
})

it('the same words twice are told apart by their order', () => {
  const todos = [todo(0, 'Water', false), todo(1, 'Water', true)]
  expect(withTicks('- [ ] Water\n- [ ] Water', todos)).toBe('- [ ] Water\n- [x] Water')
})

it.each([
  ['☐ Buy ink', '- [ ] Buy ink'],
  ['  - ☑ Buy ink', '  - [x] Buy ink'],
  ['✓ Buy ink', '- [x] Buy ink'],
  ['[ ] Buy ink', '- [ ] Buy ink'],
  ['1) [x] Buy ink', '1) [x] Buy ink'],
  ['* [X] Buy ink', '* [X] Buy ink'],
  ['Todo: Buy ink', '- [ ] Todo: Buy ink'],
  ['☐', '☐'],
  ['Buy ☐ ink', 'Buy ☐ ink'],
])('%j is a task of Obsidian as %j', (read, task) => {
  expect(asTasks(read)).toBe(task)
})

it('what looks like a to-do in code is code', () => {
  const code = '```\n[ ] a\n```\n[ ] a'
  expect(asTasks(code)).toBe('```\n[ ] a\n```\n- [ ] a')
  expect(withTicks(code, [{ ordinal: 0, text: 'a', is_completed: true }])).toBe('```\n[ ] a\n```\n- [x] a')
})
