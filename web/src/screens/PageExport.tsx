// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { PageChoices } from '../components/ExportChoices.tsx'
import { Icon } from '../components/Icon.tsx'
import { Menu } from '../components/Menu.tsx'
import { ServerExportDialog } from '../components/ServerExportDialog.tsx'
import { onlyPage } from '../data/exports.ts'
import type { LiveNotebook, LivePage } from '../data/live-notebook.ts'
import type { Page } from '../data/page.ts'
import { preferences } from '../data/preferences.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { exportPageFromServer } from './export-from-server.ts'
import { choiceOfWay, handOverOf, waysOf } from './hand-over.ts'

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
        waysOf={waysOf}
        onHandOver={(as, way) => void activity.export([notebook], { as, background, pages, ...choiceOfWay(way) })}
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
          waysOf={waysOf}
          onExport={(as, _, way) => void exportPageFromServer(store, page, count, { as, to: handOverOf(way) })}
          onClose={() => (choosing.value = false)}
        />
      )}
    </>
  )
}
