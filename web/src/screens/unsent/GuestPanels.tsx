// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { StatusPanel } from '../../components/controls/StatusPanel.tsx'
import { isServerFailure } from '../../data/account/account.ts'
import { countToTake, restored, takeAllAlong } from '../../data/drafts/guest-workspace.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** What became of an opened archive of texts, and what was written here before the user signed in. */
export function GuestPanels() {
  const result = restored.value
  return (
    <>
      {result && <StatusPanel title={restoredText(result)} onDismiss={() => (restored.value = null)} />}
      <TakeAlong />
    </>
  )
}

function restoredText(result: NonNullable<typeof restored.value>): string {
  if (result === 'failed') return t('guest.notRestored')
  return result.count === 0 ? t('guest.unchanged') : t('guest.restored', { count: result.count })
}

/** Asks, because nothing that a guest wrote leaves the browser by itself. */
function TakeAlong() {
  const store = useStore()
  const isDismissed = useSignal(false)
  const take = useMutation({ mutationFn: () => takeAllAlong(store) })
  const count = countToTake(store)
  if (count === 0 || isDismissed.value) return null
  return (
    <StatusPanel
      title={t('guest.toTake', { count })}
      action={{ label: t('guest.take'), onClick: () => !take.isPending && take.mutate() }}
      onDismiss={() => (isDismissed.value = true)}
    >
      <FormProblem text={take.error && (isServerFailure(take.error) ? serverText(take.error) : t('guest.notTaken'))} />
    </StatusPanel>
  )
}
