// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, expect, test } from 'vitest'
import { captureAgentCallback, consumeAgentCallback, isAgentWaiting } from './agent-return.ts'

const value = 'abcdefghijklmnopqrstuvwxyz-_0123'
const open = (hash: string) => {
  history.replaceState(null, '', `/integrations/notion${hash}`)
  captureAgentCallback()
}

beforeEach(() => sessionStorage.clear())

test('a waiting program is told once, at its own port of this computer', () => {
  open(`#agent=43117.${value}`)
  expect(location.hash).toBe('')
  expect(isAgentWaiting()).toBe(true)
  expect(consumeAgentCallback()).toBe(`http://127.0.0.1:43117/connected?value=${value}`)
  expect(isAgentWaiting()).toBe(false)
  expect(consumeAgentCallback()).toBeNull()
})

test('after a quarter of an hour no agent is waiting', () => {
  open(`#agent=43117.${value}`)
  expect(isAgentWaiting(Date.now() + 15 * 60_000)).toBe(false)
  expect(consumeAgentCallback(Date.now() + 15 * 60_000)).toBeNull()
})

test.each([`#agent=80.${value}`, `#agent=70000.${value}`, `#agent=43117.${value}/x`, '#agent=43117@evil.example.org'])(
  'with %s there is no callback',
  (hash) => {
    open(hash)
    expect(consumeAgentCallback()).toBeNull()
  },
)
