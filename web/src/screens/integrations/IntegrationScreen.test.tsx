// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { indexOf } from '../../data/library/shelf.ts'
import type {
  DeliveryProgress,
  DeliveryRecord,
  Integration,
  Preview,
  Target,
  TestResult,
} from '../../data/server/integrations.ts'
import type { Workspace } from '../../data/server/notion.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { integration, record, syncRun, target, tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { IntegrationsScreen } from '../IntegrationsScreen.tsx'
import { IntegrationScreen } from './IntegrationScreen.tsx'

const targets: Target[] = [
  target('readwise', {
    fields: [
      { key: 'token', kind: 'secret', label: 'Access token', required: true, default: null },
      { key: 'second_token', kind: 'secret', label: 'Second', required: false, default: null, second_of: 'token' },
    ],
  }),
  target('obsidian', {
    delivery: 'pulled',
    fields: [{ key: 'api_key', kind: 'drawn', label: 'Key', required: true, default: null }],
  }),
  target('todoist', {
    accepts: ['todo'],
    fields: [
      { key: 'token', kind: 'secret', label: 'API token', required: true, default: null },
      { key: 'project', kind: 'text', label: 'Project', required: true, default: 'inbox', has_options: true },
    ],
  }),
  target('webhook', {
    accepts: ['page_text', 'todo'],
    fields: [
      { key: 'address', kind: 'url', label: 'Address', required: true, default: null },
      { key: 'signing_secret', kind: 'drawn', label: 'Signing secret', required: true, default: null },
    ],
  }),
  target('paper_mill', {
    accepts: ['todo'],
    fields: [
      { key: 'mill', kind: 'text', label: 'Which mill', required: false, default: null },
      { key: 'watermark', kind: 'flag', label: 'Watermark', required: false, default: 'on' },
    ],
  }),
]

const compared = { compared_notebooks: 1200, notebooks: 8000 }
const comparing = syncRun({ ...compared, state: 'comparing' })

let server: AccountServer
let known: Integration[]
let records: DeliveryRecord[]
let workspaces: Workspace[]
let tested: TestResult
let preview: Preview
/** Comparing the library, for previews and sync runs, isn't finished. */
let isComparing: boolean
let progress: DeliveryProgress
/** Requests that change something: method, path below /api/v1, body. */
let requests: [string, string, unknown][]
let refusal: ReturnType<typeof problem> | undefined

beforeEach(async () => {
  localStorage.clear()
  known = []
  records = []
  isComparing = false
  workspaces = []
  requests = []
  refusal = undefined
  tested = { ok: true, error_class: null, error_message: null }
  preview = {
    items: { todo: { create: 3, update: 0, remove: 0, unchanged: 1200 } },
    sample: '{"text": "Buy ink"}',
    estimate: null,
    rules: null,
  }
  progress = { items: {}, pictures: null, calls: null, minutes: null }
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    const place = path.replace('/api/v1', '')
    if (method === 'GET') return read(place)
    requests.push([method, place, body.length > 0 ? JSON.parse(String(body)) : null])
    return refusal ?? change(method, place)
  }
})
afterEach(() => {
  vi.useRealTimers()
  cleanup()
  server.stop()
})

const diary = treeItem(uuidOf('diary'), { visible_name: 'Diary', tags: ['private'] })
const work = treeItem(uuidOf('work'), { visible_name: 'Work', document_type: 'folder' })
const plans = treeItem(uuidOf('plans'), { visible_name: 'Plans', parent_uuid: work.notebook_uuid })

function read(place: string) {
  if (place === '/notebooks/tree') return { body: tree([diary, work, plans]) }
  if (place === '/targets') return { body: { items: targets, next: null } }
  if (place === '/connections') return { body: { items: workspaces, next: null } }
  if (place === '/integrations') return { body: { items: known, next: null } }
  if (place.endsWith('/progress')) return { body: progress }
  if (place.startsWith('/sync/trigger/')) return run()
  if (!place.startsWith('/sync/records?')) return undefined
  const query = new URL(place, server.origin).searchParams
  const isMeant = (each: DeliveryRecord) =>
    each.target_name === query.get('target_name') && (!query.has('status') || each.status === query.get('status'))
  const found = records.filter(isMeant)
  const limit = Number(query.get('limit'))
  return { body: { items: found.slice(0, limit), next: found[limit] ? found[limit - 1]?.id : null } }
}

const run = () => ({ body: isComparing ? comparing : syncRun({ synced_count: 3, failed_count: 1 }) })
const counted = () => (isComparing ? { status: 202, body: compared } : { body: preview })

const about: Record<string, () => { status?: number; body: unknown }> = {
  test: () => ({ body: tested }),
  options: () => ({ body: options() }),
  preview: counted,
  secret: () => ({ body: { drawn: { signing_secret: 'whsec_another' } } }),
}

function change(method: string, place: string) {
  const [, name = ''] = /^\/integrations\/([^/?]+)/.exec(place) ?? []
  const now = known.find(({ target_name }) => target_name === name)
  const answer = about[place.split('/').at(-1) ?? '']
  if (answer) return answer()
  if (place === '/sync/trigger') return { ...run(), status: 202 }
  if (place.startsWith('/sync/queue/')) return { status: 204, body: null }
  if (now && place.endsWith('/backfill')) {
    const moved = now.counts.pending + now.counts.skipped
    const isStop = method === 'DELETE'
    const next = counts({ success: 30, pending: isStop ? 0 : moved, skipped: isStop ? moved : 0 })
    known = [{ ...now, backfill: isStop ? 'stopped' : 'running', counts: next }]
    return { body: known[0] }
  }
  if (method === 'DELETE') {
    known = known.filter((each) => each !== now)
    return { status: 204, body: null }
  }
  const { is_enabled = true, ...given } = (requests.at(-1)?.[2] ?? {}) as Partial<Integration>
  const saved = {
    ...(now ?? integration(name)),
    ...given,
    is_enabled,
    state: is_enabled ? 'active' : 'paused',
  } as const
  known = [...known.filter((each) => each !== now), saved]
  return {
    body: { ...saved, drawn: now || name === 'readwise' ? {} : { signing_secret: 'whsec_drawn', api_key: 'drawn' } },
  }
}

/** One that was made, or the list. */
function options() {
  const { create } = (requests.at(-1)?.[2] ?? {}) as { create?: string }
  const listed = [
    { value: 'inbox', label: 'Inbox' },
    { value: '6XWork', label: 'Work' },
  ]
  const items = create === undefined ? listed : [{ value: '6XNew', label: create }]
  return { items, error_class: null, error_message: null }
}

async function show(name: string | null) {
  const store = await signedIn(server)
  const here = { notebooks: signal(new Map()), folders: signal(new Map()) }
  const all = { ...store, index: indexOf(here, store.shelf) }
  renderWith(all, name === null ? <IntegrationsScreen /> : <IntegrationScreen name={name} />)
}

const button = (name: string | RegExp) => screen.findByRole('button', { name })
/** Once it takes a click: while its last action runs, it doesn't. */
const click = async (name: string | RegExp) => {
  const found = await button(name)
  await expect.poll(() => found.getAttribute('aria-disabled')).not.toBe('true')
  fireEvent.click(found)
}
const region = (name: string) => screen.findByRole('region', { name })
const counts = (members: Partial<Integration['counts']>) => ({ ...integration('').counts, ...members })

it('each target is told in a sentence, with how it stands; one this version does not know as well as it can', async () => {
  known = [
    integration('readwise', { state: 'stopped', counts: counts({ success: 1200 }) }),
    integration('webhook', { counts: counts({ success: 3, pending: 1, retry: 1 }), last_synced_at: null }),
    integration('obsidian', { last_synced_at: null }),
  ]
  await show(null)
  await screen.findByText('Not connected')
  const cards = (await screen.findAllByRole('listitem')).map((card) => [
    card.querySelector('h2')?.textContent,
    card.querySelector('a')?.getAttribute('href'),
    card.querySelector('.target-state')?.textContent,
    card.querySelector('.facts')?.textContent,
  ])
  expect(cards).toEqual([
    [
      'Readwise',
      '/integrations/readwise',
      'Deliveries have stopped',
      expect.stringMatching(/^Last delivery .*1,200 delivered$/),
    ],
    ['Obsidian', '/integrations/obsidian', 'Waiting for Obsidian to fetch your notes', undefined],
    ['Todoist', '/integrations/todoist', 'Not set up', undefined],
    ['Webhook', '/integrations/webhook', '2 waiting to be delivered', '3 delivered'],
    ['Paper_mill', '/integrations/paper_mill', 'Not set up', undefined],
    ['Notion', '/integrations/notion', 'Not connected', undefined],
  ])
  expect(screen.getByText('What arrives there: to-dos.')).toBeTruthy()
})

describe('setting a target up', () => {
  it('lists what can be chosen for a field, with what was filled in, and makes one', async () => {
    await show('todoist')
    const project = await screen.findByLabelText<HTMLSelectElement>('Project')
    const names = () => [...project.options].map(({ text }) => text)
    expect([project.value, names()]).toEqual(['inbox', ['Inbox']])
    fireEvent.input(screen.getByLabelText('API token'), { target: { value: 'a-token' } })
    await click('Show the list')
    await expect.poll(names).toEqual(['Inbox', 'Work'])
    expect(screen.getByText('2 to choose from.')).toBeTruthy()
    fireEvent.input(screen.getByLabelText('Name of a new one'), { target: { value: 'reMarkable' } })
    await click('Create')
    await expect.poll(names).toEqual(['Inbox', 'Work', 'reMarkable'])
    expect(project.value).toBe('6XNew')
    await click('Set up')
    const settings = { token: 'a-token', project: 'inbox' }
    await expect
      .poll(() => requests.map(([method, place, body]) => [method, place, body]))
      .toEqual([
        ['POST', '/integrations/todoist/options', { field: 'project', settings }],
        ['POST', '/integrations/todoist/options', { field: 'project', settings, create: 'reMarkable' }],
        [
          'PUT',
          '/integrations/todoist',
          { settings: { ...settings, project: '6XNew' }, choice: null, is_enabled: true },
        ],
      ])
  })

  it('asks for its fields, tests and previews what was filled in, and shows what was drawn once', async () => {
    await show('webhook')
    await click('Set up')
    expect((await screen.findByRole('alert')).textContent).toBe('This is missing: Address.')
    const address = screen.getByLabelText('Address')
    fireEvent.input(address, { target: { value: 'example' } })
    await click('Set up')
    await expect.poll(() => screen.getByRole('alert').textContent).toMatch(/begins with https/)
    expect(document.activeElement).toBe(address)
    expect(requests).toEqual([])
    fireEvent.input(address, { target: { value: ' https://example.org/notes ' } })
    const settings = { address: 'https://example.org/notes' }
    await click('Test')
    expect(await screen.findByText('Webhook answers as it should.')).toBeTruthy()
    await click('Preview')
    expect((await screen.findByRole('row', { name: /To-dos|to-dos/ })).textContent).toBe('to-dos31,200')
    await click('Set up')
    expect(await screen.findByText('whsec_drawn')).toBeTruthy()
    expect(requests.map(([method, path, body]) => [method, path, body])).toEqual([
      ['POST', '/integrations/webhook/test', { settings }],
      ['POST', '/integrations/webhook/preview', { choice: null }],
      ['PUT', '/integrations/webhook', { settings, choice: null, is_enabled: true }],
    ])
    await expect.poll(() => document.activeElement?.textContent).toBe('Signing secret')
    await click('I’ve copied it')
    expect(screen.queryByText('whsec_drawn')).toBeNull()
  })

  it('says in the target’s words why a test failed, and at the field what the server refused', async () => {
    tested = { ok: false, error_class: 'auth_error', error_message: 'The token is unknown there.' }
    await show('readwise')
    fireEvent.input(await screen.findByLabelText('Access token'), { target: { value: 'a token' } })
    await click('Test')
    expect((await screen.findByText(/refused access/)).textContent).toBe(
      'Readwise refused access. The token is unknown there.',
    )
    refusal = problem(400, { field: 'settings.token', detail: 'settings.token: This is a link, not a token.' })
    await click('Set up')
    expect((await screen.findByRole('alert')).textContent).toBe('The server says: This is a link, not a token.')
    await expect.poll(() => document.activeElement === screen.getByLabelText('Access token')).toBe(true)
    expect(known).toEqual([])
  })

  it('delivers what was picked: notebooks, folders with all that is in them, tags', async () => {
    await show('paper_mill')
    fireEvent.click(await screen.findByLabelText('Only what I choose'))
    await click('Set up')
    expect((await screen.findByRole('alert')).textContent).toBe('Choose at least one notebook, folder or tag.')
    fireEvent.click(await screen.findByLabelText('Work'))
    fireEvent.click(screen.getByLabelText('Contents of “Work”'))
    expect((screen.getByLabelText('Plans') as HTMLInputElement).checked).toBe(true)
    expect((screen.getByLabelText('Plans') as HTMLInputElement).disabled).toBe(true)
    fireEvent.input(screen.getByLabelText('Search notebooks and folders'), { target: { value: 'DIÁRY' } })
    expect(screen.queryByLabelText('Work')).toBeNull()
    fireEvent.click(screen.getByLabelText('Diary'))
    fireEvent.click(screen.getByLabelText('private'))
    await click('Set up')
    const choice = { notebooks: [diary.notebook_uuid], folders: [work.notebook_uuid], tags: ['private'] }
    await expect.poll(() => requests.at(-1)?.[2]).toEqual({ settings: { watermark: 'on' }, choice, is_enabled: true })
  })

  it('of one that fetches says where, and gives it a key', async () => {
    await show('obsidian')
    // In the steps of our plugin, and for another one.
    expect((await screen.findAllByText(location.origin)).length).toBe(2)
    const download = screen.getByRole('link', { name: 'Download the plugin' })
    expect(download.getAttribute('href')).toBe('/rmirror-obsidian.zip')
    expect(download.hasAttribute('download')).toBe(true)
    expect(screen.getByText('rmirror vault FOLDER')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Test' })).toBeNull()
    await click('Create a key')
    expect(await screen.findByText('drawn')).toBeTruthy()
  })
})

describe('a target that is set up', () => {
  it('has a checkbox for a setting that is on or off, with its default value until a user changes it', async () => {
    known = [integration('paper_mill')]
    await show('paper_mill')
    const box = (await screen.findByLabelText('Watermark')) as HTMLInputElement
    expect(box.checked).toBe(true)
    await click('Save')
    await expect.poll(() => requests.at(-1)?.[2]).toEqual({ settings: { watermark: 'on' } })
    expect(await screen.findByText('Saved.')).toBeTruthy()
    fireEvent.click(screen.getByLabelText('Watermark'))
    await click('Save')
    await expect.poll(() => requests.at(-1)?.[2]).toEqual({ settings: { watermark: 'off' } })
  })

  const settings = { address: 'https://example.org/' }

  it('that stopped says why, since when and until when, and what to do', async () => {
    vi.setSystemTime(Date.now())
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
    const error_message = 'Readwise answered 401.'
    const stopped = { since: at(-95), error_class: 'auth_error', error_message, try_at: at(14) } as const
    known = [integration('readwise', { state: 'stopped', secrets: { token: true }, stopped })]
    await show('readwise')
    const status = await region('Status')
    expect(status.textContent).toMatch(/Deliveries have stopped.*refused access. Readwise answered 401/)
    expect(status.textContent).toMatch(/Since .*Next attempt at .*, in 14 minutes.*Nothing is lost/)
    tested = { ok: false, error_class: 'network_error', error_message: 'No answer.' }
    await click('Try now')
    expect(await screen.findByText(/couldn’t be reached/)).toBeTruthy()
    tested = { ok: true, error_class: null, error_message: null }
    await click('Try now')
    expect(await screen.findByText('3 delivered. 1 couldn’t be delivered.')).toBeTruthy()
    expect(requests.map(([, path]) => path.replace('/integrations/readwise', ''))).toEqual([
      '/test',
      '/test',
      '/sync/trigger',
    ])
  })

  it('shows how much of a large library is compared, for a preview and a sync', async () => {
    known = [integration('webhook', { settings })]
    isComparing = true
    await show('webhook')
    for (const name of ['Preview', 'Sync now']) {
      await click(name)
      const bar = await screen.findByRole('progressbar', { name: 'Comparing your library…' })
      expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['1200', '8000'])
      expect(screen.getByText('1,200 of 8,000 notebooks compared')).toBeTruthy()
      isComparing = false
      await expect.poll(() => screen.queryByRole('progressbar')).toBeNull()
      isComparing = true
    }
    expect(screen.getByRole('row', { name: /to-dos/i })).toBeTruthy()
    expect(await screen.findByText('3 delivered. 1 couldn’t be delivered.')).toBeTruthy()
  })

  it('says that an address gets nothing before its receiver has confirmed it', async () => {
    known = [integration('webhook', { settings, is_verified: false })]
    await show('webhook')
    expect(await screen.findByText(/hasn’t confirmed this address yet.*Press Test/)).toBeTruthy()
  })

  it('tells what failed from what was delivered', async () => {
    known = [integration('webhook', { settings, counts: counts({ success: 6, failed: 2, pending: 12 }) })]
    await show('webhook')
    expect((await screen.findByRole('progressbar')).getAttribute('value')).toBe('6')
    expect(screen.getByText('6 of 20 delivered, 2 failed')).toBeTruthy()
  })

  it('shows how far the first sync is, can be paused, and goes on', async () => {
    known = [integration('webhook', { settings, first_synced_at: null, counts: counts({ success: 30, pending: 90 }) })]
    await show('webhook')
    expect((await screen.findByRole('progressbar')).getAttribute('value')).toBe('30')
    expect(screen.getByText('30 of 120 delivered')).toBeTruthy()
    await click('Pause')
    await click('Resume')
    await expect
      .poll(() => requests.map(([, , body]) => body))
      .toEqual([
        { settings, is_enabled: false },
        { settings, is_enabled: true },
      ])
  })

  it('ends the first delivery, says what was left out, and starts it again', async () => {
    known = [integration('webhook', { settings, backfill: 'running', counts: counts({ success: 30, pending: 90 }) })]
    await show('webhook')
    await click('Stop the first delivery to Webhook')
    expect(await screen.findByText(/90 items were left out\. What you change from now on/)).toBeTruthy()
    expect(screen.getByText('Changes are delivered, the rest is left out')).toBeTruthy()
    expect(screen.queryByRole('progressbar')).toBeNull()
    await click('Deliver to Webhook what was left out')
    expect(await screen.findByRole('progressbar')).toBeTruthy()
    expect(screen.queryByText(/left out/)).toBeNull()
    expect(requests.map(([method, path]) => [method, path])).toEqual([
      ['DELETE', '/integrations/webhook/backfill'],
      ['POST', '/integrations/webhook/backfill'],
    ])
  })

  it('shows how much of each kind is there and how long the rest takes, and while it is paused how far it was', async () => {
    const first = { settings, first_synced_at: null, counts: counts({ success: 30, pending: 90 }) }
    const rows = { done: 3, waiting: 9, failed: 0 }
    progress = {
      items: { notebook: rows, notebook_metadata: rows, page_text: { done: 1200, waiting: 799, failed: 1 } },
      ...{ pictures: { done: 5, waiting: 0 }, calls: 1300, minutes: 8 },
    }
    known = [integration('webhook', first)]
    await show('webhook')
    const facts = () => [...document.querySelectorAll('.status-progress .facts span')].map((each) => each.textContent)
    const counted = ['3 of 12 notebooks', '1,200 of 2,000 pages', '5 of 5 images']
    await expect.poll(facts).toEqual([...counted, 'about 8 minutes left'])
    await click('Pause')
    await button('Resume')
    expect(facts()).toEqual(counted)
    const bar = screen.getByRole<HTMLProgressElement>('progressbar')
    expect([bar.value, bar.max]).toEqual([1206, 2024])
  })

  it('keeps a saved secret unless it is replaced', async () => {
    known = [integration('readwise', { secrets: { token: true } })]
    await show('readwise')
    await click('Save')
    expect(await screen.findByText('Saved.')).toBeTruthy()
    await click('Replace: Access token')
    fireEvent.input(screen.getByLabelText('Access token'), { target: { value: 'another' } })
    await click('Save')
    await expect
      .poll(() => requests.map(([, , body]) => body))
      .toEqual([{ settings: {} }, { settings: { token: 'another' } }])
  })

  it('takes a second secret, which can be removed', async () => {
    known = [integration('readwise', { secrets: { token: true } })]
    await show('readwise')
    const second = await screen.findByLabelText('Second token (optional)')
    fireEvent.input(second, { target: { value: 'spare' } })
    await click('Save')
    await expect.poll(() => requests.map(([, , body]) => body)).toEqual([{ settings: { second_token: 'spare' } }])
    cleanup()
    requests = []
    known = [integration('readwise', { secrets: { token: true, second_token: true } })]
    await show('readwise')
    await click('Remove: Second token')
    await click('Keep the saved one')
    await click('Remove: Second token')
    expect(screen.getByText('It is removed when you save.')).toBeTruthy()
    await click('Save')
    await expect.poll(() => requests.map(([, , body]) => body)).toEqual([{ settings: { second_token: '' } }])
    expect(screen.queryByRole('button', { name: 'Remove: Access token' })).toBeNull()
  })

  it('says that the second secret took over', async () => {
    known = [integration('readwise', { secrets: { token: true }, second_since: '2026-11-03T12:00:00.000Z' })]
    await show('readwise')
    expect(await screen.findByText(/^Readwise refused the first credential\./)).toBeTruthy()
  })

  it('makes a new secret when that is meant', async () => {
    known = [integration('webhook', { settings, secrets: { signing_secret: true } })]
    await show('webhook')
    await click('Signing secret: create a new one…')
    const dialog = within(await screen.findByRole('dialog', { hidden: true }))
    fireEvent.click(dialog.getByRole('button', { name: 'Create a new one', hidden: true }))
    expect(await screen.findByText('whsec_another')).toBeTruthy()
  })

  it('tells what another choice would do before it is saved', async () => {
    known = [integration('webhook', { settings })]
    await show('webhook')
    const section = within(await region('What is delivered'))
    expect(section.queryByRole('button', { name: 'Save choice' })).toBeNull()
    fireEvent.click(section.getByLabelText('Only what I choose'))
    fireEvent.click(section.getByLabelText('Diary'))
    fireEvent.click(section.getByRole('button', { name: 'Preview' }))
    expect(await section.findByText(/"text": "Buy ink"/)).toBeTruthy()
    fireEvent.click(section.getByRole('button', { name: 'Save choice' }))
    expect(await section.findByText(/^Saved/)).toBeTruthy()
    const choice = { notebooks: [diary.notebook_uuid], folders: [], tags: [] }
    expect(requests.map(([, , body]) => body)).toEqual([{ choice }, { settings, choice }])
    await expect.poll(() => section.queryByRole('button', { name: 'Save choice' })).toBeNull()
  })

  it('is removed with what was made there, or without', async () => {
    known = [integration('readwise')]
    await show('readwise')
    await click('Remove…')
    const dialog = within(await screen.findByRole('dialog', { hidden: true }))
    expect((dialog.getByLabelText('Keep the highlights in Readwise') as HTMLInputElement).checked).toBe(true)
    fireEvent.click(dialog.getByLabelText('Delete them from Readwise, too'))
    fireEvent.click(dialog.getByRole('button', { name: 'Remove', hidden: true }))
    await expect
      .poll(() => requests.map(([method, path]) => `${method} ${path}`))
      .toEqual(['DELETE /integrations/readwise?made=remove'])
    expect(await button('Set up')).toBeTruthy()
  })

  it('that this server does not know is told as such', async () => {
    await show('fax')
    expect(await screen.findByText('This server doesn’t know this integration')).toBeTruthy()
  })
})

describe('what was delivered', () => {
  beforeEach(() => {
    known = [integration('webhook', { settings: { address: 'https://example.org/' } })]
  })
  const place = {
    target_name: 'webhook',
    notebook_uuid: diary.notebook_uuid,
    page_uuid: uuidOf('page'),
    page_number: 4,
  }
  const failed = { status: 'failed', error_class: 'invalid_data', error_message: 'It answered 422.' } as const

  it('is named by its notebook and page, with why it failed; a retry is asked for', async () => {
    records = [
      record('3', { ...place, ...failed, item_type: 'todo', queue_id: uuidOf('queued') }),
      record('2', { ...place, item_type: 'notebook_metadata', page_uuid: null, page_number: null }),
      record('1', { ...place, notebook_uuid: uuidOf('gone'), item_type: 'page_text' }),
    ]
    await show('webhook')
    const list = await screen.findByRole('list', { name: 'Deliveries' })
    const items = within(list).getAllByRole('listitem')
    expect(items.map((item) => item.querySelector('p')?.textContent)).toEqual([
      'Diary, page 4',
      'Diary',
      'A notebook that is no longer in your library',
    ])
    expect(
      within(list)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual([`/notebooks/${diary.notebook_uuid}/pages/4`, `/notebooks/${diary.notebook_uuid}`])
    expect(items[0]?.textContent).toMatch(/to-do · not delivered .*Webhook didn’t accept this. It answered 422/)
    fireEvent.click(within(list).getByRole('button', { name: 'Retry' }))
    await expect.poll(() => requests.map(([, path]) => path)).toEqual([`/sync/queue/${uuidOf('queued')}/retry`])
  })

  it('can be narrowed; what failed comes first where something did', async () => {
    known = [integration('webhook', { counts: counts({ failed: 1 }) })]
    records = [
      record('3', { ...place, status: 'retry', error_class: 'network_error' }),
      record('2', { ...place, ...failed }),
      record('1', place),
    ]
    await show('webhook')
    const states = async () => {
      const list = await screen.findByRole('list', { name: 'Deliveries' })
      return within(list)
        .getAllByRole('listitem')
        .map((item) => / · (.*) · /.exec(item.textContent ?? '')?.[1])
    }
    expect(await states()).toEqual(['not delivered'])
    fireEvent.click(screen.getByLabelText('Waiting'))
    await expect.poll(states).toEqual(['will be tried again'])
    fireEvent.click(screen.getByLabelText('All'))
    await expect.poll(states).toEqual(['will be tried again', 'not delivered', 'delivered'])
  })

  it('appears when it happens', async () => {
    await show('webhook')
    expect(await screen.findByText('Nothing has been delivered yet.')).toBeTruthy()
    records = [record('1', place)]
    server.pushChange({ kind: 'record', deleted: false, value: records[0] })
    expect(await screen.findByText('Diary, page 4')).toBeTruthy()
  })
})
