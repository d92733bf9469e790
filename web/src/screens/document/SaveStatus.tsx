// SPDX-License-Identifier: AGPL-3.0-or-later
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { isServerFailure } from '../../data/account/account.ts'
import type { DocumentDraft, SaveState } from '../../data/drafts/document-draft.ts'
import { useDocuments } from '../../data/drafts/documents.ts'
import { problemOf } from '../../data/outbox/outbox-item.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { unsentText } from '../unsent/unsent-texts.ts'

interface SaveStatusProps {
  draft: DocumentDraft
  /** Shows the lines that another device changed, too. */
  onCompare: () => void
}

/** Whether the text of an editor is saved. Only a failure is announced to screen readers, and can be retried here. */
export function SaveStatus({ draft, onCompare }: SaveStatusProps) {
  const { outbox } = useDocuments()
  const state = draft.state.value
  const isOnlyHere = outbox.isStorageFailing.value && draft.isUnsaved.value
  if (state.kind === 'conflict')
    return (
      <Problem text={t('unsent.conflict')} isOnlyHere={isOnlyHere} verb={t('conflicts.compare')} onClick={onCompare} />
    )
  if (state.kind === 'refused')
    return (
      <Problem
        text={refusalText(state.why)}
        isOnlyHere={isOnlyHere}
        verb={t('error.again')}
        onClick={() => void draft.retry()}
      />
    )
  return <p class="quiet">{t(state.kind === 'saved' ? 'document.saved' : 'document.saving')}</p>
}

interface ProblemProps {
  text: string
  /** The browser couldn't store the text. */
  isOnlyHere: boolean
  verb: string
  onClick: () => void
}

function Problem({ text, isOnlyHere, verb, onClick }: ProblemProps) {
  return (
    <>
      <FormProblem text={isOnlyHere ? `${text} ${t('unsent.onlyHere')}` : text} />
      <button type="button" class="button button-small" onClick={onClick}>
        {verb}
      </button>
    </>
  )
}

/** The text is kept, and sent by itself when the server is reached again. */
export function isWaiting(state: SaveState): boolean {
  return state.kind === 'refused' && isServerFailure(state.why) && !problemOf(state.why)
}

function refusalText(why: unknown): string {
  const problem = problemOf(why)
  if (problem) return unsentText({ problem, detail: why instanceof Error ? why.message : '' })
  return isServerFailure(why) ? t('document.waiting', { reason: serverText(why) }) : t('document.notCompared')
}

/** What isn't the server's failure is one of the worker that merges and compares texts. */
export function reasonText(error: unknown): string {
  return isServerFailure(error) ? serverText(error) : t('document.notCompared')
}
