// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LocalPlan } from '@rmirror/shared/local-page'
import { useState } from 'preact/hooks'
import { t } from '../i18n/index.ts'
import { fetchPlan } from './ask.ts'

/** Shows what a sync would do now, without doing it. */
export function PlanButton() {
  const [isAsking, setIsAsking] = useState(false)
  const [said, setSaid] = useState<string[]>([])
  const ask = async () => {
    setIsAsking(true)
    setSaid([t('local.planning')])
    setSaid(await fetchPlan().then(linesOf, (error: Error) => [error.message || t('local.notRunning')]))
    setIsAsking(false)
  }
  return (
    <div class="local-plan">
      <button type="button" class="button button-small" aria-disabled={isAsking} onClick={() => !isAsking && ask()}>
        {t('local.plan')}
      </button>
      <div role="status">
        {said.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  )
}

function linesOf({ changed, pages, waiting, gone, excluded }: LocalPlan): string[] {
  return [
    changed + pages === 0 ? t('local.planNothing') : t('local.planPages', { count: pages }),
    ...(changed > 0 ? [t('local.planChanged', { count: changed })] : []),
    ...(waiting > 0 ? [t('local.planWaiting', { count: waiting })] : []),
    ...(gone > 0 ? [t('local.planGone', { count: gone })] : []),
    ...(excluded > 0 ? [t('local.planExcluded', { count: excluded })] : []),
  ]
}
