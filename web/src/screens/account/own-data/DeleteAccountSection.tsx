// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import { useId, useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { Dialog } from '../../../components/controls/Dialog.tsx'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { Field } from '../../../components/forms/Field.tsx'
import { type KeepOrRemove, KeepOrRemoveField } from '../../../components/forms/KeepOrRemoveField.tsx'
import { useForm } from '../../../components/forms/use-form.ts'
import { farewell } from '../../../data/resources/farewell.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'
import { targetName } from '../../texts/target-texts.ts'

/** Deletes the account, after its owner has typed that they want it. */
export function DeleteAccountSection() {
  const [isAsking, setAsking] = useState(false)
  return (
    <section aria-labelledby="account-delete">
      <h2 id="account-delete">{t('deleteAccount.title')}</h2>
      <p class="quiet">{t('deleteAccount.what')}</p>
      <button type="button" class="button button-remove section-action" onClick={() => setAsking(true)}>
        {t('deleteAccount.ask')}
      </button>
      {isAsking && <Question onClose={() => setAsking(false)} />}
    </section>
  )
}

function Question({ onClose }: { onClose: () => void }) {
  const { account, remote } = useStore()
  const [, navigate] = useLocation()
  const id = useId()
  const { data: integrations } = useQuery(remote.integrations())
  const [made, setMade] = useState<KeepOrRemove>('keep')
  const phrase = t('deleteAccount.phrase')
  const names = integrations?.map(({ target_name }) => targetName(target_name)) ?? []
  const { form, busy, about, onSubmit } = useForm<'confirmation'>(async (filled) => {
    const typed = String(filled.get('confirmation')).trim().toLowerCase()
    if (typed !== phrase.toLowerCase()) return { about: 'confirmation', text: t('deleteAccount.mistyped', { phrase }) }
    try {
      farewell.value = await account.deleteAccount(made)
    } catch (error) {
      return { about: 'form', text: problemText(error) }
    }
    navigate('/')
    return null
  })
  return (
    <Dialog title={t('deleteAccount.question')} onClose={onClose}>
      <form ref={form} id={id} class="form" noValidate onSubmit={onSubmit}>
        <p>{t('deleteAccount.means')}</p>
        {names.length > 0 && (
          <KeepOrRemoveField
            legend={t('deleteAccount.targets', { names: names.join(', ') })}
            labels={{ keep: t('deleteAccount.keep'), remove: t('deleteAccount.remove') }}
            made={made}
            onChange={setMade}
          />
        )}
        <Field
          label={t('deleteAccount.type', { phrase })}
          problem={about('confirmation')}
          input={{ name: 'confirmation', autocomplete: 'off' }}
        />
      </form>
      <FormProblem text={about('form')} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {t('dialog.cancel')}
        </button>
        <button type="submit" form={id} class="button button-danger" aria-disabled={busy}>
          {t(busy ? 'deleteAccount.doing' : 'deleteAccount.do')}
        </button>
      </div>
    </Dialog>
  )
}

function problemText(error: unknown): string {
  if (!(error instanceof ApiProblem) || error.type !== 'hand_over_workspaces') return serverText(error)
  const names = Array.isArray(error.members.workspaces) ? error.members.workspaces.map(String) : []
  return t('deleteAccount.handOver', { names: names.join(', ') })
}
