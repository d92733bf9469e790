// SPDX-License-Identifier: AGPL-3.0-or-later
// Connections and requests: too many, idle, hostile, odd.
import { type Attacker, again, times } from '../attacker.ts'

const hostile = [
  'GET / HTTP/2.0\r\nHost: a\r\n\r\n',
  'FOO / HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /healthz HTTP/1.1\r\nHost: a:80:90\r\n\r\n',
  'GET /healthz HTTP/1.1\r\nHost: [::1\r\n\r\n',
  'GET /`{} HTTP/1.1\r\nHost: a\r\n\r\n',
  `GET /${'a'.repeat(70_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  'GET /v1/x HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n',
  'POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'GET /healthz HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 127.0.0.1:4711, 1.2.3.4:80\r\n\r\n',
  '\x16\x03\x01\x02\x00',
]
const networks = 50
const connectionsOfEach = 200

export const connections: Attacker[] = [
  {
    entries: 'A7',
    does: 'opens 10,000 connections from fifty networks and leaves them idle',
    async attack({ over, caller }) {
      const callers = Array.from({ length: networks }, () => caller())
      let isFirst = true
      await again(over, 5_000, async () => {
        for (const each of callers) {
          if (over.aborted) return
          await times(isFirst ? connectionsOfEach : 10, () => each.open())
        }
        isFirst = false
      })
    },
  },
  {
    entries: 'A7',
    does: 'opens 2,000 connections from one network',
    attack: ({ from, over }) => again(over, 10_000, () => times(2000, async () => (await from.open()).destroyed)),
  },
  {
    entries: 'C7',
    does: 'sends requests that are none',
    attack: ({ from, over }) =>
      again(over, 100, async () => {
        for (const request of hostile) if (!over.aborted) await from.send(request)
      }),
  },
  {
    entries: 'C8',
    does: 'asks whether the server is ready, fifty times at once',
    attack: ({ from, over }) => again(over, 50, () => times(50, () => from.ask('GET /readyz'))),
  },
  {
    entries: 'B9',
    does: 'shows tokens of a sign-in service that hangs',
    async attack({ from, over, issuer }) {
      const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      let key = 0
      await again(over, 100, () => {
        const claims = { iss: issuer, aud: 'notes', sub: 'ann', exp: Math.floor(Date.now() / 1000) + 60 }
        const head = { alg: 'RS256', kid: `key ${key++}` }
        return from.ask('GET /api/v1/me', { token: `${encoded(head)}.${encoded(claims)}.c2lnbmF0dXJl` })
      })
    },
  },
]
