// SPDX-License-Identifier: AGPL-3.0-or-later
// What costs money: calls to Claude that are not paid, and calls whose client leaves.
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { png } from '../../../contract/library.ts'
import { requestOf } from '../../attacked.ts'
import { noise } from '../../pictures.ts'
import { type Account, type Attacker, again, callOfClaude, claudesHeaders, saying, times } from '../attacker.ts'
import type { Caller } from '../caller.ts'
import { slowly } from '../place.ts'
import { silentCall } from '../silent-call.ts'

const image = (grey: number) => ({
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data: Buffer.from(png(grey, 64)).toString('base64') },
})

const bytesOf = ({ token }: Account, call: object) =>
  requestOf(callOfClaude, token, JSON.stringify(call), claudesHeaders)

/** Leaves when the answer has begun. */
async function leaveLate(from: Caller, request: string): Promise<void> {
  const socket = await from.open(request, { isAwaited: true })
  let seen = ''
  await new Promise<void>((resolve) => {
    socket.on('data', (piece) => {
      seen += piece
      if (/message_start|HTTP\/1.1 [45]/.test(seen)) resolve()
    })
    socket.once('close', () => resolve())
    if (socket.closed) resolve()
    socket.resume()
  })
  socket.destroy()
}

async function leaveEarly(from: Caller, request: string): Promise<void> {
  const socket = await from.open(request)
  await sleep(300)
  socket.destroy()
}

export const claude: Attacker[] = [
  {
    entries: 'A2',
    does: 'has a new account call the largest model for as much as it can say',
    async attack({ account, over }) {
      await again(over, 100, async () =>
        account.callClaude(saying('Say much.', { model: 'claude-opus-5-5', max_tokens: 32_000 })),
      )
    },
  },
  {
    entries: 'A2',
    does: "asks for models, betas, tools and a speed that aren't listed",
    async attack({ account, over }) {
      const wanted = [
        { tools: [{ type: 'advisor_20260301', name: 'advisor', model: 'claude-mythos-5' }] },
        { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
        { speed: 'fast' },
        { model: 'claude-mythos-5' },
      ]
      await again(over, 100, async () => {
        for (const more of wanted) await account.callClaude(saying('Hello.', more))
      })
    },
  },
  {
    entries: 'B7',
    does: 'leaves calls with pictures as soon as they have begun, and before',
    async attack({ from, account, over }) {
      const slowCall = saying([image(3), { type: 'text', text: slowly }], { stream: true })
      await again(over, 500, async () => {
        await leaveLate(from, bytesOf(account, slowCall))
        await leaveEarly(from, bytesOf(account, silentCall(png(3, 64))))
      })
    },
  },
  {
    entries: 'A1, B7',
    does: 'waits for sixteen answers at once to pictures of 3 MB',
    async attack({ account, over }) {
      const call = silentCall(noise(1700, randomBytes))
      await again(over, 1000, () => times(16, async () => account.callClaude(call, { isAwaited: false })))
    },
  },
  {
    entries: 'C8',
    does: 'shows 20,000 pictures in one call',
    async attack({ account, over }) {
      const pictures = Array.from({ length: 20_000 }, () => image(7))
      const call = saying(pictures)
      await again(over, 2000, async () => account.callClaude(call))
    },
  },
]
