// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { Icon } from '../components/Icon.tsx'
import { Menu, MenuAction } from '../components/Menu.tsx'
import { ServerExportDialog } from '../components/ServerExportDialog.tsx'
import { onlyPage } from '../data/exports.ts'
import type { LiveNotebook, LivePage } from '../data/library.ts'
import type { Page } from '../data/page.ts'
import { preferences } from '../data/preferences.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { exportPageFromServer } from './export-from-server.ts'

/** Exports the copy of the page that is shown. */
export function PageExport({ page }: { page: Page }) {
  const { here, notebook } = page
  if (page.shows === 'here' && here && notebook.here) return <ExportPage notebook={notebook.here} page={here} />
  return <ExportSyncedPage page={page} />
}

export function ExportPage({ notebook, page }: { notebook: LiveNotebook; page: LivePage }) {
  const { activity } = useStore()
  const save = (as: 'png' | 'svg') =>
    void activity.savePicture(notebook, page, { as, background: preferences.value.background })
  const savePdf = () => {
    const pages = onlyPage(page.number, notebook.pages.length)
    void activity.export([notebook], { as: 'pdf', background: preferences.value.background, pages })
  }
  return (
    <Menu label={t('export.page')} icon="download" compact>
      <MenuAction hint={t('export.pagePdfHint')} onClick={savePdf}>
        {t('export.pdf')}
      </MenuAction>
      <MenuAction hint={t('export.pngHint')} onClick={() => save('png')}>
        {t('export.png')}
      </MenuAction>
      <MenuAction hint={t('export.svgHint')} onClick={() => save('svg')}>
        {t('export.svg')}
      </MenuAction>
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
          lacks={t('serverExport.lacks')}
          onExport={(as) => void exportPageFromServer(store, page, count, as)}
          onClose={() => (choosing.value = false)}
        />
      )}
    </>
  )
}
