// SPDX-License-Identifier: AGPL-3.0-or-later
import type { components } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Notebook } from '../../data/library/notebook.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { tree, treeItem } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { endOf } from './LinkForm.tsx'
import { ShareButton } from './ShareButton.tsx'

type Link = components['schemas']['Link']

const uuid = '00000000-0000-4000-8000-000000000001'
const token = 'pVn9UyJ2Qm3b7Kc1dE5fG8hI0jL4oP6rS9tW2xZ3aBc'

let server: AccountServer
let links: Link[]
/** Bodies of the requests for new links. */
let wanted: Record<string, unknown>[]
let refusal: ReturnType<typeof problem> | null

const link = (members: Partial<Link> = {}): Link => ({
  ...{ id: '00000000-0000-7000-8000-000000000009', notebook_uuid: uuid, visible_name: 'Diary' },
  ...{ page_uuid: null, page_number: null, has_password: false, shown_name: '', allows_download: false },
  ...{ created_at: new Date().toISOString(), expires_at: null, last_used_at: null, ...members },
})

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  server.user = { ...server.user, name: 'Ann' }
  links = []
  wanted = []
  refusal = null
  server.answers = (method, path, body) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([treeItem(uuid, { visible_name: 'Diary' })]) }
    if (method === 'GET' && path.startsWith('/api/v1/links')) return { body: { items: links, next: null } }
    if (method === 'DELETE') {
      links = links.filter(({ id }) => !path.endsWith(id))
      return { status: 204, body: null }
    }
    if (path !== '/api/v1/links') return undefined
    wanted.push(JSON.parse(String(body)))
    if (refusal) return refusal
    links = [link({ has_password: true })]
    return { status: 201, body: { ...link(), token, url: `https://example.org/shared#${token}` } }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function open() {
  const store = await signedIn(server)
  const there = store.shelf.notebooks.value.get(uuid) ?? null
  renderWith(store, <ShareButton notebook={new Notebook(null, there)} />)
  fireEvent.click(screen.getByRole('button', { name: 'Share by link' }))
  return within(await screen.findByRole('dialog', { hidden: true }))
}

const byName = (name: string | RegExp) => ({ name, hidden: true })

it('a link is made with what was chosen, and shown once', async () => {
  const dialog = await open()
  expect(await dialog.findByText('There is no link to this notebook.')).toBeTruthy()
  fireEvent.input(dialog.getByLabelText('Last day (optional)'), { target: { value: '2099-12-31' } })
  fireEvent.input(dialog.getByLabelText('Password (optional)'), { target: { value: 'kitten in a box' } })
  fireEvent.click(dialog.getByLabelText('Readers can download files'))
  fireEvent.click(dialog.getByLabelText('Show my name to readers: Ann'))
  fireEvent.click(dialog.getByRole('button', byName('Make a link')))
  expect(await dialog.findByText(`${location.origin}/shared#${token}`)).toBeTruthy()
  expect(wanted).toEqual([
    {
      ...{ notebook_uuid: uuid, page_uuid: null, expires_at: endOf('2099-12-31'), password: 'kitten in a box' },
      ...{ shown_name: 'Ann', allows_download: true },
    },
  ])
  expect(await dialog.findByText('not opened yet · with a password')).toBeTruthy()
  fireEvent.click(dialog.getByRole('button', byName('I’ve copied it')))
  expect(dialog.queryByText(new RegExp(token))).toBeNull()
})

it('without choices it tells nobody a name, has no end and no password', async () => {
  const dialog = await open()
  fireEvent.click(dialog.getByRole('button', byName('Make a link')))
  await expect.poll(() => wanted.length).toBe(1)
  expect(wanted[0]).toMatchObject({ expires_at: null, password: null, shown_name: '', allows_download: false })
})

it.each([
  ['Last day (optional)', '2020-01-01', 'Choose a day that isn’t over yet.'],
  ['Password (optional)', 'short', 'Use at least 6 characters.'],
])('what is wrong with “%s” is said there, and nothing is sent', async (field, value, words) => {
  const dialog = await open()
  fireEvent.input(dialog.getByLabelText(field), { target: { value } })
  fireEvent.click(dialog.getByRole('button', byName('Make a link')))
  expect((await dialog.findByText(words)).getAttribute('role')).toBe('alert')
  expect(wanted).toEqual([])
})

it('too many links are said', async () => {
  refusal = problem(409, { type: 'too_many_links' })
  const dialog = await open()
  fireEvent.click(dialog.getByRole('button', byName('Make a link')))
  expect(await dialog.findByText(/You have 500 links/)).toBeTruthy()
})

it('a link is revoked', async () => {
  links = [link({ page_uuid: uuid, page_number: 3, last_used_at: new Date().toISOString(), allows_download: true })]
  const dialog = await open()
  fireEvent.click(await dialog.findByRole('button', byName(/^Revoke the link to Diary, page 3/)))
  expect(await dialog.findByText('The link to Diary, page 3 doesn’t work any more.')).toBeTruthy()
  await expect.poll(() => dialog.queryAllByRole('listitem', { hidden: true })).toEqual([])
})

it('nobody shares what the server doesn’t have', async () => {
  const store = await signedIn(server)
  const there = store.shelf.notebooks.value.get(uuid)
  if (!there) throw new Error('The notebook is there')
  const elsewhere = { ...there, facts: { ...there.facts, uuid: '00000000-0000-4000-8000-000000000002' } }
  renderWith(store, <ShareButton notebook={new Notebook(null, elsewhere)} />)
  expect(screen.queryByRole('button', { name: 'Share by link' })).toBeNull()
})
