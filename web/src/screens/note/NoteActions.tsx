// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import { attachmentsIn, readAsPlain, safeFileName, withAttachmentPaths } from '@rmirror/shared/library'
import { useContext, useEffect, useRef } from 'preact/hooks'
import { CopyText } from '../../components/controls/CopyText.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { Menu, MenuAction } from '../../components/controls/Menu.tsx'
import { keyOf } from '../../components/controls/use-actions.ts'
import { ServerExportDialog } from '../../components/export/ServerExportDialog.tsx'
import { DocumentsContext } from '../../data/drafts/documents.ts'
import { saveFile } from '../../data/export/save-file.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { Page } from '../../data/library/page.ts'
import { useRights } from '../../data/people/rights.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { Versions } from '../document/Versions.tsx'
import { exportFromServer, exportSeveral } from '../export/export-from-server.ts'
import { ShareButton } from '../links/ShareButton.tsx'
import { DeleteNotebook } from '../notebook/DeleteNotebook.tsx'
import { MoveButton } from '../people/MoveButton.tsx'
import { AskAboutNote } from './AskAboutNote.tsx'

interface NoteActionsProps {
  /** null until the library lists it. */
  notebook: Notebook | null
  page: PageDetail
  text: string
  /** The server doesn't have it. */
  isUnsent: boolean
  onEdit: () => void
}

export function NoteActions({ notebook, page, text, isUnsent, onEdit }: NoteActionsProps) {
  const store = useStore()
  const areVersionsShown = useSignal(false)
  const isForApps = useSignal(false)
  const isLocal = useContext(DocumentsContext) !== null
  const { canWrite } = useRights()
  const isThere = notebook !== null && !isUnsent && !isLocal
  const canBeForApps = notebook !== null && (isThere || isLocal)
  return (
    <div class="actions">
      {canWrite && <EditButton onEdit={onEdit} />}
      <AskAboutNote notebook={notebook} page={page} text={text} isUnsent={isUnsent} />
      <CopyText text={() => readAsPlain(text)} />
      {isThere && <ShareButton notebook={notebook} />}
      <Menu label={t('export.title')} icon="download">
        {isThere && attachmentsIn(text).length > 0 ? (
          <ServerExports notebook={notebook} page={page} formats={[withAttachments]} />
        ) : (
          <MenuAction
            hint={t('notes.markdownHint')}
            onClick={() => saveFile(markdownOf(text), fileNameOf(notebook, 'md'))}
          >
            {t('export.markdown')}
          </MenuAction>
        )}
        {isThere ? (
          <ServerExports notebook={notebook} page={page} />
        ) : (
          <MenuAction hint={t('notes.plainHint')} onClick={() => saveFile(plainOf(text), fileNameOf(notebook, 'txt'))}>
            {t('export.plain')}
          </MenuAction>
        )}
        {canBeForApps && (
          <MenuAction hint={t('appExport.menuHint')} onClick={() => (isForApps.value = true)}>
            {t('appExport.title')}
          </MenuAction>
        )}
      </Menu>
      {canBeForApps && isForApps.value && (
        <ServerExportDialog
          title={t('appExport.title')}
          says=""
          isForApps
          onExport={(as) => void exportSeveral(store, [notebook], as, notebook.name)}
          onClose={() => (isForApps.value = false)}
        />
      )}
      {(isThere || isLocal) && (
        <button type="button" class="button short-button" onClick={() => (areVersionsShown.value = true)}>
          <Icon name="list" />
          <span>{t('versions.action')}</span>
        </button>
      )}
      {notebook && <MoveButton notebook={notebook} />}
      {notebook && <DeleteNotebook notebook={notebook} />}
      {areVersionsShown.value && <Versions page={page} onClose={() => (areVersionsShown.value = false)} />}
    </div>
  )
}

/** Gets the focus when the editor is closed. */
function EditButton({ onEdit }: Pick<NoteActionsProps, 'onEdit'>) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus()
  }, [])
  return (
    <button ref={button} type="button" class="button button-primary" {...keyOf('edit')} onClick={onEdit}>
      <Icon name="pen" />
      <span>{t('document.edit')}</span>
    </button>
  )
}

/** A note has no picture, so it isn't exported as PDF or PNG. */
const serverFormats = [
  { as: 'html', title: 'export.html', hint: 'notes.htmlHint' },
  { as: 'plain', title: 'export.plain', hint: 'notes.plainHint' },
] as const

/** An archive of the text and of the files that it mentions. */
const withAttachments = { as: 'markdown', title: 'export.markdown', hint: 'attachments.exportHint' } as const

interface ServerExportsProps {
  notebook: Notebook
  page: PageDetail
  formats?: readonly (typeof withAttachments | (typeof serverFormats)[number])[]
}

function ServerExports({ notebook, page, formats = serverFormats }: ServerExportsProps) {
  const store = useStore()
  const pages = [new Page(notebook, { here: null, there: page }, 1)]
  return (
    <>
      {formats.map(({ as, title, hint }) => (
        <MenuAction key={as} hint={t(hint)} onClick={() => void exportFromServer(store, notebook, pages, { as })}>
          {t(title)}
        </MenuAction>
      ))}
    </>
  )
}

const markdownOf = (text: string) => new Blob([withAttachmentPaths(text, new Map())], { type: 'text/markdown' })

const plainOf = (text: string) => new Blob([readAsPlain(text)], { type: 'text/plain' })

function fileNameOf(notebook: Notebook | null, extension: 'md' | 'txt'): string {
  return `${safeFileName(notebook?.name ?? '', t('notes.untitled'))}.${extension}`
}
