// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { quotaNow } from '../../testing/server-facts.ts'
import type { ShownSettings } from '../own-key/own-key-transcription.ts'
import { pathsOf, preferredPath } from './ask-paths.ts'

const settings: ShownSettings = {
  ...{ preset: 'claude', kind: 'claude', address: 'https://api.anthropic.com', model: 'claude-haiku-5-5' },
  ...{ host: 'api.anthropic.com', keyEnd: '0007' },
}
const noTokens = quotaNow({ tokens: { limit: 0, used: 0, reserved: 0, left: 0 } })
const spent = quotaNow({ tokens: { limit: 10, used: 10, reserved: 0, left: 0 } })

it.each([
  ['a guest without a key', null, null, []],
  ['a guest with a key', settings, null, ['own-key']],
  ['a user of a server with Claude', null, quotaNow(), ['server']],
  ['a user with both', settings, quotaNow(), ['own-key', 'server']],
  ['a user of a server without Claude', settings, quotaNow({ has_claude: false }), ['own-key']],
  ['a user who gets no tokens', null, noTokens, []],
  // The dialog says when they are reset.
  ['a user whose tokens are used up', null, spent, ['server']],
])('%s can ask', (_, chosen, quota, paths) => {
  expect(pathsOf(chosen, quota)).toEqual(paths)
})

it.each([
  ['automatic', ['own-key', 'server'], 'own-key'],
  ['automatic', ['server'], 'server'],
  ['automatic', [], null],
  ['server', ['own-key', 'server'], 'server'],
  // Nothing goes another way than the person said.
  ['server', ['own-key'], null],
  ['own-key', ['server'], null],
  ['off', ['own-key', 'server'], null],
] as const)('by the preference %s, of %j the path is %s', (preference, paths, path) => {
  expect(preferredPath(preference, paths)).toBe(path)
})
