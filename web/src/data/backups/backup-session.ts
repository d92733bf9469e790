// SPDX-License-Identifier: AGPL-3.0-or-later
// Backups that are open in this browser: a worker with their key, and what it asks of the server. Closing it forgets the
// key.
import {
  BackupError,
  type BackupStore,
  type KeyRecord,
  parseKeyRecord,
  ServerStore,
  saveKey,
} from '@rmirror/shared/backup'
import type { GivenFile } from '@rmirror/shared/workshop'
import type { Account } from '../account/account.ts'
import { fileHash } from '../attachments/file-hash.ts'
import type { BackupList } from './backup-list.ts'
import type {
  BackupCalls,
  BackupProgress,
  CallName,
  FromWorker,
  MadeBackup,
  OpenedBackup,
  RestoreAs,
  ToWorker,
} from './messages.ts'

/** The worker could not be started, or it ended. */
export class BackupWorkerLost extends Error {
  override name = 'BackupWorkerLost'
}

export type BackupPort = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>

interface Waiting {
  resolve: (value: never) => void
  reject: (error: unknown) => void
}

type Sender = Pick<Account, 'patientApi' | 'userId'>

export class BackupSession implements Disposable {
  onProgress: (progress: BackupProgress) => void = () => {}
  readonly #worker: BackupPort
  readonly #account: Sender
  readonly #store: BackupStore
  readonly #waiting = new Map<number, Waiting>()
  /** Why something that the worker asked for was refused. */
  readonly #refusals = new Map<number, unknown>()
  readonly #stop = new AbortController()
  #lastId = 0
  #revision = 0

  private constructor(worker: BackupPort, account: Sender) {
    this.#worker = worker
    this.#account = account
    this.#store = new ServerStore(account.patientApi, (bytes) => fileHash(bytes as Uint8Array<ArrayBuffer>))
    worker.addEventListener('message', (event) => this.#hear((event as MessageEvent<FromWorker>).data))
    worker.addEventListener('error', () => this.#lose(new BackupWorkerLost('The worker ended')))
  }

  /** Makes the key of the first backup. Rejects with a BackupError for a weak passphrase. */
  static begin(worker: BackupPort, account: Sender, passphrase: string): Promise<BackupSession> {
    return BackupSession.#start(worker, account, async (session, user) => {
      const record = await session.#call('begin', { account: user, passphrase })
      await session.#save(record)
    })
  }

  /** Rejects with a BackupError if `secret` is neither the passphrase nor the recovery key. */
  static open(worker: BackupPort, account: Sender, { key }: BackupList, secret: string): Promise<BackupSession> {
    return BackupSession.#start(worker, account, async (session, user) => {
      if (!key) throw new BackupError('no-key')
      session.#revision = key.revision
      await session.#call('open', { account: user, record: parseKeyRecord(key.record), secret })
    })
  }

  static async #start(
    worker: BackupPort,
    account: Sender,
    prepare: (session: BackupSession, user: string) => Promise<void>,
  ): Promise<BackupSession> {
    const session = new BackupSession(worker, account)
    try {
      await prepare(session, account.userId.value ?? '')
      return session
    } catch (error) {
      session[Symbol.dispose]()
      throw error
    }
  }

  read({ items }: BackupList): Promise<{ opened: OpenedBackup[]; unopened: number }> {
    return this.#call('read', items)
  }

  make(files: GivenFile[], origin: string, lastNumber: number): Promise<MadeBackup> {
    return this.#call('make', { files, origin, lastNumber })
  }

  restore(backup: OpenedBackup, as: RestoreAs): Promise<GivenFile[]> {
    return this.#call('restore', { backup, as })
  }

  async changePassphrase(passphrase: string): Promise<void> {
    await this.#save(await this.#call('changePassphrase', passphrase))
  }

  /** The recovery key as it is printed. */
  async makeRecoveryKey(): Promise<string> {
    const { record, recoveryKey } = await this.#call('makeRecoveryKey', null)
    await this.#save(record)
    return recoveryKey
  }

  [Symbol.dispose](): void {
    this.#stop.abort()
    this.#worker.terminate()
    this.#lose(this.#stop.signal.reason)
  }

  async #save(record: KeyRecord): Promise<void> {
    this.#revision = await saveKey(this.#account.patientApi, record, this.#revision)
  }

  #call<Name extends CallName>(name: Name, given: BackupCalls[Name]['given']): Promise<BackupCalls[Name]['answer']> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId
      this.#waiting.set(id, { resolve, reject })
      this.#post({ kind: 'call', id, name, given })
    })
  }

  #hear(message: FromWorker): void {
    if (message.kind === 'progress') this.onProgress(message.progress)
    else if (message.kind === 'ask') void this.#answer(message)
    else {
      const waiting = this.#waiting.get(message.id)
      this.#waiting.delete(message.id)
      if (message.kind === 'answer') waiting?.resolve(message.value as never)
      else waiting?.reject(this.#errorOf(message))
    }
  }

  #errorOf({ fault, ask, message }: Extract<FromWorker, { kind: 'failure' }>): unknown {
    if (fault) return new BackupError(fault)
    return ask === null ? new BackupWorkerLost(message) : this.#refusals.get(ask)
  }

  async #answer({ id, what, given }: Extract<FromWorker, { kind: 'ask' }>): Promise<void> {
    try {
      const ask = this.#store[what].bind(this.#store) as (...given: unknown[]) => Promise<unknown>
      const value = await ask(...given, this.#stop.signal)
      this.#post({ kind: 'answer', id, value })
    } catch (error) {
      this.#refusals.set(id, error)
      this.#post({ kind: 'refusal', id })
    }
  }

  #post(message: ToWorker): void {
    if (!this.#stop.signal.aborted) this.#worker.postMessage(message)
  }

  #lose(reason: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
  }
}
