// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests to the tablet's USB web interface. It handles one at a time and drops others.
import type { IncomingMessage } from 'node:http'
import { isUuid, SourceError } from '@rmirror/shared/library'

export interface UsbItem {
  uuid: string
  name: string
  /** "" at the top level. */
  parent: string
  isFolder: boolean
  /** As the tablet states it; changes with the notebook. */
  modified: string
}

/** Timeout since the last byte. */
const silenceMs = 30_000
const tries = 3
/** The largest PDFs that tablets accept have a tenth of this. */
const maxBytes = 2 ** 31
const maxFolders = 10_000

export class UsbTablet {
  readonly #address: string

  constructor(address: string) {
    this.#address = address.replace(/\/+$/, '')
  }

  /** Lists everything but the trash. Rejects with a SourceError that says what to do. */
  async list(signal: AbortSignal): Promise<UsbItem[]> {
    const items = new Map<string, UsbItem>()
    const folders = ['']
    for (let folder = folders.shift(); folder !== undefined && items.size < maxFolders; folder = folders.shift()) {
      const inside = itemsIn(await this.#ask('POST', `/documents/${folder}`, signal), folder)
      if (!inside) items.delete(folder)
      for (const item of inside ?? []) {
        if (item.isFolder && !items.has(item.uuid)) folders.push(item.uuid)
        items.set(item.uuid, item)
      }
    }
    return [...items.values()]
  }

  /** A notebook as a ZIP archive. */
  async fetchArchive(uuid: string, signal: AbortSignal): Promise<Uint8Array> {
    const bytes = await this.#ask('GET', `/download/${uuid}/rmdoc`, signal)
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return bytes
    throw tooOld()
  }

  async #ask(method: string, path: string, signal: AbortSignal): Promise<Uint8Array> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.#askOnce(method, path, signal)
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof SourceError) throw error
        if (tried >= tries) throw unplugged(error)
      }
    }
  }

  async #askOnce(method: string, path: string, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted()
    const silence = new Silence(signal)
    try {
      const answer = await answerTo(this.#address + path, method, silence.signal)
      if (answer.statusCode === 404 && path.endsWith('/rmdoc')) throw tooOld()
      if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`)
      return await bytesOf(answer, silence)
    } finally {
      silence.end()
    }
  }
}

/**
 * The head of an answer, redirects included. Downloads have a Content-Length in addition to "Transfer-Encoding:
 * chunked" (firmware 3.27.3, theagenticguy/remarkable-spec), which RFC 9112 forbids and fetch() rejects; the lenient
 * parser goes by the chunks. It is used for no other server.
 */
function answerTo(url: string, method: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { method, signal, insecureHTTPParser: true, agent: false, headers: { 'content-length': 0 } }
    // `import` would also evaluate what node:http exports beside it, such as WebSocket, which takes as long as Node itself.
    process.getBuiltinModule('node:http').request(url, options, resolve).once('error', reject).end()
  })
}

/** Rejects if the connection ends before the body does. */
async function bytesOf(answer: IncomingMessage, silence: Silence): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    silence.heard()
    size += part.length
    if (size > maxBytes) throw new SourceError('too-large', 'A notebook on the tablet is larger than 2 GB')
    parts.push(part)
  }
  if (!answer.complete) throw new Error('the answer broke off')
  return Buffer.concat(parts)
}

/** Aborts a request that has received nothing for a while. */
class Silence {
  readonly #controller = new AbortController()
  readonly #outer: AbortSignal
  readonly #giveUp = () => this.#controller.abort(this.#outer.reason)
  #timer: NodeJS.Timeout | undefined

  constructor(outer: AbortSignal) {
    this.#outer = outer
    outer.addEventListener('abort', this.#giveUp)
    this.heard()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  heard(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#controller.abort(new Error('no answer')), silenceMs)
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#outer.removeEventListener('abort', this.#giveUp)
  }
}

/**
 * Undefined if the folder is gone: the tablet then lists its top level instead. Newer firmware spells VisibleName; all
 * of them wrote VissibleName.
 */
function itemsIn(bytes: Uint8Array, parent: string): UsbItem[] | undefined {
  let listed: unknown
  try {
    listed = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw notATablet()
  }
  if (!Array.isArray(listed)) throw notATablet()
  if (listed.some((each) => isElsewhere(each?.Parent, parent))) return undefined
  return listed.flatMap((each: Record<string, unknown> | null) => {
    const { ID, Type, ModifiedClient, VissibleName, VisibleName } = each ?? {}
    if (typeof ID !== 'string' || !isUuid(ID)) return []
    const name = String(VissibleName ?? VisibleName ?? '')
    return {
      uuid: ID.toLowerCase(),
      name,
      parent,
      isFolder: Type === 'CollectionType',
      modified: String(ModifiedClient),
    }
  })
}

/** Firmware that doesn't state parents is trusted. */
const isElsewhere = (stated: unknown, folder: string) =>
  folder !== '' && typeof stated === 'string' && stated.toLowerCase() !== folder

const unplugged = (cause: unknown) =>
  new SourceError(
    'unreadable-file',
    "The tablet doesn't answer. Connect it by USB, wake it, and turn on the USB web interface in its storage settings",
    { cause },
  )

const tooOld = () =>
  new SourceError('unreadable-file', 'The tablet gives no notebooks by USB before firmware 3.9. Update it')

const notATablet = () => new SourceError('unreadable-file', 'What answers there is no reMarkable tablet')
