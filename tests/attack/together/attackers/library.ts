// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions that are dear to answer, and questions that make no sense.
import { notebook } from '../../../contract/library.ts'
import { type Attacker, again, signUp, times } from '../attacker.ts'

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

const uuidOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** In chains of `depth`, each folder inside the one before. */
const folders = (count: number, depth: number) =>
  Array.from({ length: count }, (_, index) => ({
    notebook_uuid: uuidOf(index + 1),
    document_type: 'folder',
    visible_name: `Folder ${index + 1}`,
    ...(index % depth > 0 && { parent_uuid: uuidOf(index) }),
  }))

export const library: Attacker[] = [
  {
    entries: 'G1',
    does: 'sends six manifests of folders in folders at once, half of them by another account',
    async attack({ account, over, caller }) {
      const other = (await signUp(caller(), 'attacker-with-folders')) ?? account
      const sent = [folders(10_000, 10_000), folders(3000, 100)]
      await again(over, 1000, () =>
        times(6, async (index) =>
          [account, other][index % 2]?.ask('POST /api/v1/sync/manifest', {
            scope: 'notebooks',
            notebooks: sent[Math.floor(index / 2) % 2],
          }),
        ),
      )
    },
  },
  {
    entries: 'G2, G11',
    does: 'has a library of 2,000 notebooks compared, left out and deleted again and again',
    async attack({ account, over }) {
      const notebooks = Array.from({ length: 2000 }, (_, i) => notebook(i, [4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3]))
      await account.ask('POST /api/v1/sync/manifest', { scope: 'library', notebooks })
      await account.ask('PUT /api/v1/integrations/webhook', { settings: { address: 'http://127.0.0.1:1/' } })
      const excluded_notebooks = notebooks.map(({ notebook_uuid }) => notebook_uuid)
      await again(over, 100, async () => {
        await times(6, async () => account.ask('POST /api/v1/integrations/webhook/preview', {}))
        await times(6, async () => account.ask('POST /api/v1/sync/trigger', {}))
        await account.ask('DELETE /api/v1/integrations/webhook/backfill')
        await account.ask('POST /api/v1/integrations/webhook/backfill')
        await account.ask('PUT /api/v1/sync/selection', { excluded_notebooks, existing: 'delete' })
        await account.ask('PUT /api/v1/sync/selection', {})
        await account.ask('POST /api/v1/sync/manifest', { scope: 'library', notebooks })
      })
    },
  },
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
