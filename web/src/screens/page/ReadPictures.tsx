// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem, type PageDetail } from '@rmirror/shared/api'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { Dialog } from '../../components/controls/Dialog.tsx'
import { Hint } from '../../components/notes/ReadingHints.tsx'
import type { Quota } from '../../data/account/quota.ts'
import { readPictures } from '../../data/resources/read-pictures.ts'
import { useStore } from '../../data/store.ts'
import { formatDay, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** Asks whether to have the pictures on the page read, with the cost. */
export function ReadPictures({ page, onClose }: { page: PageDetail; onClose: () => void }) {
  const { account, remote } = useStore()
  const { data: quota, error } = useQuery(remote.quota())
  const read = useMutation({
    mutationFn: () => readPictures(account, page),
    onSuccess: (quota) => {
      remote.setQuota(quota)
      onClose()
    },
    onSettled: () => remote.pageChanged(page),
  })
  const problem = problemOf(quota, error)
  if (!quota || problem !== null)
    return (
      <Dialog title={t('pictureText.title')} onClose={onClose}>
        <p role="status">{problem ?? t('awaited.loading')}</p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t('dialog.close')}
          </button>
        </div>
      </Dialog>
    )
  return (
    <ConfirmDialog
      title={t('pictureText.title')}
      verb={t('pictureText.verb')}
      isBusy={read.isPending}
      problem={read.error && refusalText(read.error, quota)}
      onConfirm={() => read.mutate()}
      onClose={onClose}
    >
      <p>{quota.left === null ? t('again.free') : t('again.cost', { count: quota.left })}</p>
      <p class="quiet">{t('pictureText.means')}</p>
    </ConfirmDialog>
  )
}

/** Shown while they are being read. */
export function PicturesBeingRead({ page }: { page: PageDetail | undefined }) {
  return page?.reads_pictures ? <Hint text={t('pictureText.waiting')} /> : null
}

function problemOf(quota: Quota | undefined, error: unknown): string | null {
  if (!quota) return error ? serverText(error) : null
  if (!quota.has_reader) return t('again.noReader')
  return quota.left === 0 ? spentText(quota) : null
}

function spentText({ reset_at }: Quota): string {
  return t('pictureText.spent', { day: formatDay(Date.parse(reset_at)) })
}

function refusalText(error: unknown, quota: Quota): string {
  if (!(error instanceof ApiProblem)) return serverText(error)
  if (error.status === 402) return spentText(quota)
  if (error.status === 409) return t('pictureText.changed')
  return error.status === 429 && error.retryAfterMs !== undefined ? t('pictureText.tooOften') : serverText(error)
}
