// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { ask, claudeForTests, failedChecks, headers, hello } from './claude-client.ts'

const claude = await claudeForTests()
const optIn = 'anthropic-dangerous-direct-browser-access'

it('a browser may read the answer when it asked to, and is refused when it did not', async () => {
  const page = { ...headers, origin: 'https://dashboard.example' }
  const read = await ask(claude, hello(), { with: { ...page, [optIn]: 'true' } })
  expect([read.status, read.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  const hidden = await ask(claude, hello(), { with: page })
  expect([hidden.status, hidden.headers.get('access-control-allow-origin')]).toEqual([401, null])
  expect(hidden.body.error.message).toBe(`CORS requests must set '${optIn}' header`)
  expect(failedChecks(claude)).toEqual(['27'])
})

it('others are sent nothing about browsers', async () => {
  const answer = await ask(claude, hello())
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, null])
})

it('a browser asks first, and is allowed to when it will ask for the answer', async () => {
  const preflight = (wanted: string) =>
    ask(claude, undefined, {
      method: 'OPTIONS',
      with: {
        origin: 'https://dashboard.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': wanted,
      },
    })
  const allowed = await preflight(`${optIn},anthropic-version,content-type,x-api-key`)
  expect(allowed.headers.get('access-control-allow-headers')).toContain('x-api-key')
  expect((await preflight('content-type,x-api-key')).headers.get('access-control-allow-origin')).toBeNull()
})
