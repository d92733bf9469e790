// SPDX-License-Identifier: AGPL-3.0-or-later
// A token that was revoked goes on asking, at the cost of its owner's requests a minute: it counts as a stranger's.
import { expect, it } from 'vitest'
import { Api } from '../contract/answers.ts'
import { Browser } from '../contract/browser.ts'
import { askDatabase } from '../world/database.ts'
import { serve } from '../world/programs.ts'

const strangersAMinute = 30

it('a revoked token costs its owner none of their requests', async () => {
  await using served = await serve({ RMIRROR_TEST_RATE_LIMITS: 'on' })
  const api = new Api(served.server)
  const stolen = await Browser.signUp(api, 'ann@example.org')
  const owner = new Browser(api)
  await owner.signIn('ann@example.org')
  const left = async () => Number((await owner.ask('GET /api/v1/me')).headers.get('ratelimit-remaining'))
  await stolen.ask('POST /api/v1/auth/logout')
  const before = await left()
  const statuses = new Set<number>()
  for (let asked = 0; asked < strangersAMinute + 5; asked++) statuses.add((await stolen.ask('GET /api/v1/me')).status)
  expect(await left()).toBe(before - 1)
  expect([...statuses]).toEqual([401, 429])
})

it('one that another process revoked costs a single request', async () => {
  await using served = await serve({ RMIRROR_TEST_RATE_LIMITS: 'on' })
  const api = new Api(served.server)
  const owner = await Browser.signUp(api, 'ann@example.org')
  const stolen = await owner.connectDevice()
  askDatabase(served.database, 'UPDATE agent_tokens SET revoked_at = now()')
  const left = async () => Number((await owner.ask('GET /api/v1/me')).headers.get('ratelimit-remaining'))
  const before = await left()
  for (let asked = 0; asked < 5; asked++) expect((await api.ask('GET /api/v1/me', { token: stolen })).status).toBe(401)
  expect(await left()).toBe(before - 2)
})
