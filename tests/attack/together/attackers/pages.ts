// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages: refused, redrawn, cancelled, pushed by the hundred, stored without end.
import { randomBytes } from 'node:crypto'
import { notebook, page } from '../../../contract/library.ts'
import { blank, noise } from '../../pictures.ts'
import { type Account, type Attacker, again, times } from '../attacker.ts'
import { refusedPicture } from '../place.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

async function waiting(account: Account): Promise<string[]> {
  const { body } = await account.ask('GET /api/v1/sync/queue')
  return (body?.items ?? []).map(({ id }: { id: string }) => id)
}

export const pages: Attacker[] = [
  {
    entries: 'A3, A6',
    does: 'has a page that Claude refuses read again and again',
    async attack({ account, over }) {
      await account.announce([1])
      await account.put(1, refusedPicture)
      await again(over, 250, async () => {
        for (const id of await waiting(account)) await account.ask(`POST /api/v1/sync/queue/${id}/retry`)
      })
    },
  },
  {
    entries: 'A3',
    does: 'gives a refused page a new look every time',
    async attack({ account, over }) {
      let look = 0
      await again(over, 500, async () => {
        const ink = `i1:${(look++).toString(16)}`
        const json = { scope: 'library', notebooks: [{ ...notebook(1, []), pages: [{ ...page(1), ink_hash: ink }] }] }
        await account.ask('POST /api/v1/sync/manifest', json)
        await account.put(1, refusedPicture, ink)
      })
    },
  },
  {
    entries: 'B1, B17',
    does: 'cancels readings and pushes their pages again',
    async attack({ account, over }) {
      await again(over, 500, async () => {
        await account.announce([1, 2, 3])
        await times(3, (index) => account.put(index + 1))
        for (const id of await waiting(account)) await account.ask(`DELETE /api/v1/sync/queue/${id}`)
      })
    },
  },
  {
    entries: 'B11, B16',
    does: 'pushes 500 pages with the same picture, as fast as it can',
    async attack({ account, over }) {
      await account.announce(numbers(500))
      const same = noise(64, randomBytes)
      await again(over, 1000, async () => {
        for (let page = 1; page <= 500 && !over.aborted; page += 10)
          await times(10, async (index) => account.put(page + index, same))
      })
    },
  },
  {
    entries: 'G6',
    does: 'sends pages of twenty large parts, to be read for one unit of quota each',
    async attack({ account, over }) {
      await account.announce(numbers(40))
      let page = 0
      await again(over, 500, async () => {
        page = (page % 40) + 1
        for (let part = 1; part <= 20 && !over.aborted; part++)
          await account.put(page, blank(1500, 1480 + part), { part, of: 20 })
      })
    },
  },
  {
    entries: 'B12',
    does: 'stores pictures of 4 MB until there is no room, and goes on',
    async attack({ account, over }) {
      await account.announce(numbers(40))
      let page = 0
      await again(over, 250, async () => account.put(1 + (page++ % 40), noise(1900, randomBytes)))
    },
  },
  {
    entries: 'B12',
    does: 'names 20,000 new notebooks at a time',
    async attack({ account, over }) {
      let first = 0
      await again(over, 5000, async () => {
        const notebooks = numbers(20_000).map((number) => notebook(first + number, [], `Notebook ${number}`))
        first += 20_000
        await account.ask('POST /api/v1/sync/manifest', { scope: 'notebooks', notebooks })
      })
    },
  },
]
