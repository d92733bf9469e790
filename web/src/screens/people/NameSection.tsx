// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Field } from '../../components/forms/Field.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { renameWorkspace, type Workspace } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { nameIn, nameInput, nameProblem } from './workspace-name.ts'

/** Renames a workspace, for all of its members. */
export function NameSection({ workspace }: { workspace: Workspace }) {
  const { remote } = useStore()
  const isSaved = useSignal(false)
  const { form, busy, about, onSubmit } = useForm<'name'>(async (filled) => {
    const name = nameIn(filled)
    isSaved.value = false
    if (name === '') return { about: 'name', text: t('workspaces.nameMissing') }
    try {
      await renameWorkspace(remote, workspace.id, name)
    } catch (error) {
      return nameProblem(error)
    }
    isSaved.value = true
    return null
  })
  return (
    <section aria-labelledby="workspace-name">
      <h2 id="workspace-name">{t('workspaces.rename')}</h2>
      <form ref={form} class="form" noValidate onSubmit={onSubmit}>
        <Field
          label={t('workspaces.name')}
          hint={t('workspaces.renameMeans')}
          problem={about('name')}
          input={{ ...nameInput, defaultValue: workspace.name }}
        />
        <FormProblem text={about('form')} />
        <div class="form-actions form-actions-start">
          <button type="submit" class="button" aria-disabled={busy}>
            {t('workspaces.rename')}
          </button>
          <p role="status" class="quiet">
            {isSaved.value && t('workspaces.renamed')}
          </p>
        </div>
      </form>
    </section>
  )
}
