// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
// Classifies recorded answers of real services (shared/ocr/real-answers.json) by the table beside it. The server's
// tests use the same list (tests/server/ocr/real_answers_test.cpp).
import realAnswers from '@rmirror/shared/ocr/real-answers.json' with { type: 'json' }
import { expect, it } from 'vitest'
import { problemIn } from './failure.ts'
import { judge, parsed, readError } from './failure-table.ts'
import type { AiSettings, ProviderKind } from './types.ts'

interface RealAnswer {
  name: string
  kind: string
  status: number
  reason: string
  any_status?: boolean
  shown?: string
  body: unknown
}

const byStatus: Record<string, Record<string, string>> = realAnswers.by_status
const answers = realAnswers.answers as RealAnswer[]
const kindOf = ({ kind }: Pick<RealAnswer, 'kind'>): ProviderKind => (kind === 'claude' ? kind : 'openai-compatible')
const judged = (kind: ProviderKind, status: number, body: string) => judge(kind, status, readError(parsed(body)))
const textOf = ({ body }: RealAnswer) => (typeof body === 'string' ? body : JSON.stringify(body))

it.each(answers)('$name means $reason', (answer) => {
  expect(judged(kindOf(answer), answer.status, textOf(answer))).toBe(answer.reason)
  if (textOf(answer).startsWith('{'))
    expect(judged(kindOf(answer), answer.status, `[${textOf(answer)}]`), 'inside an array').toBe(answer.reason)
  for (const status of answer.any_status ? [400, 402, 403, 429, 500, 529] : [])
    expect(judged(kindOf(answer), status, textOf(answer)), `with status ${status}`).toBe(answer.reason)
})

const wordless = ['', '{}', '[]', 'null', '7', '""', '[[]]', '{"error":null}', '{"error":{}}', '{"error":7}']
const pages = ['<html><title>Error</title></html>', '<html>', '\ufffd\ufffd', '{"error":']

it.each(['claude', 'openai'] as const)('an answer of %s without words is judged by its status', (kind) => {
  for (const [status, reason] of Object.entries(byStatus[kind] ?? {}))
    for (const body of [...wordless, ...pages])
      expect([status, body, judged(kindOf({ kind }), Number(status), body)]).toEqual([status, body, reason])
})

const settings = (answer: Pick<RealAnswer, 'kind'>): AiSettings => ({
  kind: kindOf(answer),
  address: 'http://127.0.0.1:9',
  key: 'sk-ours',
  model: 'm',
})
const found = (answer: RealAnswer) => {
  const body = parsed(textOf(answer))
  return problemIn(new Response(null, { status: answer.status }), body, settings(answer))?.problem.failure
}

it.each(answers)('$name is told with the service’s own words', (answer) => {
  const failure = found(answer)
  expect(failure?.detail ?? '').toContain(answer.shown ?? '')
  if (answer.reason !== 'bad_key') expect(failure?.detail).not.toBe('')
  expect(failure?.detail.length).toBeLessThan(320)
})

const places = { no_credit: 'billing', usage_limit: 'limits', browsers_refused: 'organization', bad_key: 'keys' }

it.each(Object.entries(places))('Claude’s answer for %s names the place to correct it', (reason, place) => {
  const own = answers.filter((answer) => answer.kind === 'claude' && answer.reason === reason)
  expect(own.length).toBeGreaterThan(0)
  for (const answer of own) expect(found(answer)?.place).toBe(`https://platform.claude.com/settings/${place}`)
})
