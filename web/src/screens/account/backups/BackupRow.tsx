// SPDX-License-Identifier: AGPL-3.0-or-later
import type { OpenedBackup, RestoreAs } from '../../../data/backups/messages.ts'
import { formatDate, formatSize, type TextKey, t } from '../../../i18n/index.ts'
import { DeleteButton } from './DeleteButton.tsx'

const ways: [RestoreAs, TextKey][] = [
  ['files', 'backups.toBrowser'],
  ['zip', 'backups.asZip'],
  ['rmdoc', 'backups.asRmdoc'],
]

interface BackupRowProps {
  backup: OpenedBackup
  isBusy: boolean
  onRestore: (as: RestoreAs) => void
  onDelete: () => void
}

export function BackupRow({ backup: { summary }, isBusy, onRestore, onDelete }: BackupRowProps) {
  const when = formatDate(summary.made)
  return (
    <li>
      <span>{when}</span>
      <span class="quiet">
        {t('backups.holds', { count: summary.fileCount, size: formatSize(summary.bytes), origin: summary.origin })}
      </span>
      <div class="backup-actions" inert={isBusy}>
        {ways.map(([as, label]) => (
          <button key={as} type="button" class="button button-small" onClick={() => onRestore(as)}>
            {t(label)}
          </button>
        ))}
        <DeleteButton when={when} onClick={onDelete} />
      </div>
    </li>
  )
}
