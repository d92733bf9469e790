// SPDX-License-Identifier: AGPL-3.0-or-later
// Status of a transcription with the user's own key: progress, cost, and how it ended.
import { Link } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { StatusPanel } from '../../components/controls/StatusPanel.tsx'
import type { TranscribePhase, TranscribeProblem, TranscribeRun } from '../../data/own-key/transcribing.ts'
import { useStore } from '../../data/store.ts'
import { formatClock, formatDollars, formatNumber, type TextKey, t } from '../../i18n/index.ts'
import { aiFailureText } from './ai-failure-texts.ts'

export function TranscribePanel() {
  const { ownKeyTranscription } = useStore()
  const run = ownKeyTranscription.run.value
  return run && <Shown run={run} onDismiss={() => (ownKeyTranscription.run.value = null)} />
}

function Shown({ run, onDismiss }: { run: TranscribeRun; onDismiss: () => void }) {
  const running = run.running.value
  const [done, total] = [run.donePages.value, run.totalPages]
  const failure = run.failure.value
  const waits = run.waitsUntil.value
  return (
    <StatusPanel
      title={titleOf(run)}
      {...(running && { progress: { done, total, label: t('progress.pages', { done, count: total }) } })}
      {...(running ? { onCancel: () => run.cancel() } : { onDismiss })}
    >
      {run.phase.value !== 'other-tab' && <p class="status-words">{spentText(run)}</p>}
      {running && waits !== null && <p class="status-words">{t('ownKey.waits', { when: formatClock(waits) })}</p>}
      {!running && failure && (
        <p class="status-words">
          {aiFailureText(failure, run.settings)} <Link href="/ai-keys">{t('aiKeys.title')}</Link>
        </p>
      )}
      {!running && <Problems problems={run.problems.value} run={run} />}
    </StatusPanel>
  )
}

function Problems({ problems, run }: { problems: TranscribeProblem[]; run: TranscribeRun }) {
  if (problems.length === 0) return null
  return (
    <details class="status-problems" open={problems.length <= 3}>
      <summary>{t('ownKey.notRead', { count: problems.length })}</summary>
      <ul class="problems">
        {problems.map((problem) => (
          <li key={problem.page}>
            <strong>{t('page.number', { number: problem.page })}</strong>
            <span>{aiFailureText(problem, run.settings)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

const titles: Record<TranscribePhase, TextKey> = {
  done: 'ownKey.done',
  running: 'ownKey.running',
  cancelled: 'ownKey.cancelled',
  limit: 'ownKey.limitReached',
  failing: 'ownKey.failing',
  'full-disk': 'ownKey.fullDisk',
  'other-tab': 'ownKey.otherTab',
  'not-loaded': 'screen.notLoaded',
  stopped: 'ownKey.stopped',
}

function titleOf({ phase, name, readPages }: TranscribeRun): string {
  return t(titles[phase.value], { name: displayName(name), count: readPages.value })
}

/** Cost so far; in tokens if no price is known. */
function spentText(run: TranscribeRun): string {
  const { input, output } = run.usage.value
  const tokens = formatNumber(input + output)
  const { cost } = run
  return cost === null ? t('ownKey.spentTokens', { tokens }) : t('ownKey.spent', { tokens, cost: formatDollars(cost) })
}
