// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import { ApiProblem } from '@rmirror/shared/api'
import { useMutation, useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { Dialog } from '../../components/controls/Dialog.tsx'
import { Menu, MenuAction } from '../../components/controls/Menu.tsx'
import type { Quota } from '../../data/account/quota.ts'
import { isNotePage } from '../../data/documents/note-page.ts'
import { useRights } from '../../data/people/rights.ts'
import { retranscribe } from '../../data/resources/retranscribe.ts'
import { useStore } from '../../data/store.ts'
import { formatDay, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { ReadingWordsDialog } from './ReadingWords.tsx'
import { ReadPictures } from './ReadPictures.tsx'

interface TranscriptionMenuProps {
  page: PageDetail
  /** Further actions, as `MenuAction`. */
  children?: ComponentChildren
}

/** Menu of a transcription. Transcribing again and reading pictures ask first, because they use quota. */
export function TranscriptionMenu({ page, children }: TranscriptionMenuProps) {
  const isAsked = useSignal(false)
  const areWordsShown = useSignal(false)
  const arePicturesAsked = useSignal(false)
  const { isOthers } = useRights()
  // Pages that wait, failed or have changed since are transcribed in other ways. It uses the quota of their person.
  const isRead = page.ocr_status === 'completed' && page.ocr_completed_at !== null
  const canRepeat = isRead && page.is_image_current && !isOthers
  const hasWords = isRead && !isOthers && !isNotePage(page)
  const canReadPictures = page.is_display_current && !isOthers && !page.reads_pictures
  if (!canRepeat && !canReadPictures && !children && !hasWords) return null
  return (
    <>
      <Menu label={t('reading.menu')} icon="more" compact>
        {canRepeat && (
          <MenuAction icon="sync" hint={t('again.hint')} onClick={() => (isAsked.value = true)}>
            {t('again.action')}
          </MenuAction>
        )}
        {hasWords && (
          <MenuAction icon="pen" hint={t('words.hint')} onClick={() => (areWordsShown.value = true)}>
            {t('words.action')}
          </MenuAction>
        )}
        {canReadPictures && (
          <MenuAction icon="page" hint={t('pictureText.hint')} onClick={() => (arePicturesAsked.value = true)}>
            {t('pictureText.action')}
          </MenuAction>
        )}
        {children}
      </Menu>
      {areWordsShown.value && <ReadingWordsDialog page={page} onClose={() => (areWordsShown.value = false)} />}
      {isAsked.value && <TranscribeAgain page={page} onClose={() => (isAsked.value = false)} />}
      {arePicturesAsked.value && <ReadPictures page={page} onClose={() => (arePicturesAsked.value = false)} />}
    </>
  )
}

/** Confirmation with the cost. */
function TranscribeAgain({ page, onClose }: { page: PageDetail; onClose: () => void }) {
  const { account, remote } = useStore()
  const { data: quota, error } = useQuery(remote.quota())
  const again = useMutation({
    mutationFn: () => retranscribe(account, page),
    onSuccess: (quota) => {
      remote.setQuota(quota)
      onClose()
    },
    // Also after a refusal: the page's state may differ from what is shown.
    onSettled: () => remote.pageChanged(page),
  })
  if (!quota)
    return (
      <Dialog title={t('again.title')} onClose={onClose}>
        <p role="status">{error ? serverText(error) : t('awaited.loading')}</p>
      </Dialog>
    )
  if (!quota.has_reader || quota.left === 0) return <NotNow quota={quota} onClose={onClose} />
  return (
    <ConfirmDialog
      title={t('again.title')}
      verb={t('again.verb')}
      isBusy={again.isPending}
      problem={again.error && refusalText(again.error, quota)}
      onConfirm={() => again.mutate()}
      onClose={onClose}
    >
      <p>{quota.left === null ? t('again.free') : t('again.cost', { count: quota.left })}</p>
      <p class="quiet">{t('again.stays')}</p>
    </ConfirmDialog>
  )
}

function NotNow({ quota, onClose }: { quota: Quota; onClose: () => void }) {
  return (
    <Dialog title={t('again.title')} onClose={onClose}>
      <p>{quota.has_reader ? spentText(quota) : t('again.noReader')}</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {t('dialog.close')}
        </button>
      </div>
    </Dialog>
  )
}

function spentText({ reset_at }: Quota): string {
  return t('again.spent', { day: formatDay(Date.parse(reset_at)) })
}

function refusalText(error: unknown, quota: Quota): string {
  if (!(error instanceof ApiProblem)) return serverText(error)
  if (error.status === 402) return spentText(quota)
  if (error.status === 409) return t('again.changed')
  return error.status === 429 && error.retryAfterMs !== undefined ? t('again.tooOften') : serverText(error)
}
