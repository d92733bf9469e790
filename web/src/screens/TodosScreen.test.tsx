// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer } from '../testing/account-server.ts'
import { listedTodo, tree } from '../testing/server-facts.ts'
import { renderWith, signedIn } from '../testing/signed-in.tsx'
import { TodosScreen } from './TodosScreen.tsx'

let server: AccountServer
let todos: ReturnType<typeof listedTodo>[]

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(): Promise<void> {
  server.answers = (method, path, body) => {
    const { pathname, searchParams } = new URL(path, server.origin)
    if (pathname === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (method === 'PATCH') {
      const ticked = todos.find(({ id }) => pathname.endsWith(`/${id}`))
      if (!ticked) return undefined
      ticked.is_completed = JSON.parse(String(body)).is_completed
      server.tell({ kind: 'todo', deleted: false, value: ticked })
      return { status: 204, body: null }
    }
    const wanted = todos.filter(({ is_completed }) => is_completed === (searchParams.get('state') === 'completed'))
    const at = Number(searchParams.get('cursor'))
    return { body: { items: wanted.slice(at, at + 2), next: at + 2 < wanted.length ? String(at + 2) : null } }
  }
  renderWith(await signedIn(server), <TodosScreen />)
}

const boxes = () => screen.queryAllByRole('checkbox').map((box) => box.parentElement?.textContent)

it('all pieces of the list are there, each with the page it stands on', async () => {
  todos = [listedTodo('ink', 1), listedTodo('letter', 2), listedTodo('stamps', 7)]
  await show()
  await expect.poll(boxes).toEqual(['ink', 'letter', 'stamps'])
  const places = screen.getAllByRole('link', { name: /^Diary/ })
  expect(places.map((link) => [link.textContent, link.getAttribute('href')])[2]).toEqual([
    'Diary, page 7',
    '/notebooks/diary/pages/7',
  ])
})

it('what is ticked off moves to what was done, and comes back', async () => {
  todos = [listedTodo('ink', 1), listedTodo('letter', 2)]
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

it('what was typed stands beside what was written, as words alone', async () => {
  const typed = { ...listedTodo('*paper* & <b>glue</b>', 3), id: 'typed', source: 'typed_text' as const }
  todos = [listedTodo('ink', 1), typed]
  await show()
  await expect.poll(boxes).toEqual(['ink', '*paper* & <b>glue</b>'])
  fireEvent.click(screen.getByRole('checkbox', { name: typed.text }))
  await expect.poll(boxes).toEqual(['ink'])
})

it('a tick is undone where it was made', async () => {
  todos = [listedTodo('ink', 1), listedTodo('letter', 2)]
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

it('a tick that the server refuses is taken back, and says why', async () => {
  todos = [listedTodo('ink', 1)]
  await show()
  const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'ink' })
  todos = []
  fireEvent.click(box)
  await expect.poll(() => box.checked).toBe(true)
  expect((await screen.findByRole('alert')).textContent).toMatch(/Not like this/)
  expect(box.checked).toBe(false)
})
