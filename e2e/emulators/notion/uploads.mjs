// SPDX-License-Identifier: AGPL-3.0-or-later
// Files on their way into a workspace: begun, sent in one part or several, completed, attached within an hour.
import { randomUUID } from 'node:crypto'
import { minuteOf } from './dates.mjs'
import { notFound } from './errors.mjs'
import { pageOf, pagingOf, pagingShapes } from './lists.mjs'
import { dashed, demand, object, uuid } from './shapes.mjs'
import { lifeSeconds, SignedFiles } from './signed-files.mjs'
import { maxBytes, minPartBytes, plainType, refused, typeOfName, uploadAsked } from './upload-shape.mjs'

/** @typedef {import('./connections.mjs').Connection} Connection */
/** @typedef {import('./exchange.mjs').Exchange} Exchange */

/**
 * @typedef {object} Upload
 * @property {string} id
 * @property {string} owner the id of the bot that may use it
 * @property {string} mode
 * @property {string | undefined} filename
 * @property {string | undefined} contentType
 * @property {number} parts
 * @property {string | undefined} external
 * @property {Map<number, Buffer>} sent
 * @property {Buffer | undefined} bytes when it is whole
 * @property {'pending' | 'uploaded' | 'failed'} status expired is what outlives its time
 * @property {number} created
 * @property {number} until when it is to be attached
 * @property {boolean} isAttached
 */

/** @typedef {{connection: Connection, version: string, max: number}} Caller max: bytes of a file in their workspace */

export class Uploads {
  /** @type {Map<string, Upload>} */
  all = new Map()

  /** @param {import('./clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock
    this.files = new SignedFiles(clock, (id) => {
      const upload = this.all.get(id)
      return upload?.bytes && { bytes: upload.bytes, contentType: upload.contentType ?? 'application/octet-stream' }
    })
  }

  /**
   * What a block or a property takes in; nothing where it may not.
   * @param {string} id @param {string} owner the id of the bot that attaches it
   */
  take(id, owner) {
    const upload = this.all.get(dashed(id))
    if (!upload || upload.owner !== owner || this.#statusOf(upload) !== 'uploaded') return undefined
    upload.isAttached = true
    const { files } = this
    const name = upload.filename ?? 'file'
    return {
      ...{ name, contentType: upload.contentType ?? '' },
      /** For another hour each time that it is read. */
      get url() {
        return files.sign(upload.id, name).url
      },
      sign: () => files.sign(upload.id, name),
    }
  }

  /** @param {Upload} upload */
  #statusOf({ status, isAttached, until }) {
    return !isAttached && status !== 'failed' && this.clock.now() > until ? 'expired' : status
  }

  /** @param {Caller} caller @param {any} body */
  create(caller, body) {
    const created = this.clock.now()
    const asked = uploadAsked(body)
    /** @type {Upload} */
    const upload = {
      ...{ ...asked, id: randomUUID(), owner: caller.connection.id, sent: new Map(), bytes: undefined },
      ...{ status: 'pending', created, until: created + lifeSeconds * 1000, isAttached: false },
    }
    if (asked.external) importFrom(upload, asked.external)
    this.all.set(upload.id, upload)
    return this.#shown(upload, caller)
  }

  /** @param {Caller} caller @param {URLSearchParams} query */
  list(caller, query) {
    const paging = pagingOf(query)
    demand(object({}, pagingShapes), paging, 'query')
    const status = query.get('status')
    const own = [...this.all.values()].filter(
      (upload) => upload.owner === caller.connection.id && (!status || this.#statusOf(upload) === status),
    )
    const show = (/** @type {Upload} */ upload) => this.#shown(upload, caller)
    return pageOf(own, paging, { type: 'file_upload', show, isKnown: (id) => this.all.has(id) })
  }

  /** @param {Caller} caller @param {string} id */
  get(caller, id) {
    return this.#shown(this.#find(caller, id), caller)
  }

  /** @param {Caller} caller @param {string} id @param {Buffer} body @param {string} type of the whole */
  async send(caller, id, body, type) {
    const upload = this.#pending(caller, id)
    const { file, part } = await formOf(body, type)
    const bytes = Buffer.from(await file.arrayBuffer())
    this.#checkFile(upload, file, bytes.length, caller)
    if (upload.mode === 'single_part') {
      if (part !== null) throw refused('body.part_number should be not present: the upload has one part.')
      upload.filename ??= file.name
      Object.assign(upload, { bytes, status: 'uploaded', contentType: plainType(file.type) })
    } else {
      const number = Number(part)
      if (part === null || !/^\d+$/.test(part) || number < 1 || number > upload.parts)
        throw refused(`body.part_number should be from 1 to ${upload.parts}, instead was ${part}.`)
      if (number < upload.parts && bytes.length < minPartBytes)
        throw refused(`Part ${number} has ${bytes.length} bytes; all but the last have at least ${minPartBytes}.`)
      upload.sent.set(number, bytes)
    }
    return this.#shown(upload, caller)
  }

  /** @param {Upload} upload @param {File} file @param {number} size @param {Caller} caller */
  #checkFile({ mode, contentType, filename, sent }, file, size, { max: whole }) {
    const expected = contentType ?? typeOfName(filename ?? file.name)
    if (plainType(file.type) !== expected)
      throw refused(`The content type of the file is ${file.type}, that of the upload is ${expected}.`)
    if (size === 0) throw refused('The file has no content.')
    const before = [...sent.values()].reduce((sum, part) => sum + part.length, 0)
    const max = mode === 'single_part' ? maxBytes.single : maxBytes.part
    if (size > max) throw refused(`The file has ${size} bytes, the most are ${max}.`)
    if (before + size > whole) throw refused(`The file has more than ${whole} bytes, the most in this workspace.`)
  }

  /** @param {Caller} caller @param {string} id */
  complete(caller, id) {
    const upload = this.#pending(caller, id)
    if (upload.mode !== 'multi_part') throw refused('Only an upload of several parts is completed.')
    const parts = Array.from({ length: upload.parts }, (_, index) => upload.sent.get(index + 1))
    const missing = parts.indexOf(undefined)
    if (missing >= 0) throw refused(`Part ${missing + 1} of ${upload.parts} has not been sent.`)
    upload.bytes = Buffer.concat(parts.map((part) => part ?? Buffer.of()))
    upload.status = 'uploaded'
    return this.#shown(upload, caller)
  }

  /** @param {Caller} caller @param {string} id */
  #find({ connection }, id) {
    demand(object({ file_upload_id: uuid }), { file_upload_id: id }, 'path')
    const upload = this.all.get(dashed(id))
    if (!upload || upload.owner !== connection.id) throw notFound('file_upload', dashed(id))
    return upload
  }

  /** @param {Caller} caller @param {string} id */
  #pending(caller, id) {
    const upload = this.#find(caller, id)
    const status = this.#statusOf(upload)
    if (status !== 'pending') throw refused(`The status of the file upload is ${status} instead of pending.`)
    return upload
  }

  /** @param {Upload} upload @param {Caller} caller */
  #shown(upload, { version }) {
    const { id, owner, mode, filename, contentType, parts, sent, bytes, created, until, isAttached } = upload
    const status = this.#statusOf(upload)
    const base = `${this.files.address}/v1/file_uploads/${id}`
    const isOld = version < '2026-03-11'
    return {
      ...{ object: 'file_upload', id, created_time: minuteOf(created), last_edited_time: minuteOf(created) },
      ...{ created_by: { id: owner, type: 'bot' }, in_trash: false, ...(isOld && { archived: false }) },
      expiry_time: isAttached ? null : minuteOf(until),
      ...{ status, filename: filename ?? null, content_type: contentType ?? null },
      content_length: bytes?.length ?? null,
      ...(status === 'pending' && mode !== 'external_url' && { upload_url: `${base}/send` }),
      ...importResultOf(upload),
      ...(mode === 'multi_part' && { number_of_parts: { total: parts, sent: sent.size } }),
      ...(mode === 'multi_part' && status === 'pending' && { complete_url: `${base}/complete` }),
    }
  }
}

/** Fetches nothing: an import from another address succeeds immediately, unless the host is below .invalid. @param {Upload} upload @param {string} address */
function importFrom(upload, address) {
  if (new URL(address).hostname.endsWith('.invalid')) upload.status = 'failed'
  else Object.assign(upload, { status: 'uploaded', bytes: Buffer.from(address) })
}

/** @param {Upload} upload */
function importResultOf({ external, status, created }) {
  if (external === undefined) return {}
  const imported_time = new Date(created).toISOString()
  const error = { type: 'download_failed', code: 'download_failed', message: 'The file could not be downloaded.' }
  const result = status === 'failed' ? { type: 'error', error } : { type: 'success', success: {} }
  return { file_import_result: { imported_time, ...result } }
}

/** @param {Buffer} body @param {string} type @returns {Promise<{file: File, part: string | null}>} */
async function formOf(body, type) {
  if (!/^multipart\/form-data;.*boundary=/i.test(type)) throw refused(`The body is ${type} instead of a form.`)
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined)
  if (!form) throw refused('The body has not the boundary of its content type.')
  const file = form.get('file')
  const unknown = [...form.keys()].find((name) => name !== 'file' && name !== 'part_number')
  if (unknown) throw refused(`body.${unknown} should be not present.`)
  if (!(file instanceof File)) throw refused('body.file should be defined, instead was `undefined`.')
  const part = form.get('part_number')
  return { file, part: typeof part === 'string' ? part : null }
}
