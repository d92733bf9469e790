// SPDX-License-Identifier: AGPL-3.0-or-later
// Accounts: guessed passwords, crowds that sign in, tokens that were stolen or revoked.
import { type Attacker, again, signUp, times } from '../attacker.ts'

export const accounts: Attacker[] = [
  {
    entries: 'B13',
    does: "guesses the honest user's password from ten networks",
    async attack({ over, caller, email }) {
      const callers = Array.from({ length: 10 }, () => caller())
      let guess = 0
      await again(over, 200, () =>
        Promise.all(
          callers.map((each) =>
            each.ask('POST /api/v1/auth/login', { json: { email, password: `guess number ${guess++}` } }),
          ),
        ),
      )
    },
  },
  {
    entries: 'B2, B3',
    does: 'signs in forty times at once, from twenty networks',
    async attack({ from, account, over, caller }) {
      const json = { email: account.email, password: 'correct horse battery staple' }
      const callers = Array.from({ length: 20 }, () => caller())
      await again(over, 2000, () =>
        times(40, (i) => callers[i % 20]?.ask('POST /api/v1/auth/login', { json }) ?? from.ask('GET /')),
      )
    },
  },
  {
    entries: 'B5',
    does: "spends the honest user's requests with a token that was revoked",
    attack: ({ from, over, revokedToken }) =>
      again(over, 20, () => times(5, () => from.ask('GET /api/v1/me', { token: revokedToken }))),
  },
  {
    entries: 'B10',
    does: 'makes agents in a stolen session and shows its refresh token twice',
    async attack({ from, over }) {
      let thief = 0
      await again(over, 7000, async () => {
        const account = await signUp(from, `thief-${thief++}`)
        if (!account) return
        await account.ask('POST /api/v1/auth/agent-token', { name: 'Mine' })
        const refresh = () => from.ask('POST /api/v1/auth/refresh', { headers: { cookie: account.cookie } })
        await refresh()
        await times(5, refresh)
      })
    },
  },
  {
    entries: 'A2',
    does: 'signs up again and again',
    async attack({ from, over }) {
      let name = 0
      await again(over, 100, () => signUp(from, `many-${name++}`))
    },
  },
]
