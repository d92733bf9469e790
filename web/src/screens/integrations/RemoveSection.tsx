// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { type KeepOrRemove, KeepOrRemoveField } from '../../components/forms/KeepOrRemoveField.tsx'
import { removeIntegration, type Target } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { targetName, targetText } from '../texts/target-texts.ts'

export function RemoveSection({ target }: { target: Target }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <section aria-labelledby="integration-remove">
      <h2 id="integration-remove">{t('remove.title')}</h2>
      <p class="quiet">{t('remove.what')}</p>
      <button type="button" class="button button-danger section-action" onClick={() => setAsking(true)}>
        {t('remove.ask')}
      </button>
      {isAsking && <ConfirmRemove target={target} onClose={() => setAsking(false)} />}
    </section>
  )
}

/** Offers to remove the items at the target, too. What a pulled target has fetched is out of reach. */
function ConfirmRemove({ target, onClose }: { target: Target; onClose: () => void }) {
  const { account, remote } = useStore()
  const [, navigate] = useLocation()
  const [made, setMade] = useState<KeepOrRemove>('keep')
  const name = targetName(target.name)
  const remove = useMutation({
    mutationFn: () => removeIntegration(account, target.name, made),
    onSuccess: async () => {
      await remote.deliveriesChanged()
      onClose()
      if (made === 'keep') navigate('/integrations')
    },
  })
  return (
    <ConfirmDialog
      title={t('remove.question', { name })}
      verb={t('remove.do')}
      isDanger
      isBusy={remove.isPending}
      problem={remove.error && serverText(remove.error)}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('remove.consequence')}</p>
      {target.delivery === 'pushed' && (
        <KeepOrRemoveField
          legend={t('remove.made', { name })}
          isLegendHidden
          labels={{
            keep: targetText(target.name, 'keepMade') ?? t('remove.keep', { name }),
            remove: targetText(target.name, 'removeMade') ?? t('remove.remove', { name }),
          }}
          made={made}
          onChange={setMade}
        />
      )}
    </ConfirmDialog>
  )
}
