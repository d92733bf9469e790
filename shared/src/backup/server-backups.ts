// SPDX-License-Identifier: AGPL-3.0-or-later
// Backups on the server: the wrapped key, the list, and chunks as uploads of the scope `backup`.
import { type Api, ApiProblem, answerTo, type components } from '../api/index.ts'
import { BackupError } from './backup-error.ts'
import { type KeyRecord, parseKeyRecord } from './key-record.ts'
import type { SealedChunk } from './sealer.ts'
import type { BackupStore, SealedBackup } from './store.ts'

export type ListedBackup = components['schemas']['Backup']

export interface ServerBackups {
  /** The server's id of the account. */
  account: string
  key: { record: KeyRecord; revision: number } | null
  /** Newest first. */
  items: ListedBackup[]
  storedBytes: number
  limitBytes: number | null
}

/** Rejects with a BackupError if the key is of a newer version. */
export async function fetchBackups(api: Api, signal?: AbortSignal): Promise<ServerBackups> {
  const options = { cache: 'no-store', ...(signal && { signal }) } as const
  const [{ id }, listed] = await Promise.all([
    answerTo(api.GET('/api/v1/me', options)),
    answerTo(api.GET('/api/v1/backups', options)),
  ])
  const { key, items, stored_bytes, limit_bytes } = listed
  return {
    account: id,
    key: key && { record: parseKeyRecord(key.record), revision: key.revision },
    ...{ items, storedBytes: stored_bytes, limitBytes: limit_bytes },
  }
}

/** `revision`: of the record that this one replaces, 0 for the first. Resolves with its own. */
export async function saveKey(api: Api, record: KeyRecord, revision: number): Promise<number> {
  const body = { key_id: record.id, revision, record: JSON.stringify(record) }
  return (await answerTo(api.PUT('/api/v1/backups/key', { body }))).revision
}

export function sealedOf({ id, key_id, sealed }: ListedBackup): SealedBackup {
  return { id, keyId: key_id, sealed }
}

export class ServerStore implements BackupStore {
  readonly #api: Api
  readonly #sha256: (bytes: Uint8Array) => string | Promise<string>
  /** A bucket that isn't reached once isn't tried again. */
  #isBucketReached = true

  /** `sha256`: 64 hex digits. */
  constructor(api: Api, sha256: (bytes: Uint8Array) => string | Promise<string>) {
    this.#api = api
    this.#sha256 = sha256
  }

  async missing(names: readonly string[], signal?: AbortSignal): Promise<Set<string>> {
    const body = { names: [...names] }
    const asked = this.#api.POST('/api/v1/backups/missing-chunks', { body, ...(signal && { signal }) })
    return new Set((await answerTo(asked)).missing)
  }

  async put({ name, bytes }: SealedChunk, signal?: AbortSignal): Promise<void> {
    const sha256 = await this.#sha256(bytes)
    const options = signal ? { signal } : {}
    const body = { scope: 'backup', chunk: name, size: bytes.length, sha256 } as const
    const announced = await answerTo(this.#api.POST('/api/v1/uploads/presign', { body, ...options }))
    const params = { path: { id: announced.id } }
    if (announced.needs_authorization || !(await this.#putIntoBucket(announced, bytes, signal)))
      await answerTo(
        this.#api.PUT('/api/v1/uploads/{id}/content', {
          params,
          headers: { 'Content-Type': 'application/octet-stream' },
          body: new Blob([bytes as Uint8Array<ArrayBuffer>]),
          bodySerializer: (content) => content,
          ...options,
        }),
      )
    await answerTo(this.#api.POST('/api/v1/uploads/{id}/complete', { params, ...options }))
  }

  /** False if the bucket can't be reached from here, or doesn't take it: then the server does. */
  async #putIntoBucket(
    { url, headers }: { url: string; headers: Record<string, string> },
    bytes: Uint8Array,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if (!this.#isBucketReached) return false
    try {
      const body = bytes as Uint8Array<ArrayBuffer>
      const answer = await fetch(url, { method: 'PUT', headers, body, ...(signal && { signal }) })
      await answer.arrayBuffer()
      return answer.ok
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof TypeError)) throw error
      this.#isBucketReached = false
      return false
    }
  }

  async get(name: string, signal?: AbortSignal): Promise<Uint8Array> {
    const options = { params: { path: { name } }, parseAs: 'arrayBuffer', cache: 'no-store' } as const
    const { data, error, response } = await this.#api.GET('/api/v1/backups/chunks/{name}', {
      ...options,
      ...(signal && { signal }),
    })
    if (response.status === 404) throw new BackupError('missing')
    if (!response.ok) throw new ApiProblem(response, error)
    return new Uint8Array(data as ArrayBuffer)
  }

  async add({ id, keyId, sealed }: SealedBackup, chunks: readonly string[], signal?: AbortSignal): Promise<boolean> {
    const body = { id, key_id: keyId, sealed, chunks: [...chunks] }
    try {
      await answerTo(this.#api.POST('/api/v1/backups', { body, ...(signal && { signal }) }))
      return true
    } catch (error) {
      if (error instanceof ApiProblem && error.type === 'chunks_missing') return false
      throw error
    }
  }
}
