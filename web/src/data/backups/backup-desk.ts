// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker's side: holds the opened key, cuts, seals and opens. Nothing that it does blocks the page, and the memory
// that Argon2id takes goes with it.
import {
  BackupError,
  type BackupStore,
  createKey,
  type FileEntry,
  type KeyRecord,
  openBackup,
  openKey,
  openSodium,
  readContents,
  restoreFiles,
  Sealer,
  withPassphrase,
  withRecoveryKey,
  writeBackup,
} from '@rmirror/shared/backup'
import type { SourceFile } from '@rmirror/shared/library'
import type { GivenFile } from '@rmirror/shared/workshop'
import { asRmdoc } from './as-rmdoc.ts'
import { asZip } from './as-zip.ts'
import type { BackupCalls, CallName, FromWorker, MadeBackup, ToWorker } from './messages.ts'

export interface DeskPort {
  listen(hear: (message: ToWorker) => void): void
  post(message: FromWorker): void
}

/** The page refused to store or fetch something; it knows why. */
class Refused extends Error {
  readonly ask: number

  constructor(ask: number) {
    super('The page refused it')
    this.ask = ask
  }
}

type Calls = { [Name in CallName]: (given: BackupCalls[Name]['given']) => Promise<BackupCalls[Name]['answer']> }

export function serveBackups(port: DeskPort): void {
  const desk = new Desk(port)
  port.listen((message) => desk.hear(message))
}

class Desk {
  readonly #port: DeskPort
  readonly #asked = new Map<number, { resolve: (value: never) => void; reject: (error: Refused) => void }>()
  readonly #store: BackupStore
  #lastAsk = 0
  #opened: { record: KeyRecord; sealer: Sealer } | null = null

  constructor(port: DeskPort) {
    this.#port = port
    this.#store = {
      missing: (names) => this.#ask('missing', [names]),
      put: (chunk) => this.#ask('put', [chunk]),
      get: (name) => this.#ask('get', [name]),
      add: (backup, chunks) => this.#ask('add', [backup, chunks]),
    }
  }

  hear(message: ToWorker): void {
    if (message.kind === 'call') void this.#perform(message)
    else {
      const asked = this.#asked.get(message.id)
      this.#asked.delete(message.id)
      if (message.kind === 'answer') asked?.resolve(message.value as never)
      else asked?.reject(new Refused(message.id))
    }
  }

  #ask<Answer>(what: keyof BackupStore, given: unknown[]): Promise<Answer> {
    const id = ++this.#lastAsk
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject })
      this.#port.post({ kind: 'ask', id, what, given })
    })
  }

  async #perform({ id, name, given }: Extract<ToWorker, { kind: 'call' }>): Promise<void> {
    try {
      this.#port.post({ kind: 'answer', id, value: await this.#calls[name](given as never) })
    } catch (error) {
      const fault = error instanceof BackupError ? error.fault : null
      const ask = error instanceof Refused ? error.ask : null
      this.#port.post({ kind: 'failure', id, fault, ask, message: String(error) })
    }
  }

  get #key() {
    if (!this.#opened) throw new BackupError('no-key')
    return this.#opened
  }

  readonly #calls: Calls = {
    begin: async ({ account, passphrase }) => {
      const sodium = await openSodium()
      const { record, key } = createKey(sodium, account, passphrase)
      this.#opened = { record, sealer: new Sealer(sodium, key) }
      return record
    },
    open: async ({ account, record, secret }) => {
      const sodium = await openSodium()
      this.#opened = { record, sealer: new Sealer(sodium, openKey(sodium, record, account, secret)) }
      return null
    },
    read: async (items) => {
      const { sealer } = this.#key
      const opened = items.flatMap((item) => {
        try {
          return [{ ...item, summary: openBackup(sealer, { id: item.id, keyId: item.key_id, sealed: item.sealed }) }]
        } catch (error) {
          if (error instanceof BackupError) return []
          throw error
        }
      })
      opened.sort((one, other) => other.summary.number - one.summary.number)
      return { opened, unopened: items.length - opened.length }
    },
    make: (given) => this.#make(given),
    restore: (given) => this.#restore(given),
    changePassphrase: async (passphrase) => {
      const { record, sealer } = this.#key
      this.#key.record = withPassphrase(sealer.sodium, record, sealer.key, passphrase)
      return this.#key.record
    },
    makeRecoveryKey: async () => {
      const { record, sealer } = this.#key
      const made = withRecoveryKey(sealer.sodium, record, sealer.key)
      this.#key.record = made.record
      return made
    },
  }

  async #make({ files, origin, lastNumber }: BackupCalls['make']['given']): Promise<MadeBackup> {
    const { sealer } = this.#key
    const unreadable: string[] = []
    const { summary, sent } = await writeBackup({
      ...{ sealer, store: this.#store, files: files.map(sourceOf), lastNumber, origin, now: Date.now() },
      signal: new AbortController().signal,
      onUnreadable: ({ path }) => void unreadable.push(path),
      onProgress: ({ doneFiles, sent: bytes }) => this.#report(doneFiles, files.length, bytes),
    })
    return { fileCount: summary.fileCount, sent, unreadable }
  }

  async #restore({ backup, as }: BackupCalls['restore']['given']): Promise<GivenFile[]> {
    const { sealer } = this.#key
    const { signal } = new AbortController()
    const contents = await readContents(sealer, this.#store, backup.summary, signal)
    const files: GivenFile[] = []
    let done = 0
    await restoreFiles(contents, {
      ...{ sealer, store: this.#store, signal },
      open: async (entry) => collected(entry, files),
      onFile: () => this.#report(++done, contents.files.length, 0),
    })
    if (as === 'files') return files
    return [as === 'zip' ? await asZip(files, 'rmirror-backup.zip') : await asRmdoc(files)]
  }

  #report(done: number, total: number, sent: number): void {
    this.#port.post({ kind: 'progress', progress: { done, total, sent } })
  }
}

function sourceOf({ path, file }: GivenFile): SourceFile {
  const read = async () => new Uint8Array(await file.arrayBuffer())
  return { path, size: file.size, modified: file.lastModified, read }
}

function collected({ path, modified }: FileEntry, files: GivenFile[]) {
  const parts: BlobPart[] = []
  return {
    // A Blob, so that the browser may keep it on its disk.
    write: async (bytes: Uint8Array) => void parts.push(new Blob([bytes as Uint8Array<ArrayBuffer>])),
    end: async () => {
      const file = new File(parts, path.slice(path.lastIndexOf('/') + 1), { lastModified: modified })
      files.push({ path, file })
    },
    abandon: async () => {},
  }
}
