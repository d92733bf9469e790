// SPDX-License-Identifier: AGPL-3.0-or-later
// A first sync beside other libraries: PostgreSQL's statistics know their owners, and take a new user to have nothing.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Api } from '../contract/answers.ts'
import { signUp } from '../contract/library.ts'
import { askDatabase } from '../world/database.ts'
import { startAttacked } from './attacked.ts'

const notebooks = 300
const pages = 4

it('each page of a new library is looked up, and not compared with all the others', async () => {
  await using server = await startAttacked()
  for (let user = 0; user < 5; user++) await sync(server.api, await signUp(server.api, `user${user}@example.org`))
  askDatabase(server.databaseUrl, 'ANALYZE')
  const token = await signUp(server.api, 'new@example.org')
  const library = shelf()
  await sync(server.api, token, library)
  const before = await rowsRead(server.databaseUrl)
  await sync(server.api, token, library)
  // Some twenty for each page; on comparing each with all it would be thousands.
  expect((await rowsRead(server.databaseUrl)) - before).toBeLessThan(100 * notebooks * pages)
})

it('each item of a first library is looked up when it is synced, and when it is compared with what a target has', async () => {
  await using server = await startAttacked({ RMIRROR_PRIVATE_URLS: 'on' })
  const token = await signUp(server.api, 'new@example.org')
  const path = '/api/v1/integrations/webhook'
  const json = { settings: { address: 'http://127.0.0.1:1/notes' }, is_enabled: false }
  expect((await server.api.ask('PUT /api/v1/integrations/:target_name', { token, json }, path)).status).toBe(200)
  await sync(server.api, token)
  const preview = () =>
    server.api.ask('POST /api/v1/integrations/:target_name/preview', { token, json: {} }, `${path}/preview`)
  await expect.poll(async () => (await preview()).status).toBe(200)
  // Some ninety for each page, and as many again because new notebooks are looked up among all notebooks until there are
  // statistics; a statement that looks pages up among all pages adds six hundred.
  expect(await rowsRead(server.databaseUrl)).toBeLessThan(400 * notebooks * pages)
})

const shelf = () =>
  Array.from({ length: notebooks }, (_, index) => ({
    notebook_uuid: randomUUID(),
    document_type: 'notebook',
    visible_name: `Notes ${index}`,
    pages: Array.from({ length: pages }, (_, page) => ({
      page_uuid: randomUUID(),
      ink_hash: `i1:${page}`,
      has_ink: true,
    })),
  }))

async function sync(api: Api, token: string, library = shelf()): Promise<void> {
  const json = { scope: 'library', notebooks: library }
  expect((await api.ask('POST /api/v1/sync/manifest', { token, json })).status).toBe(200)
}

/** By index or not, of pages and notebooks. A session may report what it read only after ten idle seconds. */
async function rowsRead(databaseUrl: string): Promise<number> {
  const read = () =>
    Number(
      askDatabase(
        databaseUrl,
        `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0) + (SELECT coalesce(sum(idx_tup_read), 0)
                    FROM pg_stat_user_indexes AS index WHERE index.relid = tables.relid))
         FROM pg_stat_user_tables AS tables WHERE relname IN ('pages', 'notebooks')`,
      ),
    )
  let last = -1
  await expect
    .poll(
      () => {
        const [previous, now] = [last, read()]
        last = now
        return now - previous
      },
      { interval: 11_000 },
    )
    .toBe(0)
  return last
}
