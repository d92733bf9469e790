// SPDX-License-Identifier: AGPL-3.0-or-later
// Progress and result of a sync.
import { useQuery } from '@tanstack/preact-query'
import { StatusPanel } from '../components/controls/StatusPanel.tsx'
import { FoldedProblemList } from '../components/delivery/ProblemList.tsx'
import { useStore } from '../data/store.ts'
import type { SyncRun } from '../data/syncing.ts'
import { formatDay, type TextKey, t } from '../i18n/index.ts'
import { syncProblem } from '../screens/texts/server-texts.ts'

export function SyncPanel({ run, onDismiss }: { run: SyncRun; onDismiss: () => void }) {
  const { account } = useStore()
  const running = run.running.value
  const problems = run.problems.value
  const shortened = run.shortened.value.map(({ name, page, sentence }) => ({
    ...{ path: name, page, code: 'shortened', detail: sentence },
  }))
  const [done, total] = [run.donePages.value, run.totalPages.value]
  const progress = { done, total, label: t('progress.pages', { done, count: total }) }
  if (!account.user.value) return null
  return (
    <StatusPanel
      title={titleOf(run)}
      {...(running && { progress })}
      {...(running ? { onCancel: () => run.cancel() } : { onDismiss })}
    >
      {run.phase.value === 'failed' && <p class="status-words">{syncProblem(run.error.value)}</p>}
      {!running && <Deferred count={run.deferredPages.value} />}
      <Counted text="sync.excluded" count={run.excludedNotebooks.value} />
      <Counted text="sync.deletedThere" count={run.deletedOnServer.value} />
      <Counted text="sync.newerThere" count={run.newerOnServer.value} />
      <FoldedProblemList
        title={t('problem.notSent', { count: problems.length })}
        problems={problems}
        open={!running && problems.length <= 3}
      />
      <FoldedProblemList title={t('note.count', { count: shortened.length })} problems={shortened} open={false} calm />
    </StatusPanel>
  )
}

function Counted({ text, count }: { text: TextKey; count: number }) {
  return count > 0 && <p class="status-words">{t(text, { count })}</p>
}

function Deferred({ count }: { count: number }) {
  const { remote } = useStore()
  // The sync has already stored the quota from the server's last answer.
  const { data: now } = useQuery({ ...remote.quota(), enabled: false })
  if (count === 0 || !now) return null
  return <p class="status-words">{t('sync.deferred', { count, day: formatDay(Date.parse(now.reset_at)) })}</p>
}

function titleOf(run: SyncRun): string {
  const phase = run.phase.value
  if (phase === 'done') {
    const count = run.sentPages.value
    return count === 0 && run.problems.value.length === 0 ? t('sync.unchanged') : t('sync.done', { count })
  }
  return t(titles[phase])
}

const titles = {
  reading: 'sync.reading',
  telling: 'sync.telling',
  sending: 'sync.sending',
  displaying: 'sync.displaying',
  failed: 'sync.failed',
  cancelled: 'sync.cancelled',
} as const
