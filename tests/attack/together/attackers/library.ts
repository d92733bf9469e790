// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions that are dear to answer, and questions that make no sense.
import { notebook } from '../../../contract/library.ts'
import { type Attacker, again, times } from '../attacker.ts'

const longHighlights = (page: number) => ({
  page_uuid: `00000000-0000-4000-8000-${String(page).padStart(12, '0')}`,
  ink_hash: `i1:${page}`,
  has_ink: false,
  highlights: [
    { original_text: 'the quick brown fox jumps over the lazy dog '.repeat(200), color: 'yellow', rects: [] },
  ],
})

const odd = [
  `GET /api/v1/search?q=${'-'.repeat(33)}`,
  'GET /api/v1/sync/queue?status=foo',
  'GET /api/v1/quota?quota_type=banana',
  `GET /api/v1/search?q=${'%22'.repeat(100)}`,
]

export const library: Attacker[] = [
  {
    entries: 'A4',
    does: 'asks for the tree of 2,500 notebooks 280 times at once',
    async attack({ account, over }) {
      const notebooks = Array.from({ length: 2500 }, (_, i) => notebook(i, [i], `Notebook ${i}`))
      await account.ask('POST /api/v1/sync/manifest', { scope: 'library', notebooks })
      await again(over, 1000, () => times(280, async () => account.ask('GET /api/v1/notebooks/tree')))
    },
  },
  {
    entries: 'A4',
    does: 'searches 400 highlights of 9 KB, four times at once',
    async attack({ account, over }) {
      const pages = Array.from({ length: 400 }, (_, i) => longHighlights(i))
      await account.ask('POST /api/v1/sync/manifest', { scope: 'library', notebooks: [{ ...notebook(1, []), pages }] })
      await again(over, 100, () => times(4, async () => account.ask('GET /api/v1/search?q=fox')))
    },
  },
  {
    entries: 'B14',
    does: 'asks a server without the key for the quota',
    async attack({ account, over, caller, serverWithoutKey }) {
      const other = caller(serverWithoutKey)
      await again(over, 100, async () => other.ask('GET /api/v1/quota', { token: account.token }))
    },
  },
  {
    entries: 'B19, C8',
    does: 'asks what makes no sense',
    async attack({ account, over }) {
      await again(over, 500, async () => {
        for (const operation of odd) await account.ask(operation)
      })
    },
  },
]
