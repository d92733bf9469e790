// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { Icon } from '../../components/controls/Icon.tsx'
import { ServerExportDialog } from '../../components/export/ServerExportDialog.tsx'
import { sheets } from '../../components/sheet/sheets.ts'
import { ExportRun } from '../../data/export/exports.ts'
import { exportFrom } from '../../data/export/server-exports.ts'
import type { Page } from '../../data/library/page.ts'
import type { SharedLibrary } from '../../data/shared/shared-library.ts'
import type { SharedLink } from '../../data/shared/shared-link.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { handOverOf, optionsOf } from '../export/file-delivery.ts'

interface SharedExportProps {
  link: SharedLink
  shared: SharedLibrary
  pages: readonly Page[]
  /** Shows only the icon. */
  isCompact?: boolean
}

/** Saves what the link shows as a file, if its owner allows that. */
export function SharedExport({ link, shared, pages, isCompact = false }: SharedExportProps) {
  const { activity } = useStore()
  const isChoosing = useSignal(false)
  const title = t(isCompact ? 'export.page' : 'export.title')
  const run: Parameters<typeof ServerExportDialog>[0]['onExport'] = (as, chosen, way) => {
    const some = chosen ? pages.filter(({ number }) => chosen.numbers.has(number)) : pages
    const { notebook, instead, readHandwriting } = exportFrom(link, shared.notebook, [...some], sheets)
    const to = handOverOf(way)
    const choice = { as, background: false, ...(chosen && { pages: chosen }), ...(to && { to }) }
    void activity.runExport(new ExportRun([notebook], choice, { instead: () => instead, readHandwriting, folders: [] }))
  }
  return (
    <>
      <button
        type="button"
        class={isCompact ? 'button button-icon' : 'button'}
        {...(isCompact && { 'aria-label': title, title })}
        onClick={() => (isChoosing.value = true)}
      >
        <Icon name="download" />
        {!isCompact && <span>{title}</span>}
      </button>
      {isChoosing.value && (
        <ServerExportDialog
          title={title}
          pageCount={pages.length}
          optionsOf={optionsOf}
          onExport={run}
          onClose={() => (isChoosing.value = false)}
        />
      )}
    </>
  )
}
