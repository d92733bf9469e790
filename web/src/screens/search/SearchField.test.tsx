// SPDX-License-Identifier: AGPL-3.0-or-later
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { obliging, scriptedPool } from '../../../../tests/world/scripted-pool.ts'
import { ServerShelf } from '../../data/library/server-shelf.ts'
import { indexOf } from '../../data/library/shelf.ts'
import { LibraryStore } from '../../data/local/library.ts'
import { LocalSearch } from '../../data/search/local-search.ts'
import { Search } from '../../data/search/search.ts'
import { type Store, StoreContext } from '../../data/store.ts'
import { notebookHere } from '../../testing/notebooks.ts'
import { accountAt, remoteOf } from '../../testing/signed-in.tsx'
import { OverlaySearch, SearchField } from './SearchField.tsx'

let search: Search

beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '', '/notebooks/sea')
})
afterEach(cleanup)

const both = [
  notebookHere({ uuid: 'sea', name: 'By the sea', lastModified: 1 }),
  notebookHere({ uuid: 'lake', name: 'By the lake' }),
]

function show(field: preact.JSX.Element, notebooks = both): Store {
  const { pool } = scriptedPool(obliging)
  const library = new LibraryStore(pool, 'one', () => Promise.reject(new Error('no database')))
  library.show(notebooks, [])
  const account = accountAt({ origin: '' })
  const shelf = new ServerShelf(remoteOf(account))
  search = new Search(account, new LocalSearch(library), () => false, 0)
  const store = { account, library, search, shelf, index: indexOf(library, shelf) } as Partial<Store> as Store
  render(<StoreContext.Provider value={store}>{field}</StoreContext.Provider>)
  return store
}

const field = () => screen.getByRole<HTMLInputElement>('searchbox')
const type = (words: string) => fireEvent.input(field(), { target: { value: words } })
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key })
const results = () => screen.queryAllByRole('link').map((link) => link.textContent)

it('a notebook is found from another screen, and reached by the arrow keys', () => {
  show(<SearchField />)
  press('/')
  expect(document.activeElement).toBe(field())
  type('by the')
  expect(results()).toEqual(['By the sea', 'By the lake'])
  press('ArrowDown')
  press('ArrowDown')
  expect(document.activeElement?.textContent).toBe('By the lake')
  press('ArrowUp')
  press('ArrowUp')
  expect(document.activeElement).toBe(field())
})

it('the field stays while someone types in it, even if the library is empty for a moment', () => {
  const { library } = show(<SearchField />)
  press('/')
  type('se')
  const typedIn = field()
  act(() => {
    library.opened.value = true
    library.notebooks.value = new Map()
  })
  expect(field()).toBe(typedIn)
  expect(document.activeElement).toBe(typedIn)
  act(() => library.show(both, []))
  expect(field()).toBe(typedIn)
})

it('Escape clears the words and closes what was found', () => {
  show(<SearchField />)
  press('/')
  type('sea')
  press('ArrowDown')
  press('Escape')
  expect([results(), field().value]).toEqual([[], ''])
  expect(document.activeElement).toBe(field())
})

it('Enter shows all that was found in the library', () => {
  show(<SearchField />)
  press('/')
  type('sea')
  press('Enter')
  expect([location.pathname, location.search, history.state]).toEqual(['/', '', { words: 'sea' }])
  expect(field().value).toBe('sea')
})

it('the words of a place come back with it, and another place begins without words', async () => {
  show(<SearchField />)
  press('/')
  type('sea')
  history.pushState(null, '', '/notebooks/lake')
  await expect.poll(() => field().value).toBe('')
  history.pushState({ words: 'lake' }, '', '/')
  await expect.poll(() => field().value).toBe('lake')
})

it('a screen without a header gets the field when it is called, and the focus back after it', () => {
  history.replaceState(null, '', '/notebooks/sea/pages/1')
  show(
    <>
      <button type="button">Next page</button>
      <OverlaySearch />
    </>,
  )
  screen.getByRole('button').focus()
  expect(screen.queryByRole('searchbox')).toBeNull()
  press('/')
  expect(document.activeElement).toBe(field())
  type('sea')
  expect(results()).toEqual(['By the sea'])
  press('Escape')
  expect(screen.queryByRole('searchbox')).toBeNull()
  expect(document.activeElement?.textContent).toBe('Next page')
  expect(search.words.value).toBe('')
})

it('the field that is called right after a page is turned stays, however late effects run', async () => {
  history.replaceState(null, '', '/notebooks/sea/pages/1')
  show(<OverlaySearch />)
  history.pushState(null, '', '/notebooks/sea/pages/2')
  // The screen is rendered, but not painted.
  await new Promise((rendered) => setTimeout(rendered))
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }))
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))
  expect(document.activeElement).toBe(field())
})

it('a library without notebooks has no field, once that is known', async () => {
  const { library } = show(<SearchField />, [])
  expect(screen.queryByRole('searchbox')).not.toBeNull()
  await library.open()
  await expect.poll(() => screen.queryByRole('searchbox')).toBeNull()
})
