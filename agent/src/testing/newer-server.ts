// SPDX-License-Identifier: AGPL-3.0-or-later
// A proxy that makes the real server look like a newer one, whose answers have unknown members.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export async function startNewerServer(server: string): Promise<{ url: string } & AsyncDisposable> {
  const front = createServer((request, response) => void serve(request, response, server))
  await once(front.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      front.closeAllConnections()
      await new Promise((resolve) => front.close(resolve))
    },
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, server: string): Promise<void> {
  const { method = '', url = '', headers } = request
  const body = Buffer.concat(await request.toArray())
  const answer = await fetch(server + url, {
    ...{ method, headers: passedOn(headers) },
    ...(method !== 'GET' && { body: new Uint8Array(body) }),
  })
  const text = await answer.text()
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  const changed = isJson && text.startsWith('{') ? withUnknownMembers(text) : text
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' }).end(changed)
}

const withUnknownMembers = (json: string) => JSON.stringify({ ...JSON.parse(json), of_tomorrow: { more: [1, 2] } })

/** Headers about the connection aren't passed on. */
function passedOn(headers: IncomingMessage['headers']): Headers {
  const own = ['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding']
  const passed = Object.entries(headers).filter(([name]) => !own.includes(name))
  return new Headers(Object.fromEntries(passed.map(([name, value]) => [name, String(value)])))
}
