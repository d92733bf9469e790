// SPDX-License-Identifier: AGPL-3.0-or-later
// The requests of the tablet's USB web interface. It answers one at a time, and drops others.
import { isUuid, SourceError } from '@rmirror/shared/library'

export interface UsbItem {
  uuid: string
  name: string
  /** "" at the top level. */
  parent: string
  isFolder: boolean
  /** As the tablet writes it; changes with the notebook. */
  modified: string
}

/** Without a byte. */
const silenceMs = 30_000
const tries = 3
/** The largest PDFs that tablets take have a tenth of this. */
const mostBytes = 2 ** 31
const mostFolders = 10_000

export class UsbTablet {
  readonly #address: string

  constructor(address: string) {
    this.#address = address.replace(/\/+$/, '')
  }

  /** Everything but the trash. Rejects with a SourceError that says what to do. */
  async list(signal: AbortSignal): Promise<UsbItem[]> {
    const items = new Map<string, UsbItem>()
    const folders = ['']
    for (let folder = folders.shift(); folder !== undefined && items.size < mostFolders; folder = folders.shift()) {
      for (const item of itemsIn(await this.#ask('POST', `/documents/${folder}`, signal), folder)) {
        if (item.isFolder && !items.has(item.uuid)) folders.push(item.uuid)
        items.set(item.uuid, item)
      }
    }
    return [...items.values()]
  }

  /** A notebook as a ZIP. */
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
      const answer = await fetch(this.#address + path, { method, redirect: 'error', signal: silence.signal })
      if (answer.status === 404 && path.endsWith('/rmdoc')) throw tooOld()
      if (!answer.ok) throw new Error(`status ${answer.status}`)
      return await bytesOf(answer, silence)
    } finally {
      silence.end()
    }
  }
}

async function bytesOf(answer: Response, silence: Silence): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = answer.body?.getReader()
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    const part = next.value
    silence.heard()
    size += part.length
    if (size > mostBytes) throw new SourceError('too-large', 'A notebook on the tablet is larger than 2 GB')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Aborts a request of which nothing was heard for a while. */
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

/** Newer firmware spells VisibleName; all of them wrote VissibleName. */
function itemsIn(bytes: Uint8Array, parent: string): UsbItem[] {
  let listed: unknown
  try {
    listed = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw notATablet()
  }
  if (!Array.isArray(listed)) throw notATablet()
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

const unplugged = (cause: unknown) =>
  new SourceError(
    'unreadable-file',
    "The tablet doesn't answer. Connect it by USB, wake it, and turn on the USB web interface in its storage settings",
    { cause },
  )

const tooOld = () =>
  new SourceError('unreadable-file', 'The tablet gives no notebooks by USB before firmware 3.9. Update it')

const notATablet = () => new SourceError('unreadable-file', 'What answers there is no reMarkable tablet')
