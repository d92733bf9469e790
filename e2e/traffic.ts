// SPDX-License-Identifier: AGPL-3.0-or-later
// Records all that a browser sends: it is given this proxy for every address, its own machine's included. A
// request that the proxy does not see was not sent by the page, a worker, the service worker or the browser itself.
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordedRequest {
  url: string
  method: string
  headers: string
  body: string
  /** What the browser wanted it for: "document", "worker", "serviceworker", "empty" (fetch) ... */
  purpose: string
}

export class Traffic {
  readonly requests: RecordedRequest[] = []
  readonly #server: Server

  constructor() {
    this.#server = createServer((incoming, outgoing) => void this.#pass(incoming, outgoing))
    // Encrypted and WebSocket connections begin so. None is expected, and none gets through.
    this.#server.on('connect', (incoming, socket) => {
      this.requests.push(describe(incoming, ''))
      socket.destroy()
    })
  }

  async start(): Promise<{ server: string; bypass: string }> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.address() as AddressInfo
    return { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' }
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    this.requests.push(describe(incoming, body.toString('latin1')))
    const { method, headers, url = '' } = incoming
    const onward = forward(url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    onward.end(body)
  }
}

function describe({ url = '', method = '', headers }: IncomingMessage, body: string): RecordedRequest {
  return { url, method, headers: JSON.stringify(headers), body, purpose: String(headers['sec-fetch-dest'] ?? '') }
}

/** One sentence for each secret found in a request, in any of the shapes that text takes on its way. */
export function findLeaks(requests: RecordedRequest[], secrets: string[]): string[] {
  return requests.flatMap(({ url, method, headers, body }) => {
    const sent = `${url}\n${headers}\n${body}`
    return secrets
      .filter((secret) => shapesOf(secret).some((shape) => sent.includes(shape)))
      .map((secret) => `${method} ${url} holds "${secret}"`)
  })
}

function shapesOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'latin1')
  // Base64 of a text inside a longer one starts at any of three places; its first and last letters depend on the rest.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  )
  const encoded = encodeURIComponent(secret)
  return [secret, encoded, encoded.replaceAll('%20', '+'), bytes.toString('hex'), ...base64]
}
