// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { changeAccount } from '../../data/account/profile.ts'
import { countDeletedByDeviceBefore, deletedNotebooks } from '../../data/resources/deleted-notebooks.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** Days to keep a notebook after it disappeared from the tablet; null: for good. */
type Retention = number | null

const offered: Retention[] = [null, 30, 90, 365]

/** For how long notebooks gone from the tablet are kept. Saved immediately; asks first if that removes notebooks. */
export function RetentionSection() {
  const { account, remote } = useStore()
  const { data: deleted, error } = useQuery(deletedNotebooks(remote))
  const { data: quota } = useQuery(remote.quota())
  const [asked, setAsked] = useState<{ days: number; due: number } | null>(null)
  const choosing = useMutation({
    mutationFn: (retention_days: Retention) => changeAccount(account, { retention_days }),
    onSuccess: () => {
      setAsked(null)
      return remote.invalidate('deleted notebooks')
    },
  })
  const saved = account.user.value?.retention_days ?? null
  const chosen = choosing.isPending ? choosing.variables : saved
  const choose = (days: Retention) => {
    choosing.reset()
    const due = days === null ? 0 : countDeletedByDeviceBefore(deleted ?? [], days)
    if (days !== null && due > 0) setAsked({ days, due })
    else choosing.mutate(days)
  }
  const problem = choosing.error ?? (deleted ? null : error)
  return (
    <section aria-labelledby="account-retention">
      <h2 id="account-retention">{t('retention.title')}</h2>
      <p class="quiet">{t('retention.what')}</p>
      {deleted && (
        <fieldset class="form made">
          <legend class="visually-hidden">{t('retention.title')}</legend>
          {(offered.includes(saved) ? offered : [...offered, saved]).map((days) => (
            <label key={days} class="tick">
              <input type="radio" name="retention" checked={chosen === days} onChange={() => choose(days)} />
              {choiceText(days)}
            </label>
          ))}
        </fieldset>
      )}
      {quota && (
        <p class="quiet">
          {quota.deleted_days === null
            ? t('retention.deletedHereKept')
            : t('retention.deletedHere', { count: quota.deleted_days })}
        </p>
      )}
      <FormProblem text={problem && !asked && serverText(problem)} />
      <p role="status" class="quiet">
        {choosing.isSuccess && t('retention.saved')}
      </p>
      {asked && (
        <ConfirmDialog
          title={t('retention.question', { count: asked.due })}
          verb={t('retention.do')}
          isDanger
          isBusy={choosing.isPending}
          problem={choosing.error && serverText(choosing.error)}
          onConfirm={() => choosing.mutate(asked.days)}
          onClose={() => setAsked(null)}
        >
          <p>{t('retention.means', { count: asked.due })}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

function choiceText(days: Retention): string {
  if (days === null) return t('retention.never')
  return days === 365 ? t('retention.afterYear') : t('retention.after', { count: days })
}
