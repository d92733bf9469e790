// SPDX-License-Identifier: AGPL-3.0-or-later
import { ServerExportDialog } from '../../components/export/ServerExportDialog.tsx'
import { countItems, itemsText } from '../../components/library/items-text.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { exportSeveral } from './export-from-server.ts'

export interface ExportSeveralProps {
  notebooks: readonly Notebook[]
  archiveName: string
  /** Sentence on what is missing of everything that was to be exported. */
  lacks?: string
  onExport?: () => void
  onClose: () => void
}

/** Asks for the format in which notebooks are exported together. */
export function ExportSeveral({ notebooks, archiveName, lacks, onExport, onClose }: ExportSeveralProps) {
  const store = useStore()
  const isPartlyThere = notebooks.some(({ here, isLocal }) => !here && !isLocal)
  const says = [
    ...(notebooks.length > 1 ? [t('exportSeveral.zip')] : []),
    ...(notebooks.some(({ isNote }) => isNote) ? [t('exportSeveral.notes')] : []),
    ...(isPartlyThere ? [t('exportSeveral.stored')] : []),
    ...(lacks ? [lacks] : []),
  ]
  return (
    <ServerExportDialog
      title={t('exportSeveral.title', { items: itemsText(countItems(notebooks)) })}
      says={says.join(' ')}
      isOfServer={isPartlyThere}
      onExport={(as) => {
        onExport?.()
        void exportSeveral(store, notebooks, as, archiveName)
      }}
      onClose={onClose}
    />
  )
}
