// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands between a client and its mail server: passes an SMTP dialogue on, and puts a fault into each step.
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** @typedef {'connect' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data' | 'content'} Step */

/**
 * @typedef {object} Fault
 * @property {Step} step
 * @property {string} [reply] such as "451 4.3.0 Try again": the server isn't asked
 * @property {'drop' | 'hang' | 'cut'} [way] closes the connection, says nothing, or closes it once the mail was taken
 */

const verbs = /** @type {Record<string, Step>} */ ({
  EHLO: 'ehlo',
  HELO: 'ehlo',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
})

const endOfContent = '\r\n.\r\n'

export class FaultyDialogue {
  /**
   * Each is used once, by the first dialogue that comes to its step.
   * @type {Fault[]}
   */
  faults = []
  /** How often a mail was taken and its reply cut. */
  cut = { count: 0 }
  #inner
  #server = createServer((client) => this.#serve(client))
  /** @type {Set<import('node:net').Socket>} */
  #sockets = new Set()

  /** @param {number} inner the mail server's port */
  constructor(inner) {
    this.#inner = inner
  }

  /** @param {number} port 0: a free one @returns {Promise<number>} */
  async listen(port) {
    // On all interfaces, because only a loopback address may be spoken to without encryption.
    this.#server.listen(port, '0.0.0.0')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    return address && typeof address === 'object' ? address.port : 0
  }

  async close() {
    this.disconnect()
    this.#server.close()
    await once(this.#server, 'close')
  }

  /** Ends all connections, so that the next mail begins with a new one. */
  disconnect() {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** @param {Step} step */
  #take(step) {
    const index = this.faults.findIndex((fault) => fault.step === step)
    return index < 0 ? undefined : this.faults.splice(index, 1)[0]
  }

  /** @param {import('node:net').Socket} client */
  #serve(client) {
    const server = connect(this.#inner, '127.0.0.1')
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      // Whoever breaks off ends both.
      socket.on('error', () => {})
    }
    server.on('close', () => client.end())
    client.on('close', () => server.destroy())
    const dialogue = { text: '', isContent: false, isOver: false, isCut: false, isDataAsked: false, isEncrypted: false }

    /** @param {Fault} fault */
    const end = (fault) => {
      dialogue.isOver = true
      if (fault.reply) client.end(`${fault.reply}\r\n`)
      else if (fault.way === 'drop') client.destroy()
    }
    const atConnect = this.#take('connect')
    if (atConnect) end(atConnect)

    server.on('data', (bytes) => {
      if (dialogue.isOver) return
      if (dialogue.isCut) {
        this.cut.count++
        dialogue.isOver = true
        return void client.destroy()
      }
      if (dialogue.isDataAsked) {
        dialogue.isContent = bytes.toString('latin1').startsWith('354')
        dialogue.isDataAsked = false
      }
      client.write(bytes)
    })

    /** Whether what the client has said goes on to the server; not before a line or the content is whole. */
    const passes = () => {
      if (!dialogue.text.endsWith(dialogue.isContent ? endOfContent : '\r\n')) return false
      const step = dialogue.isContent ? 'content' : verbs[dialogue.text.slice(0, 4).toUpperCase()]
      const fault = step && this.#take(step)
      if (fault && fault.way !== 'cut') {
        end(fault)
        return false
      }
      dialogue.isCut = fault?.way === 'cut'
      dialogue.isDataAsked = step === 'data'
      dialogue.isContent = false
      return true
    }

    client.on('data', (bytes) => {
      if (dialogue.isOver) return
      // The first byte of TLS. What follows can't be read here.
      dialogue.isEncrypted ||= dialogue.text === '' && !dialogue.isContent && bytes[0] === 0x16
      if (dialogue.isEncrypted) return void server.write(bytes)
      dialogue.text += bytes.toString('latin1')
      if (!passes()) return
      server.write(Buffer.from(dialogue.text, 'latin1'))
      dialogue.text = ''
    })
  }
}
