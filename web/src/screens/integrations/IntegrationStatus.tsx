// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import type { ComponentChild, ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { ReasonText } from '../../components/forms/ReasonText.tsx'
import { Outcome, type TestOutcome } from '../../components/forms/SettingsForm.tsx'
import {
  type Integration,
  type SyncRun,
  saveIntegration,
  syncNow,
  type Target,
  testIntegration,
} from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { formatAge, formatDate, formatSoon, t } from '../../i18n/index.ts'
import { reasonOf } from '../texts/reason-texts.ts'
import { serverText } from '../texts/server-texts.ts'
import { stopText, targetName, waitingCount } from '../texts/target-texts.ts'
import { Backfill } from './Backfill.tsx'
import { CompareProgress } from './CompareProgress.tsx'
import { isFirstSync, isManyWaiting, stateOf } from './integration-state.ts'
import { SyncProgress } from './SyncProgress.tsx'
import { testOutcome } from './target-settings.ts'

interface IntegrationProps {
  target: Target
  integration: Integration
}

interface IntegrationStatusProps extends IntegrationProps {
  /** Heading, where several integrations are shown. `href`: the screen on which this one is set up. */
  title?: string
  href?: string
  children?: ComponentChildren
}

/** Status of an integration, why it stopped and what to do about it, and buttons to sync and pause. */
export function IntegrationStatus({ target, integration, title, href, children }: IntegrationStatusProps) {
  const id = useId()
  const { icon, text, isBad } = stateOf(target, integration)
  const { state, last_synced_at: last } = integration
  return (
    <section class={`card status-card ${isBad ? 'status-bad' : ''}`} aria-labelledby={id}>
      {title ? (
        <h2 id={id}>{href ? <Link href={href}>{title}</Link> : title}</h2>
      ) : (
        <h2 id={id} class="visually-hidden">
          {t('status.title')}
        </h2>
      )}
      <p class={`target-state ${isBad ? 'target-bad' : ''}`} role="status">
        <Icon name={icon} />
        <span>{text}</span>
      </p>
      {state === 'stopped' && <Stopped target={target} integration={integration} href={href ?? ''} />}
      {state === 'active' && !integration.is_verified && <p class="quiet">{t('status.unverified')}</p>}
      {state === 'paused' && <p class="quiet">{t('status.paused')}</p>}
      {state !== 'removing' && integration.second_since && (
        <p>
          {t('status.second', {
            name: targetName(target.name),
            when: formatDate(Date.parse(integration.second_since)),
          })}{' '}
          <a href={`${href ?? ''}#integration-settings`}>{t('status.toSettings')}</a>
        </p>
      )}
      {state === 'removing' && <Removing integration={integration} />}
      {(isFirstSync(target, integration) || isManyWaiting(target, integration)) && (
        <SyncProgress integration={integration} />
      )}
      <Backfill target={target} integration={integration} />
      {last && state !== 'removing' && (
        <p class="facts">
          <span title={formatDate(Date.parse(last))}>
            {t(target.delivery === 'pulled' ? 'integrations.lastFetched' : 'integrations.last', {
              when: formatAge(Date.parse(last)),
            })}
          </span>
          {integration.counts.success > 0 && (
            <span>{t('integrations.delivered', { count: integration.counts.success })}</span>
          )}
        </p>
      )}
      {state !== 'removing' && <Actions target={target} integration={integration} />}
      {children}
    </section>
  )
}

function Stopped({ target, integration: { stopped }, href }: IntegrationProps & { href: string }) {
  if (!stopped) return null
  const { since, error_class, error_message, try_at } = stopped
  return (
    <div class="stopped">
      <p>
        {stopText(target.name, error_class)} <ReasonText {...reasonOf(error_message)} />
      </p>
      <p class="quiet">
        {t('status.since', { when: formatDate(Date.parse(since)) })}
        {try_at !== null && ` ${t('status.tryAt', { when: formatSoon(Date.parse(try_at)) })}`} {t('status.waits')}
      </p>
      <p>
        <a href={`${href}#integration-settings`}>{t('status.toSettings')}</a>
      </p>
    </div>
  )
}

function Removing({ integration }: { integration: Integration }) {
  const left = waitingCount(integration)
  return (
    <p class="quiet">
      {t(integration.is_moving ? 'status.moving' : 'status.removing')}{' '}
      {left > 0 && t('status.leftToRemove', { count: left })}
    </p>
  )
}

function Actions({ target, integration }: IntegrationProps) {
  const { account, remote } = useStore()
  const [progress, setProgress] = useState<SyncRun | null>(null)
  const after = {
    onSettled: () => {
      setProgress(null)
      return remote.deliveriesChanged()
    },
  }
  const run = () => syncNow(account, target.name, undefined, setProgress)
  const sync = useMutation({ mutationFn: run, ...after })
  const tryAgain = useMutation({
    mutationFn: async (): Promise<TestOutcome | SyncRun> => {
      const result = await testIntegration(account, target.name, null)
      return result.ok ? run() : testOutcome(target, result)
    },
    ...after,
  })
  const pause = useMutation({
    mutationFn: (is_enabled: boolean) =>
      saveIntegration(account, target.name, { settings: integration.settings, is_enabled }),
    ...after,
  })
  const { state } = integration
  const isStopped = state === 'stopped'
  const action = isStopped ? tryAgain : sync
  const isBusy = sync.isPending || tryAgain.isPending
  const result = tryAgain.data ?? sync.data
  const problem = sync.error ?? tryAgain.error ?? pause.error
  const start = () => {
    if (isBusy) return
    sync.reset()
    tryAgain.reset()
    action.mutate()
  }
  return (
    <>
      <div class="form-actions form-actions-start">
        {target.delivery === 'pushed' && state !== 'paused' && (
          <button
            type="button"
            class={`button ${isStopped ? 'button-primary' : ''}`}
            aria-disabled={isBusy}
            onClick={start}
          >
            <Icon name="sync" />
            <span>{t(isStopped ? 'status.tryNow' : 'status.syncNow')}</span>
          </button>
        )}
        <button
          type="button"
          class={`button ${state === 'paused' ? 'button-primary' : ''}`}
          aria-disabled={pause.isPending}
          onClick={() => !pause.isPending && pause.mutate(state === 'paused')}
        >
          <Icon name={state === 'paused' ? 'play' : 'pause'} />
          <span>{t(state === 'paused' ? 'status.resume' : 'status.pause')}</span>
        </button>
      </div>
      {progress?.state === 'comparing' && <CompareProgress {...progress} />}
      <p role="status" class="sync-result">
        {isBusy ? t('status.syncing') : result && <RunResult result={result} />}
      </p>
      <FormProblem text={problem && serverText(problem)} />
    </>
  )
}

function RunResult({ result }: { result: TestOutcome | SyncRun }): ComponentChild {
  return 'ok' in result ? <Outcome {...result} /> : syncText(result)
}

/** "3 delivered, 1 still waiting." */
function syncText({ synced_count, failed_count, queued_count }: SyncRun): string {
  if (synced_count + failed_count + queued_count === 0) return t('status.nothingNew')
  return [
    synced_count > 0 && t('status.synced', { count: synced_count }),
    failed_count > 0 && t('status.notSynced', { count: failed_count }),
    queued_count > 0 && t('status.queued', { count: queued_count }),
  ]
    .filter((part) => part !== false)
    .join(' ')
}
