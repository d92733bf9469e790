// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Account } from '../data/account.ts'
import { ServerShelf } from '../data/server-shelf.ts'
import { type Store, StoreContext } from '../data/store.ts'
import { AccountServer } from '../testing/account-server.ts'
import { TodosScreen } from './TodosScreen.tsx'

const todo = (text: string, page: number) => ({
  ...{ id: text, text, is_completed: false, page_number: page },
  ...{ notebook_uuid: 'diary', visible_name: 'Diary' },
})

let server: AccountServer
let account: Account
let todos: ReturnType<typeof todo>[]

beforeEach(() => {
  localStorage.clear()
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(): Promise<void> {
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    const { pathname, searchParams } = new URL(path, server.origin)
    if (pathname === '/api/v1/notebooks/tree') return { body: { items: [] } }
    if (method === 'PATCH') {
      const ticked = todos.find(({ id }) => pathname.endsWith(`/${id}`))
      if (ticked) ticked.is_completed = JSON.parse(String(body)).is_completed
      server.tell({ kind: 'todo', deleted: false, value: { page_id: 'p' } })
      return { status: 204, body: null }
    }
    const wanted = todos.filter(({ is_completed }) => is_completed === (searchParams.get('state') === 'completed'))
    const at = Number(searchParams.get('cursor'))
    return { body: { items: wanted.slice(at, at + 2), next: at + 2 < wanted.length ? String(at + 2) : null } }
  }
  account = new Account(server.origin, undefined)
  const shelf = new ServerShelf(account)
  await account.signIn('ann@example.org', 'quite bony lantern')
  const store = { account, shelf } as Partial<Store> as Store
  render(
    <StoreContext.Provider value={store}>
      <TodosScreen />
    </StoreContext.Provider>,
  )
}

const boxes = () => screen.queryAllByRole('checkbox').map((box) => box.parentElement?.textContent)

it('all pieces of the list are there, each with the page it stands on', async () => {
  todos = [todo('ink', 1), todo('letter', 2), todo('stamps', 7)]
  await show()
  await expect.poll(boxes).toEqual(['ink', 'letter', 'stamps'])
  const places = screen.getAllByRole('link', { name: /^Diary/ })
  expect(places.map((link) => [link.textContent, link.getAttribute('href')])[2]).toEqual([
    'Diary, page 7',
    '/notebooks/diary/pages/7',
  ])
})

it('what is ticked off moves to what was done, and comes back', async () => {
  todos = [todo('ink', 1), todo('letter', 2)]
  await show()
  fireEvent.click(await screen.findByRole('checkbox', { name: 'ink' }))
  await expect.poll(boxes).toEqual(['letter'])
  const done = screen.getByText('Done').closest('details') as HTMLDetailsElement
  done.open = true
  fireEvent(done, new Event('toggle'))
  await expect.poll(boxes).toEqual(['letter', 'ink'])
  fireEvent.click(screen.getByRole('checkbox', { name: 'ink' }))
  await expect.poll(boxes).toEqual(['ink', 'letter'])
})

it('a tick is undone where it was made', async () => {
  todos = [todo('ink', 1), todo('letter', 2)]
  await show()
  fireEvent.click(await screen.findByRole('checkbox', { name: 'ink' }))
  await expect.poll(boxes).toEqual(['letter'])
  expect(screen.getByText('Done: “ink”')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await expect.poll(boxes).toEqual(['ink', 'letter'])
  await expect.poll(() => screen.queryByText('Done: “ink”')).toBeNull()
})

it('says so when nothing is left', async () => {
  todos = []
  await show()
  expect(await screen.findByText(/^Nothing to do/)).toBeTruthy()
})
