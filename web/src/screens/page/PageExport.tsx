// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { Icon } from '../../components/controls/Icon.tsx'
import { Menu } from '../../components/controls/Menu.tsx'
import { PageChoices } from '../../components/export/ExportChoices.tsx'
import { ServerExportDialog } from '../../components/export/ServerExportDialog.tsx'
import { onlyPage } from '../../data/export/exports.ts'
import type { Page } from '../../data/library/page.ts'
import { preferences } from '../../data/library/preferences.ts'
import type { LiveNotebook, LivePage } from '../../data/local/live-notebook.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { exportPageFromServer } from '../export/export-from-server.ts'
import { choiceOfOption, handOverOf, optionsOf } from '../export/file-delivery.ts'

/** Exports the copy of the page that is displayed. */
export function PageExport({ page }: { page: Page }) {
  const { here, notebook } = page
  if (page.shows === 'here' && here && notebook.here) return <ExportPage notebook={notebook.here} page={here} />
  return <ExportSyncedPage page={page} />
}

export function ExportPage({ notebook, page }: { notebook: LiveNotebook; page: LivePage }) {
  const { activity } = useStore()
  const { background } = preferences.value
  const pages = onlyPage(page.number, notebook.pages.length)
  return (
    <Menu label={t('export.page')} icon="download" compact>
      <PageChoices
        onFormat={(as) => void activity.export([notebook], { as, background, pages })}
        onPicture={(as) => void activity.savePicture(notebook, page, { as, background })}
        optionsOf={optionsOf}
        onHandOver={(as, way) => void activity.export([notebook], { as, background, pages, ...choiceOfOption(way) })}
      />
    </Menu>
  )
}

function ExportSyncedPage({ page }: { page: Page }) {
  const store = useStore()
  const choosing = useSignal(false)
  const count = page.notebook.pageCount ?? page.number
  return (
    <>
      <button
        type="button"
        class="button button-icon"
        aria-label={t('export.page')}
        title={t('export.page')}
        onClick={() => (choosing.value = true)}
      >
        <Icon name="download" />
      </button>
      {choosing.value && (
        <ServerExportDialog
          title={t('export.page')}
          optionsOf={optionsOf}
          onExport={(as, _, way) => void exportPageFromServer(store, page, count, { as, to: handOverOf(way) })}
          onClose={() => (choosing.value = false)}
        />
      )}
    </>
  )
}
