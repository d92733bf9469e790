// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { Field } from '../../components/forms/Field.tsx'
import { type AdminPerson, funnelOf, peopleOf } from '../../data/operator/people.ts'
import { useStore } from '../../data/store.ts'
import { formatAge, formatNumber, t } from '../../i18n/index.ts'
import { OperatorFrame } from './OperatorFrame.tsx'
import { OperatorList } from './OperatorList.tsx'
import { type Column, OperatorTable } from './OperatorTable.tsx'
import { nameOf, stepTexts, storageText, tierTexts, usageText } from './operator-texts.ts'
import { PersonDialog } from './PersonDialog.tsx'

export function PeopleScreen() {
  return (
    <OperatorFrame path="/admin">
      <People />
    </OperatorFrame>
  )
}

function People() {
  const { remote } = useStore()
  const search = useSignal('')
  const chosen = useSignal<AdminPerson | null>(null)
  const said = useSignal('')
  const find = (event: Event) => {
    event.preventDefault()
    search.value = String(new FormData(event.currentTarget as HTMLFormElement).get('search')).trim()
  }
  return (
    <>
      <Funnel />
      <form class="operator-search" onSubmit={find}>
        <Field label={t('operator.search')} input={{ type: 'search', name: 'search', maxLength: 200 }}>
          <button type="submit" class="button">
            <Icon name="search" />
            {t('operator.find')}
          </button>
        </Field>
      </form>
      <p role="status" class="quiet">
        {said.value} {said.value && <Link href="/admin/log">{t('operator.log')}</Link>}
      </p>
      <OperatorList query={peopleOf(remote, search.value)} none={t('operator.nobody')}>
        {(people) => (
          <OperatorTable
            caption={t('operator.people')}
            columns={columns((person) => (chosen.value = person))}
            rows={people}
            keyOf={({ id }) => id}
          />
        )}
      </OperatorList>
      {chosen.value && (
        <PersonDialog
          person={chosen.value}
          onSaved={(name) => (said.value = t('operator.saved', { name }))}
          onClose={() => (chosen.value = null)}
        />
      )}
    </>
  )
}

function columns(onChoose: (person: AdminPerson) => void): Column<AdminPerson>[] {
  return [
    {
      label: t('operator.person'),
      isHeader: true,
      cell: (person) => (
        <>
          <button
            type="button"
            class="operator-person"
            aria-label={t('operator.change', { name: nameOf(person) })}
            onClick={() => onChoose(person)}
          >
            {nameOf(person)}
          </button>
          {person.is_admin && <span class="operator-mark">{t('operator.admin')}</span>}
        </>
      ),
    },
    { label: t('operator.tier'), cell: ({ plan }) => t(tierTexts[plan.tier]) },
    { label: t('operator.step'), cell: ({ step }) => t(stepTexts[step]) },
    { label: t('operator.pages'), cell: ({ pages }) => formatNumber(pages) },
    { label: t('operator.transcribed'), cell: ({ transcribed }) => usageText(transcribed) },
    { label: t('operator.storage'), cell: ({ storage }) => storageText(storage) },
    {
      label: t('operator.lastContact'),
      cell: ({ last_contact_at: at }) => (at === null ? t('operator.never') : formatAge(Date.parse(at))),
    },
  ]
}

/** How many people have come how far, as bars. */
function Funnel() {
  const { remote } = useStore()
  const { data: steps } = useQuery(funnelOf(remote))
  if (!steps) return null
  const most = Math.max(1, ...steps.map(({ people }) => people))
  return (
    <section aria-labelledby="operator-funnel">
      <h2 id="operator-funnel">{t('operator.funnel')}</h2>
      <dl class="operator-funnel">
        {steps.map(({ step, people }) => (
          <div key={step}>
            <dt>{t(stepTexts[step])}</dt>
            <dd>
              <span class="operator-bar" style={{ width: `${(people / most) * 100}%` }} />
              <span>{formatNumber(people)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
