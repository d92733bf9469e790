// SPDX-License-Identifier: AGPL-3.0-or-later
import type { KeptVault, LocalState, RunState } from '@rmirror/shared/local-page'
import { useState } from 'preact/hooks'
import { ConfirmDialog } from '../components/controls/ConfirmDialog.tsx'
import { FormProblem } from '../components/controls/FormProblem.tsx'
import { Icon } from '../components/controls/Icon.tsx'
import { formatAge, formatDate, t } from '../i18n/index.ts'
import { fetchDiagnostics } from './ask.ts'
import { PlanButton } from './PlanButton.tsx'
import { QuotaMeter } from './QuotaMeter.tsx'
import { useAct } from './use-act.ts'

/** The end of a pause that lasts until the user resumes. */
const untilResumed = Date.parse('9999-12-31T00:00:00Z')

export function StatusCard({ state }: { state: LocalState }) {
  const { run, quota, server, email, deletions_asked: asked } = state
  const act = useAct()
  return (
    <section class="card local-card" aria-labelledby="local-status">
      <h2 id="local-status" class="local-standing">
        <Icon name={iconOf(run)} />
        {standingOf(run)}
      </h2>
      {run.problem && <p class="note">{run.problem}</p>}
      <dl class="local-facts">
        <dt>{t('local.server')}</dt>
        <dd>{email ? `${server} (${email})` : server}</dd>
        <dt>{t('local.synced')}</dt>
        <dd>{run.last_sync_at ? formatAge(Date.parse(run.last_sync_at)) : t('local.never')}</dd>
        <dt>{t('local.items')}</dt>
        <dd>{t('local.count', { count: run.notebooks })}</dd>
        {run.unreadable > 0 && (
          <>
            <dt>{t('local.unreadable')}</dt>
            <dd>{t('local.count', { count: run.unreadable })}</dd>
          </>
        )}
        <dt>{t('local.sources')}</dt>
        <dd>
          <ul class="local-sources">
            {run.sources.map(({ address, problem }) => (
              <li key={address}>
                <span class="local-path">{address}</span>
                {problem && <span class="form-problem">{problem}</span>}
              </li>
            ))}
          </ul>
        </dd>
        {run.vaults.length > 0 && (
          <>
            <dt>{t('local.vaults')}</dt>
            <dd>
              <ul class="local-sources">
                {run.vaults.map((vault) => (
                  <Vault key={vault.folder} vault={vault} />
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
      {quota && <QuotaMeter quota={quota} />}
      {asked && <AskedDeletions asked={asked} />}
      <div class="form-actions form-actions-start">
        <button type="button" class="button button-primary" onClick={() => act.do('sync', {})}>
          <Icon name="sync" />
          {t('local.syncNow')}
        </button>
        {run.paused_until ? (
          <button type="button" class="button" onClick={() => act.do('pause', { minutes: 0 })}>
            <Icon name="play" />
            {t('local.resume')}
          </button>
        ) : (
          <PauseButtons onPause={(minutes) => act.do('pause', { minutes })} />
        )}
      </div>
      <PlanButton />
      <More />
      <FormProblem text={act.problem} />
    </section>
  )
}

function Vault({ vault: { folder, problem, updated_at: at, notes, kept } }: { vault: KeptVault }) {
  return (
    <li>
      <span class="local-path">{folder}</span>
      {problem && <span class="form-problem">{problem}</span>}
      <span class="quiet">
        {at ? t('local.vaultNotes', { count: notes, age: formatAge(Date.parse(at)) }) : t('local.never')}
        {kept > 0 && ` ${t('local.vaultKept', { count: kept })}`}
      </span>
    </li>
  )
}

function iconOf(run: RunState) {
  if (run.paused_until) return 'pause'
  if (run.problem || [...run.sources, ...run.vaults].some(({ problem }) => problem)) return 'warning'
  return run.pages_to_send > 0 ? 'sync' : 'check'
}

function standingOf(run: RunState): string {
  if (run.paused_until) {
    const until = Date.parse(run.paused_until)
    return until >= untilResumed ? t('local.paused') : t('local.pausedUntil', { time: formatDate(until) })
  }
  if (run.problem) return t('local.hindered')
  if (run.pages_to_send > 0) return t('local.sending', { count: run.pages_to_send })
  if (run.sources.some(({ problem }) => problem)) return t('local.sourceAway')
  if (run.vaults.some(({ problem }) => problem)) return t('local.vaultAway')
  return run.last_sync_at ? t('local.upToDate') : t('local.looking')
}

function PauseButtons({ onPause }: { onPause: (minutes: number | null) => void }) {
  const pauses = [
    [30, t('local.pause30')],
    [120, t('local.pause120')],
    [24 * 60, t('local.pauseDay')],
    [null, t('local.pauseOpen')],
  ] as const
  return (
    <details class="local-pause">
      <summary class="button">
        <Icon name="pause" />
        {t('local.pause')}
      </summary>
      <div class="form-actions form-actions-start">
        {pauses.map(([minutes, words]) => (
          <button key={minutes} type="button" class="button button-small" onClick={() => onPause(minutes)}>
            {words}
          </button>
        ))}
      </div>
    </details>
  )
}

function AskedDeletions({ asked: { address, gone } }: { asked: { address: string; gone: number } }) {
  const act = useAct()
  const [isAsking, setIsAsking] = useState(false)
  const allow = async () => {
    await act.do('sync', { allow_deletions: true })
    setIsAsking(false)
  }
  return (
    <div class="note local-asked" role="status">
      <p>{t('local.deletionsAsked', { count: gone, address })}</p>
      <button type="button" class="button button-danger button-small" onClick={() => setIsAsking(true)}>
        {t('local.deleteThem')}
      </button>
      {isAsking && (
        <ConfirmDialog
          title={t('local.deleteQuestion', { count: gone })}
          verb={t('local.deleteDo')}
          isDanger
          problem={act.problem}
          onConfirm={allow}
          onClose={() => setIsAsking(false)}
        >
          <p>{t('local.deleteMeans')}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}

/** Rarely needed controls. */
function More() {
  const act = useAct()
  const [said, setSaid] = useState('')
  const copy = async () => {
    await navigator.clipboard.writeText(await fetchDiagnostics())
    setSaid(t('local.copied'))
  }
  const resync = async () => {
    if (await act.do('resync', {})) setSaid(t('local.resyncing'))
  }
  return (
    <details class="steps-folded">
      <summary>{t('local.more')}</summary>
      <div class="form-actions form-actions-start">
        <button type="button" class="button button-small" onClick={resync}>
          {t('local.resync')}
        </button>
        <button type="button" class="button button-small" onClick={copy}>
          <Icon name="copy" />
          {t('local.copyDiagnostics')}
        </button>
      </div>
      <p class="quiet">{t('local.resyncMeans')}</p>
      <p class="quiet">{t('local.diagnosticsMean')}</p>
      <p role="status">{act.problem ?? said}</p>
    </details>
  )
}
