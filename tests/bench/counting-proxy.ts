// SPDX-License-Identifier: AGPL-3.0-or-later
// A proxy that counts what a browser gets from a server, for its page, its workers and its service worker.
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Counted {
  /** Method and path of each request. */
  requests: string[]
  /** Of all answers, their heads included. */
  bytes: number
}

export interface CountingProxy extends AsyncDisposable {
  url: string
  /** Since it was asked last. */
  count(): Counted
  /** Resolves after this number of milliseconds without requests and answers. */
  quiet(ms: number): Promise<void>
}

export async function countBefore(target: string): Promise<CountingProxy> {
  const agent = new Agent({ keepAlive: true })
  let counted: Counted = { requests: [], bytes: 0 }
  let lastHeard = performance.now()
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = '', url = '', headers } = incoming
    counted.requests.push(`${method} ${url}`)
    lastHeard = performance.now()
    const onward = request(target + url, { method, headers, agent }, (answer) => {
      counted.bytes += answer.rawHeaders.join('').length
      answer.on('data', (piece: Buffer) => {
        counted.bytes += piece.length
        lastHeard = performance.now()
      })
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(outgoing)
    })
    onward.once('error', () => outgoing.destroy())
    // A browser that is gone waits for no news.
    outgoing.once('close', () => onward.destroy())
    incoming.pipe(onward)
  }
  const server = createServer(pass)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    count() {
      const all = counted
      counted = { requests: [], bytes: 0 }
      return all
    },
    async quiet(ms) {
      for (let left = ms; left > 0; left = lastHeard + ms - performance.now())
        await new Promise((resolve) => setTimeout(resolve, left))
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      agent.destroy()
    },
  }
}
