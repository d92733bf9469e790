// SPDX-License-Identifier: AGPL-3.0-or-later
// Receivers of webhooks, by path: "/slow…" never answers an event, all others accept it immediately. Both answer the
// challenge.
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export class Receivers implements AsyncDisposable {
  /** Calls without an answer, as long as they last. */
  readonly held = new Set<ServerResponse>()
  /** How many calls without an answer have ended. */
  left = 0
  /** Paths of events that were taken. */
  readonly taken: string[] = []
  /** Called with the path of each of them. */
  onTaken: (path: string) => void = () => {}
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<Receivers> {
    const server = createServer()
    const receivers = new Receivers(server)
    server.on('request', async (request, response) => {
      let text = ''
      for await (const piece of request) text += piece
      const { type, data } = JSON.parse(text)
      if (type === 'verification') return response.end(JSON.stringify({ challenge: data.challenge }))
      if (!request.url?.startsWith('/slow')) {
        receivers.taken.push(`${request.url}`)
        receivers.onTaken(`${request.url}`)
        return response.end()
      }
      receivers.held.add(response)
      response.on('close', () => {
        receivers.held.delete(response)
        receivers.left += 1
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return receivers
  }

  addressOf(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`
  }

  async [Symbol.asyncDispose]() {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
