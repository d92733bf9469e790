// SPDX-License-Identifier: AGPL-3.0-or-later
// Serves the page of a watch on its own computer: its files and its API.
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import type { LocalSession } from '@rmirror/shared/local-page'
import { Gate, headers } from './gate.ts'

/** A refused request; the message is sent to the page. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Handler of "GET state", "POST sync" and so on. Its result is sent as text if it's a string, otherwise as JSON. */
export type Route = (body: unknown) => unknown

export interface PageOptions {
  port: number
  /** Value of the cookie that identifies a browser. */
  secret: string
  /** Folder of the page's files. */
  folder: string
  routes: ReadonlyMap<string, Route>
  /** True if it is the code that "rmirror open" wrote. */
  takeCode(code: string): boolean
}

export interface LocalPage extends AsyncDisposable {
  port: number
}

const maxBodyBytes = 4 * 1024 * 1024
const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Rejects if the port is in use. */
export async function servePage(options: PageOptions): Promise<LocalPage> {
  const files = filesIn(options.folder)
  let gate: Gate
  // `import` would also evaluate what node:http exports beside it, such as WebSocket, which takes as long as Node itself.
  const server = process.getBuiltinModule('node:http').createServer({ requestTimeout: 10_000 }, (request, answer) => {
    for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value)
    void respond(request, answer).catch((error: unknown) => refuse(answer, error))
  })
  const respond = async (request: IncomingMessage, answer: ServerResponse) => {
    if (!gate.isOwn(request)) throw new Refusal(403, `This page is at http://127.0.0.1:${port}.`)
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (!pathname.startsWith('/api/')) return sendFile(files.get(pathname), answer)
    const name = `${request.method} ${pathname.slice('/api/'.length)}`
    if (name === 'POST session') return openSession(await bodyOf(request), answer)
    if (!gate.mayRead(request)) throw new Refusal(401, 'Run "rmirror open".')
    const route = options.routes.get(name)
    if (!route) throw new Refusal(404, 'There is no such address.')
    send(answer, await route(request.method === 'GET' ? undefined : await bodyOf(request)))
  }
  const openSession = (body: unknown, answer: ServerResponse) => {
    const code = (body as { code?: unknown } | null)?.code
    if (typeof code !== 'string' || !options.takeCode(code))
      throw new Refusal(403, 'This code is used up. Run "rmirror open" again.')
    answer.setHeader('Set-Cookie', gate.cookie)
    send(answer, { token: gate.token } satisfies LocalSession)
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : options.port
  gate = new Gate(port, options.secret)
  return {
    port,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
  }
}

/** By URL path. */
function filesIn(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name))
  const files = new Map(paths.map((path) => [path.slice(folder.length).replaceAll('\\', '/'), path]))
  const start = files.get('/index.html')
  if (start) files.set('/', start)
  return files
}

function sendFile(path: string | undefined, answer: ServerResponse): void {
  if (path === undefined) throw new Refusal(404, 'There is no such address.')
  answer.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream')
  answer.end(readFileSync(path))
}

function send(answer: ServerResponse, result: unknown): void {
  const isText = typeof result === 'string'
  answer.setHeader('Content-Type', isText ? 'text/plain; charset=utf-8' : 'application/json')
  answer.end(isText ? result : JSON.stringify(result ?? {}))
}

function refuse(answer: ServerResponse, error: unknown): void {
  if (answer.headersSent) {
    answer.destroy()
    return
  }
  answer.statusCode = error instanceof Refusal ? error.status : 500
  answer.setHeader('Connection', 'close')
  send(answer, { error: error instanceof Error ? error.message : String(error) })
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (request.headers['content-type'] !== 'application/json') throw new Refusal(415, 'Only JSON is understood.')
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBodyBytes) throw new Refusal(413, 'That is too long.')
    parts.push(part)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString())
  } catch {
    throw new Refusal(400, 'That is no JSON.')
  }
}
