// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { Dialog } from '../../components/controls/Dialog.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Field } from '../../components/forms/Field.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { type AdminPerson, changePerson, type PersonChange, type Tier, tiers } from '../../data/operator/people.ts'
import { useStore } from '../../data/store.ts'
import { formatDay, t } from '../../i18n/index.ts'
import { actProblem, nameOf, storageText, tierTexts, usageText } from './operator-texts.ts'

interface PersonDialogProps {
  person: AdminPerson
  /** With the person's address. */
  onSaved: (name: string) => void
  onClose: () => void
}

const megabyte = 1_000_000

/** A person's usage, and what an admin can change: tier, limits of their own, and whether they are an admin. */
export function PersonDialog({ person, onSaved, onClose }: PersonDialogProps) {
  const { remote } = useStore()
  const { plan } = person
  const name = nameOf(person)
  const { form, busy, about, onSubmit } = useForm<never>(async (filled) => {
    try {
      await changePerson(remote, person.id, changeIn(filled))
    } catch (error) {
      return { about: 'form', text: actProblem(error) }
    }
    onSaved(name)
    onClose()
    return null
  })
  return (
    <Dialog title={name} onClose={onClose}>
      <dl class="fact-table operator-facts">
        <dt>{t('operator.since')}</dt>
        <dd>{formatDay(Date.parse(person.created_at))}</dd>
        <dt>{t('operator.transcribed')}</dt>
        <dd>{usageText(person.transcribed)}</dd>
        <dt>{t('operator.tokens')}</dt>
        <dd>{usageText(person.tokens)}</dd>
        <dt>{t('operator.storage')}</dt>
        <dd>{storageText(person.storage)}</dd>
      </dl>
      <form ref={form} class="form" noValidate onSubmit={onSubmit}>
        <TierField tier={plan.tier} />
        <LimitField name="pages" label={t('operator.pagesPerMonth')} limit={plan.pages} />
        <LimitField name="tokens" label={t('operator.tokensPerMonth')} limit={plan.tokens} />
        <LimitField
          name="storage"
          label={t('operator.storageMb')}
          limit={plan.storage === null ? null : Math.round(plan.storage / megabyte)}
        />
        <label class="operator-check">
          <input type="checkbox" name="is_admin" defaultChecked={person.is_admin} />
          {t('operator.isAdmin')}
        </label>
        <FormProblem text={about('form')} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t('dialog.cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={busy}>
            {t('operator.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function TierField({ tier }: { tier: Tier }) {
  const id = useId()
  return (
    <div class="form-field">
      <label for={id}>{t('operator.tier')}</label>
      <div class="form-input">
        <select id={id} name="tier">
          {tiers.map((each) => (
            <option key={each} value={each} selected={each === tier}>
              {t(tierTexts[each])}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

function LimitField({ name, label, limit }: { name: string; label: string; limit: number | null }) {
  return (
    <Field
      label={label}
      hint={t('operator.limitHint')}
      input={{ type: 'number', name, min: 0, inputMode: 'numeric', defaultValue: limit === null ? '' : String(limit) }}
    />
  )
}

function changeIn(filled: FormData): PersonChange {
  const limit = (name: string, unit = 1) => {
    const text = String(filled.get(name)).trim()
    return text === '' ? null : Math.max(0, Math.round(Number(text))) * unit
  }
  return {
    tier: filled.get('tier') as Tier,
    ...{ pages: limit('pages'), tokens: limit('tokens'), storage: limit('storage', megabyte) },
    is_admin: filled.has('is_admin'),
  }
}
