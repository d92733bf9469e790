// SPDX-License-Identifier: AGPL-3.0-or-later
// Where sealed backups are kept, as this room sees it.
import type { SealedChunk } from './sealer.ts'

export interface SealedBackup {
  /** UUID. */
  id: string
  keyId: string
  /** Its summary, sealed. */
  sealed: string
}

export interface BackupStore {
  /** Those of `names` that have to be put. */
  missing(names: readonly string[], signal?: AbortSignal): Promise<Set<string>>
  put(chunk: SealedChunk, signal?: AbortSignal): Promise<void>
  /** Rejects with a BackupError if there is no such chunk. */
  get(name: string, signal?: AbortSignal): Promise<Uint8Array>
  /** False if chunks were removed since they were asked for. `chunks`: the names of all that it needs. */
  add(backup: SealedBackup, chunks: readonly string[], signal?: AbortSignal): Promise<boolean>
}
