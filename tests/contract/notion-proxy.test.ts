// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's own client, pointed at the server: it gets what it would get from Notion, and never the token of the
// connected workspace.
import { Client } from '@notionhq/client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../e2e/emulators/notion/workspace.mjs'
import { askDatabase } from '../world/programs.ts'
import { leaksOf } from './disguises.ts'
import { type NotionHouse, startNotionHouse, tokenOf } from './notion-house.ts'
import { notionSuite } from './notion-suite.ts'

const home = '11111111-1111-4111-8111-111111111111'
const office = '33333333-3333-4333-8333-333333333333'
let house: NotionHouse
let ann: string
let connections: string[]

beforeAll(async () => {
  house = await startNotionHouse([home, office])
  ann = await house.signUp('ann')
  connections = [await house.connect(ann, 0), await house.connect(ann, 1)]
})
beforeEach(() => {
  house.notion.emulator.clear()
  house.notion.log.clear()
})
afterAll(() => house[Symbol.asyncDispose]())

const workspace = () => house.content(0) as unknown as Workspace
const baseUrl = () => `${house.server}/api/notion/proxy`
type Options = ConstructorParameters<typeof Client>[0]
const client = (options: Options = {}) => new Client({ auth: ann, baseUrl: baseUrl(), ...options })

describe('through the server', () => {
  notionSuite(() => ({ workspace: workspace(), client }))

  afterAll(() => {
    // As straight to Notion.
    expect(Object.keys(house.notion.log.counts()).filter((check) => !['7', '35'].includes(check))).toEqual([])
  })
})

describe('the server between a program and Notion', () => {
  it('asks the workspace that the address names, else the one that was connected first', async () => {
    const workspaceOf = async (path: string) => {
      const { body } = await house.ask('GET', `/api/notion/proxy${path}/users/me`, { token: ann })
      return body.bot.workspace_id
    }
    for (const version of ['', '/v1']) {
      expect(await workspaceOf(version)).toBe(home)
      for (const [index, id] of [home, office].entries()) {
        const connection = connections[index] ?? ''
        expect(await workspaceOf(`/${connection}${version}`)).toBe(id)
        expect(await workspaceOf(`/${connection.replaceAll('-', '').toUpperCase()}${version}`)).toBe(id)
      }
    }
  })

  it("passes Notion's refusals on as they are, and marks its own", async () => {
    const { ask } = house
    const path = '/api/notion/proxy/v1/users/me'
    const missing = await ask('GET', path, { token: ann, headers: { 'notion-version': '' } })
    expect([missing.status, missing.body.additional_data]).toEqual([400, undefined])
    const never = await ask('GET', path, { token: ann, headers: { 'notion-version': '1999-12-31' } })
    expect([never.status, never.body.code]).toEqual([400, 'validation_error'])
    expect(never.body.message).toContain('instead was `"1999-12-31"`')
    expect(never.headers['x-notion-request-id']).toBe(never.body.request_id)
    for (const token of [undefined, 'made-up', tokenOf(0)]) {
      const stranger = await ask('GET', path, { token })
      expect([stranger.status, stranger.body]).toMatchObject([
        401,
        { object: 'error', status: 401, code: 'unauthorized', additional_data: { refused_by: 'rmirror' } },
      ])
    }
    expect(house.notion.log.requests).toHaveLength(2)
  })

  it('notes each call in the audit, and nothing of what it said', async () => {
    await askDatabase(house.database, 'DELETE FROM audit')
    const page = workspace().page('A secret title')
    await client().pages.retrieve({ page_id: page })
    await client({ retry: false })
      .pages.retrieve({ page_id: office })
      .catch(() => undefined)
    const noted = "SELECT details FROM audit WHERE details->>'endpoint' = 'GET /pages/:id' ORDER BY id"
    const rows = async () => (await askDatabase(house.database, noted)).trim().split('\n')
    await expect.poll(async () => (await rows()).length).toBe(2)
    const [first, second] = (await rows()).map((row) => JSON.parse(row))
    const call = { workspace: home, endpoint: 'GET /pages/:id', ms: expect.any(Number) }
    expect(first).toEqual({ ...call, status: 200 })
    expect(second).toEqual({ ...call, status: 404 })
  })

  it('never shows the token, even if Notion said it', async () => {
    const said = [
      { status: 200, body: { object: 'list', results: [tokenOf(0)] } },
      { status: 400, body: { message: `Your token is ${tokenOf(0)}` } },
    ]
    house.notion.emulator.faults.set(said.map((fault) => ({ path: '/v1/users', ...fault })))
    const answers: string[] = []
    for (const status of [502, 502, 200]) {
      const answer = await house.ask('GET', '/api/notion/proxy/users/me', { token: ann })
      expect(answer.status).toBe(status)
      answers.push(JSON.stringify(answer))
    }
    expect(leaksOf({ token: tokenOf(0) }, { answers: answers.join() })).toEqual([])
  })
})
