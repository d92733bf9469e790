// SPDX-License-Identifier: AGPL-3.0-or-later
// The person's Notion, which rMirror asks with their credential: nobody else's requests get there.
import { workspaceId } from '../../../e2e/emulators/notion/notion.mjs'
import type { Workspace } from '../../../e2e/emulators/notion/workspace.mjs'
import type { Answer, Question } from '../answers.ts'
import type { Json } from '../openapi.ts'
import type { Case, Cases } from './cases.ts'
import { type House, words } from './house.ts'

const proxy = '/api/notion/proxy/v1'
const headers = { 'notion-version': '2025-09-03' }

function ask(house: House, call: string, ids: string[], json: Json): Promise<Answer> {
  const [method, path] = call.split(' ')
  return house.ask(`${method} ${proxy}/${path}`, ids, { headers, json })
}

async function proxyCases(house: House, page: string, { id: database, source }: { id: string; source: string }) {
  const one = (id: string, question: Question = {}): Case[] => [
    { kind: 'own', ids: [id], question: { headers, ...question } },
  ]
  const json = {}
  const children = [{ paragraph: { rich_text: [] } }]
  const block = async () => [(await ask(house, 'PATCH blocks/:id/children', [page], { children })).body.results[0].id]
  const [kept] = await block()
  const facts = { mode: 'single_part', filename: 'a.pdf', content_type: 'application/pdf' }
  const upload = (await ask(house, 'POST file_uploads', [], facts)).body.id
  return {
    [`GET ${proxy}/databases/:id`]: one(database),
    [`POST ${proxy}/databases/:id/query`]: one(database, { headers: { 'notion-version': '2022-06-28' }, json }),
    [`GET ${proxy}/data_sources/:id`]: one(source),
    [`POST ${proxy}/data_sources/:id/query`]: one(source, { json }),
    [`GET ${proxy}/pages/:id`]: one(page),
    [`PATCH ${proxy}/pages/:id`]: one(page, { json }),
    [`GET ${proxy}/blocks/:id`]: one(kept),
    [`PATCH ${proxy}/blocks/:id`]: one(kept, { json: { paragraph: { rich_text: [] } } }),
    [`DELETE ${proxy}/blocks/:id`]: [{ kind: 'own', ids: [kept], question: { headers }, spare: block }],
    [`GET ${proxy}/blocks/:id/children`]: one(page),
    [`PATCH ${proxy}/blocks/:id/children`]: one(page, { json: { children } }),
    [`GET ${proxy}/file_uploads/:id`]: one(upload),
    [`POST ${proxy}/file_uploads/:id/send`]: one(upload, { bytes: new Uint8Array() }),
    [`POST ${proxy}/file_uploads/:id/complete`]: one(upload),
  } satisfies Cases
}

export async function notionCases(house: House): Promise<Cases> {
  await house.ask('POST /api/v1/connections', [], { json: { provider: 'notion', token: 'ntn_known' } })
  const connection = await connectionTo(house, 'notion')
  const workspace = house.notion.emulator.homeOf(workspaceId).content as unknown as Workspace
  const page = workspace.page(`Journal of ${words.private}`)
  const { id, data_source_id: source } = workspace.database({ title: words.private, parent: page })
  const json = { page_id: page, title: words.private }
  const made = await house.make('POST /api/notion/databases', [], json)
  await house.ask('PUT /api/notion/pages/:id/favourite', [page])
  return {
    'POST /api/v1/connections/:id/test': [{ kind: 'own', ids: [connection] }],
    'DELETE /api/v1/connections/:id': [{ kind: 'own', ids: [connection], spare: async () => [await other(house)] }],
    'POST /api/notion/databases/:id/properties': [{ kind: 'own', ids: [made], question: { json: {} } }],
    'PUT /api/notion/pages/:id/favourite': [{ kind: 'own', ids: [page] }],
    'GET /api/notion/pages/:id/toc': [{ kind: 'own', ids: [page] }],
    'DELETE /api/notion/pages/:id/favourite': [{ kind: 'own', ids: [page] }],
    ...(await proxyCases(house, page, { id, source })),
  }
}

async function connectionTo(house: House, provider: string): Promise<string> {
  const { items } = (await house.ask('GET /api/v1/connections')).body
  return items.find((item: { provider: string }) => item.provider === provider).id
}

/** A connection that nothing uses: its id. */
async function other(house: House): Promise<string> {
  await house.ask('POST /api/v1/connections', [], { json: { provider: 'readwise', token: 'a-token' } })
  return connectionTo(house, 'readwise')
}
