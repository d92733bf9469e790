// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLocation } from 'wouter-preact'
import { Dialog } from '../../components/controls/Dialog.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Field } from '../../components/forms/Field.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { createWorkspace } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { nameIn, nameInput, nameProblem } from './workspace-name.ts'

export interface CreateWorkspaceProps {
  onClose: () => void
}

/** Asks for the name of a new workspace, and shows it. */
export function CreateWorkspace({ onClose }: CreateWorkspaceProps) {
  const { remote } = useStore()
  const [, navigate] = useLocation()
  const { form, busy, about, onSubmit } = useForm<'name'>(async (filled) => {
    const name = nameIn(filled)
    if (name === '') return { about: 'name', text: t('workspaces.nameMissing') }
    try {
      const { id } = await createWorkspace(remote, name)
      onClose()
      navigate(`/workspaces/${id}`)
      return null
    } catch (error) {
      return nameProblem(error)
    }
  })
  return (
    <Dialog title={t('workspaces.createTitle')} onClose={onClose}>
      <form ref={form} class="form" noValidate onSubmit={onSubmit}>
        <p>{t('workspaces.createMeans')}</p>
        <Field label={t('workspaces.name')} problem={about('name')} input={nameInput} />
        <FormProblem text={about('form')} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t('dialog.cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={busy}>
            {t('workspaces.createDo')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
