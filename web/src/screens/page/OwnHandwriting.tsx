// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import { Link } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import type { HighlightTarget } from '../../components/notes/TranscribedText.tsx'
import { DocumentsContext } from '../../data/drafts/documents.ts'
import { localDocumentsOf } from '../../data/drafts/local-documents.ts'
import type { LiveNotebook, LivePage } from '../../data/local/live-notebook.ts'
import type { PageText } from '../../data/own-key/page-texts.ts'
import { useStore } from '../../data/store.ts'
import { localId } from '../../data/workspace/local-workspace.ts'
import { t } from '../../i18n/index.ts'
import { useSyncedPlace } from './Handwriting.tsx'
import { Transcription } from './Transcription.tsx'

interface OwnHandwritingProps {
  notebook: LiveNotebook
  page: LivePage
  onSheet: HighlightTarget
}

/**
 * A page's transcription with the user's own key, as it was corrected, or what was typed in its place; null if there is
 * neither, and for synced pages.
 */
export function useOwnText(notebook: LiveNotebook, page: LivePage): PageText | null {
  const { pageTexts } = useStore()
  const place = { notebook_uuid: notebook.facts.uuid, page_uuid: page.uuid }
  const synced = useSyncedPlace(place)
  const state = page.state.value
  return !synced && state.kind === 'ready' ? pageTexts.textOf(state.summary.inkHash, place) : null
}

/** That text beside the page or, before there is one, how to get it. */
export function OwnHandwriting({ notebook, page, onSheet }: OwnHandwritingProps) {
  const { documents } = localDocumentsOf(useStore())
  const isTyping = useSignal(false)
  const synced = useSyncedPlace({ notebook_uuid: notebook.facts.uuid, page_uuid: page.uuid })
  const text = useOwnText(notebook, page)
  const state = page.state.value
  if (synced || state.kind !== 'ready') return null
  if (text || isTyping.value)
    return (
      <DocumentsContext.Provider value={documents}>
        <OwnText
          text={text}
          onSheet={onSheet}
          notebook={notebook}
          page={page}
          isTyping={isTyping.value}
          onClose={() => (isTyping.value = false)}
        />
      </DocumentsContext.Provider>
    )
  return (
    <NotesSection title={t('reading.title')}>
      {!state.summary.blank && <TranscriptionOptions notebook={notebook} page={page} />}
      <button type="button" class="button button-small" onClick={() => (isTyping.value = true)}>
        <Icon name="pen" />
        <span>{t('localText.write')}</span>
      </button>
    </NotesSection>
  )
}

interface OwnTextProps extends OwnHandwritingProps {
  text: PageText | null
  /** The text is being typed, without a transcription. */
  isTyping: boolean
  onClose: () => void
}

function OwnText({ text, onSheet, notebook, page, isTyping, onClose }: OwnTextProps) {
  const store = useStore()
  const { ownKeyTranscription } = store
  const isTranscribed = (text?.transcribed ?? text?.markdown ?? '') !== ''
  const foot = (
    <div class="own-ways">
      <p class="quiet">{t(isTranscribed ? 'ownKey.onlyHere' : 'localText.onlyHere')}</p>
      {ownKeyTranscription.chosen.value && <TranscribeButton notebook={notebook} page={page} isAgain />}
    </div>
  )
  const { workspace } = localDocumentsOf(store)
  const place = { notebook_uuid: notebook.facts.uuid, page_uuid: page.uuid }
  const { conflicts = [] } = workspace.documents.value.get(localId(place)) ?? {}
  const shown = { ...asPageDetail(notebook, page, text), document_conflicts: conflicts }
  return <Transcription page={shown} onSheet={onSheet} foot={foot} isEdited={isTyping} onClose={onClose} />
}

/** The page as the server would tell it. */
export function asPageDetail({ facts }: LiveNotebook, page: LivePage, text: PageText | null): PageDetail {
  const place = { notebook_uuid: facts.uuid, page_uuid: page.uuid }
  const state = page.state.peek()
  const ink_hash = state.kind === 'ready' ? state.summary.inkHash : null
  const added = new Date(facts.lastModified).toISOString()
  return {
    ...{ ...place, id: localId(place), page_number: page.number, ink_hash, created_at: added, updated_at: added },
    ...{ has_image: false, is_image_current: false, display_hash: null, is_display_current: false, images: [] },
    ...{ ocr_status: 'completed', ocr_error: null, ocr_completed_at: null, ocr_language: text?.language || null },
    ...{ ocr_text: text?.transcribed ?? text?.markdown ?? null, ocr_lines: text?.lines ?? [] },
    drawings_left_out: text?.drawingsLeftOut ?? 0,
    document: text?.transcribed === undefined ? null : text.markdown,
    ...{ document_conflicts: [], typed_text: '', typed_markdown: null, display_image: null, highlights: [] },
    ...{ rejected_marks: [], todos: [] },
  } as unknown as PageDetail
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
