// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHmac } from 'node:crypto'
import type { Question } from '../answers.ts'
import type { Case, Cases } from './cases.ts'
import type { House } from './house.ts'

/** Who asked to be deleted: the receipt. */
async function receipt(house: House): Promise<string> {
  const token = await house.signUp('someone who leaves')
  const json = { confirmation: 'delete my account', targets: 'keep' }
  return (await house.ask('DELETE /api/v1/me', [], { token, json })).body.receipt
}

/** GitHub is where anybody may sign in, and what is connected with an account is its person's. */
function identityCases(house: House): Cases {
  const identity = () => house.row('identities', 'issuer, subject', `'https://id.example.org', '#'`)
  const json = { error: 'access_denied', state: 'unknown' }
  const at = (kind: 'everyone' | 'signed in', question: Question = {}): Case[] => [{ kind, ids: ['github'], question }]
  return {
    'POST /api/v1/auth/providers/:provider/authorize': at('everyone'),
    'POST /api/v1/auth/providers/:provider/callback': at('everyone', { json }),
    'POST /api/v1/auth/identities/:provider/authorize': at('signed in'),
    'POST /api/v1/auth/identities/:provider/callback': at('signed in', { json }),
    'DELETE /api/v1/auth/identities/:id': [{ kind: 'own', ids: [identity()], spare: async () => [identity()] }],
  }
}

/** As in a mail to this person, from a server with the secret of tests. */
function unsubscribeToken(userId: string): string {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const what = `${userId}.quota`
  const key = hmac('a secret of thirty-two characters', 'key for mail')
  return `${what}.${hmac(key, `mail unsubscribe ${what}`).toString('base64url')}`
}

async function adminCases(house: House): Promise<Cases> {
  const waiting = async () => [
    house.sql(
      `SET ROLE rmirror_system; INSERT INTO waitlist (email) VALUES (gen_random_uuid() || '@x.org') RETURNING id`,
    ),
  ]
  const invitation = async () => [(await house.ask('POST /api/v1/admin/invitations', [], {}, 'admin')).body.id]
  const act = async () => {
    await invitation()
    return [(await house.ask('GET /api/v1/admin/acts', [], {}, 'admin')).body.items[0].id]
  }
  const one = async (make: () => Promise<string[]>): Promise<Case[]> => [
    { kind: 'admin', ids: await make(), spare: make },
  ]
  return {
    'PATCH /api/v1/admin/people/:id': [
      { kind: 'admin', ids: [house.ids.stranger ?? ''], question: { json: { tier: 'beta' } } },
    ],
    'DELETE /api/v1/admin/waitlist/:id': await one(waiting),
    'DELETE /api/v1/admin/invitations/:id': await one(invitation),
    'POST /api/v1/admin/acts/:id/undo': await one(act),
  }
}

export async function accountCases(house: House): Promise<Cases> {
  const session = async () => [await house.session()]
  const agent = async () => [await house.agent()]
  const device = await house.ask('POST /api/v1/auth/device', [], { json: { name: 'desk' } })
  return {
    'DELETE /api/v1/auth/sessions/:id': [{ kind: 'own', ids: await session(), spare: session }],
    'DELETE /api/v1/auth/agent-tokens/:id': [{ kind: 'own', ids: await agent(), spare: agent }],
    // Whoever reads a code from a device may let it in, and needs to have read it.
    'GET /api/v1/auth/device/requests/:user_code': [
      { kind: 'signed in', ids: [device.body.user_code], unknown: ['BCDF-GHJK'] },
    ],
    // The account is gone, so the receipt is all that its person has.
    'GET /api/v1/removals/:receipt': [{ kind: 'everyone', ids: [await receipt(house)], unknown: ['a-guess'] }],
    'POST /api/v1/notices/unsubscribe/:token': [
      { kind: 'everyone', ids: [unsubscribeToken(house.ids.stranger ?? '')], unknown: ['a-guess'] },
    ],
    'GET /downloads/:name': [
      { kind: 'everyone', ids: ['rmirror-0.4.0-linux-x64.tar.gz'], unknown: ['rmirror-0.5.0-linux-x64.tar.gz'] },
    ],
    ...identityCases(house),
    ...(await adminCases(house)),
  }
}
