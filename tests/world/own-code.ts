// SPDX-License-Identifier: AGPL-3.0-or-later
// Code of a person's own, which gets texts by signed requests and answers others.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Event {
  type: string
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server sends.
  data: any
}

interface Request {
  event: Event
  headers: IncomingHttpHeaders
  /** The signature that it has to have. */
  signedWith(secret: string): string
}

/** Answers a text, or a status. */
type Answer = (event: Event) => string | number

export class OwnCode implements AsyncDisposable {
  readonly requests: Request[]
  readonly address: string
  readonly #server: Server

  private constructor(server: Server, requests: Request[]) {
    this.#server = server
    this.requests = requests
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/text`
  }

  /** `deaf`: it doesn't repeat challenges. */
  static async start(answer: Answer, how: 'agrees' | 'deaf' = 'agrees'): Promise<OwnCode> {
    const requests: Request[] = []
    const server = createServer(async (request, response) => {
      const body = await text(request)
      const { headers } = request
      const event = JSON.parse(body) as Event
      requests.push({ event, headers, signedWith: (secret) => signature(secret, headers, body) })
      const isChallenge = event.type === 'verification' && how === 'agrees'
      const said = isChallenge ? String(event.data.challenge) : answer(event)
      if (typeof said === 'number') response.writeHead(said).end()
      else response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(said)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new OwnCode(server, requests)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

function signature(secret: string, headers: IncomingHttpHeaders, body: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}
