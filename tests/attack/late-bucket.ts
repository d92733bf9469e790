// SPDX-License-Identifier: AGPL-3.0-or-later
// A proxy in front of a bucket that answers late, not at all, or wrongly.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Behaviour = 'well' | 'held' | 'late at times' | 'never' | 'every second time'

/** How late a late answer is, in ms. */
export const lateness = 1500

export class LateBucket {
  behaviour: Behaviour = 'well'
  #calls = 0
  readonly #server = createServer((incoming, outgoing) => void this.#answer(incoming, outgoing))
  readonly #bucket: URL
  /** Calls that wait for `release`. */
  #held: (() => void)[] = []

  constructor(bucket: string) {
    this.#bucket = new URL(bucket)
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get held(): number {
    return this.#held.length
  }

  /** Answers what was held, and holds nothing more. */
  release(): void {
    this.behaviour = 'well'
    for (const answer of this.#held.splice(0)) answer()
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    this.#calls++
    if (this.behaviour === 'held') await new Promise<void>((resolve) => this.#held.push(resolve))
    if (this.behaviour === 'late at times' && this.#calls % 100 === 0) await sleep(lateness)
    if (this.behaviour === 'never') {
      await sleep(lateness)
      incoming.socket.destroy()
    } else if (this.behaviour === 'every second time' && this.#calls % 2 === 1) {
      outgoing.writeHead(500).end()
    } else {
      this.#pass(incoming, outgoing)
    }
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url, headers } = incoming
    const asked = request({ host: this.#bucket.hostname, port: this.#bucket.port, method, path: url, headers })
    asked.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    asked.on('error', () => outgoing.destroy())
    incoming.pipe(asked)
  }
}
