// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { Logo } from '../components/controls/Logo.tsx'
import { t } from '../i18n/index.ts'
import { fetchState, NoSession } from './ask.ts'
import { DeletedCard } from './DeletedCard.tsx'
import { LogCard } from './LogCard.tsx'
import { RemovalsCard } from './RemovalsCard.tsx'
import { SelectionCard } from './SelectionCard.tsx'
import { StatusCard } from './StatusCard.tsx'
import { UpdateCard } from './UpdateCard.tsx'
import { useNewVersion } from './use-new-version.ts'

const everyMs = 2_000
/** How long an update may take: a service manager may need a minute to start the new version. */
const updateMs = 3 * 60_000

/** The page of `rmirror watch` on its own computer: its state, and its controls. */
export function LocalPage() {
  const state = useQuery({ queryKey: ['state'], queryFn: fetchState, refetchInterval: everyMs, retry: false })
  useNewVersion(state.data?.version)
  const isUpdating = state.data?.update?.is_under_way === true && Date.now() - state.dataUpdatedAt < updateMs
  return (
    <main class="local">
      <header class="local-head">
        <Logo />
        <h1>{t('local.title')}</h1>
      </header>
      {state.error && <Problem error={state.error} isUpdating={isUpdating} />}
      {state.data && !(state.error instanceof NoSession) && (
        <>
          <StatusCard state={state.data} />
          <UpdateCard update={state.data.update} />
          <RemovalsCard removals={state.data.removals} />
          <DeletedCard deleted={state.data.deleted_there} />
          <SelectionCard />
          <LogCard lines={state.data.log} />
        </>
      )}
    </main>
  )
}

function Problem({ error, isUpdating }: { error: Error; isUpdating: boolean }) {
  const why = isUpdating ? t('local.updating') : t('local.notRunning')
  return (
    <p class="card" role="alert">
      {error instanceof NoSession ? t('local.notOpened') : why}
    </p>
  )
}
