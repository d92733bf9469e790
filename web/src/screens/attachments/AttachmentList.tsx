// SPDX-License-Identifier: AGPL-3.0-or-later
// The files of a document, below its text.
import { useSignal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import { mentionsAttachment } from '@rmirror/shared/library'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useContext, useRef } from 'preact/hooks'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon, type IconName } from '../../components/controls/Icon.tsx'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import { type Attachment, attachmentsOf, deleteAttachment, isMissing } from '../../data/attachments/attachment-calls.ts'
import { DocumentsContext } from '../../data/drafts/documents.ts'
import { useRights } from '../../data/people/rights.ts'
import { useStore } from '../../data/store.ts'
import { formatSize, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { useDownload } from './use-download.ts'

interface AttachmentListProps {
  page: Pick<PageDetail, 'id'>
  /** The document's text as it is now. */
  text: string
  /** Puts a link to the file into the text that is edited. */
  onInsert?: (attachment: Attachment) => void
}

/** Whether files can be attached to the document: those of guests have no place where they could be. */
export function useCanAttach(): boolean {
  const { remote } = useStore()
  const isLocal = useContext(DocumentsContext) !== null
  return !isLocal && remote.user.value !== null
}

export function AttachmentList({ page, text, onInsert }: AttachmentListProps) {
  const { remote } = useStore()
  const canAttach = useCanAttach()
  const { canWrite } = useRights()
  const section = useRef<HTMLDivElement>(null)
  const asked = useSignal<Attachment | null>(null)
  const { data } = useQuery(attachmentsOf(remote, canAttach ? page.id : null))
  const remove = useMutation({
    mutationFn: async (attachment: Attachment) => {
      await deleteAttachment(remote, attachment).catch((error) => {
        if (!isMissing(error)) throw error
      })
      await remote.invalidate('attachments', page.id)
    },
    onSuccess: () => {
      asked.value = null
      section.current?.focus()
    },
  })
  if (!data || data.length === 0) return null
  const ask = (attachment: Attachment) => {
    if (remove.isPending) return
    remove.reset()
    if (mentionsAttachment(text, attachment.id)) asked.value = attachment
    else remove.mutate(attachment)
  }
  const problem = remove.error && serverText(remove.error)
  return (
    <div ref={section} tabIndex={-1}>
      <NotesSection title={t('attachments.title')}>
        <ul class="attachment-list" aria-label={t('attachments.title')}>
          {data.map((attachment) => (
            <Item
              key={attachment.id}
              attachment={attachment}
              onInsert={onInsert}
              onRemove={canWrite ? () => ask(attachment) : undefined}
            />
          ))}
        </ul>
        {!asked.value && <FormProblem text={problem} />}
        {asked.value && (
          <ConfirmDialog
            title={t('attachments.removeTitle', { name: asked.value.file_name })}
            verb={t('attachments.removeVerb')}
            isDanger
            isBusy={remove.isPending}
            problem={problem}
            onConfirm={() => asked.value && remove.mutate(asked.value)}
            onClose={() => (asked.value = null)}
          >
            <p>{t('attachments.removeMeans')}</p>
          </ConfirmDialog>
        )}
      </NotesSection>
    </div>
  )
}

interface ItemProps {
  attachment: Attachment
  onInsert: AttachmentListProps['onInsert']
  /** Undefined: the user may not. */
  onRemove: (() => void) | undefined
}

function Item({ attachment, onInsert, onRemove }: ItemProps) {
  const { id, file_name: name, size } = attachment
  const download = useDownload()
  return (
    <li>
      <Icon name="file" />
      <span class="attachment-name">
        <bdi>{name}</bdi> <span class="quiet">{formatSize(size)}</span>
      </span>
      <span class="attachment-actions">
        {onInsert && (
          <Action icon="add" label={t('attachments.insert', { name })} onClick={() => onInsert(attachment)} />
        )}
        <Action
          icon="download"
          label={t('attachments.download', { name })}
          isBusy={download.isBusy}
          onClick={() => download.start({ id, name })}
        />
        {onRemove && <Action icon="trash" label={t('attachments.remove', { name })} onClick={onRemove} />}
      </span>
      <FormProblem text={download.isMissing ? t('attachments.gone', { name }) : download.problem} />
    </li>
  )
}

interface ActionProps {
  icon: IconName
  label: string
  isBusy?: boolean
  onClick: () => void
}

function Action({ icon, label, isBusy = false, onClick }: ActionProps) {
  return (
    <button
      type="button"
      class="button button-icon button-quiet"
      aria-label={label}
      title={label}
      aria-disabled={isBusy}
      onClick={() => !isBusy && onClick()}
    >
      <Icon name={icon} />
    </button>
  )
}
