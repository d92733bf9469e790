// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLocation } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { keyOf, useActions } from '../../components/controls/use-actions.ts'
import { newNoteHref } from '../../data/documents/new-note-address.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'

/** Opens an empty note in a folder, by its uuid; "" for the top. null: it isn't known yet whose it would be. */
export function useNewNote(): ((folder: string) => void) | null {
  const { account, remote } = useStore()
  const [, navigate] = useLocation()
  const isKnown = remote.user.value !== null || account.state.value.kind === 'guest'
  return isKnown ? (folder) => navigate(newNoteHref(folder)) : null
}

/**
 * The button of the shown folder, and the key, which means the folder of the tree that has the focus. `isShort`: only
 * its icon where there is little room.
 */
export function NewNoteButton({ folder, isShort = false }: { folder: string; isShort?: boolean }) {
  const write = useNewNote()
  useActions('notes', write && { newNote: () => write(focusedFolder() ?? folder) })
  if (!write) return null
  return (
    <button
      type="button"
      class={`button ${isShort ? 'short-button' : ''}`}
      {...keyOf('newNote')}
      onClick={() => write(folder)}
    >
      <Icon name="note" />
      <span>{t('notes.new')}</span>
    </button>
  )
}

function focusedFolder(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-folder]')?.dataset.folder
}

interface NewNoteInProps {
  folder: string
  /** The folder's name as it's shown. */
  name: string
}

/** The button beside a folder in the tree. */
export function NewNoteIn({ folder, name }: NewNoteInProps) {
  const write = useNewNote()
  if (!write) return null
  const label = t('notes.newIn', { name })
  return (
    <button
      type="button"
      class="button button-icon button-quiet tree-new-note"
      aria-label={label}
      title={label}
      onClick={() => write(folder)}
    >
      <Icon name="note" />
    </button>
  )
}
