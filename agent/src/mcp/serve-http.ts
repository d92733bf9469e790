// SPDX-License-Identifier: AGPL-3.0-or-later
// Serves assistants on this computer by Streamable HTTP. Each request stands for itself: there are no sessions.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { CommandError } from '../errors.ts'
import { type Served, serverOf } from './server.ts'

interface HttpOptions {
  /** 0: one that is free. */
  port: number
  token: string
  onListening(address: string): void
}

const maxBodyBytes = 2 * 1024 * 1024
const path = '/mcp'

/** Resolves when the signal is aborted. */
export async function serveHttp(served: Served, options: HttpOptions, signal: AbortSignal): Promise<void> {
  let port = options.port
  const { createServer } = process.getBuiltinModule('node:http')
  const server = createServer({ requestTimeout: 10_000 }, (request, answer) => {
    void respond(request, answer).catch((error: unknown) => {
      served.log(`${request.method} ${path}: ${error instanceof Error ? error.message : String(error)}`)
      refuse(answer, 500, 'This failed by an error of rMirror.')
    })
  })
  const respond = async (request: IncomingMessage, answer: ServerResponse): Promise<void> => {
    answer.setHeader('Cache-Control', 'no-store')
    if (!isOwn(request, port)) return refuse(answer, 403, `This address is http://127.0.0.1:${port}${path}.`)
    if (request.url !== path) return refuse(answer, 404, 'There is no such address.')
    if (!hasToken(request, options.token)) {
      answer.setHeader('WWW-Authenticate', 'Bearer')
      return refuse(answer, 401, 'The token is missing or wrong.')
    }
    if (request.method !== 'POST') {
      answer.setHeader('Allow', 'POST')
      return refuse(answer, 405, 'Only POST is understood.')
    }
    const body = await bodyOf(request)
    if (body === undefined) return refuse(answer, 413, 'That is too long.')
    await pass(request, body, answer, served, signal)
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EADDRINUSE' ? 'another program uses it' : String(cause.code)
    throw new CommandError(`port ${port} can't be used: ${why}`, { cause })
  })
  const address = server.address()
  if (address && typeof address === 'object') port = address.port
  options.onListening(`http://127.0.0.1:${port}${path}`)
  if (!signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
}

/** Other pages in a browser on this computer reach this address too: under its name, or by DNS rebinding under theirs. */
function isOwn({ headers: { host, origin } }: IncomingMessage, port: number): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`]
  return host !== undefined && own.includes(host) && (origin === undefined || origin === `http://${host}`)
}

function hasToken({ headers: { authorization = '' } }: IncomingMessage, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(authorization), hash(`Bearer ${token}`))
}

/** Undefined if it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBodyBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function pass(
  { headers }: IncomingMessage,
  body: Buffer<ArrayBuffer>,
  answer: ServerResponse,
  served: Served,
  signal: AbortSignal,
): Promise<void> {
  const server = serverOf(served, signal)
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  // Who hangs up needs no answer any more.
  answer.once('close', () => void server.close())
  await server.connect(transport)
  const given = new Headers()
  for (const name of ['accept', 'content-type', 'mcp-protocol-version']) {
    const value = headers[name]
    if (typeof value === 'string') given.set(name, value)
  }
  const question = new Request(`http://127.0.0.1${path}`, { method: 'POST', headers: given, body })
  const response = await transport.handleRequest(question)
  answer.writeHead(response.status, Object.fromEntries(response.headers))
  answer.end(Buffer.from(await response.arrayBuffer()))
}

function refuse(answer: ServerResponse, status: number, sentence: string): void {
  if (answer.headersSent) {
    answer.destroy()
    return
  }
  answer.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }).end(`${sentence}\n`)
}
