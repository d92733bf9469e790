// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { t } from '../../i18n/index.ts'
import { useIntegrations } from '../integrations/use-integrations.ts'
import { ActivityDelivered } from './ActivityDelivered.tsx'
import { ActivityDiagnostics } from './ActivityDiagnostics.tsx'
import { ActivityKept } from './ActivityKept.tsx'
import { ActivityTarget } from './ActivityTarget.tsx'
import { ActivityTranscription } from './ActivityTranscription.tsx'
import { RemovalWarnings } from './RemovalWarnings.tsx'

/**
 * What is in progress, waits, failed and was delivered, in transcription and at every service. If a part can't be
 * loaded, the others are still shown.
 */
export function ActivityScreen() {
  return (
    <>
      <p class="sign-lead">{t('activity.lead')}</p>
      <RemovalWarnings />
      <ActivityTranscription />
      <Targets />
      <ActivityKept />
      <ActivityDelivered />
      <ActivityDiagnostics />
    </>
  )
}

function Targets() {
  const { targets, integrations, problem, retry } = useIntegrations()
  if (!targets || !integrations)
    return (
      <section aria-labelledby="activity-targets">
        <h2 id="activity-targets">{t('integrations.title')}</h2>
        <LoadingOrError problem={problem} onRetry={retry} />
      </section>
    )
  const setUp = targets.flatMap((target) => {
    const integration = integrations.find(({ target_name }) => target_name === target.name)
    return integration ? [{ target, integration }] : []
  })
  if (setUp.length === 0)
    return (
      <section aria-labelledby="activity-targets">
        <h2 id="activity-targets">{t('integrations.title')}</h2>
        <p class="quiet">
          {t('activity.noTargets')} <Link href="/integrations">{t('activity.setUp')}</Link>
        </p>
      </section>
    )
  return (
    <>
      {setUp.map((each) => (
        <ActivityTarget key={each.target.name} {...each} />
      ))}
    </>
  )
}
