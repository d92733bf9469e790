// SPDX-License-Identifier: AGPL-3.0-or-later
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { isServerFailure } from '../../data/account/account.ts'
import type { DocumentDraft } from '../../data/documents/document-draft.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** Whether the text of an editor is saved. Only a failure is announced to screen readers, and can be retried here. */
export function SaveStatus({ draft }: { draft: DocumentDraft }) {
  const state = draft.state.value
  if (state.kind !== 'refused')
    return <p class="quiet">{t(state.kind === 'saved' ? 'document.saved' : 'document.saving')}</p>
  return (
    <>
      <FormProblem text={t('document.notSaved', { reason: reasonText(state.why) })} />
      <button type="button" class="button button-small" onClick={() => void draft.save()}>
        {t('error.again')}
      </button>
    </>
  )
}

/** What isn't the server's failure is one of the worker that merges and compares texts. */
export function reasonText(error: unknown): string {
  return isServerFailure(error) ? serverText(error) : t('document.notCompared')
}
