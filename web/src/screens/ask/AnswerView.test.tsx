// SPDX-License-Identifier: AGPL-3.0-or-later

import { ApiProblem, NotReached } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AskOutcome, AskRun } from '../../data/ask/ask-run.ts'
import type { AskSubject } from '../../data/ask/asked-texts.ts'
import type { ShownSettings } from '../../data/own-key/own-key-transcription.ts'
import { loadLaterTexts } from '../../i18n/index.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { AnswerView } from './AnswerView.tsx'

const subject: AskSubject = {
  kind: 'selection',
  name: 'the selection',
  pages: null,
  read: async () => [],
  folder: null,
}

let server: AccountServer

beforeEach(async () => {
  await loadLaterTexts()
  server = await AccountServer.start()
  server.answers = (_, path) => (path === '/api/v1/notebooks/tree' ? { body: tree([]) } : undefined)
})
afterEach(() => {
  cleanup()
  server.stop()
})

const ownKey: ShownSettings = {
  ...{ preset: 'claude', kind: 'claude', address: 'https://api.anthropic.com', host: 'api.anthropic.com' },
  ...{ model: 'claude-haiku-5-5', keyEnd: '0007' },
}

async function show(
  text: string,
  outcome: AskOutcome,
  more: Partial<AskSubject> = {},
  { onClose = () => {}, chosen = null as ShownSettings | null } = {},
) {
  const run = new AskRun({ prompt: 'What?', texts: [], maxTokens: 1 }, async (_, __, onText) => {
    onText(text)
    return outcome
  })
  await run.start()
  const facts = {
    title: 'Summary',
    model: 'some-model',
    chosen,
    resetsAt: new Date(2026, 11, 20, 12).getTime(),
    onAgain: () => {},
    onClose,
  }
  const shown = renderWith(
    await signedIn(server),
    <AnswerView run={run} subject={{ ...subject, ...more }} {...facts} />,
  )
  return shown.container
}

it('is text, whatever the model writes: nothing is loaded, and nothing can be clicked by mistake', async () => {
  const id = '01931f3c-8f00-7000-8000-000000000201'
  const hostile = [
    '![pixel](https://evil.example/1.png)',
    '[click](javascript:alert(1))',
    '<img src="https://evil.example/2.png" onerror="alert(1)"><script>alert(1)</script>',
    `![file](attachment:${id}) ![file](/api/v1/attachments/${id})`,
  ].join('\n')
  const shown = await show(hostile, { end: 'complete' })
  expect(shown.querySelectorAll('img, a, script, iframe, object, picture, link, style')).toHaveLength(0)
  expect(shown.querySelectorAll('[src], [href], [style]')).toHaveLength(0)
  expect(shown.textContent).toContain('https://evil.example/2.png')
})

const problem = (status: number, headers: HeadersInit = {}, body: unknown = {}) => ({
  problem: new ApiProblem(new Response(null, { status, headers }), body),
})
const claudeError = (message: string) => ({ type: 'error', error: { type: 'rate_limit_error', message } })

it.each<[string, AskOutcome, RegExp]>([
  ['cut off', { end: 'cut-off' }, /cut off. Ask for the rest/],
  ['broken', { end: 'broken' }, /connection broke.*incomplete/],
  ['stopped', { end: 'stopped' }, /You stopped the answer/],
  ['refused', { end: 'refused' }, /declined to answer/],
  ['too long', { end: 'too-long' }, /too long.*Select less/],
  ['402', problem(402), /token quota.*used up.*resets on December 20, 2026/],
  ['403', problem(403), /doesn’t allow questions to “some-model”/],
  ['404', problem(404), /isn’t on the server any more/],
  ['413', problem(413), /more text than one question/],
  ['429', problem(429), /asked too many questions/],
  [
    'a spent day',
    problem(429, { 'retry-after': '3600' }, { detail: "This server's spending limit for today is reached" }),
    /spending limit for today is reached. Ask again at [0-9:]+( [AP]M)?\.$/,
  ],
  ['529', problem(529), /incomplete/],
  ['400', problem(400, {}, claudeError('prompt is too long: 300000 tokens')), /more text than one question/],
  ['no network', { problem: new NotReached('https://server.example', undefined) }, /reach/],
  ['a refused key', { failure: { code: 'bad-key', detail: '', place: null } }, /refused the key/],
])('an answer that ended as %s stays, and the reason is said', async (_, outcome, reason) => {
  const shown = await show('Half of it', outcome)
  expect(screen.getByRole('alert').textContent).toMatch(reason)
  expect(shown.querySelector('.read-text')?.textContent).toBe('Half of it')
})

it('an answer takes the place of a selection, unless that has changed', async () => {
  const replaced: string[] = []
  let isClosed = false
  let isUnchanged = false
  const onReplace = (answer: string) => {
    if (isUnchanged) replaced.push(answer)
    return isUnchanged
  }
  await show('Better', { end: 'complete' }, { onReplace }, { onClose: () => (isClosed = true) })
  const button = screen.getByRole('button', { name: 'Replace selection' })
  fireEvent.click(button)
  expect((await screen.findByRole('alert')).textContent).toContain('changed meanwhile')
  expect(isClosed).toBe(false)
  isUnchanged = true
  fireEvent.click(button)
  expect([replaced, isClosed]).toEqual([['Better'], true])
})

it.each([
  ['claude-haiku-5-5', '1,500 tokens, about $0.001'],
  ['one-without-a-price', '1,500 tokens'],
])('what an answer with an own key cost is said as far as it is known, for %s', async (model, cost) => {
  const usage = { input: 500, output: 1_000 }
  await show('Whole', { end: 'complete', usage })
  expect(screen.queryByText(/tokens/)).toBeNull()
  cleanup()
  await show('Whole', { end: 'complete', usage }, {}, { chosen: { ...ownKey, model } })
  expect(screen.getByText(/tokens/).textContent).toBe(cost)
  cleanup()
  await show('Whole', { end: 'complete' }, {}, { chosen: { ...ownKey, model } })
  expect(screen.queryByText(/tokens/)).toBeNull()
})
