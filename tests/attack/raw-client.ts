// SPDX-License-Identifier: AGPL-3.0-or-later
// A client that sends what it likes, when it likes, and sees what comes back as it comes.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { hangLimits } from '../world/patience.ts'

export class RawClient {
  readonly socket: Socket
  #received = ''
  #isClosed = false

  private constructor(socket: Socket) {
    this.socket = socket
    socket.setEncoding('latin1')
    socket.on('data', (text) => {
      this.#received += text
    })
    // Some are ended by the server, which is what tests are about.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#isClosed = true
    })
  }

  static async connect(port: number, address: string): Promise<RawClient> {
    const client = new RawClient(connect({ port, host: '127.0.0.1', localAddress: address }))
    await once(client.socket, 'connect')
    return client
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get received(): string {
    return this.#received
  }

  /** Resolves when the kernel has all of it, or the server does not want it. */
  send(bytes: string): Promise<void> {
    return new Promise((resolve) => this.socket.write(bytes, 'latin1', () => resolve()))
  }

  /** The status of the first answer whose head has come; 0 when the connection ends before. */
  async status(): Promise<number> {
    const end = Date.now() + hangLimits.poll
    while (!this.#received.includes('\r\n\r\n') && !this.#isClosed && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 2))
    return Number(/^HTTP\/1\.1 (\d{3}) /.exec(this.#received)?.[1] ?? 0)
  }

  header(name: string): string {
    return new RegExp(`^${name}: (.*)\r$`, 'im').exec(this.#received)?.[1] ?? ''
  }

  async ask(request: string): Promise<number> {
    await this.send(request)
    return this.status()
  }
}
