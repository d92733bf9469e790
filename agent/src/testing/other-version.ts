// SPDX-License-Identifier: AGPL-3.0-or-later
// A proxy that makes the real server look like another version: what that refuses, and what its answers contain.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

type Json = Record<string, unknown>

export interface OtherVersion {
  /** Undefined: the request is passed on. */
  refusal(asked: { route: string; headers: IncomingMessage['headers']; body: Json }): object | undefined
  /** Applied to each answer that is an object. */
  change(answer: Json): Json
}

/** A server from before repeats, the selection, an agent's state, packed manifests, and counts of unreadable parts. */
export const older: OtherVersion = {
  refusal({ route, headers, body }) {
    if (/sync\/selection|agent-token\/state/.test(route)) return problem(404, 'There is no such thing.')
    if (headers['content-encoding'] === 'gzip') return problem(400, 'The body is no JSON.')
    const notebooks = (body.notebooks ?? []) as Json[]
    const index = notebooks.findIndex((each) => 'is_repeat' in each)
    if (index >= 0) return { ...problem(400, 'Unknown field.'), field: `notebooks[${index}].is_repeat` }
    const counted = /"unreadable_parts":/.test(JSON.stringify(body))
    return counted ? { ...problem(400, 'Unknown field.'), field: 'notebooks[0].pages[0].unreadable_parts' } : undefined
  },
  change: ({ deleted_here: _, older_notebooks: __, ...answer }) => answer,
}

/** A server whose answers have unknown members. */
export const newer: OtherVersion = {
  refusal: () => undefined,
  change: (answer) => ({ ...answer, of_tomorrow: { more: [1, 2] } }),
}

const problem = (status: number, detail: string) => ({ type: 'about:blank', title: 'No', status, detail })

export async function startProxy(server: string, version: OtherVersion): Promise<{ url: string } & AsyncDisposable> {
  const front = createServer((request, response) => void serve(request, response, server, version))
  await once(front.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      front.closeAllConnections()
      await new Promise((resolve) => front.close(resolve))
    },
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  server: string,
  { refusal, change }: OtherVersion,
): Promise<void> {
  const { method = '', url = '', headers } = request
  const body = Buffer.concat(await request.toArray())
  const refused = refusal({ route: `${method} ${url}`, headers, body: jsonOf(body, headers) })
  if (refused) {
    const { status } = refused as { status: number }
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(refused))
    return
  }
  const answer = await fetch(server + url, {
    ...{ method, headers: passedOn(headers) },
    ...(method !== 'GET' && { body: new Uint8Array(body) }),
  })
  const text = await answer.text()
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  const changed = isJson && text.startsWith('{') ? JSON.stringify(change(JSON.parse(text))) : text
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' }).end(changed)
}

/** Headers about the connection aren't passed on. */
function passedOn(headers: IncomingMessage['headers']): Headers {
  const own = ['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding']
  const passed = Object.entries(headers).filter(([name]) => !own.includes(name))
  return new Headers(Object.fromEntries(passed.map(([name, value]) => [name, String(value)])))
}

function jsonOf(body: Buffer, headers: IncomingMessage['headers']): Json {
  try {
    return JSON.parse((headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()) as Json
  } catch {
    return {}
  }
}
