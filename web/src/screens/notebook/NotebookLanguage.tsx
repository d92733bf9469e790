// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation } from '@tanstack/preact-query'
import { useId } from 'preact/hooks'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import {
  handwritingLanguages,
  hasHandwritingLanguage,
  setHandwritingLanguage,
} from '../../data/library/notebook-language.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** Sets the language of a notebook's handwriting, a hint for the model that transcribes it. */
export function LanguageButton({ notebook }: { notebook: Notebook }) {
  const { remote } = useStore()
  const isAsking = useSignal(false)
  if (remote.user.value === null || !hasHandwritingLanguage(notebook)) return null
  return (
    <>
      <button type="button" class="button short-button" onClick={() => (isAsking.value = true)}>
        <Icon name="pen" />
        <span>{t('written.action')}</span>
      </button>
      {isAsking.value && <NotebookLanguage notebook={notebook} onClose={() => (isAsking.value = false)} />}
    </>
  )
}

function NotebookLanguage({ notebook, onClose }: { notebook: Notebook; onClose: () => void }) {
  const { remote } = useStore()
  const set = notebook.there?.language ?? null
  const chosen = useSignal(set)
  const id = useId()
  const save = useMutation({
    mutationFn: () => setHandwritingLanguage(remote, notebook.uuid, chosen.value),
    onSuccess: onClose,
  })
  return (
    <ConfirmDialog
      title={t('written.title')}
      verb={t('written.save')}
      isBusy={save.isPending}
      problem={save.error && serverText(save.error)}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      <div class="form-field">
        <label for={id}>{t('written.label')}</label>
        <div class="form-input">
          <select
            id={id}
            aria-describedby={`${id}-hint`}
            onChange={({ currentTarget }) => (chosen.value = currentTarget.value || null)}
          >
            <option value="" selected={chosen.value === null}>
              {t('written.auto')}
            </option>
            {handwritingLanguages(set).map(({ code, name }) => (
              <option key={code} value={code} selected={chosen.value === code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <p id={`${id}-hint`} class="quiet">
          {t('written.hint')}
        </p>
      </div>
    </ConfirmDialog>
  )
}
