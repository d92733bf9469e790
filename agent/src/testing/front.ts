// SPDX-License-Identifier: AGPL-3.0-or-later
// A proxy before the real server that changes its answers, or loses them.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Front extends AsyncDisposable {
  url: string
}

interface Answer {
  status: number
  type: string
  text: string
}

/** `change`: what the client is told instead; undefined if the answer is lost. */
type Change = (request: IncomingMessage, answer: Answer) => Answer | undefined

export async function startFront(server: string, change: Change): Promise<Front> {
  const front = createServer((request, response) => void serve(request, response, server, change))
  await once(front.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      front.closeAllConnections()
      await new Promise((resolve) => front.close(resolve))
    },
  }
}

/** Loses the first answer to a request of this method, when the server has done what was asked for. */
export function losingFirstAnswer(server: string, method: string): Promise<Front> {
  let isLost = false
  return startFront(server, (request, answer) => {
    if (isLost || request.method !== method) return answer
    isLost = true
    return undefined
  })
}

async function serve(request: IncomingMessage, response: ServerResponse, server: string, change: Change) {
  const { method = '', url = '', headers } = request
  const body = Buffer.concat(await request.toArray())
  const answered = await fetch(server + url, {
    ...{ method, headers: passedOn(headers) },
    ...(method !== 'GET' && { body: new Uint8Array(body) }),
  })
  const type = answered.headers.get('content-type') ?? 'text/plain'
  const answer = change(request, { status: answered.status, type, text: await answered.text() })
  if (answer) response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.text)
  else request.socket.destroy()
}

/** Headers about the connection aren't passed on. */
function passedOn(headers: IncomingMessage['headers']): Headers {
  const own = ['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding']
  const passed = Object.entries(headers).filter(([name]) => !own.includes(name))
  return new Headers(Object.fromEntries(passed.map(([name, value]) => [name, String(value)])))
}
