// SPDX-License-Identifier: AGPL-3.0-or-later
// A tablet's USB web interface as of firmware 3.27.3 (theagenticguy/remarkable-spec): strict, and one request at a
// time.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TabletItem {
  ID: string
  Type: 'CollectionType' | 'DocumentType'
  VissibleName: string
  /** ID of the parent folder, or "". */
  Parent: string
  ModifiedClient: string
  /** For documents: the download. */
  archive?: Uint8Array
}

export class EmulatedTablet {
  address = ''
  items: TabletItem[] = []
  /** Listed at the top level, and deleted right afterwards. */
  removedAfterListing: TabletItem | undefined
  /** Method and path of the answered requests. */
  asked: string[] = []
  /** Requests that a real tablet wouldn't understand. */
  violations: string[] = []
  /** How many requests are cut off in the middle of their answer. */
  drops = 0
  /** How many requests get no byte until they are given up. */
  stalls = 0
  /** Firmware before 3.9, which has no archives. */
  isOld = false
  /** How downloads state their length: by both headers, as firmware 3.27.3 does against RFC 9112, or by one of them. */
  framing: 'both' | 'chunked' | 'length' = 'both'
  /** Added to the Content-Length that is sent in addition to chunks. */
  lengthError = 0
  /** Downloads and their connection end without the last chunk. */
  lacksLastChunk = false
  readonly #server = createServer((request, response) => this.#serve(request, response))
  #busy = false

  static async start(): Promise<EmulatedTablet> {
    const tablet = new EmulatedTablet()
    tablet.#server.listen(0, '127.0.0.1')
    await once(tablet.#server, 'listening')
    tablet.address = `http://127.0.0.1:${(tablet.#server.address() as AddressInfo).port}`
    return tablet
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const name = `${request.method} ${request.url}`
    if (this.#busy) {
      this.violations.push(`${name} while another was answered`)
      response.destroy()
      return
    }
    this.#busy = true
    response.once('close', () => {
      this.#busy = false
    })
    if (this.stalls > 0) {
      this.stalls--
      return
    }
    const body = this.#answerTo(name)
    if (body === undefined) {
      this.violations.push(name)
      response.writeHead(404).end()
      return
    }
    if (this.drops > 0) {
      this.drops--
      response.writeHead(200, { 'content-length': body.length })
      response.write(body.subarray(0, body.length / 2), () => response.destroy())
      return
    }
    this.asked.push(name)
    if (body.length === 0) response.writeHead(404).end()
    else if (this.framing === 'length' || !name.startsWith('GET /download/')) response.writeHead(200).end(body)
    else this.#sendInChunks(response, body)
  }

  /** Bypasses Node's writer, which never sends both headers. */
  #sendInChunks({ socket }: ServerResponse, body: Uint8Array): void {
    const length = this.framing === 'both' ? `Content-Length: ${body.length + this.lengthError}\r\n` : ''
    const half = Math.ceil(body.length / 2)
    socket?.write(`HTTP/1.1 200 OK\r\n${length}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n`)
    for (const part of [body.subarray(0, half), body.subarray(half)]) {
      socket?.write(`${part.length.toString(16)}\r\n`)
      socket?.write(part)
      socket?.write('\r\n')
    }
    socket?.end(this.lacksLastChunk ? '' : '0\r\n\r\n')
  }

  /** Undefined if there is no such path; empty if this firmware doesn't have it. Unknown folders give the top level. */
  #answerTo(name: string): Uint8Array | undefined {
    const folder = /^POST \/documents\/([\da-f-]*)$/.exec(name)?.[1]
    if (folder !== undefined) {
      const isKnown = this.items.some(({ ID, Type }) => ID === folder && Type === 'CollectionType')
      const inside = this.items
        .filter(({ Parent }) => Parent === (isKnown ? folder : ''))
        .map(({ archive, ...item }) => item)
      if (folder === '' && this.removedAfterListing) inside.push(this.removedAfterListing)
      return Buffer.from(JSON.stringify(inside))
    }
    const document = /^GET \/download\/([\da-f-]+)\/rmdoc$/.exec(name)?.[1]
    const found = this.items.find(({ ID }) => ID === document)?.archive
    return found && this.isOld ? new Uint8Array() : found
  }
}
