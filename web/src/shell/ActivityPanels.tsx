// SPDX-License-Identifier: AGPL-3.0-or-later
// The panels in the corner: running imports and exports, their results, and what can be undone.
import { useEffect } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { displayName } from '../components/controls/display-name.ts'
import { StatusPanel } from '../components/controls/StatusPanel.tsx'
import { FoldedProblemList } from '../components/delivery/ProblemList.tsx'
import { ExportNotes } from '../components/export/ExportNotes.tsx'
import { itemsText } from '../components/library/items-text.ts'
import type { Move, Removal } from '../data/activity.ts'
import { wholeExport } from '../data/export/current-whole-export.ts'
import type { ExportRun } from '../data/export/exports.ts'
import type { ImportRun } from '../data/local/imports.ts'
import { isSignOutWanted } from '../data/outbox/unsent-counts.ts'
import { farewell } from '../data/resources/farewell.ts'
import { useStore } from '../data/store.ts'
import { type TextKey, t } from '../i18n/index.ts'
import { lazy } from './lazy.tsx'
import { SyncPanel } from './SyncPanel.tsx'
import {
  Farewell,
  GuestPanels,
  isOutboxLoaded,
  SignOut,
  TermsQuestion,
  UnsentPanel,
  WholeExportPanel,
} from './screens.tsx'

/** The placeholder of a panel that is loading: panels overlay the screen and need none. */
const nothing = () => null
const withOwnKeys = () => import('../screens/own-key-screens.ts')
const TranscribePanel = lazy(async () => (await withOwnKeys()).TranscribePanel, nothing)
const TranscribeDialog = lazy(async () => (await withOwnKeys()).TranscribeDialog, nothing)

export function ActivityPanels({ isViewer = false }: { isViewer?: boolean }) {
  const { activity, ownKeyTranscription, remote } = useStore()
  const { importing, exporting, syncing, removed, renamed, moved, failedPicture } = activity
  return (
    <>
      {isSignOutWanted.value && <SignOut />}
      {farewell.value && <Farewell />}
      {isOutboxLoaded.value && remote.user.value !== null && <TermsQuestion />}
      {wholeExport.value && <WholeExportPanel />}
      {isOutboxLoaded.value && <GuestPanels />}
      {isOutboxLoaded.value && remote.user.value !== null && <UnsentPanel isViewer={isViewer} />}
      {removed.value && (
        <StatusPanel
          title={removalTitle(removed.value)}
          action={{ label: t('removed.undo'), onClick: () => void activity.undoRemoval() }}
          onDismiss={() => (removed.value = null)}
        >
          {removed.value.isOnServer && (
            <Link class="status-link" href="/deleted">
              {t('removed.show')}
            </Link>
          )}
        </StatusPanel>
      )}
      {moved.value && (
        <StatusPanel
          title={moveTitle(moved.value)}
          action={{ label: t('removed.undo'), onClick: () => void activity.undoMove() }}
          onDismiss={() => (moved.value = null)}
        />
      )}
      {renamed.value && (
        <StatusPanel
          title={t('rename.done', { name: displayName(renamed.value.name) })}
          action={{ label: t('removed.undo'), onClick: () => void activity.undoRename() }}
          onDismiss={() => (renamed.value = null)}
        />
      )}
      {failedPicture.value !== null && (
        <StatusPanel
          title={t('export.failed', { what: t('export.quoted', { name: failedPicture.value }) })}
          onDismiss={() => (failedPicture.value = null)}
        />
      )}
      {exporting.value && <Exporting run={exporting.value} onDismiss={() => (exporting.value = null)} />}
      {syncing.value && <SyncPanel run={syncing.value} onDismiss={() => (syncing.value = null)} />}
      {ownKeyTranscription.run.value && <TranscribePanel />}
      {ownKeyTranscription.wanted.value && <TranscribeDialog />}
      {importing.value && <Importing run={importing.value} onDismiss={() => (importing.value = null)} />}
    </>
  )
}

function removalTitle({ name, count = 1, notes = 0, hasFailed }: Removal): string {
  const items = itemsText({ count, notes })
  if (count > 1) return t(hasFailed ? 'removed.severalFailed' : 'removed.several', { items })
  return t(hasFailed ? 'removed.failed' : 'removed.title', { name: displayName(name) })
}

function moveTitle({ name, count, notes, to, hasFailed }: Move): string {
  const what = count > 1 ? itemsText({ count, notes }) : t('export.quoted', { name: displayName(name) })
  if (hasFailed) return t('move.undoFailed', { what })
  return to === null ? t('move.doneOwn', { what }) : t('move.done', { what, workspace: to })
}

/** Long enough to read one line. Panels that need an answer stay. */
const goodNewsMs = 6_000

function Importing({ run, onDismiss }: { run: ImportRun; onDismiss: () => void }) {
  const problems = run.problems.value
  const running = run.running.value
  const goodNews = run.phase.value === 'done' && problems.length === 0
  useEffect(() => {
    if (!goodNews) return
    const timer = setTimeout(onDismiss, goodNewsMs)
    return () => clearTimeout(timer)
  }, [run, goodNews])
  const progress = running ? importProgress(run) : null
  const unread = problems.filter(({ code }) => code !== 'duplicate')
  const twice = problems.filter(({ code }) => code === 'duplicate')
  const open = !running && problems.length <= 3
  return (
    <StatusPanel
      title={importTitle(run)}
      {...(progress && { progress })}
      {...(running ? { onCancel: () => run.cancel() } : { onDismiss })}
    >
      <FoldedProblemList title={t('problem.count', { count: unread.length })} problems={unread} open={open} />
      <FoldedProblemList calm title={t('import.twice', { count: twice.length })} problems={twice} open={open} />
    </StatusPanel>
  )
}

function importTitle(run: ImportRun): string {
  switch (run.phase.value) {
    case 'gathering':
      return t('import.gathering')
    case 'reading':
      return t('import.reading')
    case 'pages':
      return t('import.pages')
    case 'cancelled':
      return t('import.cancelled')
    case 'done': {
      const count = run.addedNotebooks.value.length
      return count === 0 ? t('import.nothing') : t('import.done', { count })
    }
  }
}

function importProgress(run: ImportRun): { done: number; total: number; label: string } {
  if (run.phase.value === 'pages') {
    const [done, total] = [run.donePages.value, run.totalPages.value]
    return { done, total, label: t('progress.pages', { done, count: total }) }
  }
  const [done, total] = [run.doneFiles.value, run.totalFiles.value]
  return { done, total, label: total === 0 ? '' : t('progress.files', { done, count: total }) }
}

const exportTitles = {
  running: 'export.running',
  done: 'export.done',
  failed: 'export.failed',
  'not-loaded': 'export.notLoaded',
  'signed-out': 'export.signedOut',
  'no-answer': 'export.noAnswer',
  cancelled: 'export.cancelled',
} as const satisfies Record<string, TextKey>

const handOverTexts = {
  save: 'export.title',
  copy: 'text.copy',
  share: 'export.share',
} as const satisfies Record<ExportRun['way'], TextKey>

function exportTitle(run: ExportRun): TextKey {
  const phase = run.phase.value
  if (phase !== 'done' || run.way === 'save') return exportTitles[phase]
  if (run.waiting.value) return 'export.ready'
  return run.way === 'copy' ? 'export.copied' : 'export.shared'
}

function Exporting({ run, onDismiss }: { run: ExportRun; onDismiss: () => void }) {
  const { name, items } = run
  const running = run.running.value
  const [done, total] = [run.donePages.value, run.totalPages.value]
  const notes = running ? [] : run.notes.value
  const progress = { done, total, label: total === 0 ? '' : t('progress.pages', { done, count: total }) }
  const finish = async () => {
    await run.deliverWaiting()
    if (run.phase.value === 'done') onDismiss()
  }
  const what = name === null ? itemsText(items) : t('export.quoted', { name: displayName(name) })
  return (
    <StatusPanel
      title={t(exportTitle(run), { what })}
      {...(run.waiting.value && { action: { label: t(handOverTexts[run.way]), onClick: () => void finish() } })}
      {...(running && { progress })}
      {...(running ? { onCancel: () => run.cancel() } : { onDismiss })}
    >
      {notes.length > 0 && (
        <details class="status-notes" open={notes.length <= 3}>
          <summary>{t('note.count', { count: notes.length })}</summary>
          <ExportNotes notes={notes} several={name === null} />
        </details>
      )}
    </StatusPanel>
  )
}
