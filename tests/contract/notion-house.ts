// SPDX-License-Identifier: AGPL-3.0-or-later
// A server between programs and the emulator of Notion, and people who have connected their workspaces.
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { startNotion } from '../../e2e/emulators/notion/notion.mjs'
import { type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { signUp } from './library.ts'

type Settings = Record<string, string>

const publicUrl = 'http://rmirror.example.org'
const client = {
  ...{ id: 'rmirror', secret: 'a secret of rMirror', name: 'rMirror' },
  redirect_uris: [`${publicUrl}/connections/notion`],
}

/** What came back, as it came. */
export interface Raw {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: an object of Notion's, or an error.
  body: any
}

export interface Sent {
  token?: string | undefined
  headers?: Record<string, string>
  body?: string | Uint8Array
}

export type NotionHouse = Awaited<ReturnType<typeof startNotionHouse>>

/** Each workspace has a token, `ntn_` and its number. */
export async function startNotionHouse(workspaces: string[], settings: Settings = {}) {
  const notion = await startNotion({
    workspaces: workspaces.map((id) => ({ id, name: `Workspace ${id}` })),
    tokens: workspaces.map((workspace, index) => ({ token: tokenOf(index), workspace })),
    users: [{ id: randomUUID(), name: 'Kim', email: 'kim@example.org', workspaces }],
    clients: [client],
  })
  const database = await startDatabase()
  const own = {
    RMIRROR_TEST_NOTION_BASE_URL: notion.address,
    RMIRROR_NOTION_CLIENT_ID: client.id,
    RMIRROR_NOTION_CLIENT_SECRET: client.secret,
    RMIRROR_NOTION_CALLS_PER_MINUTE: '600',
    RMIRROR_PUBLIC_URL: publicUrl,
  }
  const server: Program = await startServer(database.said, { ...own, ...settings }, 'native', 'api')
  const api = new Api(server.said)
  return {
    ...{ notion, api, server: server.said, database: database.said },
    signUp: (name: string) => signUp(api, `${name}@example.org`),
    /** The id of the connection. */
    async connect(person: string, index: number): Promise<string> {
      const json = { provider: 'notion', token: tokenOf(index) }
      const { status, body } = await api.ask('POST /api/v1/connections', { token: person, json })
      if (status !== 201) throw new Error(JSON.stringify(body))
      return body.id
    },
    /** Connects the first workspace by signing in at Notion. */
    async signIn(person: string): Promise<string> {
      const at = (step: string) => `/api/v1/connections/notion/${step}`
      const { url } = (
        await api.ask('POST /api/v1/connections/:provider/authorize', { token: person }, at('authorize'))
      ).body
      const { headers } = await fetch(`${url}&allow=1`, { redirect: 'manual' })
      const json = Object.fromEntries(new URL(headers.get('location') ?? '').searchParams)
      const { status, body } = await api.ask(
        'POST /api/v1/connections/:provider/callback',
        { token: person, json },
        at('callback'),
      )
      if (status !== 201) throw new Error(JSON.stringify(body))
      return body.id
    },
    /** Beside the first, on the same database. */
    startAnother: (role: 'all' | 'api') => startServer(database.said, { ...own, ...settings }, 'native', role),
    /** What people have in a workspace. */
    content: (index: number) => notion.emulator.homeOf(workspaces[index] ?? '').content,
    /** Asks exactly so: fetch() would tidy the path up. */
    ask: (method: string, path: string, sent: Sent = {}) => askRaw(`${server.said}`, method, path, sent),
    async [Symbol.asyncDispose]() {
      for (const program of [server, database]) await program[Symbol.asyncDispose]()
      await notion.close()
    },
  }
}

export const tokenOf = (index: number) => `ntn_of_a_workspace_${index}`

function askRaw(server: string, method: string, path: string, { token, headers = {}, body }: Sent): Promise<Raw> {
  const { hostname, port } = new URL(server)
  const own = {
    'notion-version': '2025-09-03',
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json', 'content-length': `${body.length}` }),
  }
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, method, path, headers: { ...own, ...headers } }, (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece) => pieces.push(piece))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(pieces).toString()
        const isJson = answer.headers['content-type']?.includes('json')
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text,
          body: isJson ? JSON.parse(text) : text,
        })
      })
    })
    call.on('error', reject).end(body)
  })
}
