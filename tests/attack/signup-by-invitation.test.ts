// SPDX-License-Identifier: AGPL-3.0-or-later
// Strangers want an account on a server that is not for everybody.
import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { Api } from '../contract/answers.ts'
import { password } from '../contract/browser.ts'
import { askDatabase } from '../world/database.ts'
import { serve } from '../world/programs.ts'

const server = new URL('../../build/native/rmirror-server', import.meta.url).pathname

function invite(database: string, more: Record<string, string> = {}) {
  const environment = { RMIRROR_DATABASE_URL: database, RMIRROR_PUBLIC_URL: 'https://notes.example.org', ...more }
  return spawnSync(server, ['--invite'], { env: environment, encoding: 'utf8' })
}

function codeFor(database: string): string {
  const { stdout } = invite(database)
  const [, code = ''] = /^https:\/\/notes\.example\.org\/sign-up#invitation=([A-Za-z0-9_-]{43})\n$/.exec(stdout) ?? []
  expect(code).not.toBe('')
  return code
}

const signUp = (api: Api, name: string, more: object = {}) =>
  api.ask('POST /api/v1/auth/signup', { json: { email: `${name}@example.org`, password, ...more } })

const mode = async (api: Api) => (await api.ask('GET /api/v1/auth/signup')).body.mode

it.each(['invited', 'closed'])('where it is %s, of two first accounts at once there is one', async (set) => {
  await using served = await serve({ RMIRROR_SIGNUP: set })
  const api = new Api(served.server)
  expect(await mode(api)).toBe('open')
  const answers = await Promise.all(['ann', 'bob', 'cyd', 'dan'].map((name) => signUp(api, name)))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403])
  expect(await mode(api)).toBe(set)
})

it('a closed server creates no accounts, and reveals no addresses of accounts', async () => {
  await using served = await serve({ RMIRROR_SIGNUP: 'closed' })
  const api = new Api(served.server)
  await signUp(api, 'ann')
  const code = codeFor(served.database)
  for (const [name, more] of [
    ['ann', {}],
    ['bob', {}],
    ['bob', { invitation: code }],
  ] as const) {
    const refused = await signUp(api, name, more)
    expect(refused).toMatchObject({ status: 403, body: { type: 'signup_closed' } })
  }
  const refused = invite(served.database, { RMIRROR_SIGNUP: 'closed' })
  expect(refused).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('Set it to invited.') })
})

it('an invitation lets in one person, however many come with it', async () => {
  await using served = await serve({ RMIRROR_SIGNUP: 'invited' })
  const api = new Api(served.server)
  await signUp(api, 'ann')
  const invitation = codeFor(served.database)
  const answers = await Promise.all(['bob', 'cyd', 'dan', 'eve'].map((name) => signUp(api, name, { invitation })))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403])
  const again = await signUp(api, 'fay', { invitation })
  expect(again).toMatchObject({ status: 403, body: { type: 'invitation_used' } })
  expect(again.body.detail).toBe(
    'This invitation was already used. Ask the administrator of this server for a new one.',
  )
})

it('an invitation is valid for seven days, and an invented one never', async () => {
  await using served = await serve({ RMIRROR_SIGNUP: 'invited' })
  const api = new Api(served.server)
  await signUp(api, 'ann')
  const invitation = codeFor(served.database)
  const later = (interval: string) =>
    askDatabase(served.database, `UPDATE invitations SET expires_at = expires_at - interval '${interval}'`)
  later('7 days')
  expect((await signUp(api, 'bob', { invitation })).body).toMatchObject({ status: 403, type: 'invitation_expired' })
  later('-1 minute')
  expect((await signUp(api, 'bob', { invitation: 'A'.repeat(43) })).body.type).toBe('invitation_unknown')
  expect((await signUp(api, 'ann')).body.type).toBe('invitation_needed')
  expect((await signUp(api, 'bob', { invitation })).status).toBe(201)
})

it('an address that has an account uses up no invitation', async () => {
  await using served = await serve({ RMIRROR_SIGNUP: 'invited' })
  const api = new Api(served.server)
  await signUp(api, 'ann')
  const invitation = codeFor(served.database)
  expect((await signUp(api, 'ann', { invitation })).status).toBe(409)
  expect((await signUp(api, 'bob', { invitation })).status).toBe(201)
})
