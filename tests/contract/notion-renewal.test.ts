// SPDX-License-Identifier: AGPL-3.0-or-later
// Tokens that end in the middle: what a program notices of it.
import { randomUUID } from 'node:crypto'
import { Client } from '@notionhq/client'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Workspace } from '../../e2e/emulators/notion/workspace.mjs'
import { type NotionHouse, startNotionHouse } from './notion-house.ts'

const workspaces = [randomUUID(), randomUUID()]
let house: NotionHouse
let ann: string

beforeAll(async () => {
  house = await startNotionHouse(workspaces)
  ann = await house.signUp('ann')
  await house.signIn(ann)
})
beforeEach(() => house.notion.log.clear())
afterAll(() => house[Symbol.asyncDispose]())

const connectionOf = (kind: string, workspace = workspaces[0]) => {
  const all = [...house.notion.emulator.connections.all.values()]
  const found = all.findLast((one) => one.kind === kind && one.workspace === workspace)
  if (!found) throw new Error(`No connection of kind ${kind}`)
  return found
}
const end = (kind: string, which: 'access' | 'both', workspace = workspaces[0]) =>
  house.notion.emulator.connections.end(connectionOf(kind, workspace), which)
const callsTo = (path: string) => house.notion.log.requests.filter((request) => request.path.startsWith(path))
const client = () => new Client({ auth: ann, baseUrl: `${house.server}/api/notion/proxy`, retry: false })
const me = (connection = '') => house.ask('GET', `/api/notion/proxy${connection}/v1/users/me`, { token: ann })

it('a call whose token has ended is made once more with a new one', async () => {
  const page = (house.content(0) as unknown as Workspace).page('Notes')
  end('oauth', 'access')
  const children = [{ paragraph: { rich_text: [{ type: 'text' as const, text: { content: 'Once' } }] } }]
  await client().blocks.children.append({ block_id: page, children })
  expect((await client().blocks.children.list({ block_id: page })).results).toHaveLength(1)
  expect(callsTo('/v1/blocks').map(({ status }) => status)).toEqual([401, 200, 200])
  expect(callsTo('/v1/oauth/token')).toHaveLength(1)
})

it('many calls that meet the end of a token ask for one new one', async () => {
  end('oauth', 'access')
  const answers = await Promise.all(Array.from({ length: 12 }, () => me()))
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
  expect(callsTo('/v1/oauth/token')).toHaveLength(1)
})

it('a file is not sent again, but comes through when its program does so', async () => {
  const { fileUploads } = client()
  const { id } = await fileUploads.create({ mode: 'single_part', filename: 'a.pdf', content_type: 'application/pdf' })
  end('oauth', 'access')
  const data = new Blob(['%PDF'], { type: 'application/pdf' })
  const send = () => fileUploads.send({ file_upload_id: id, file: { filename: 'a.pdf', data } })
  await expect(send()).rejects.toMatchObject({ status: 401, code: 'unauthorized' })
  expect(await send()).toMatchObject({ status: 'uploaded' })
})

it.each([
  ['a user disconnects in Notion', 'oauth', 0],
  ['is pasted and ends', 'internal', 1],
])('a token that %s is refused by Notion once, and then here', async (_, kind, index) => {
  const connection = kind === 'internal' ? `/${await house.connect(ann, index)}` : ''
  expect((await me(connection)).status).toBe(200)
  end(kind, 'both', workspaces[index])
  house.notion.log.clear()
  const first = await me(connection)
  expect([first.status, first.body.code, first.body.additional_data]).toEqual([401, 'unauthorized', undefined])
  const next = await me(connection)
  expect([next.status, next.body.code, next.body.additional_data]).toEqual([
    ...[401, 'unauthorized', { refused_by: 'rmirror', reason: 'connection_broken' }],
  ])
  expect(callsTo('/v1/users')).toHaveLength(1)
})
