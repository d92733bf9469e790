// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { type FormatName, formats } from '@rmirror/shared/workshop'
import { Link, useLocation } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { Menu } from '../../components/controls/Menu.tsx'
import { NotebookChoices } from '../../components/export/ExportChoices.tsx'
import { ExportDialog } from '../../components/export/ExportDialog.tsx'
import { ServerExportDialog } from '../../components/export/ServerExportDialog.tsx'
import { type AskSubject, noteFolderOf, textsOfPages } from '../../data/ask/asked-texts.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import type { Page } from '../../data/library/page.ts'
import { preferences } from '../../data/library/preferences.ts'
import type { LiveNotebook } from '../../data/local/live-notebook.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { AskButton } from '../ask/AskButton.tsx'
import { exportFromServer } from '../export/export-from-server.ts'
import { choiceOfOption, handOverOf, optionsOf } from '../export/file-delivery.ts'
import { ShareButton } from '../links/ShareButton.tsx'
import { MoveButton } from '../people/MoveButton.tsx'
import { folderHref } from '../search/library-tree.ts'
import { DeleteNotebook } from './DeleteNotebook.tsx'
import { LanguageButton } from './NotebookLanguage.tsx'

/** The actions that a notebook's copies (in this browser, on the server) allow. */
export function NotebookActions({ notebook, pages }: { notebook: Notebook; pages: Page[] }) {
  const { activity } = useStore()
  const [, navigate] = useLocation()
  const { here, uuid } = notebook
  if (!here && pages.length === 0) return null
  const remove = (copy: LiveNotebook) => {
    void activity.remove(copy)
    navigate(folderHref(copy.facts.parent))
  }
  return (
    <div class="actions">
      {pages.length > 0 && (
        <Link href={`/notebooks/${uuid}/pages/1`} class="button button-primary">
          <Icon name="page" />
          <span>{t('notebook.read')}</span>
        </Link>
      )}
      {here && <TranscribeNotebook notebook={here} />}
      {pages.length > 0 && <AskAboutNotebook notebook={notebook} pages={pages} />}
      <ShareButton notebook={notebook} />
      {here ? <ExportHere notebook={here} /> : <ExportThere notebook={notebook} pages={pages} />}
      {here && (
        <button type="button" class="button button-remove" onClick={() => remove(here)}>
          <Icon name="trash" />
          <span>{t('notebook.remove')}</span>
        </button>
      )}
      <LanguageButton notebook={notebook} />
      <MoveButton notebook={notebook} />
      <DeleteNotebook notebook={notebook} />
    </div>
  )
}

function AskAboutNotebook({ notebook, pages }: { notebook: Notebook; pages: Page[] }) {
  const store = useStore()
  const subjectOf = (): AskSubject => ({
    kind: 'notebook',
    name: notebook.name,
    pages,
    read: (chosen, signal) => textsOfPages(store, chosen, signal),
    folder: noteFolderOf(notebook),
  })
  return <AskButton subjectOf={subjectOf} />
}

/** Transcribes with the user's own key. Not for synced notebooks, which the server transcribes. */
function TranscribeNotebook({ notebook }: { notebook: LiveNotebook }) {
  const { ownKeyTranscription, shelf } = useStore()
  const isSynced = shelf.notebooks.value.has(notebook.facts.uuid)
  if (!ownKeyTranscription.chosen.value || isSynced || notebook.facts.unopened || notebook.pages.length === 0)
    return null
  const isBusy = ownKeyTranscription.run.value?.running.value ?? false
  const want = () => {
    ownKeyTranscription.wanted.value = { notebook, pages: notebook.pages }
  }
  return (
    <button type="button" class="button" aria-disabled={isBusy} onClick={() => !isBusy && want()}>
      <Icon name="key" />
      <span>{t('ownKey.transcribe')}</span>
    </button>
  )
}

function ExportHere({ notebook }: { notebook: LiveNotebook }) {
  const { activity } = useStore()
  const choosing = useSignal<FormatName | null>(null)
  /** The open dialog that asks for a format. */
  const asking = useSignal<'some pages' | 'for apps' | null>(null)
  const as = choosing.value
  const choose = (format: FormatName) => {
    if (formats[format].isPaged) choosing.value = format
    else void activity.export([notebook], { as: format, background: preferences.value.background })
  }
  return (
    <>
      <Menu label={t('export.title')} icon="download">
        <NotebookChoices
          pageCount={notebook.pages.length}
          onChoose={choose}
          onSomePages={() => (asking.value = 'some pages')}
          onForApps={() => (asking.value = 'for apps')}
          optionsOf={optionsOf}
          onHandOver={(as, way) =>
            void activity.export([notebook], { as, background: preferences.value.background, ...choiceOfOption(way) })
          }
        />
      </Menu>
      {as && (
        <ExportDialog
          format={t(formats[as].title)}
          pageCount={notebook.pages.length}
          background={preferences.value.background}
          onExport={({ pages, background }) =>
            void activity.export([notebook], { as, background, ...(pages && { pages }) })
          }
          onClose={() => (choosing.value = null)}
        />
      )}
      {asking.value && (
        <ServerExportDialog
          title={t(asking.value === 'for apps' ? 'appExport.title' : 'export.somePages')}
          isForApps={asking.value === 'for apps'}
          says=""
          isOfServer={false}
          pageCount={notebook.pages.length}
          optionsOf={optionsOf}
          onExport={(as, pages, way) => {
            const { background } = preferences.value
            void activity.export([notebook], { as, background, ...choiceOfOption(way), ...(pages && { pages }) })
          }}
          onClose={() => (asking.value = null)}
        />
      )}
    </>
  )
}

function ExportThere({ notebook, pages }: { notebook: Notebook; pages: Page[] }) {
  const store = useStore()
  const choosing = useSignal(false)
  return (
    <>
      <button type="button" class="button" onClick={() => (choosing.value = true)}>
        <Icon name="download" />
        <span>{t('export.title')}</span>
      </button>
      {choosing.value && (
        <ServerExportDialog
          title={t('export.title')}
          pageCount={pages.length}
          optionsOf={optionsOf}
          onExport={(as, chosen, way) =>
            void exportFromServer(store, notebook, pages, { as, to: handOverOf(way), ...(chosen && { pages: chosen }) })
          }
          onClose={() => (choosing.value = false)}
        />
      )}
    </>
  )
}
