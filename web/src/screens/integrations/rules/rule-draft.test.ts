// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { draftOf, isBlank, rulesOf, withMoved, withNewRule, withoutRule, withRule, wordsIn } from './rule-draft.ts'

const tagged = (...tags: string[]) => ({
  ...{ tags, folders: [], types: [], is_pinned: null, words: [], does: 'send' as const, place: null },
})
const three = { list: [tagged('a'), tagged('b'), tagged('c')], otherwise: 'leave_out', leave: 'keep' } as const
const draft = () => draftOf({ ...three, list: [...three.list] })
const order = (of: ReturnType<typeof draft>) => of.list.map(({ tags }) => tags.join()).join('')

it('rules come back as they were, and none are null', () => {
  expect(rulesOf(draft())).toEqual(three)
  expect(rulesOf(draftOf(null))).toBeNull()
  expect(rulesOf({ ...draftOf(null), otherwise: 'leave_out' })).toEqual({
    ...{ list: [], otherwise: 'leave_out', leave: 'withdraw' },
  })
})

it('words are separated by commas, each once', () => {
  expect(wordsIn(' invoice , bill of sale,,invoice,  ')).toEqual(['invoice', 'bill of sale'])
  const rules = { ...three, list: [{ ...tagged(), words: ['invoice', 'bill of sale'] }] }
  expect(draftOf(rules).list[0]?.words).toBe('invoice, bill of sale')
})

it('a rule is blank until it has a condition', () => {
  const { draft: next, key } = withNewRule(draft())
  const added = next.list.find((rule) => rule.key === key)
  if (!added) throw new Error('It was not added')
  expect(isBlank(added)).toBe(true)
  for (const more of [{ tags: ['x'] }, { folders: ['x'] }, { types: ['pdf' as const] }, { words: 'x' }])
    expect(isBlank({ ...added, ...more })).toBe(false)
  expect(isBlank({ ...added, isStarred: false })).toBe(false)
  expect(isBlank({ ...added, words: ' , ' })).toBe(true)
})

it('rules move within the list, and no further', () => {
  const [first, second] = draft().list.map(({ key }) => key)
  expect(order(withMoved(draft(), second ?? 0, -1))).toBe('bac')
  expect(order(withMoved(draft(), second ?? 0, 1))).toBe('acb')
  expect(order(withMoved(draft(), first ?? 0, -1))).toBe('abc')
  expect(order(withoutRule(draft(), second ?? 0))).toBe('ac')
  expect(withNewRule(withoutRule(draft(), second ?? 0)).key).toBe(3)
})

it('what is left out has no place', () => {
  const [rule] = draft().list
  if (!rule) throw new Error('There is none')
  const changed = withRule(draft(), { ...rule, does: 'leave_out', place: '6XWork' })
  expect(rulesOf(changed)?.list[0]).toMatchObject({ does: 'leave_out', place: null })
})
