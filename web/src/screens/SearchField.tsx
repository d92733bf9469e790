// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { useHistoryState } from 'wouter-preact/use-browser-location'
import { Icon } from '../components/Icon.tsx'
import { useActions } from '../components/use-actions.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { keyShortcuts } from '../shell/actions.ts'
import { SearchPanel } from './SearchPanel.tsx'
import { fieldClass, type KeptWords, moveAmongResults, moveToResult } from './search-keys.ts'

/** These screens show what is found by themselves. */
const libraryScreens = /^\/($|trash$|folders\/)/

interface SearchFieldProps {
  /** On a screen that has no place for the field: called when a person leaves it, by Escape or for something else. */
  onClose?: (by: 'escape' | 'focus') => void
}

export function SearchField({ onClose }: SearchFieldProps) {
  const { account, index, library, search, shelf } = useStore()
  const [path, navigate] = useLocation()
  const kept = useHistoryState<KeptWords | null>()
  const field = useRef<HTMLInputElement>(null)
  const isUsed = useSignal(false)
  // Before anything can be typed: what is typed quickly would be lost.
  useLayoutEffect(() => search.ask(kept?.words ?? ''), [search, path, kept])
  useLayoutEffect(() => {
    if (onClose) field.current?.focus()
  }, [])
  useActions('search', { focusSearch: () => field.current?.focus() })
  const isEmpty = index.value.notebooks.size === 0
  const isOpening = !library.opened.value || account.state.value.kind === 'opening' || shelf.state.value === 'loading'
  if (isEmpty && !isOpening) return null
  const words = search.words.value
  const inPanel = !libraryScreens.test(path)
  const showAll = () => {
    // The screen's title takes the focus: whoever is still in the field would keep it.
    field.current?.blur()
    navigate('/', { state: { words } satisfies KeptWords })
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
    // Whether there is anything to search is not known at first, but whoever is quick can type already.
    <search
      class={isEmpty ? 'search search-opening' : 'search'}
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

/** For screens without a header: the field comes when it is called. */
export function CalledSearch() {
  const { search } = useStore()
  const [path] = useLocation()
  const isCalled = useSignal(false)
  const before = useRef<Element | null>(null)
  useEffect(() => {
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
