// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { indexOf } from '../../../data/library/shelf.ts'
import type { Integration, Preview } from '../../../data/server/integrations.ts'
import type { NotionDatabase } from '../../../data/server/notion-databases.ts'
import { AccountServer, problem } from '../../../testing/account-server.ts'
import { integration, target, tree, uuidOf } from '../../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../../testing/signed-in.tsx'
import { NotionMirror } from './NotionMirror.tsx'

const lacking = [{ name: 'Task', type: 'title', found_type: null }]
const database = (title: string, missing: NotionDatabase['missing'] = []): NotionDatabase => ({
  ...{ id: uuidOf(title), title, url: 'https://app.notion.com/p/1', icon: '', missing, missing_for_todos: lacking },
  last_edited_time: '2026-11-20T12:00:00.000Z',
})
const page = { id: uuidOf('plans'), title: 'Plans', url: '', icon: '📓', last_edited_time: null, is_favourite: true }

const flag = { kind: 'flag' as const, required: false, default: 'on' }
const fields = [
  { ...flag, key: 'pictures', label: 'Images' },
  { ...flag, key: 'recreates_removed', label: 'Again' },
]
const defaultSettings = { pictures: 'on', recreates_removed: 'on' }

let server: AccountServer
let known: Integration[]
let databases: NotionDatabase[]
let preview: Preview
let refusal: ReturnType<typeof problem> | undefined
/** Requests that change something: method, path, body. */
let requests: [string, string, unknown][]

const list = (items: unknown[], next: string | null = null) => ({ items, next })

function askedOf(path: string): unknown {
  const [place, query = ''] = path.replace('/api/v1', '').split('?')
  if (place === '/notebooks/tree') return tree([])
  if (place === '/targets') return list([target('notion', { fields })])
  if (place === '/integrations') return list(known)
  if (place === '/sync/records') return list([])
  if (place === '/api/notion/pages') return { favourites: [page], ...list([page]) }
  if (place !== '/api/notion/databases') return null
  // One database per response; the cursor is the id of the next one.
  const at = Math.max(
    0,
    databases.findIndex(({ id }) => query === `cursor=${id}`),
  )
  return list(databases.slice(at, at + 1), databases[at + 1]?.id ?? null)
}

beforeEach(async () => {
  known = []
  databases = []
  refusal = undefined
  requests = []
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    const answer = method === 'GET' && askedOf(path)
    if (answer) return { body: answer }
    requests.push([method, path, JSON.parse(String(body))])
    if (refusal) return refusal
    if (path.endsWith('/properties')) return { body: database('Notebooks') }
    if (path.endsWith('/preview')) return { body: preview }
    if (path === '/api/notion/databases') return { status: 201, body: database('Notebooks') }
    known = [integration('notion', { settings: { data_source: uuidOf('Notebooks') } })]
    return { body: { ...known[0], drawn: {} } }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(canStart = true): Promise<void> {
  const store = await signedIn(server)
  const here = { notebooks: signal(new Map()), folders: signal(new Map()) }
  renderWith({ ...store, index: indexOf(here, store.shelf) }, <NotionMirror canStart={canStart} />)
}
const click = async (name: string) => fireEvent.click(await screen.findByRole('button', { name, hidden: true }))
const pick = async (name: string | RegExp) => fireEvent.click(await screen.findByLabelText(name))

it('is neither shown nor asked for without a workspace', async () => {
  await show(false)
  await expect.poll(() => server.requests.some(({ path }) => path.endsWith('/integrations'))).toBe(true)
  expect(screen.queryByText('Mirror your notebooks')).toBeNull()
})

it('databases come a piece at a time, and those that can’t get what they lack say why', async () => {
  databases = [
    database('Shelf', [
      { name: 'Name', type: 'title', found_type: null },
      { name: 'Pages', type: 'number', found_type: 'formula' },
    ]),
    database('', []),
  ]
  await show()
  const why =
    'Change this in Notion, then look again: call the title “Name”; rename “Pages”, which is formula instead of number.'
  expect(await screen.findByText(why)).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Shelf').disabled).toBe(true)
  await click('Show more')
  await pick('Untitled')
  await click('Mirror notebooks')
  await expect.poll(() => requests).toHaveLength(1)
  expect(requests[0]).toEqual([
    ...['PUT', '/api/v1/integrations/notion'],
    { settings: { data_source: uuidOf(''), ...defaultSettings }, choice: null, is_enabled: true },
  ])
  expect(await screen.findByRole('region', { name: 'Status' })).toBeTruthy()
})

it('a database gets the properties that it lacks after a question, and is picked then', async () => {
  const tags = { name: 'Tags', type: 'multi_select', found_type: null }
  databases = [database('Notebooks', [tags, { name: 'Pages', type: 'number', found_type: null }])]
  await show()
  const words =
    '2 properties are missing: Tags (multi-select), Pages (number). They are added when you pick this database.'
  expect(await screen.findByText(words)).toBeTruthy()
  await pick('Notebooks')
  const dialog = await screen.findByRole('dialog', { hidden: true })
  expect(dialog.textContent).toContain('Add 2 properties to “Notebooks”?')
  expect(dialog.textContent).toContain('gets Tags (multi-select), Pages (number). Nothing else in it changes.')
  refusal = problem(409, { detail: "The database is in Notion's trash. Restore it there, or choose another." })
  await click('Add')
  expect(await within(dialog).findByRole('alert', { hidden: true })).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Notebooks').checked).toBe(false)
  refusal = undefined
  await click('Add')
  await expect.poll(() => screen.getByLabelText<HTMLInputElement>('Notebooks').checked).toBe(true)
  expect(screen.queryByText(words)).toBeNull()
  expect(requests.at(-1)).toEqual([
    ...['POST', `/api/notion/databases/${uuidOf('Notebooks')}/properties`],
    { holds: 'notebooks' },
  ])
})

it('a database that Notion refuses is told of, and one that it makes is picked', async () => {
  await show()
  await click('Create a database…')
  expect(await screen.findAllByLabelText(/Plans/)).toHaveLength(1)
  await pick(/Plans/)
  refusal = problem(409, { detail: "Notion doesn't take a database on this page. Choose another page." })
  await click('Create')
  const dialog = screen.getByRole('dialog', { hidden: true })
  expect(await within(dialog).findByText(/Pick another page/)).toBeTruthy()
  refusal = undefined
  fireEvent.input(screen.getByLabelText('Name'), { target: { value: ' Tablet ' } })
  await click('Create')
  expect((await screen.findByLabelText<HTMLInputElement>('Notebooks')).checked).toBe(true)
  expect(requests.at(-1)).toEqual([
    'POST',
    '/api/notion/databases',
    { page_id: page.id, title: 'Tablet', holds: 'notebooks' },
  ])
})

it('why a mirror can’t be started is told in words', async () => {
  databases = [database('Notebooks')]
  await show()
  await pick('Notebooks')
  refusal = problem(409, { detail: 'Notion no longer accepts this connection. Connect Notion again.' })
  await click('Mirror notebooks')
  expect((await screen.findByText(/Connect the workspace again/)).getAttribute('role')).toBe('alert')
})

it('before it starts, what would be made is counted, and about how long that takes', async () => {
  databases = [database('Notebooks')]
  const estimate = { notebooks: 12, names: ['Diary', 'Recipes'], pages: 1200, pictures: 0, todos: 3, calls: 1234 }
  const none = { update: 0, remove: 0, unchanged: 0 }
  preview = {
    items: { notebook: { create: 12, ...none } },
    rules: null,
    sample: null,
    estimate: { ...estimate, minutes: 8 },
  }
  await show()
  await click('Preview')
  const facts = await screen.findByText('New pages')
  const words = [...(facts.closest('dl')?.children ?? [])].map(({ textContent }) => textContent)
  expect(words).toEqual([
    'New rows, one for each notebook12',
    'New pages1,200',
    'New to-dos3',
    'Calls to Notionabout 1,234',
    'Timeabout 8 minutes',
    'NotebooksDiary, Recipes and 10 more',
  ])
  expect(screen.queryByRole('table')).toBeNull()
  expect(requests).toEqual([
    [
      'POST',
      '/api/v1/integrations/notion/preview',
      { choice: null, settings: { pictures: 'on', recreates_removed: 'on' } },
    ],
  ])
  // Other settings invalidate the estimate.
  await pick(/Show each page/)
  await expect.poll(() => screen.queryByText('New pages')).toBeNull()
})

it('to-dos go to a database of their own, which is picked, made or left out', async () => {
  const todos = { ...database('To-dos', lacking), missing_for_todos: [] }
  databases = [database('Notebooks'), todos]
  await show()
  await pick('Notebooks')
  expect(screen.getByLabelText<HTMLInputElement>('Don’t mirror to-dos').checked).toBe(true)
  await click('Show more')
  const group = within(await screen.findByRole('group', { name: 'Database for to-dos' }))
  fireEvent.click(await group.findByLabelText('To-dos'))
  expect(group.queryByLabelText('Notebooks')).toBeNull()
  await click('Mirror notebooks')
  const settings = { data_source: uuidOf('Notebooks'), todo_data_source: todos.id, ...defaultSettings }
  await expect.poll(() => requests.at(-1)?.[2]).toEqual({ settings, choice: null, is_enabled: true })
})

it('another database for to-dos is saved with the settings that stay', async () => {
  const settings = { data_source: uuidOf('Notebooks'), todo_data_source: uuidOf('To-dos'), other: 'on' }
  known = [integration('notion', { settings })]
  databases = [{ ...database('To-dos', lacking), missing_for_todos: [] }]
  await show()
  expect((await screen.findByRole<HTMLInputElement>('radio', { name: 'To-dos' })).checked).toBe(true)
  await pick('Don’t mirror to-dos')
  expect(screen.getByText('What is in the database used so far stays there.')).toBeTruthy()
  await click('Save the database for to-dos')
  const { todo_data_source: _, ...rest } = settings
  await expect.poll(() => requests.at(-1)).toEqual(['PUT', '/api/v1/integrations/notion', { settings: rest }])
})

it('images go there unless they are switched off, before or after it is set up', async () => {
  databases = [database('Notebooks')]
  await show()
  await pick('Notebooks')
  const box = () => screen.findByLabelText<HTMLInputElement>('Show each page’s image')
  expect((await box()).checked).toBe(true)
  fireEvent.click(await box())
  await click('Mirror notebooks')
  await expect.poll(() => requests).toHaveLength(1)
  expect(requests[0]?.[2]).toMatchObject({ settings: { data_source: uuidOf('Notebooks'), pictures: 'off' } })
  expect(await screen.findByRole('region', { name: 'Images' })).toBeTruthy()

  // The server's answer lacks this setting, so its default applies.
  expect((await box()).checked).toBe(true)
  refusal = problem(409, { detail: 'Notion no longer accepts this connection. Connect Notion again.' })
  fireEvent.click(await box())
  expect((await screen.findByText(/Connect the workspace again/)).getAttribute('role')).toBe('alert')
  refusal = undefined
  fireEvent.click(await box())
  expect(await screen.findByText('Saved.')).toBeTruthy()
  expect(requests.at(-1)?.[2]).toEqual({ settings: { data_source: uuidOf('Notebooks'), pictures: 'off' } })
})

it('what a user deletes in Notion is created again unless they switch that off, before or after it is set up', async () => {
  databases = [database('Notebooks')]
  await show()
  await pick('Notebooks')
  await pick('Create again what I delete in Notion')
  await click('Mirror notebooks')
  await expect.poll(() => requests).toHaveLength(1)
  const settings = { data_source: uuidOf('Notebooks'), pictures: 'on', recreates_removed: 'off' }
  expect(requests[0]?.[2]).toMatchObject({ settings })
  const region = within(await screen.findByRole('region', { name: 'Deleted in Notion' }))
  fireEvent.click(region.getByLabelText('Create again what I delete in Notion'))
  expect(await region.findByText('Saved.')).toBeTruthy()
  expect(requests.at(-1)?.[2]).toEqual({ settings: { data_source: uuidOf('Notebooks'), recreates_removed: 'off' } })
})

it('another database is picked for the notebooks, and what is in the first is kept or removed', async () => {
  known = [integration('notion', { settings: { data_source: uuidOf('First'), pictures: 'off' } })]
  databases = [database('First')]
  await show()
  await click('Use another database…')
  await click('Use this database')
  expect((await screen.findByText('Pick a database, or create one.')).getAttribute('role')).toBe('alert')
  databases = [database('Second')]
  await click('Look again')
  await pick('Second')
  await pick(/^Delete it first/)
  await click('Use this database')
  await expect.poll(() => screen.queryByText('Use this database')).toBeNull()
  expect(requests).toEqual([
    [
      ...['PUT', '/api/v1/integrations/notion?made=remove'],
      { settings: { data_source: uuidOf('Second'), pictures: 'off' } },
    ],
  ])
})

it('a rule picks another database, which first gets the properties that it lacks', async () => {
  known = [integration('notion', { settings: { data_source: uuidOf('Notebooks') } })]
  databases = [database('Invoices', [{ name: 'Tags', type: 'multi_select', found_type: null }])]
  await show()
  const rules = within(await screen.findByRole('region', { name: 'Rules' }))
  fireEvent.click(rules.getByRole('button', { name: 'Add a rule' }))
  fireEvent.input(rules.getByLabelText('Words'), { target: { value: 'milk' } })
  await rules.findByRole('option', { name: 'Invoices' })
  const place = rules.getByLabelText<HTMLSelectElement>('Database')
  fireEvent.change(place, { target: { value: uuidOf('Invoices') } })
  const dialog = await screen.findByRole('dialog', { hidden: true })
  expect(dialog.textContent).toContain('Add a property to “Invoices”?')
  expect(place.value).toBe('')
  await click('Add')
  await expect.poll(() => place.value).toBe(uuidOf('Invoices'))
  await click('Save rules')
  await expect
    .poll(() => requests.at(-1)?.[2])
    .toMatchObject({
      rules: { list: [{ words: ['milk'], place: uuidOf('Invoices') }] },
    })
})

it('while what was made goes, what comes after it is told', async () => {
  known = [integration('notion', { state: 'removing', is_moving: true })]
  await show()
  expect(await screen.findByText(/Then all goes to the other database/)).toBeTruthy()
})
