// SPDX-License-Identifier: AGPL-3.0-or-later
// /v1/files: what was uploaded once and is named in messages after.
import { newId } from './answer.mjs'
import { Refusal } from './checks.mjs'

/** @typedef {import('./exchange.mjs').Exchange} Exchange */
/** @typedef {{key: string, bytes: Buffer, shown: {id: string, type: 'file', filename: string, mime_type: string, size_bytes: number, created_at: string, downloadable: false}}} Stored */

export class Files {
  /** Newest first. @type {Stored[]} */
  #files = []

  /** @param {Exchange} exchange @param {Buffer} body */
  async upload(exchange, body) {
    const file = await fileIn(body, exchange.request.headers['content-type'] ?? '')
    const bytes = Buffer.from(await file.arrayBuffer())
    /** @type {Stored['shown']} */
    const shown = {
      id: newId('file'),
      type: 'file',
      filename: file.name,
      mime_type: file.type,
      size_bytes: bytes.length,
      created_at: new Date().toISOString(),
      downloadable: false,
    }
    this.#files.unshift({ key: exchange.key, bytes, shown })
    exchange.send(200, shown)
  }

  /** @param {Exchange} exchange */
  list(exchange) {
    const own = this.#files.filter(({ key }) => key === exchange.key)
    exchange.send(200, { data: own.map(({ shown }) => shown), next_page: null })
  }

  /** @param {Exchange} exchange @param {string} id */
  get(exchange, id) {
    exchange.send(200, this.#find(exchange.key, id).shown)
  }

  /** @param {Exchange} exchange @param {string} id */
  delete(exchange, id) {
    this.#files.splice(this.#files.indexOf(this.#find(exchange.key, id)), 1)
    exchange.send(200, { id, type: 'file_deleted' })
  }

  /** @param {string} key @param {string} id */
  bytesOf(key, id) {
    return this.#files.find((file) => file.key === key && file.shown.id === id)?.bytes
  }

  /** @param {string} key @param {string} id */
  #find(key, id) {
    const file = this.#files.find((one) => one.key === key && one.shown.id === id)
    if (!file) throw new Refusal(0, `File not found: ${id}`, 404)
    return file
  }
}

/** @param {Buffer} body @param {string} type */
async function fileIn(body, type) {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    const file = form.get('file')
    if (file instanceof File) return file
  } catch {
    throw new Refusal(0, 'The request body is not a valid form')
  }
  throw new Refusal(0, 'file: Field required')
}
