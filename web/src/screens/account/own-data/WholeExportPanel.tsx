// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { StatusPanel } from '../../../components/controls/StatusPanel.tsx'
import { wholeExport } from '../../../data/export/current-whole-export.ts'
import type { WholeExport } from '../../../data/export/whole-export.ts'
import { formatSize, type TextKey, t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'

const titles = {
  preparing: 'wholeExport.preparing',
  running: 'wholeExport.running',
  done: 'wholeExport.done',
  failed: 'wholeExport.failed',
  cancelled: 'wholeExport.cancelled',
} as const satisfies Record<WholeExport['phase']['value'], TextKey>

/** The download of everything, in the corner: it goes on while its user is on another screen. */
export function WholeExportPanel() {
  const run = wholeExport.value
  if (!run) return null
  const [done, total] = [run.received.value, run.total.value]
  const size = formatSize(done)
  const label =
    total === 0 ? (done === 0 ? '' : size) : t('wholeExport.progress', { done: size, total: formatSize(total) })
  const error = run.phase.value === 'failed' ? run.error.value : null
  const dismiss = () => {
    wholeExport.value = null
  }
  return (
    <StatusPanel
      title={t(titles[run.phase.value])}
      {...(run.isRunning && { progress: { done, total, label } })}
      {...(run.isRunning ? { onCancel: () => run.cancel() } : { onDismiss: dismiss })}
    >
      {error instanceof ApiProblem && <p class="status-notes">{serverText(error)}</p>}
    </StatusPanel>
  )
}
