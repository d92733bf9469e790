// SPDX-License-Identifier: AGPL-3.0-or-later
import { readAsPlain } from '@rmirror/shared/library'
import { Link } from 'wouter-preact'
import { CopyText } from '../../components/controls/CopyText.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import { Hint, toCheckText } from '../../components/notes/ReadingHints.tsx'
import { type HighlightTarget, TranscribedText } from '../../components/notes/TranscribedText.tsx'
import type { LiveNotebook, LivePage } from '../../data/local/live-notebook.ts'
import type { OwnText } from '../../data/own-key/own-database.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { useFoundLine } from '../search/use-found-line.ts'
import { useSyncedPlace } from './Handwriting.tsx'

interface OwnHandwritingProps {
  notebook: LiveNotebook
  page: LivePage
  onSheet: HighlightTarget
}

/** A page's transcription with the user's own key; null if there is none, and for synced pages. */
export function useOwnText(notebook: LiveNotebook, page: LivePage): OwnText | null {
  const { ownKeyTranscription } = useStore()
  const synced = useSyncedPlace({ notebook_uuid: notebook.facts.uuid, page_uuid: page.uuid })
  const state = page.state.value
  return !synced && state.kind === 'ready' ? ownKeyTranscription.textOf(state.summary.inkHash) : null
}

/** That transcription beside the page or, before there is one, how to get it. */
export function OwnHandwriting({ notebook, page, onSheet }: OwnHandwritingProps) {
  const synced = useSyncedPlace({ notebook_uuid: notebook.facts.uuid, page_uuid: page.uuid })
  const text = useOwnText(notebook, page)
  const state = page.state.value
  if (synced || state.kind !== 'ready') return null
  if (text) return <OwnTranscription text={text} onSheet={onSheet} notebook={notebook} page={page} />
  if (state.summary.blank) return null
  return (
    <NotesSection title={t('reading.title')}>
      <TranscriptionOptions notebook={notebook} page={page} />
    </NotesSection>
  )
}

function OwnTranscription({ text, onSheet, notebook, page }: OwnHandwritingProps & { text: OwnText }) {
  const { ownKeyTranscription } = useStore()
  const toCheck = toCheckText(text.lines)
  useFoundLine({ ocr_lines: text.lines }, onSheet)
  return (
    <NotesSection title={t('reading.title')} action={<CopyText text={readAsPlain(text.markdown)} />}>
      <p class="visually-hidden" role="status">
        {t('reading.here')}
      </p>
      {toCheck && <Hint text={toCheck} />}
      {text.markdown.trim() === '' ? (
        <p class="quiet">{t('reading.empty')}</p>
      ) : (
        <TranscribedText markdown={text.markdown} lines={text.lines} onSheet={onSheet} />
      )}
      <div class="own-ways">
        <p class="quiet">{t('ownKey.onlyHere')}</p>
        {ownKeyTranscription.chosen.value && <TranscribeButton notebook={notebook} page={page} isAgain />}
      </div>
    </NotesSection>
  )
}

type PageProps = Pick<OwnHandwritingProps, 'notebook' | 'page'>

function TranscriptionOptions({ notebook, page }: PageProps) {
  const { account, ownKeyTranscription } = useStore()
  const { kind } = account.state.value
  if (ownKeyTranscription.chosen.value) return <TranscribeButton notebook={notebook} page={page} />
  return (
    <div class="own-ways">
      <p class="quiet">{t(kind === 'guest' ? 'ownKey.none' : 'reading.notSynced')}</p>
      <div class="form-actions form-actions-start">
        {kind === 'guest' && (
          <Link href="/sign-in" class="button button-small">
            {t('ownKey.signIn')}
          </Link>
        )}
        <Link href="/ai-keys" class="button button-small">
          {t('aiKeys.title')}
        </Link>
      </div>
    </div>
  )
}

function TranscribeButton({ notebook, page, isAgain = false }: PageProps & { isAgain?: boolean }) {
  const { ownKeyTranscription } = useStore()
  const isBusy = ownKeyTranscription.run.value?.running.value ?? false
  const want = () => {
    ownKeyTranscription.wanted.value = { notebook, pages: [page], isAgain }
  }
  return (
    <button type="button" class="button button-small" aria-disabled={isBusy} onClick={() => !isBusy && want()}>
      <Icon name={isAgain ? 'sync' : 'key'} />
      <span>{t(isAgain ? 'reading.again' : 'ownKey.transcribe')}</span>
    </button>
  )
}
