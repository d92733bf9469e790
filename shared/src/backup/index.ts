// SPDX-License-Identifier: AGPL-3.0-or-later
// Backups of raw files that only their owner can open (docs/decisions/0100).
export { BackupError, type BackupFault } from './backup-error.ts'
export type { Contents, FileEntry, Summary } from './contents.ts'
export {
  createKey,
  type DataKey,
  type KeyRecord,
  openKey,
  parseKeyRecord,
  withPassphrase,
  withRecoveryKey,
} from './key-record.ts'
export { isStrongEnough, passphraseRule } from './passphrase.ts'
export { type FileWriter, openBackup, readContents, restoreFiles } from './read-backup.ts'
export { type SealedChunk, Sealer } from './sealer.ts'
export {
  fetchBackups,
  type ListedBackup,
  type ServerBackups,
  ServerStore,
  saveKey,
  sealedOf,
} from './server-backups.ts'
export { openSodium, type Sodium } from './sodium.ts'
export type { BackupStore, SealedBackup } from './store.ts'
export { type WrittenBackup, writeBackup } from './write-backup.ts'
