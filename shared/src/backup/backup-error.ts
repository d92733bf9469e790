// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a backup can't be made or opened, one sentence each.

const sentences = {
  'weak-passphrase':
    'This passphrase is too easy to guess. Use at least 12 characters, 6 of them different: four random words are good.',
  'wrong-secret': 'This is neither the passphrase nor the recovery key of these backups. Nobody can reset them.',
  'mistyped-recovery-key': 'This recovery key has a typing error. Compare it with the printed one.',
  'no-memory': "This device hasn't the 256 MB of memory that opening backups takes. Use another one.",
  'no-key': 'There are no backups yet, so there is no passphrase.',
  'other-account': 'These backups belong to another account, so the passphrase of this one is of no use for them.',
  'other-key': "This backup was made with another key, which isn't on the server any more. It can't be opened.",
  'newer-format': 'This backup was made by a newer version of rMirror. Update this one, then try again.',
  altered:
    "A part of this backup isn't what was stored: it was altered, or exchanged for another part. It wasn't used.",
  cut: "A part of this backup is cut off. It wasn't used.",
  missing: 'A part of this backup is missing on the server.',
  'unsafe-name': "This name can't be restored on every system, so the file isn't in the backup. Rename it.",
  'nothing-readable': 'None of the files could be read, so no backup was made.',
} as const

export type BackupFault = keyof typeof sentences

export class BackupError extends Error {
  override name = 'BackupError'
  readonly fault: BackupFault

  constructor(fault: BackupFault, options?: ErrorOptions) {
    super(sentences[fault], options)
    this.fault = fault
  }
}
