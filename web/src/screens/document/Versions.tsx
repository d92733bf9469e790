// SPDX-License-Identifier: AGPL-3.0-or-later
// The earlier texts of a page: each compared with the present one, and restored if wanted.
import { useSignal } from '@preact/signals'
import { documentOf, type PageDetail } from '@rmirror/shared/api'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/preact-query'
import { useId } from 'preact/hooks'
import { Dialog } from '../../components/controls/Dialog.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { compareLines, LineComparison } from '../../components/notes/LineComparison.tsx'
import type { DocumentVersion } from '../../data/documents/document-calls.ts'
import { isNotePage } from '../../data/documents/note-page.ts'
import { useDocuments } from '../../data/drafts/documents.ts'
import { useRights } from '../../data/people/rights.ts'
import { formatDate, t } from '../../i18n/index.ts'
import { reasonText } from './SaveStatus.tsx'

interface VersionsProps {
  page: PageDetail
  onClose: () => void
}

export function Versions({ page, onClose }: VersionsProps) {
  const { canWrite } = useRights()
  const list = useInfiniteQuery(useDocuments().versions(page))
  const versions = list.data?.pages.flatMap(({ items }) => items)
  return (
    <Dialog title={t('versions.title')} onClose={onClose}>
      {canWrite && <NameVersion page={page} />}
      {!versions && (
        <LoadingOrError problem={list.error && reasonText(list.error)} onRetry={() => void list.refetch()} />
      )}
      {versions?.length === 0 && <p class="quiet">{t(isNotePage(page) ? 'notes.noVersions' : 'versions.none')}</p>}
      <ul class="versions">
        {versions?.map((version) => (
          <Version key={version.id} page={page} version={version} onRestored={onClose} />
        ))}
      </ul>
      {list.hasNextPage && (
        <button type="button" class="button section-action" onClick={() => void list.fetchNextPage()}>
          {t('versions.more')}
        </button>
      )}
    </Dialog>
  )
}

/** Keeps the present text under a name. */
function NameVersion({ page }: { page: PageDetail }) {
  const documents = useDocuments()
  const id = useId()
  const name = useSignal('')
  const keep = useMutation({
    mutationFn: () => documents.nameVersion(page, name.value.trim()),
    onSuccess: () => {
      name.value = ''
    },
  })
  return (
    <form
      class="version-name"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.value.trim() !== '' && !keep.isPending) keep.mutate()
      }}
    >
      <label for={id}>{t('versions.name')}</label>
      <div class="field">
        <input
          id={id}
          type="text"
          maxLength={200}
          value={name.value}
          onInput={({ currentTarget }) => (name.value = currentTarget.value)}
        />
      </div>
      <button type="submit" class="button" aria-disabled={name.value.trim() === '' || keep.isPending}>
        {t('versions.keep')}
      </button>
      <FormProblem text={keep.error && reasonText(keep.error)} />
    </form>
  )
}

interface VersionProps {
  page: PageDetail
  version: DocumentVersion
  onRestored: () => void
}

function Version({ page, version, onRestored }: VersionProps) {
  const isOpen = useSignal(false)
  const byPerson = isNotePage(page) ? 'notes.byPerson' : 'versions.byPerson'
  const author = t(version.author === 'person' ? byPerson : 'versions.byTranscription')
  return (
    <li>
      <details onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
        <summary>
          <Icon name="chevron" />
          {version.name !== null && <strong>{version.name}</strong>}
          <span>{formatDate(Date.parse(version.saved_at))}</span>
          <span class="quiet">{author}</span>
        </summary>
        {isOpen.value && <Compared page={page} version={version} onRestored={onRestored} />}
      </details>
    </li>
  )
}

function Compared({ page, version, onRestored }: VersionProps) {
  const documents = useDocuments()
  const { canWrite } = useRights()
  const present = documentOf(page)
  const compared = useQuery(documents.comparison(page, version, present))
  const restore = useMutation({
    mutationFn: (content: string) => documents.restore(page, content),
    onSuccess: onRestored,
  })
  if (!compared.data)
    return (
      <LoadingOrError problem={compared.error && reasonText(compared.error)} onRetry={() => void compared.refetch()} />
    )
  const { content, diff } = compared.data
  const lines = compareLines(content, present, diff)
  return (
    <>
      {lines.every(({ kind }) => kind === 'same') ? (
        <p class="quiet">{t('versions.same')}</p>
      ) : (
        <>
          <p class="quiet">{t('versions.compared')}</p>
          <LineComparison lines={lines} />
          {canWrite && (
            <button
              type="button"
              class="button button-small"
              aria-disabled={restore.isPending}
              onClick={() => !restore.isPending && restore.mutate(content)}
            >
              {t('versions.restore')}
            </button>
          )}
        </>
      )}
      <FormProblem text={restore.error && reasonText(restore.error)} />
    </>
  )
}
