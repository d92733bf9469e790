// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useLocation } from 'wouter-preact'
import { ConfirmDialog } from '../components/controls/ConfirmDialog.tsx'
import { Menu, MenuAction } from '../components/controls/Menu.tsx'
import { type PreferenceName, preferenceRows } from '../data/library/preferences.ts'
import { useStore } from '../data/store.ts'
import { guestNotes } from '../data/workspace/guest-notes.ts'
import { t } from '../i18n/index.ts'
import { PreferenceField } from './PreferenceField.tsx'
import { RouteLinks } from './RouteLinks.tsx'
import { clearLocalDocuments, saveWorkspace } from './screens.tsx'

const preferenceNames = Object.keys(preferenceRows) as PreferenceName[]

export function SettingsMenu({ onHelp, onFolder }: { onHelp: () => void; onFolder: (files: File[]) => void }) {
  const store = useStore()
  const { library, ownKeyTranscription, pageTexts } = store
  const confirming = useSignal(false)
  const hasTexts = pageTexts.isUsed.value || guestNotes.value.size > 0
  return (
    <>
      <Menu label={t('menu.title')} icon="menu" compact>
        {preferenceNames.map((name) => (
          <PreferenceField key={name} name={name} />
        ))}
        <hr />
        <FolderAction onFolder={onFolder} />
        <MenuAction icon="keyboard" action="shortcuts" onClick={onHelp}>
          {t('help.title')}
        </MenuAction>
        <RouteLinks place="menu" />
        {hasTexts && (
          <MenuAction icon="download" onClick={() => void saveWorkspace(store)}>
            {t('guest.save')}
          </MenuAction>
        )}
        {(library.notebooks.value.size > 0 || ownKeyTranscription.isUsed.value || hasTexts) && (
          <MenuAction icon="trash" onClick={() => (confirming.value = true)}>
            {t('clear.menu')}
          </MenuAction>
        )}
      </Menu>
      {confirming.value && <ConfirmClear onClose={() => (confirming.value = false)} />}
    </>
  )
}

function FolderAction({ onFolder }: { onFolder: (files: File[]) => void }) {
  const choose = () => {
    const input = document.createElement('input')
    input.type = 'file'
    input.webkitdirectory = true
    input.addEventListener('change', () => onFolder(Array.from(input.files ?? [])))
    input.click()
  }
  return (
    <MenuAction icon="folder" onClick={choose}>
      {t('add.folder')}
    </MenuAction>
  )
}

function ConfirmClear({ onClose }: { onClose: () => void }) {
  const store = useStore()
  const { library, activity, ownKeyTranscription } = store
  const [, navigate] = useLocation()
  const clear = async () => {
    await activity.stopAdding()
    activity.removed.value = null
    activity.renamed.value = null
    await library.clear()
    await ownKeyTranscription.clear()
    await clearLocalDocuments(store)
    onClose()
    navigate('/')
  }
  return (
    <ConfirmDialog
      title={t('clear.title')}
      verb={t('clear.do')}
      isDanger
      onConfirm={() => void clear()}
      onClose={onClose}
    >
      {library.notebooks.value.size > 0 && <p>{t('clear.what', { count: library.notebooks.value.size })}</p>}
      {guestNotes.value.size > 0 && <p>{t('clear.notes', { count: guestNotes.value.size })}</p>}
      {ownKeyTranscription.isUsed.value && <p>{t('clear.ownKey')}</p>}
    </ConfirmDialog>
  )
}
