// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { indexOf } from '../../data/library/shelf.ts'
import type { Integration, Preview, Rules, Target } from '../../data/server/integrations.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { integration, target, tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { RulesSection } from './RulesSection.tsx'

const work = treeItem(uuidOf('work'), { visible_name: 'Work', document_type: 'folder' })
const plans = treeItem(uuidOf('plans'), { visible_name: 'Plans', parent_uuid: work.notebook_uuid, tags: ['private'] })

const todoist = target('todoist', {
  accepts: ['todo'],
  ruled_place: 'project',
  fields: [
    { key: 'token', kind: 'secret', label: 'API token', required: true, default: null },
    { key: 'project', kind: 'text', label: 'Project', required: true, default: 'inbox', has_options: true },
  ],
})

const none = { create: 0, move: 0, remove: 0, keep: 0, stay: 0, examples: [] }
const preview: Preview = {
  items: { todo: { create: 0, update: 0, remove: 2, unchanged: 1, move: 1, keep: 0 } },
  ...{ sample: null, estimate: null },
  rules: [
    { ...none, rule: 0, move: 1, examples: [{ effect: 'move', visible_name: 'Plans', text: 'Buy milk' }] },
    { ...none, rule: null, remove: 2, stay: 1, examples: [{ effect: 'remove', visible_name: 'Plans', text: null }] },
  ],
}

let server: AccountServer
/** Requests that change something: method, path below /api/v1, body. */
let requests: [string, string, unknown][]
let refusal: ReturnType<typeof problem> | undefined

beforeEach(async () => {
  requests = []
  refusal = undefined
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    const place = path.replace('/api/v1', '')
    if (method === 'GET') return place === '/notebooks/tree' ? { body: tree([work, plans]) } : undefined
    requests.push([method, place, JSON.parse(String(body))])
    return refusal ?? change(place)
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

function change(place: string) {
  if (place.endsWith('/preview')) return { body: preview }
  const listed = [
    { value: 'inbox', label: 'Inbox' },
    { value: '6XShop', label: 'Shopping' },
  ]
  if (place.endsWith('/options')) return { body: { items: listed, error_class: null, error_message: null } }
  return { body: { ...integration('todoist'), drawn: {} } }
}

async function show(rules: Rules | null = null, of: Target = todoist, members: Partial<Integration> = {}) {
  const store = await signedIn(server)
  const all = { ...store, index: indexOf({ notebooks: signal(new Map()), folders: signal(new Map()) }, store.shelf) }
  renderWith(all, <RulesSection target={of} integration={integration(of.name, { rules, ...members })} />)
}

const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })
const choose = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const addTag = (tag: string) => {
  type('Add a tag', tag)
  fireEvent.keyDown(screen.getByLabelText('Add a tag'), { key: 'Enter' })
}
const inWords = () =>
  screen.getAllByRole('listitem').flatMap((card) => card.querySelector('summary')?.textContent ?? [])
const rule = (tags: string[]) => ({
  ...{ tags, folders: [], types: [], is_pinned: null, words: [], does: 'send' as const, place: null },
})

describe('a rule', () => {
  it('is put together of tags, folders, kinds, favourites and words, and saved', async () => {
    await show()
    expect(screen.queryByText('Save rules')).toBeNull()
    click('Add a rule')
    expect(document.activeElement).toBe(screen.getByLabelText('Add a tag'))
    addTag(' shopping ')
    addTag('private')
    fireEvent.click(screen.getByLabelText('Remove “private”'))
    choose('Add a folder', work.notebook_uuid)
    fireEvent.click(screen.getByLabelText('PDFs'))
    choose('Favourites', 'true')
    type('Words', 'milk, bill of sale')
    choose('Everything else', 'leave_out')
    choose('What was delivered and isn’t any more', 'keep')
    expect(inWords()).toEqual([
      'Rule 1 Tags: shopping · Folders: Work · Kinds: PDFs · Words: milk and bill of sale · Favourite → Deliver',
    ])
    click('Save rules')
    await expect.poll(() => requests).toHaveLength(1)
    expect(requests[0]).toEqual([
      'PUT',
      '/integrations/todoist',
      {
        settings: {},
        rules: {
          list: [
            {
              ...{ tags: ['shopping'], folders: [work.notebook_uuid], types: ['pdf'], is_pinned: true },
              ...{ words: ['milk', 'bill of sale'], does: 'send', place: null },
            },
          ],
          otherwise: 'leave_out',
          leave: 'keep',
        },
      },
    ])
    expect(await screen.findByText('Saved. What differs is being delivered.')).toBeTruthy()
  })

  it('chooses one of the places that the service lists', async () => {
    await show()
    click('Add a rule')
    addTag('shop')
    click('Show the list')
    await screen.findByRole('option', { name: 'Shopping' })
    choose('Project', '6XShop')
    expect(inWords()).toEqual(['Rule 1 Tags: shop → Shopping'])
    click('Save rules')
    await expect.poll(() => requests.at(-1)?.[2]).toMatchObject({ rules: { list: [{ place: '6XShop' }] } })
    choose('What happens', 'leave_out')
    expect(screen.queryByLabelText('Project')).toBeNull()
  })

  it('names a folder for notes, and says which one the server doesn’t take', async () => {
    await show(null, target('webdav', { accepts: ['notebook'], ruled_place: 'subfolder' }))
    click('Add a rule')
    addTag('shop')
    expect(screen.queryByText('Show the list')).toBeNull()
    const folder = (path: string) => {
      type('Folder for the notes', path)
      fireEvent.change(screen.getByLabelText('Folder for the notes'))
    }
    folder(' /Work/Invoices/')
    expect(inWords()).toEqual(['Rule 1 Tags: shop → Work/Invoices'])
    refusal = problem(400, {
      field: 'rules.list[0].place',
      detail:
        'rules.list[0].place: Must be a folder such as Work/Invoices, below the one of all notes, with names that every system takes.',
    })
    click('Save rules')
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Rule 1: This can’t be a folder for notes\./)
    expect(requests.at(-1)?.[2]).toMatchObject({ rules: { list: [{ place: 'Work/Invoices' }] } })
    folder('')
    expect(inWords()).toEqual(['Rule 1 Tags: shop → Deliver'])
  })

  it('without a condition is neither saved nor previewed', async () => {
    await show()
    click('Add a rule')
    click('Save rules')
    expect((await screen.findByRole('alert')).textContent).toBe('This rule needs a condition.')
    click('Preview')
    expect(requests).toEqual([])
  })

  it('has no place where the target has none', async () => {
    await show(null, target('webdav', { accepts: ['notebook'] }))
    expect(screen.getByText(/whole notebooks/)).toBeTruthy()
    click('Add a rule')
    expect(screen.queryByText('Show the list')).toBeNull()
  })
})

describe('a list of rules', () => {
  const three: Rules = { list: [rule(['a']), rule(['b']), rule(['c'])], otherwise: 'send', leave: 'withdraw' }

  it('is reordered by buttons, which keep the focus and say the new place', async () => {
    await show(three)
    click('Move rule 1 down')
    expect(inWords().map((text) => text.slice(0, 14))).toEqual(['Rule 1 Tags: b', 'Rule 2 Tags: a', 'Rule 3 Tags: c'])
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move rule 2 down')
    expect(screen.getByText('Now it’s rule 2.')).toBeTruthy()
    click('Move rule 1 up')
    expect(screen.getByRole('button', { name: 'Move rule 1 up' }).getAttribute('aria-disabled')).toBe('true')
    click('Remove rule 3')
    expect(inWords()).toHaveLength(2)
    expect(document.activeElement?.textContent).toContain('Rule 2')
    click('Save rules')
    await expect.poll(() => requests.at(-1)?.[2]).toMatchObject({ rules: { list: [{ tags: ['b'] }, { tags: ['a'] }] } })
  })

  it('becomes none when the last one is removed', async () => {
    await show({ ...three, list: [rule(['a'])] })
    click('Remove rule 1')
    expect(document.activeElement?.textContent).toBe('Add a rule')
    click('Save rules')
    await expect.poll(() => requests.at(-1)?.[2]).toEqual({ settings: {}, rules: null })
  })

  it('has at most fifty', async () => {
    await show({ ...three, list: Array.from({ length: 50 }, (_, nth) => rule([`${nth}`])) })
    // A look by role goes through all of them.
    fireEvent.click(screen.getByText('Add a rule'))
    expect(document.querySelectorAll('.rule')).toHaveLength(50)
  })

  it('is previewed by rule before it is saved', async () => {
    await show({ ...three, list: [rule(['a'])] })
    choose('Everything else', 'leave_out')
    click('Preview')
    const first = await screen.findByRole('row', { name: /^Rule 1/ })
    const table = within(first.closest('table') as HTMLElement)
    expect(table.getAllByRole('row').map((row) => row.textContent)).toEqual([
      'MovedRemovedUnchanged',
      'Rule 1100',
      'Everything else021',
    ])
    expect(screen.getByText('Moved: Buy milk (Plans)')).toBeTruthy()
    expect(screen.getByText('Removed: Plans')).toBeTruthy()
    const asked = { choice: null, rules: { list: [rule(['a'])], otherwise: 'leave_out', leave: 'withdraw' } }
    expect(requests).toEqual([['POST', '/integrations/todoist/preview', asked]])
  })

  it('says what the server refused', async () => {
    await show(three)
    refusal = problem(400, { field: 'rules.list[0].place', detail: 'rules.list[0].place: Must be a project.' })
    click('Remove rule 3')
    click('Save rules')
    expect((await screen.findByRole('alert')).textContent).toContain('Must be a project.')
  })
})
