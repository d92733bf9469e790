// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useLocation } from 'wouter-preact'
import { Dialog } from '../components/Dialog.tsx'
import { Menu, MenuAction } from '../components/Menu.tsx'
import { type Preferences, prefer, preferences } from '../data/preferences.ts'
import { useStore } from '../data/store.ts'
import { type TextKey, t } from '../i18n/index.ts'
import { RouteLinks } from './RouteLinks.tsx'

const themes: [Preferences['theme'], TextKey][] = [
  ['system', 'theme.system'],
  ['light', 'theme.light'],
  ['dark', 'theme.dark'],
]

export function SettingsMenu({ onHelp, onFolder }: { onHelp: () => void; onFolder: (files: File[]) => void }) {
  const { library } = useStore()
  const confirming = useSignal(false)
  const { theme, language } = preferences.value
  return (
    <>
      <Menu label={t('menu.title')} icon="menu" compact>
        <fieldset class="choice">
          <legend>{t('theme.title')}</legend>
          {themes.map(([value, text]) => (
            <label key={value}>
              <input type="radio" name="theme" checked={theme === value} onChange={() => prefer({ theme: value })} />
              <span>{t(text)}</span>
            </label>
          ))}
        </fieldset>
        <label class="menu-field">
          <span>{t('language.title')}</span>
          <select
            value={language}
            onChange={(event) => prefer({ language: event.currentTarget.value as Preferences['language'] })}
          >
            <option value="system">{t('language.system')}</option>
            <option value="en">English</option>
            <option value="de">Deutsch</option>
          </select>
        </label>
        <hr />
        <FolderAction onFolder={onFolder} />
        <MenuAction icon="keyboard" onClick={onHelp}>
          {t('help.title')}
        </MenuAction>
        <RouteLinks place="menu" />
        {library.notebooks.value.size > 0 && (
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
  const { library, activity } = useStore()
  const [, navigate] = useLocation()
  const clear = async () => {
    await activity.stopAdding()
    activity.removed.value = null
    await library.clear()
    onClose()
    navigate('/')
  }
  return (
    <Dialog title={t('clear.title')} onClose={onClose}>
      <p>{t('clear.what', { count: library.notebooks.value.size })}</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {t('clear.keep')}
        </button>
        <button type="button" class="button button-danger" onClick={() => void clear()}>
          {t('clear.do')}
        </button>
      </div>
    </Dialog>
  )
}
