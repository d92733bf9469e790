// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { dayOf } from '../../data/account/calendar.ts'
import type { DeliveryRecord, Integration } from '../../data/server/integrations.ts'
import { chosenZone, formatShortDay } from '../../i18n/index.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { integration, listedTodo, record, target, tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { TodosScreen } from './TodosScreen.tsx'

const webhook = target('webhook', { accepts: ['page_text', 'todo'] })
const readwise = target('readwise')

let server: AccountServer
let todos: ReturnType<typeof listedTodo>[]
let integrations: Integration[]
let records: DeliveryRecord[]
/** Ids in each request that marked several to-dos. */
let sent: string[][]
let pieceSize: number
let refusal: { status: number; body: object } | null

beforeEach(async () => {
  localStorage.clear()
  integrations = []
  records = []
  sent = []
  pieceSize = 2
  refusal = null
  server = await AccountServer.start()
})
afterEach(() => {
  vi.useRealTimers()
  cleanup()
  chosenZone.value = null
  vi.unstubAllGlobals()
  server.stop()
})

function mark({ ids, is_completed }: { ids: string[]; is_completed: boolean }): { body: object } {
  sent.push(ids)
  const changed = todos.filter((each) => ids.includes(each.id) && each.is_completed !== is_completed)
  for (const each of changed) each.is_completed = is_completed
  if (changed[0]) server.pushChange({ kind: 'todo', deleted: false, value: changed[0] })
  return { body: { changed: changed.map(({ id }) => id) } }
}

async function show(listed: () => ReturnType<typeof problem> | undefined = () => undefined): Promise<void> {
  server.answers = (method, path, body) => {
    const { pathname, searchParams } = new URL(path, server.origin)
    if (pathname === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (pathname === '/api/v1/integrations') return { body: { items: integrations, next: null } }
    if (pathname === '/api/v1/targets') return { body: { items: [webhook, readwise], next: null } }
    if (pathname === '/api/v1/sync/records') {
      const isMeant = ({ item_type }: DeliveryRecord) => item_type === searchParams.get('item_type')
      return { body: { items: records.filter(isMeant), next: null } }
    }
    if (method === 'PATCH' && pathname === '/api/v1/todos') return refusal ?? mark(JSON.parse(String(body)))
    if (method === 'PATCH') {
      const ticked = todos.find(({ id }) => pathname.endsWith(`/${id}`))
      if (!ticked) return undefined
      ticked.is_completed = JSON.parse(String(body)).is_completed
      server.pushChange({ kind: 'todo', deleted: false, value: ticked })
      return { status: 204, body: null }
    }
    const wanted = todos.filter(({ is_completed }) => is_completed === (searchParams.get('state') === 'completed'))
    const at = Number(searchParams.get('cursor'))
    const items = wanted.slice(at, at + pieceSize)
    const next = at + pieceSize < wanted.length ? String(at + pieceSize) : null
    return listed() ?? { body: { items, next } }
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

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const checked = () => screen.queryAllByRole<HTMLInputElement>('checkbox').filter((box) => box.checked).length

it('several are marked at once, from one to another with Shift, and undone at once', async () => {
  todos = ['a', 'b', 'c', 'd', 'e'].map((text, index) => listedTodo(text, index + 1))
  await show()
  fireEvent.click(await screen.findByRole('button', { name: 'Select' }))
  fireEvent.click(screen.getByRole('checkbox', { name: 'b' }))
  fireEvent.click(screen.getByRole('checkbox', { name: 'd' }), { shiftKey: true })
  expect(screen.getByText('3 to-dos selected')).toBeTruthy()
  fireEvent.click(screen.getByRole('checkbox', { name: 'c' }))
  expect(checked()).toBe(2)
  fireEvent.keyDown(screen.getByRole('checkbox', { name: 'd' }), { key: 'ArrowDown', shiftKey: true })
  expect(document.activeElement?.parentElement?.textContent).toBe('e')
  press('Mark 3 done')
  await expect.poll(boxes).toEqual(['a', 'c'])
  expect(sent).toEqual([['b', 'd', 'e']])
  expect(screen.getByText('3 to-dos marked as done')).toBeTruthy()
  press('Undo')
  await expect.poll(boxes).toEqual(['a', 'b', 'c', 'd', 'e'])
})

it('Escape ends a selection, and nothing was ticked', async () => {
  todos = [listedTodo('ink', 1), listedTodo('letter', 2)]
  await show()
  fireEvent.click(await screen.findByRole('button', { name: 'Select' }))
  fireEvent.click(screen.getByRole('checkbox', { name: 'ink' }))
  fireEvent.keyDown(screen.getByRole('checkbox', { name: 'ink' }), { key: 'Escape' })
  expect(screen.getByRole('button', { name: 'Select' })).toBeTruthy()
  expect([checked(), sent]).toEqual([0, []])
})

it('what the server refuses stays selected', async () => {
  todos = [listedTodo('ink', 1), listedTodo('letter', 2)]
  refusal = { status: 503, body: { type: 'about:blank', title: '', status: 503, detail: 'No.' } }
  await show()
  fireEvent.click(await screen.findByRole('button', { name: 'Select' }))
  press('Select all')
  press('Mark 2 done')
  expect((await screen.findByRole('alert')).textContent).toMatch(/^The server/)
  expect(checked()).toBe(2)
  refusal = null
  press('Mark 2 done')
  expect(await screen.findByText('2 to-dos marked as done')).toBeTruthy()
})

it('to-dos are grouped by notebook, or by the date of their page', async () => {
  vi.setSystemTime(Date.now())
  const old = {
    ...listedTodo('letter', 2),
    notebook_uuid: 'work',
    visible_name: '',
    date_written: '2020-01-01',
  }
  todos = [{ ...listedTodo('ink', 1), written_at: new Date().toISOString() }, old]
  await show()
  await screen.findByRole('checkbox', { name: 'ink' })
  const names = () => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
  expect(names()).toEqual(['Diary', 'Without a name'])
  press('By date')
  expect(names()).toEqual(['Today', 'Earlier'])
  press('By notebook')
})

it.each(['Pacific/Kiritimati', 'America/Adak'])('the date on a page is a day of the calendar in %s', async (zone) => {
  chosenZone.value = zone
  vi.setSystemTime(Date.now())
  todos = [{ ...listedTodo('ink', 1), date_written: dayOf(Date.now()) }]
  await show()
  const place = await screen.findByRole('link', { name: /^Diary/ })
  expect(place.textContent).toBe(`Diary, page 1, ${formatShortDay(Date.now())}`)
  press('By date')
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Today')
  press('By notebook')
})

it('of ten thousand only the first are shown, and all can be marked', async () => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  todos = Array.from({ length: 10_000 }, (_, index) => listedTodo(`todo ${index}`, 1))
  pieceSize = 500
  await show()
  fireEvent.click(await screen.findByRole('button', { name: 'Select' }))
  expect(boxes().length).toBeLessThan(100)
  press('Select all')
  press('Mark 10,000 done')
  expect(await screen.findByText('10,000 to-dos marked as done')).toBeTruthy()
  expect(sent.map(({ length }) => length)).toEqual(Array(20).fill(500))
  expect(screen.getByText(/^Nothing to do/)).toBeTruthy()
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

it('each says where it was delivered to, and why it could not be', async () => {
  todos = [listedTodo('ink', 1), listedTodo('letter', 2), listedTodo('stamps', 3), listedTodo('twine', 3)]
  integrations = [integration('webhook'), integration('readwise')]
  const of = (item_key: string, members: Partial<DeliveryRecord> = {}) =>
    record(item_key, { target_name: 'webhook', item_type: 'todo', item_key, ...members })
  const error_message = 'Your receiver responded with status 422.'
  records = [
    of('ink'),
    of('letter', { status: 'failed', error_class: 'invalid_data', error_message, queue_id: 'some' }),
    of('stamps', { status: 'retry' }),
    // A record of a target that was removed.
    of('twine', { target_name: 'gone' }),
  ]
  await show()
  const standings = () =>
    [...document.querySelectorAll('.todo')].map((each) => each.querySelector('.standings')?.textContent ?? null)
  await expect
    .poll(standings)
    .toEqual([
      expect.stringMatching(/^Webhook delivered /),
      'Webhook not deliveredWhy?Webhook didn’t accept this. Your receiver responded with status 422.Retry',
      'Webhook will be tried again',
      null,
    ])
})

it('nothing is asked about deliveries where no integration takes to-dos', async () => {
  todos = [listedTodo('ink', 1)]
  integrations = [integration('readwise')]
  records = [record('ink', { item_type: 'todo', item_key: 'ink' })]
  await show()
  await expect.poll(boxes).toEqual(['ink'])
  expect(document.querySelector('.standings')).toBeNull()
})

it('says why they are not there, and asks again when told to', async () => {
  todos = [listedTodo('ink', 1)]
  let isAway = true
  await show(() => (isAway ? problem(500) : undefined))
  await screen.findByRole('alert')
  isAway = false
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findAllByRole('checkbox')).toHaveLength(1)
  expect(screen.queryByRole('alert')).toBeNull()
})
