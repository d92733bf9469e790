// SPDX-License-Identifier: AGPL-3.0-or-later
// Receivers of webhooks that do not answer.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Receivers } from '../../../world/receivers.ts'
import { type Account, type Attacker, again, signUp, times, untilOver } from '../attacker.ts'

const integration = '/api/v1/integrations/webhook'

const deliverTo = (account: Account, address: string) => account.ask(`PUT ${integration}`, { settings: { address } })

export const receivers: Attacker[] = [
  {
    entries: 'G3',
    does: 'tests a receiver that does not answer, 52 times at once',
    async attack({ account, over }) {
      await using slow = await Receivers.start()
      await deliverTo(account, slow.addressOf('/slow'))
      await again(over, 1000, () => times(52, () => account.ask(`POST ${integration}/test`, {})))
    },
  },
  {
    entries: 'G12',
    does: 'has its notes sent to a site of another, which answers 200 to everything',
    async attack({ account, over }) {
      const site = createServer((_request, response) => response.end('OK'))
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
      const { port } = site.address() as AddressInfo
      await account.announce([1, 2, 3, 4, 5, 6])
      await again(over, 500, async () => {
        // Another address has to be confirmed again.
        await deliverTo(account, `http://127.0.0.1:${port}/${Math.random()}`)
        await account.ask(`POST ${integration}/test`, {})
      })
      site.close()
    },
  },
  {
    entries: 'G4',
    does: 'has ten accounts whose receivers do not answer',
    async attack({ from, over }) {
      await using slow = await Receivers.start()
      for (let index = 0; index < 10 && !over.aborted; index++) {
        const account = await signUp(from, `slow-${index}`)
        if (!account) continue
        await deliverTo(account, slow.addressOf(`/slow/${index}`))
        await account.announce([1, 2, 3, 4, 5, 6])
      }
      await untilOver(over)
    },
  },
]
