// SPDX-License-Identifier: AGPL-3.0-or-later
// What the page and the worker that encrypts backups send each other. The worker has the key; the page has the account,
// so the worker asks it to store and fetch what is sealed.
import type { BackupFault, BackupStore, KeyRecord, ListedBackup, Summary } from '@rmirror/shared/backup'
import type { GivenFile } from '@rmirror/shared/workshop'

export interface OpenedBackup extends ListedBackup {
  summary: Summary
}

/** How a backup's files are handed out. */
export type RestoreAs = 'files' | 'zip' | 'rmdoc'

export interface MadeBackup {
  fileCount: number
  /** Sealed bytes; the rest was there. */
  sent: number
  /** Paths of files that couldn't be read. */
  unreadable: string[]
}

export interface BackupCalls {
  begin: { given: { account: string; passphrase: string }; answer: KeyRecord }
  /** Those that can be opened, newest first, and how many can't. */
  open: {
    given: { account: string; record: KeyRecord; secret: string }
    answer: null
  }
  read: { given: ListedBackup[]; answer: { opened: OpenedBackup[]; unopened: number } }
  make: { given: { files: GivenFile[]; origin: string; lastNumber: number }; answer: MadeBackup }
  restore: { given: { backup: OpenedBackup; as: RestoreAs }; answer: GivenFile[] }
  changePassphrase: { given: string; answer: KeyRecord }
  makeRecoveryKey: { given: null; answer: { record: KeyRecord; recoveryKey: string } }
}

export type CallName = keyof BackupCalls

export interface BackupProgress {
  done: number
  total: number
  /** Sealed bytes. */
  sent: number
}

export type ToWorker =
  | { kind: 'call'; id: number; name: CallName; given: unknown }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'refusal'; id: number }

export type FromWorker =
  | { kind: 'answer'; id: number; value: unknown }
  /** `ask`: because the page refused this. */
  | { kind: 'failure'; id: number; fault: BackupFault | null; ask: number | null; message: string }
  | { kind: 'ask'; id: number; what: keyof BackupStore; given: unknown[] }
  | { kind: 'progress'; progress: BackupProgress }
