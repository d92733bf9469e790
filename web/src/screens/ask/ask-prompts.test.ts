// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { maxTokensOf, promptOf, type Task, titleOf } from './ask-prompts.ts'

const asked = (task: Task) => ({ task, language: 'fr', question: ' Who?\nAnd when? ' })

it.each<[Task, RegExp, string]>([
  ['summarise', /^Summarise these documents/, 'Summary of Diary'],
  ['translate', /^Translate these documents to French/, 'Diary (French)'],
  ['todos', /still to be done.*“- \[ \] ”/, 'To-dos of Diary'],
  ['free', /^Who\?\nAnd when\?$/, 'Who?'],
])('the question %s is put in words, and its answer has a title', (task, prompt, title) => {
  expect(promptOf(asked(task))).toMatch(prompt)
  expect(titleOf(asked(task), 'Diary')).toBe(title)
})

it('a translation may be as long as its text', () => {
  expect(maxTokensOf(asked('translate'))).toBeGreaterThan(maxTokensOf(asked('summarise')))
})
