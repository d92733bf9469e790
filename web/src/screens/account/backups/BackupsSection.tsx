// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import { ConfirmDialog } from '../../../components/controls/ConfirmDialog.tsx'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { backupList, deleteAllBackups, deleteBackup } from '../../../data/backups/backup-list.ts'
import { BackupSession } from '../../../data/backups/backup-session.ts'
import { useStore } from '../../../data/store.ts'
import { formatDate, formatSize, t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'
import { NewPassphraseForm, OpenForm } from './BackupForms.tsx'
import { DeleteButton } from './DeleteButton.tsx'
import { OpenedBackups } from './OpenedBackups.tsx'

/** Encrypted backups of the tablet's files. They are open until the screen is left. */
export function BackupsSection() {
  const { account, remote, startBackupWorker } = useStore()
  const { data: list, error } = useQuery(backupList(remote))
  const [session, setSession] = useState<BackupSession | null>(null)
  useEffect(() => () => session?.[Symbol.dispose](), [session])
  const [deleted, setDeleted] = useState<string | 'all' | null>(null)
  const deleting = useMutation({
    mutationFn: (which: string) => (which === 'all' ? deleteAllBackups(remote) : deleteBackup(remote, which)),
    onSuccess: (_, which) => {
      if (which === 'all') setSession(null)
      setDeleted(null)
    },
  })
  const begin = async (passphrase: string) => {
    const begun = await BackupSession.begin(startBackupWorker(), account, passphrase)
    await remote.invalidate('backups')
    setSession(begun)
  }
  const open = async (secret: string) => {
    if (list) setSession(await BackupSession.open(startBackupWorker(), account, list, secret))
  }
  const askDelete = (which: string) => {
    deleting.reset()
    setDeleted(which)
  }
  return (
    <section aria-labelledby="account-backups">
      <h2 id="account-backups">{t('backups.title')}</h2>
      <p class="quiet">{t('backups.what')}</p>
      <FormProblem text={!list && error ? serverText(error) : null} />
      {list && list.items.length > 0 && (
        <p class="quiet">
          {list.limit_bytes === null
            ? t('backups.used', { size: formatSize(list.stored_bytes) })
            : t('backups.usedOf', { size: formatSize(list.stored_bytes), limit: formatSize(list.limit_bytes) })}
        </p>
      )}
      {list && !list.key && !session && <NewPassphraseForm verb={t('backups.begin')} onSubmit={begin} />}
      {list && session && (
        <OpenedBackups
          session={session}
          list={list}
          onDelete={askDelete}
          onChange={() => remote.invalidate('backups')}
          onClose={() => setSession(null)}
        />
      )}
      {list?.key && !session && (
        <>
          <ul class="backup-list">
            {list.items.map(({ id, created_at, size }) => (
              <li key={id}>
                <span>{formatDate(Date.parse(created_at))}</span>
                <span class="quiet">{formatSize(size)}</span>
                <DeleteButton when={formatDate(Date.parse(created_at))} onClick={() => askDelete(id)} />
              </li>
            ))}
          </ul>
          <OpenForm onSubmit={open} />
          <details class="steps-folded">
            <summary>{t('backups.forgotten')}</summary>
            <p>{t('backups.forgottenMeans')}</p>
            <button type="button" class="button button-danger" onClick={() => askDelete('all')}>
              {t('backups.deleteAll')}
            </button>
          </details>
        </>
      )}
      {deleted !== null && (
        <ConfirmDialog
          title={t(deleted === 'all' ? 'backups.deleteAllQuestion' : 'backups.deleteQuestion')}
          verb={t(deleted === 'all' ? 'backups.deleteAll' : 'backups.delete')}
          isDanger
          isBusy={deleting.isPending}
          problem={deleting.error && serverText(deleting.error)}
          onConfirm={() => deleting.mutate(deleted)}
          onClose={() => setDeleted(null)}
        >
          <p>{t(deleted === 'all' ? 'backups.deleteAllMeans' : 'backups.deleteMeans')}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}
