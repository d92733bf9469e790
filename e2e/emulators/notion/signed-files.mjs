// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses of uploaded files that work without a token for an hour.
import { createHmac, randomBytes } from 'node:crypto'

export const lifeSeconds = 3600
const prefix = '/files/'

/** @typedef {{bytes: Buffer, contentType: string}} File */

export class SignedFiles {
  /** Of the emulator; known when it listens. */
  address = ''
  #key = randomBytes(32)

  /** @param {import('./clock.mjs').Clock} clock @param {(id: string) => File | undefined} fileOf */
  constructor(clock, fileOf) {
    this.clock = clock
    this.fileOf = fileOf
  }

  /** @param {string} id @param {string} name @returns {{url: string, expiry_time: string}} */
  sign(id, name) {
    const now = this.clock.now()
    const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
    const path = `${prefix}${id}/${encodeURIComponent(name)}`
    const query = `X-Amz-Date=${date}&X-Amz-Expires=${lifeSeconds}&X-Amz-SignedHeaders=host`
    const url = `${this.address}${path}?${query}&X-Amz-Signature=${this.#signature(path, query)}`
    return { url, expiry_time: new Date(now + lifeSeconds * 1000).toISOString() }
  }

  /** @param {string} path @param {string} query */
  #signature(path, query) {
    return createHmac('sha256', this.#key).update(`${path}?${query}`).digest('hex')
  }

  /** @param {string} path */
  isHere(path) {
    return path.startsWith(prefix)
  }

  /**
   * @param {string} url with its query @param {boolean} hasToken whether the caller shows a token as well
   * @param {(detail: string) => void} violation
   * @returns {import('./exchange.mjs').Answer}
   */
  answer(url, hasToken, violation) {
    const [path = '', query = ''] = url.split('?')
    const [signed = '', signature] = query.split('&X-Amz-Signature=')
    if (hasToken) {
      violation('a token is shown to the host of files')
      return refused(400, 'InvalidArgument', 'Only one auth mechanism allowed')
    }
    if (signature !== this.#signature(path, signed))
      return refused(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match')
    if (this.clock.now() > endOf(signed)) {
      violation('an address is used after its hour')
      return refused(403, 'AccessDenied', 'Request has expired')
    }
    const file = this.fileOf(path.split('/')[2] ?? '')
    if (!file) return refused(404, 'NoSuchKey', 'The specified key does not exist.')
    return { status: 200, headers: { 'content-type': file.contentType }, body: file.bytes }
  }
}

/** @param {string} query */
function endOf(query) {
  const date = new URLSearchParams(query).get('X-Amz-Date') ?? ''
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  return Date.parse(iso) + lifeSeconds * 1000
}

/** @param {number} status @param {string} code @param {string} message */
function refused(status, code, message) {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return { status, headers: { 'content-type': 'application/xml' }, body }
}
