// SPDX-License-Identifier: AGPL-3.0-or-later
// Localised texts for why a backup can't be made or opened.
import { ApiProblem } from '@rmirror/shared/api'
import { BackupError, type BackupFault } from '@rmirror/shared/backup'
import { BackupWorkerLost } from '../../../data/backups/backup-session.ts'
import { type TextKey, t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'

const faultTexts: Record<BackupFault, TextKey> = {
  'weak-passphrase': 'backups.weak',
  'wrong-secret': 'backups.wrongSecret',
  'mistyped-recovery-key': 'backups.mistyped',
  'no-memory': 'backups.noMemory',
  'no-key': 'backups.changedElsewhere',
  'other-account': 'backups.otherAccount',
  'other-key': 'backups.otherKey',
  'newer-format': 'backups.newerFormat',
  altered: 'backups.altered',
  cut: 'backups.cut',
  missing: 'backups.missing',
  'unsafe-name': 'backups.nothingReadable',
  'nothing-readable': 'backups.nothingReadable',
}

export function backupProblem(error: unknown): string {
  if (error instanceof BackupError) return t(faultTexts[error.fault])
  if (error instanceof BackupWorkerLost) return t('backups.lost')
  if (error instanceof ApiProblem && error.type === 'backups_full') return t('backups.full')
  if (error instanceof ApiProblem && error.status === 409) return t('backups.changedElsewhere')
  return serverText(error)
}
