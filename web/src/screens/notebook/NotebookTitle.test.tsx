// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { Activity } from '../../data/activity.ts'
import { Notebook } from '../../data/library/notebook.ts'
import type { LibraryStore } from '../../data/local/library.ts'
import type { LiveNotebook } from '../../data/local/live-notebook.ts'
import { type Store, StoreContext } from '../../data/store.ts'
import { NotebookTitle } from './NotebookTitle.tsx'

afterEach(cleanup)

function show(isNameless: boolean): string[] {
  const renamed: string[] = []
  const library = {
    async rename(_: string, name: string) {
      renamed.push(name)
      return async () => {}
    },
  }
  const facts = { uuid: 'u', name: 'data 2026-11-19', lastModified: 1, tags: [], ...(isNameless && { isNameless }) }
  const here = { facts, pages: [] } as unknown as LiveNotebook
  const activity = new Activity(library as Partial<LibraryStore> as LibraryStore)
  render(
    <StoreContext.Provider value={{ activity } as Partial<Store> as Store}>
      <NotebookTitle notebook={new Notebook(here, null)} />
    </StoreContext.Provider>,
  )
  return renamed
}

const button = () => screen.getByRole('button', { name: 'Rename' })

function openForm(): HTMLInputElement {
  fireEvent.click(button())
  return screen.getByLabelText('Name of the notebook')
}

it('a name that the files say cannot be changed here', () => {
  show(false)
  expect(screen.queryByRole('button')).toBeNull()
})

it('Enter gives the new name, and the focus goes back to the button', async () => {
  const renamed = show(true)
  const input = openForm()
  expect([document.activeElement, input.value]).toEqual([input, 'data 2026-11-19'])
  input.value = ' Lake '
  fireEvent.submit(input)
  expect(renamed).toEqual(['Lake'])
  await expect.poll(() => document.activeElement).toBe(button())
})

it('Escape, an empty name and the same name change nothing', async () => {
  const renamed = show(true)
  fireEvent.keyDown(openForm(), { key: 'Escape' })
  await expect.poll(() => document.activeElement).toBe(button())
  for (const name of ['  ', 'data 2026-11-19']) {
    const input = openForm()
    input.value = name
    fireEvent.submit(input)
  }
  expect(renamed).toEqual([])
})
