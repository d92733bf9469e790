// SPDX-License-Identifier: AGPL-3.0-or-later
// A thief renews the token of a device. When its owner's device goes on with the old one, both are signed out and the
// owner is notified.
import { expect, it } from 'vitest'
import { Api } from '../contract/answers.ts'
import { Browser } from '../contract/browser.ts'
import { askDatabase, serve } from '../world/programs.ts'

const renew = 'POST /api/v1/auth/agent-token/renew'
const tenMinutes = "UPDATE agent_tokens SET previous_until = previous_until - interval '10 minutes'"

it('a stolen device token that was renewed ends when its owner goes on with the old one', async () => {
  await using served = await serve()
  const api = new Api(served.server)
  const owner = await Browser.signUp(api, 'ann@example.org')
  const token = await owner.connectDevice()
  const status = async (bearer: string) => (await api.ask('GET /api/v1/quota', { token: bearer })).status
  const stolen = await api.ask(renew, { token })
  const thiefs = stolen.body.access_token
  expect([await status(token), await status(thiefs)]).toEqual([200, 200])
  askDatabase(served.database, tenMinutes)
  // What this process knows of the old token is ten seconds old at most.
  await expect.poll(() => status(token)).toBe(401)
  expect(await status(thiefs)).toBe(401)
  expect((await api.ask(renew, { token: thiefs })).status).toBe(401)
  const refused = await api.ask('GET /api/v1/quota', { token })
  expect(refused.body.detail).toContain('its token was used twice')

  const { body: told } = await owner.ask('GET /api/v1/notifications')
  expect(told.items).toMatchObject([
    { kind: 'device_signed_out', details: { name: expect.any(String) } },
    { kind: 'new_device' },
  ])
  const { body: devices } = await owner.ask('GET /api/v1/auth/agent-tokens')
  expect(devices.items).toMatchObject([{ renewals: 1, reused_at: expect.any(String) }])
})

it('an answer that was lost costs a device nothing', async () => {
  await using served = await serve()
  const api = new Api(served.server)
  const owner = await Browser.signUp(api, 'ann@example.org')
  const token = await owner.connectDevice()
  const answers = [await api.ask(renew, { token }), await api.ask(renew, { token }), await api.ask(renew, { token })]
  askDatabase(served.database, tenMinutes)
  for (const { body } of answers)
    expect((await api.ask('GET /api/v1/quota', { token: body.access_token })).status).toBe(200)
  expect((await owner.ask('GET /api/v1/notifications')).body.items).toMatchObject([{ kind: 'new_device' }])
})
