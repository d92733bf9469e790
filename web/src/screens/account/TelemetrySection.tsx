// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { useStore } from '../../data/store.ts'
import { fetchChoice, sentEvents, type TelemetryEvent, waitingEvents } from '../../data/telemetry/telemetry.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** Whether the dashboard sends how it performs, and what that is. */
export function TelemetrySection() {
  const { account, remote, telemetry } = useStore()
  const query = remote.query(['telemetry'], ({ signal }) => fetchChoice(account, signal))
  const { data: choice, error, refetch } = useQuery({ ...query, staleTime: 0 })
  const turning = useMutation({
    mutationFn: (isOn: boolean) => telemetry.turn(isOn),
    onSuccess: () => remote.invalidate('telemetry'),
  })
  const isOn = turning.isPending ? turning.variables : (choice?.is_on ?? false)
  return (
    <section aria-labelledby="account-telemetry">
      <h2 id="account-telemetry">{t('telemetry.title')}</h2>
      <p class="quiet">{t('telemetry.what')}</p>
      {!choice && <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />}
      {choice && !choice.is_allowed && <p>{t('telemetry.offForAll')}</p>}
      {choice?.is_allowed && (
        <label class="tick">
          <input type="checkbox" checked={isOn} onChange={() => turning.mutate(!isOn)} />
          <span>{t('telemetry.send')}</span>
        </label>
      )}
      <FormProblem text={turning.error && serverText(turning.error)} />
      <p role="status" class="quiet">
        {turning.isSuccess && t(isOn ? 'telemetry.on' : 'telemetry.off')}
      </p>
      {choice?.is_allowed && isOn && <WhatIsSent />}
    </section>
  )
}

/** The events of this tab, word for word. */
function WhatIsSent() {
  const waiting = waitingEvents.value
  const sent = sentEvents.value
  return (
    <details class="telemetry-sent">
      <summary>{t('telemetry.show')}</summary>
      <p class="quiet">{t('telemetry.showMeans')}</p>
      <h3>{t('telemetry.waiting')}</h3>
      <Events events={waiting} />
      <h3>{t('telemetry.sent')}</h3>
      <Events events={sent} />
    </details>
  )
}

function Events({ events }: { events: readonly TelemetryEvent[] }) {
  if (events.length === 0) return <p class="quiet">{t('telemetry.none')}</p>
  return (
    <ul class="telemetry-events">
      {events.map((event, position) => (
        <li key={position}>
          <code>{JSON.stringify(event)}</code>
        </li>
      ))}
    </ul>
  )
}
