// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { type Integration, setBackfill, type Target } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { targetName } from '../texts/target-texts.ts'
import { isManyWaiting } from './integration-state.ts'

/** Stops the backfill (the first delivery of the existing library), or resumes it where it stopped. */
export function Backfill({ target, integration }: { target: Target; integration: Integration }) {
  const { account, remote } = useStore()
  const box = useRef<HTMLDivElement>(null)
  const { backfill, counts, state, target_name } = integration
  const change = useMutation({
    mutationFn: (to: 'start' | 'stop') => setBackfill(account, target_name, to),
    onSuccess: () => box.current?.focus(),
    onSettled: () => remote.deliveriesChanged(),
  })
  const isStopped = backfill === 'stopped' && counts.skipped > 0
  // A backfill that ends in a moment needs no button.
  const isRunning = backfill === 'running' && state === 'active' && isManyWaiting(target, integration)
  const canStart = isStopped && (state === 'active' || state === 'stopped')
  return (
    <div class="backfill" ref={box} tabIndex={-1}>
      <p class="quiet" role="status">
        {isStopped && t('backfill.stopped', { count: counts.skipped })}
      </p>
      {(canStart || isRunning) && (
        <button
          type="button"
          class="button button-small"
          aria-label={t(isStopped ? 'backfill.startNamed' : 'backfill.stopNamed', { name: targetName(target_name) })}
          aria-disabled={change.isPending}
          onClick={() => !change.isPending && change.mutate(isStopped ? 'start' : 'stop')}
        >
          <Icon name={isStopped ? 'play' : 'close'} />
          <span>{t(isStopped ? 'backfill.start' : 'backfill.stop')}</span>
        </button>
      )}
      <FormProblem text={change.error && serverText(change.error)} />
    </div>
  )
}
