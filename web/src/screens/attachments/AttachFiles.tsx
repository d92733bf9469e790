// SPDX-License-Identifier: AGPL-3.0-or-later
// Attaches files to the text in an editor: a button that opens the browser's picker, and the files that are on their way.
import { type ReadonlySignal, signal } from '@preact/signals'
import { attachmentMarkdown } from '@rmirror/shared/library'
import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { attachFile } from '../../data/attachments/attach-file.ts'
import { type Attachment, isImage } from '../../data/attachments/attachment-calls.ts'
import { type Upload, Uploads } from '../../data/attachments/uploads.ts'
import { useStore } from '../../data/store.ts'
import type { EditorHandle, Place } from '../../editor/MarkdownEditor.tsx'
import { formatPercent, t } from '../../i18n/index.ts'
import { attachProblem } from './attachment-texts.ts'

interface Target {
  /** The document's id. */
  id: string
  editor: RefObject<EditorHandle>
  /** Has the server create the document if it doesn't have it. */
  ensureDocument: () => Promise<void>
  onAttached: () => void
}

export interface FileAttacher {
  uploads: Uploads
  add: (files: readonly File[]) => void
  insert: (attachment: Attachment) => void
  /** The editor was to be closed, which would cancel what is being sent. */
  isHeld: ReadonlySignal<boolean>
  /** True: something is being sent, and the list says so. */
  holdWhileSending: () => boolean
}

/** The files go into the text where the cursor was when they were chosen. */
export function useFileAttacher(target: Target): FileAttacher {
  const { account, remote } = useStore()
  const latest = useRef(target)
  latest.current = target
  const attacher = useMemo(() => {
    const places = new WeakMap<File, Place>()
    const insert = (attachment: Attachment, place?: Place) => {
      const name = attachment.file_name
      const link = attachmentMarkdown({ id: attachment.id, name, isImage: isImage(attachment) })
      latest.current.editor.current?.insertLink(link, place)
    }
    const uploads = new Uploads({
      attach: async (file, sending) => {
        const { id, ensureDocument } = latest.current
        await ensureDocument()
        return attachFile(account, id, file, sending)
      },
      onAttached: (attachment, file) => {
        latest.current.onAttached()
        insert(attachment, places.get(file))
        void remote.invalidate('attachments', attachment.document_id)
        remote.quotaChanged()
      },
    })
    const add = (files: readonly File[]) => {
      const place = latest.current.editor.current?.markPlace()
      for (const file of files) if (place) places.set(file, place)
      uploads.add(files)
    }
    const isHeld = signal(false)
    const holdWhileSending = () => {
      isHeld.value = uploads.isSending
      return isHeld.value
    }
    return { uploads, add, insert: (attachment: Attachment) => insert(attachment), isHeld, holdWhileSending }
  }, [])
  useEffect(() => () => attacher.uploads.end(), [])
  return attacher
}

export function AttachButton({ attacher }: { attacher: FileAttacher }) {
  const input = useRef<HTMLInputElement>(null)
  const take = () => {
    const chosen = Array.from(input.current?.files ?? [])
    if (input.current) input.current.value = ''
    attacher.add(chosen)
  }
  return (
    <>
      <button
        type="button"
        class="button button-small attach-button"
        title={t('attachments.attachHint')}
        onClick={() => input.current?.click()}
      >
        <Icon name="file" />
        <span>{t('attachments.attach')}</span>
      </button>
      <input ref={input} type="file" hidden multiple data-testid="attach-files" onChange={take} />
    </>
  )
}

/** Says how far each file is, and why one failed. */
export function UploadList({ attacher: { uploads, isHeld } }: { attacher: FileAttacher }) {
  const list = useRef<HTMLUListElement>(null)
  const uploadsNow = uploads.list.value
  const remove = (upload: Upload) => {
    // The focus would be lost with the button that has it.
    const rest = list.current?.closest('section, .viewer-panel')?.querySelector<HTMLElement>('.attach-button')
    uploads.remove(upload)
    rest?.focus()
  }
  if (uploadsNow.length === 0) return null
  const isWaitedFor = isHeld.value && uploadsNow.some(({ problem }) => problem === undefined)
  return (
    <ul ref={list} class="upload-list" aria-label={t('attachments.sending')}>
      {uploadsNow.map((upload) => (
        <Sent key={upload.key} upload={upload} onRetry={() => uploads.retry(upload)} onRemove={() => remove(upload)} />
      ))}
      {isWaitedFor && (
        <li>
          <FormProblem text={t('attachments.held')} />
        </li>
      )}
    </ul>
  )
}

interface SentProps {
  upload: Upload
  onRetry: () => void
  onRemove: () => void
}

function Sent({ upload: { file, progress, problem }, onRetry, onRemove }: SentProps) {
  const { name } = file
  const isFailed = problem !== undefined
  return (
    <li>
      <bdi class="attachment-name">{name}</bdi>
      {!isFailed && (
        <>
          <progress value={progress} max={1} aria-label={t('attachments.progress', { name })} />
          <span class="quiet">{formatPercent(progress)}</span>
        </>
      )}
      <FormProblem text={isFailed && attachProblem(problem, file)} />
      {isFailed && (
        <button type="button" class="button button-small" onClick={onRetry}>
          {t('error.again')}
        </button>
      )}
      <button
        type="button"
        class="button button-small"
        aria-label={t(isFailed ? 'attachments.dismissNamed' : 'attachments.cancelNamed', { name })}
        onClick={onRemove}
      >
        {t(isFailed ? 'attachments.dismiss' : 'dialog.cancel')}
      </button>
    </li>
  )
}
