// SPDX-License-Identifier: AGPL-3.0-or-later
// The library on a tablet itself, by SSH: its folder is listed and read in place.
import { refuseTooLarge, SourceError, type SourceFile } from '@rmirror/shared/library'
import type { Scan, Source } from './source.ts'
import type { SshAddress } from './ssh-address.ts'
import { type RemoteFile, type RemoteFiles, remoteFiles } from './ssh-files.ts'
import { type SshAccess, SshSession } from './ssh-session.ts'

export interface SshSettings {
  address: SshAddress
  /** Called for each connection, because the user may have corrected it. */
  access(): Promise<SshAccess>
}

/** A connection without requests is closed after this time. */
const idleMs = 30_000
export function openSsh(settings: SshSettings): Source {
  const tablet = new SshTablet(settings)
  return {
    kind: 'ssh',
    address: settings.address.name,
    deletes: true,
    scan: (signal) => tablet.scan(signal),
    close: () => tablet.close(),
  }
}

interface Connected {
  session: SshSession
  files: RemoteFiles
}

class SshTablet {
  readonly #settings: SshSettings
  readonly #ending = new AbortController()
  #connected: Promise<Connected> | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(settings: SshSettings) {
    this.#settings = settings
  }

  async scan(signal: AbortSignal): Promise<Scan> {
    signal.throwIfAborted()
    const end = () => this.#disconnect()
    signal.addEventListener('abort', end, { once: true })
    try {
      const { files, isWhole } = await this.#ask((remote) => remote.list())
      return { files: files.map((file) => this.#sourceFile(file)), problems: [], isWhole }
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', end)
    }
  }

  close(): void {
    this.#ending.abort(new Error('closed'))
    this.#disconnect()
  }

  #sourceFile({ path, size, modified }: RemoteFile): SourceFile {
    return {
      ...{ path, size, modified },
      read: async () => {
        refuseTooLarge(size)
        // One byte more shows whether the file has grown.
        const bytes = await this.#ask((remote) => remote.read(path, 0, size + 1))
        if (bytes.length !== size) throw new SourceError('unreadable-file', 'The file changed while it was read')
        return bytes
      },
      readRange: (start, end) => this.#ask((remote) => remote.read(path, start, end)),
    }
  }

  /** Reconnects once if the connection broke. */
  async #ask<Answer>(question: (files: RemoteFiles) => Promise<Answer>): Promise<Answer> {
    for (let isAgain = false; ; isAgain = true) {
      const { session, files } = await this.#connection()
      try {
        return await question(files)
      } catch (error) {
        this.#ending.signal.throwIfAborted()
        if (error instanceof SourceError) throw error
        if (isAgain || session.isOpen)
          throw new SourceError('unreadable-file', `${this.#settings.address.name}: the file or folder can't be read`, {
            cause: error,
          })
        this.#disconnect()
      }
    }
  }

  #connection(): Promise<Connected> {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.#disconnect(), idleMs).unref()
    this.#connected ??= this.#connect().catch((error) => {
      this.#connected = undefined
      throw error
    })
    return this.#connected
  }

  async #connect(): Promise<Connected> {
    const { address, access } = this.#settings
    const session = await SshSession.open(address, await access(), this.#ending.signal)
    return { session, files: await remoteFiles(session, address.path) }
  }

  #disconnect(): void {
    clearTimeout(this.#idle)
    const connected = this.#connected
    this.#connected = undefined
    connected?.then(({ session }) => session.close()).catch(() => undefined)
  }
}
