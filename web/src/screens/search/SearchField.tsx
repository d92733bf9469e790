// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { useHistoryState } from 'wouter-preact/use-browser-location'
import { Icon } from '../../components/controls/Icon.tsx'
import { useActions } from '../../components/controls/use-actions.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { keyShortcuts } from '../../shell/actions.ts'
import { SearchPanel } from './SearchPanel.tsx'
import { fieldClass, moveAmongResults, moveToResult, type SearchHistoryState } from './search-keys.ts'

/** Screens that show search results themselves, so that the field needs no panel. */
const libraryScreens = /^\/($|trash$|folders\/|workspaces\/[^/]+$)/
/** A shared workspace has notebooks even if the person's own library has none. */
const workspaceScreens = /^\/workspaces\/[^/]+$/

interface SearchFieldProps {
  /** For screens without a place for the field: called when the user leaves it, by Escape or by moving the focus. */
  onClose?: (by: 'escape' | 'focus') => void
}

export function SearchField({ onClose }: SearchFieldProps) {
  const { account, index, library, search, shelf } = useStore()
  const [path, navigate] = useLocation()
  const kept = useHistoryState<SearchHistoryState | null>()
  const field = useRef<HTMLInputElement>(null)
  const isUsed = useSignal(false)
  // A layout effect runs before the user can type: a later one would lose what is typed quickly.
  useLayoutEffect(() => search.ask(kept?.words ?? ''), [search, path, kept])
  useLayoutEffect(() => {
    if (onClose) field.current?.focus()
  }, [])
  useActions('search', { focusSearch: () => field.current?.focus() })
  const isEmpty = index.value.notebooks.size === 0
  const isOpening = !library.opened.value || account.state.value.kind === 'opening' || shelf.state.value === 'loading'
  const words = search.words.value
  // The library may be empty for a moment while another one loads; the field isn't taken from someone who types.
  const isHidden = isEmpty && words === '' && !workspaceScreens.test(path)
  if (isHidden && !isOpening) return null
  const inPanel = !libraryScreens.test(path)
  const showAll = () => {
    // The next screen's title takes the focus, but not from the search field.
    field.current?.blur()
    navigate('/', { state: { words } satisfies SearchHistoryState })
  }
  const leave = () => {
    search.ask('')
    if (onClose) onClose('escape')
    else field.current?.focus()
  }
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'Escape') leave()
    else if (event.target !== field.current) return moveAmongResults(event)
    else if (event.key === 'Enter' && inPanel && words.trim()) showAll()
    else if (event.key !== 'ArrowDown' || !moveToResult(0)) return
    event.preventDefault()
  }
  const loseFocus = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if ((currentTarget as Element).contains(relatedTarget as Element | null)) return
    isUsed.value = false
    onClose?.('focus')
  }
  return (
    // At first it is unknown whether there is anything to search, but a quick user can already type.
    <search
      class={isHidden ? 'search search-opening' : 'search'}
      onKeyDown={hear}
      onFocusIn={() => (isUsed.value = true)}
      onFocusOut={loseFocus}
    >
      <label class="field">
        <Icon name="search" />
        <input
          ref={field}
          class={fieldClass}
          type="search"
          value={words}
          placeholder={t('library.find')}
          aria-label={t('library.find')}
          aria-keyshortcuts={keyShortcuts('search')}
          onInput={(event) => search.ask(event.currentTarget.value)}
        />
      </label>
      {inPanel && isUsed.value && words.trim() && <SearchPanel words={words} onAll={showAll} />}
    </search>
  )
}

/** For screens without a header: the search field appears when its shortcut is pressed. */
export function OverlaySearch() {
  const { search } = useStore()
  const [path] = useLocation()
  const isCalled = useSignal(false)
  const before = useRef<Element | null>(null)
  // A layout effect, because a later one would close the field that is called just after a page is turned.
  useLayoutEffect(() => {
    isCalled.value = false
  }, [path])
  useActions('search', {
    focusSearch: () => {
      before.current = document.activeElement
      isCalled.value = true
    },
  })
  if (!isCalled.value) return null
  const close = (by: 'escape' | 'focus') => {
    isCalled.value = false
    search.ask('')
    if (by === 'escape' && before.current instanceof HTMLElement) before.current.focus()
  }
  return (
    <div class="called-search">
      <SearchField onClose={close} />
    </div>
  )
}
