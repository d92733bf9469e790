// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { GeneratedSecret } from '../../../components/forms/GeneratedSecret.tsx'
import { AddFiles } from '../../../components/library/AddFiles.tsx'
import type { BackupList } from '../../../data/backups/backup-list.ts'
import type { BackupSession } from '../../../data/backups/backup-session.ts'
import type { BackupProgress, MadeBackup, OpenedBackup, RestoreAs } from '../../../data/backups/messages.ts'
import { saveFile } from '../../../data/export/save-file.ts'
import { filesOf } from '../../../data/local/dropped-files.ts'
import { useStore } from '../../../data/store.ts'
import { formatDate, formatSize, t } from '../../../i18n/index.ts'
import { NewPassphraseForm } from './BackupForms.tsx'
import { BackupRow } from './BackupRow.tsx'
import { backupProblem } from './backup-texts.ts'

interface OpenedBackupsProps {
  session: BackupSession
  list: BackupList
  onDelete: (id: string) => void
  /** A backup was added, or the key changed. */
  onChange: () => Promise<void>
  onClose: () => void
}

/** What there is, and what can be done with it once the passphrase was right. */
export function OpenedBackups({ session, list, onDelete, onChange, onClose }: OpenedBackupsProps) {
  const { activity } = useStore()
  const { data: read } = useQuery({
    queryKey: ['opened backups', list.key?.key_id, list.items.map(({ id }) => id).join()],
    queryFn: () => session.read(list),
    gcTime: 0,
  })
  const opened = read?.opened ?? []
  const [progress, setProgress] = useState<BackupProgress | null>(null)
  useEffect(() => {
    session.onProgress = setProgress
  }, [session])
  const onMutate = () => setProgress(null)
  const making = useMutation({
    mutationFn: (files: File[]) =>
      session.make(filesOf(files).files, t('backups.thisBrowser'), opened[0]?.summary.number ?? 0),
    onMutate,
    onSuccess: onChange,
  })
  const restoring = useMutation({
    mutationFn: async ({ backup, as }: { backup: OpenedBackup; as: RestoreAs }) => {
      const files = await session.restore(backup, as)
      if (as === 'files') void activity.add(async () => ({ files, problems: [] }))
      else for (const { file } of files) saveFile(file, file.name)
      return as
    },
    onMutate,
  })
  const isBusy = making.isPending || restoring.isPending
  const make = (files: File[]) => {
    restoring.reset()
    if (!isBusy) making.mutate(files)
  }
  const restore = (backup: OpenedBackup, as: RestoreAs) => {
    making.reset()
    if (!isBusy) restoring.mutate({ backup, as })
  }
  const problem = making.error ?? restoring.error
  return (
    <>
      {opened.length === 0 && read && <p>{t('backups.none')}</p>}
      <ul class="backup-list">
        {opened.map((backup) => (
          <BackupRow
            key={backup.id}
            backup={backup}
            isBusy={isBusy}
            onRestore={(as) => restore(backup, as)}
            onDelete={() => onDelete(backup.id)}
          />
        ))}
      </ul>
      {read && read.unopened > 0 && <p class="quiet">{t('backups.unopened', { count: read.unopened })}</p>}
      <FormProblem text={problem ? backupProblem(problem) : null} />
      <p role="status" class="backup-status">
        {statusText(making.isPending, restoring.isPending, progress) ??
          (making.data ? madeText(making.data) : restoring.data ? restoredText(restoring.data) : null)}
      </p>
      <p class="quiet">{t('backups.choose')}</p>
      <div class="backup-actions" inert={isBusy}>
        <AddFiles kind="folder" label={t('backups.folder')} onFiles={make} />
        <AddFiles kind="files" label={t('backups.files')} onFiles={make} />
      </div>
      <Keys session={session} onChange={onChange} />
      <button type="button" class="button section-action" onClick={onClose}>
        {t(isBusy ? 'backups.stop' : 'backups.close')}
      </button>
    </>
  )
}

function Keys({ session, onChange }: Pick<OpenedBackupsProps, 'session' | 'onChange'>) {
  const [isChanged, setChanged] = useState(false)
  const making = useMutation({ mutationFn: () => session.makeRecoveryKey(), onSuccess: onChange })
  const change = async (passphrase: string) => {
    await session.changePassphrase(passphrase)
    await onChange()
    setChanged(true)
  }
  return (
    <>
      <details class="steps-folded">
        <summary>{t('backups.recoveryKey')}</summary>
        {making.data === undefined ? (
          <>
            <p class="quiet">{t('backups.recoveryKeyWhat')}</p>
            <FormProblem text={making.error && backupProblem(making.error)} />
            <button type="button" class="button" disabled={making.isPending} onClick={() => making.mutate()}>
              {t('backups.recoveryKeyMake')}
            </button>
          </>
        ) : (
          <div class="printed-key">
            <GeneratedSecret
              label={t('backups.recoveryKeyMade')}
              value={making.data}
              hint={t('backups.recoveryKeyHint', { address: location.origin, when: formatDate(Date.now()) })}
              onDone={() => making.reset()}
            />
            <button type="button" class="button" onClick={() => print()}>
              {t('backups.print')}
            </button>
          </div>
        )}
      </details>
      <details class="steps-folded">
        <summary>{t('backups.changePassphrase')}</summary>
        <NewPassphraseForm verb={t('backups.changePassphrase')} onSubmit={change} />
        <p role="status">{isChanged && t('backups.passphraseChanged')}</p>
      </details>
    </>
  )
}

function statusText(isMaking: boolean, isRestoring: boolean, progress: BackupProgress | null): string | null {
  if (!isMaking && !isRestoring) return null
  const { done, total, sent } = progress ?? { done: 0, total: 0, sent: 0 }
  if (isMaking) return t('backups.making', { done, total, size: formatSize(sent) })
  return t('backups.restoring', { done, total })
}

function madeText({ fileCount, sent, unreadable }: MadeBackup): string {
  const made = t('backups.made', { count: fileCount, size: formatSize(sent) })
  if (unreadable.length === 0) return made
  return `${made} ${t('backups.unreadable', { count: unreadable.length, name: unreadable[0] ?? '' })}`
}

function restoredText(as: RestoreAs): string {
  return t(as === 'files' ? 'backups.added' : 'backups.saved')
}
