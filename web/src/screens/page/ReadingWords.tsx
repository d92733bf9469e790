// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person tells the model that transcribes a notebook or a folder, tried on a page before it is kept.
import { useSignal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useId } from 'preact/hooks'
import { Dialog } from '../../components/controls/Dialog.tsx'
import { displayName } from '../../components/controls/display-name.ts'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { type ComparedLine, compareLines, LineComparison } from '../../components/notes/LineComparison.tsx'
import { WordsField } from '../../components/notes/WordsField.tsx'
import { useDocuments } from '../../data/drafts/documents.ts'
import {
  fetchReadingWords,
  type ReadingWords,
  saveReadingWords,
  tryReadingWords,
} from '../../data/resources/reading-words.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

interface ReadingWordsProps {
  page: PageDetail
  onClose: () => void
}

interface WordsPlace {
  uuid: string
  label: string
}

export function ReadingWordsDialog({ page, onClose }: ReadingWordsProps) {
  const places = usePlaces(page)
  const place = useSignal(page.notebook_uuid)
  const { account, remote } = useStore()
  const query = remote.query(['reading-words', place.value], ({ signal }) =>
    fetchReadingWords(account, place.value, signal),
  )
  const { data: words, error, refetch } = useQuery({ ...query, staleTime: 0 })
  const id = useId()
  return (
    <Dialog title={t('words.title')} onClose={onClose}>
      <p class="quiet">{t('words.intro')}</p>
      {places.length > 1 && (
        <div class="form-field">
          <label for={id}>{t('words.place')}</label>
          <select id={id} value={place.value} onChange={({ currentTarget }) => (place.value = currentTarget.value)}>
            {places.map(({ uuid, label }) => (
              <option key={uuid} value={uuid}>
                {label}
              </option>
            ))}
          </select>
        </div>
      )}
      {words ? (
        // What is fetched may differ from what is known.
        <WordsForm
          key={`${place.value} ${words.words}`}
          page={page}
          place={place.value}
          words={words}
          onClose={onClose}
        />
      ) : (
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      )}
    </Dialog>
  )
}

/** The notebook, then the folders above it, the nearest first. */
function usePlaces(page: PageDetail): WordsPlace[] {
  const index = useStore().index.value
  const notebook = index.notebooks.get(page.notebook_uuid)
  const folders = notebook ? index.pathTo(notebook).reverse() : []
  return [
    { uuid: page.notebook_uuid, label: t('words.notebook') },
    ...folders.map(({ uuid, name }) => ({ uuid, label: t('words.folder', { name: displayName(name) }) })),
  ]
}

interface WordsFormProps extends ReadingWordsProps {
  place: string
  words: ReadingWords
}

function WordsForm({ page, place, words: { words: own, inherited }, onClose }: WordsFormProps) {
  const { account, remote } = useStore()
  const text = useSignal(own ?? '')
  const isNone = useSignal(own === '')
  const hasAbove = inherited !== null && inherited.words !== ''
  const chosen = () => (isNone.value ? '' : text.value.trim() === '' ? null : text.value.trim())
  const save = useMutation({
    mutationFn: () => saveReadingWords(account, place, chosen()),
    onSuccess: () => {
      void remote.invalidate('reading-words')
      onClose()
    },
  })
  return (
    <form
      class="reading-words"
      onSubmit={(event) => {
        event.preventDefault()
        if (!save.isPending) save.mutate()
      }}
    >
      <WordsField
        label={t('words.label')}
        value={text.value}
        disabled={isNone.value}
        onInput={(words) => (text.value = words)}
      />
      {hasAbove && (
        <>
          <p class="quiet">{t('words.inherited', { name: displayName(inherited.visible_name) })}</p>
          <blockquote>{inherited.words}</blockquote>
          <label class="export-check">
            <input
              type="checkbox"
              checked={isNone.value}
              onChange={({ currentTarget }) => (isNone.value = currentTarget.checked)}
            />
            <span>{t('words.none')}</span>
          </label>
        </>
      )}
      <Trial page={page} words={chosen() ?? (hasAbove ? inherited.words : '')} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {t('dialog.cancel')}
        </button>
        <button type="submit" class="button button-primary" aria-disabled={save.isPending}>
          {t('words.save')}
        </button>
      </div>
      <FormProblem text={save.error && serverText(save.error)} />
    </form>
  )
}

/** The page as it was read last, and as it is read with these words. */
function Trial({ page, words }: { page: PageDetail; words: string }) {
  const { account, remote } = useStore()
  const documents = useDocuments()
  const attempt = useMutation({
    mutationFn: async (): Promise<ComparedLine[]> => {
      const { before, markdown } = await tryReadingWords(account, page, words)
      return compareLines(before, markdown, await documents.diff(before, markdown))
    },
    onSettled: () => remote.quotaChanged(),
  })
  if (page.ocr_status !== 'completed' || !page.is_image_current) return null
  return (
    <>
      <button
        type="button"
        class="button button-small"
        aria-disabled={attempt.isPending}
        onClick={() => !attempt.isPending && attempt.mutate()}
      >
        {t(attempt.isPending ? 'words.trying' : 'words.try')}
      </button>
      <p class="quiet">{t('words.cost')}</p>
      <FormProblem text={attempt.error && serverText(attempt.error)} />
      <div role="status">
        {attempt.data &&
          (attempt.data.every(({ kind }) => kind === 'same') ? (
            <p>{t('words.same')}</p>
          ) : (
            <>
              <p class="quiet">{t('words.compared')}</p>
              <LineComparison lines={attempt.data} />
            </>
          ))}
      </div>
    </>
  )
}
