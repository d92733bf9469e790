// SPDX-License-Identifier: AGPL-3.0-or-later
// The backups of an account, opened with its passphrase.
import { createHash } from 'node:crypto'
import {
  BackupError,
  createKey,
  fetchBackups,
  type ListedBackup,
  openBackup,
  openKey,
  openSodium,
  Sealer,
  type ServerBackups,
  ServerStore,
  type Sodium,
  type Summary,
  saveKey,
  sealedOf,
} from '@rmirror/shared/backup'
import type { Connection } from '../account/connection.ts'
import { accountOf, type StateFiles, stateFiles } from '../engine/state-folder.ts'
import type { Call } from '../options/command.ts'
import { askPassphrase, choosePassphrase } from './passphrase.ts'
import { lastSeen, noteSeen } from './seen-backups.ts'

export interface OpenedBackup extends ListedBackup {
  summary: Summary
}

export interface Backups {
  sodium: Sodium
  sealer: Sealer
  store: ServerStore
  /** Newest first. */
  opened: OpenedBackup[]
  /** Number of the latest one that is there, or that this computer saw. */
  lastNumber: number
  note(number: number): Promise<void>
}

export interface Session {
  connection: Connection
  files: StateFiles
  listed: ServerBackups
}

export async function openSession(connection: Connection, signal: AbortSignal): Promise<Session> {
  const files = stateFiles(connection.server, accountOf(connection.credential.token))
  return { connection, files, listed: await fetchBackups(connection.api, signal) }
}

/** Of an account that has backups. Rejects with a BackupError. */
export async function openBackups(session: Session, call: Call): Promise<Backups> {
  const { listed } = session
  if (!listed.key) throw new BackupError('no-key')
  const sodium = await openSodium()
  const passphrase = await askPassphrase(call)
  return opened(session, new Sealer(sodium, openKey(sodium, listed.key.record, listed.account, passphrase)), call)
}

/** Likewise; an account without backups gets its key. */
export async function openOrBeginBackups(session: Session, call: Call): Promise<Backups> {
  const { listed, connection } = session
  if (listed.key) return openBackups(session, call)
  const sodium = await openSodium()
  const { record, key } = createKey(sodium, listed.account, await choosePassphrase(call))
  await saveKey(connection.api, record, 0)
  return opened(session, new Sealer(sodium, key), call)
}

async function opened({ connection, files, listed }: Session, sealer: Sealer, { terminal }: Call): Promise<Backups> {
  const found: OpenedBackup[] = []
  for (const item of listed.items)
    try {
      found.push({ ...item, summary: openBackup(sealer, sealedOf(item)) })
    } catch (error) {
      if (!(error instanceof BackupError)) throw error
      terminal.warn(`${item.id}: ${error.message}`)
    }
  found.sort((one, other) => other.summary.number - one.summary.number)
  const newest = found[0]?.summary.number ?? 0
  const seen = lastSeen(files.backups, sealer.key.id)
  if (newest < seen)
    terminal.warn(
      `This computer saw backup number ${seen}, but the newest on the server is ${newest === 0 ? 'none' : `number ${newest}`}: newer ones were deleted, or the server shows an older state.`,
    )
  const note = (number: number) => noteSeen(files.backups, { key: sealer.key.id, number })
  await note(newest)
  const { sodium } = sealer
  const store = new ServerStore(connection.api, (bytes) => createHash('sha256').update(bytes).digest('hex'))
  return { sodium, sealer, store, opened: found, lastNumber: Math.max(newest, seen), note }
}
