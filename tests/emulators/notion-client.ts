// SPDX-License-Identifier: AGPL-3.0-or-later
// An emulator of Notion and what tests ask it with: plain HTTP, without a client library that corrects requests.
// What is in a workspace is tested elsewhere; here it is a stand-in that answers everything.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach } from 'vitest'
import { startNotion, userId, workspaceId } from '../../e2e/emulators/notion/notion.mjs'

export const token = 'ntn_known'
export const otherToken = 'ntn_other'
export const redirect = 'https://rmirror.example.org/connected'
export const client = { id: 'the-program', secret: 'only for tests', name: 'rmirror', redirect_uris: [redirect] }
export const otherWorkspace = '33333333-3333-4333-8333-333333333333'
export const otherUser = '44444444-4444-4444-8444-444444444444'
export const somePage = '55555555-5555-4555-8555-555555555555'
export { userId, workspaceId }

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it.
export type Json = any

interface Call {
  method: string
  path: string
  body: Json
  bot: Json
  version: string
  query: URLSearchParams
}

interface Uploads {
  take(id: string, bot: string): { url: string } | undefined
}

/** Takes what it is sent, and attaches uploads. */
export class StandIn {
  calls: Call[] = []
  #uploads: Uploads

  constructor({ uploads }: { uploads: Uploads }) {
    this.#uploads = uploads
  }

  answer(call: Call): { status: number; body: Json } {
    this.calls.push(call)
    const { method, path, body } = call
    const id = path.split('/')[2] ?? randomUUID()
    const list = (results: Json[]) => ({ status: 200, body: { object: 'list', results, next_cursor: null } })
    if (path === '/search') {
      const properties = { title: { type: 'title', title: [{ plain_text: 'Journal' }] } }
      return list([{ object: 'page', id: somePage, parent: { type: 'workspace', workspace: true }, properties }])
    }
    if (method === 'PATCH' && path.endsWith('/children')) {
      const parent = { type: 'page_id', page_id: id }
      return list(body.children.map(() => ({ object: 'block', id: randomUUID(), parent })))
    }
    if (path.startsWith('/blocks/')) {
      const url = body?.image ? this.#uploads.take(body.image.file_upload.id, call.bot.id)?.url : undefined
      return { status: 200, body: { object: 'block', id, parent: { type: 'page_id', page_id: somePage }, url } }
    }
    return { status: 200, body: { object: 'page', id, parent: body?.parent ?? null } }
  }
}

export type Notion = Awaited<ReturnType<typeof startNotion>>

/** One for the tests of a file, each of which finds it as new. */
export async function notionForTests(): Promise<Notion> {
  const notion = await startNotion({
    content: StandIn as never,
    workspaces: [
      { id: workspaceId, name: "Kim's Notion", icon: '📓' },
      { id: otherWorkspace, name: "Sam's Notion", plan: 'free' },
    ],
    users: [
      { id: userId, name: 'Kim', email: 'kim@example.org', workspaces: [workspaceId, otherWorkspace] },
      { id: otherUser, name: 'Sam', email: 'sam@example.org', workspaces: [otherWorkspace] },
    ],
    tokens: [{ token }, { token: otherToken, workspace: otherWorkspace, kind: 'personal', user: otherUser }],
    clients: [
      { ...client, template: true },
      { ...client, id: 'a-second-program', redirect_uris: [redirect, `${redirect}/too`], can_refresh: false },
    ],
  })
  afterAll(() => notion.close())
  beforeEach(() => {
    notion.emulator.clear()
    notion.log.clear()
  })
  return notion
}

/** The numbers of the checks that calls have failed, in their order. */
export const failedChecks = (notion: Notion): string[] =>
  notion.log.violations.map(({ check, soft }) => (soft ? `${check} (soft)` : `${check}`))

export const headers: Record<string, string> = {
  authorization: `Bearer ${token}`,
  'notion-version': '2026-03-11',
  'content-type': 'application/json',
}

export interface Answer {
  status: number
  headers: Headers
  body: Json
}

/** `body` as it is where it is text, bytes or a form, anything else as JSON. */
export async function ask(
  notion: Notion,
  path: string,
  { method = 'GET', body, with: more = headers, signal }: Asked = {},
): Promise<Answer> {
  const isPlain = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData
  const content = body === undefined ? {} : { body: isPlain ? (body as BodyInit) : JSON.stringify(body) }
  const address = path.startsWith('http') ? path : notion.address + path
  const stop = signal ? { signal } : {}
  const response = await fetch(address, { method, headers: more, redirect: 'manual', ...content, ...stop })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text }
}

export interface Asked {
  method?: string
  body?: unknown
  with?: Record<string, string>
  signal?: AbortSignal
}

export const control = (notion: Notion, method: string, door: string, body?: unknown): Promise<Answer> =>
  ask(notion, `/emulator/${door}`, { method, body, with: {} })

/** Adds a paragraph. */
export const append = (notion: Notion, text: string, more: Asked = {}, page = somePage): Promise<Answer> =>
  ask(notion, `/v1/blocks/${page}/children`, { method: 'PATCH', body: { children: [{ text }] }, ...more })

export const look = (notion: Notion, more: Asked = {}): Promise<Answer> =>
  ask(notion, `/v1/blocks/${somePage}/children`, more)

export const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name))
