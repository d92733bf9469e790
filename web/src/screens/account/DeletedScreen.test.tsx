// SPDX-License-Identifier: AGPL-3.0-or-later
// A deleted notebook is listed with its removal status in each integration.
import type { components, ServerPage } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Integration } from '../../data/server/integrations.ts'
import { AccountServer } from '../../testing/account-server.ts'
import {
  integration,
  notebookWith,
  record,
  serverPage,
  syncRun,
  tree,
  treeItem,
  uuidOf,
} from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { DeletedScreen } from './DeletedScreen.tsx'

type AtTarget = components['schemas']['RemovalAtTarget']

const diary = uuidOf('diary')

let server: AccountServer
let targets: AtTarget[]
let known: Integration[]
/** Pages of the notebook once it is restored. */
let pagesLeft: ServerPage[]
/** Bodies of the requests to start a sync run. */
let asked: unknown[]

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  targets = []
  known = []
  pagesLeft = []
  asked = []
  server.answers = (_, path, body) => {
    switch (new URL(path, server.origin).pathname) {
      case '/api/v1/notebooks/tree':
        return { body: tree([]) }
      case '/api/v1/integrations':
        return { body: { items: known, next: null } }
      case '/api/v1/notebooks/deleted':
        return { body: { items: [deleted()], next: null } }
      case `/api/v1/notebooks/${diary}/restore`:
        return { status: 204, body: null }
      case `/api/v1/notebooks/${diary}`:
        return { body: notebookWith(pagesLeft) }
      case '/api/v1/sync/trigger':
        asked.push(JSON.parse(String(body)))
        return { status: 202, body: syncRun() }
    }
    return undefined
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

function deleted(): components['schemas']['DeletedNotebook'] {
  const { sync_progress: _, page_tags: __, ...notebook } = treeItem(diary, { visible_name: 'Diary' })
  return { ...notebook, deleted_at: notebook.updated_at, deleted_by: 'person', purged_at: null, pages: 12, targets }
}

function at(target_name: string, members: Partial<AtTarget> = {}): AtTarget {
  return { target_name, removed: 0, waiting: 0, failed: 0, kept: 0, error_class: null, error_message: null, ...members }
}

const list = () => screen.findByRole('list', { name: '“Diary” in your integrations' })
const lines = async () => [...(await list()).querySelectorAll(':scope > li > p:first-child')].map((p) => p.textContent)

it.each<[Partial<AtTarget>, Partial<Integration>, string]>([
  [{ removed: 13 }, {}, 'removed'],
  [{ waiting: 13 }, {}, 'waiting to be removed'],
  [{ removed: 9, waiting: 3 }, {}, '3 of 12 are waiting to be removed'],
  [{ removed: 11, waiting: 1 }, { state: 'paused' }, '1 of 12 is waiting to be removed (paused)'],
  [{ kept: 12 }, {}, 'stays there'],
  [
    { failed: 2, waiting: 4, kept: 1 },
    {},
    '2 of 7 couldn’t be removed, 4 of 7 are waiting to be removed, and 1 of 7 stays there',
  ],
])('%j at an integration that is %j is said as "%s"', async (counts, members, words) => {
  targets = [at('notion', counts)]
  known = [integration('notion', members)]
  renderWith(await signedIn(server), <DeletedScreen />)
  await expect.poll(lines).toEqual([`Notion: ${words}`])
})

it('what could not be removed says why, is tried again at the press of a button, and followed until it is gone', async () => {
  const refused = { error_class: 'invalid_data', error_message: 'Readwise responded with status 400.' } as const
  targets = [at('obsidian', { waiting: 1 }), at('readwise', { removed: 1, failed: 2, ...refused })]
  known = [integration('obsidian'), integration('readwise')]
  renderWith(await signedIn(server), <DeletedScreen />)
  await expect.poll(lines).toEqual(['Obsidian: waiting to be removed', 'Readwise: 2 of 3 couldn’t be removed'])
  const readwise = within(await list())
    .getByText(/^Readwise: /)
    .closest('li')
  expect(readwise?.textContent).toContain('Readwise responded with status 400.')
  fireEvent.click(await within(await list()).findByRole('button', { name: 'Retry all' }))
  await expect.poll(() => asked).toMatchObject([{ target_name: 'readwise', notebook_uuids: [diary] }])
  targets = [at('obsidian', { removed: 1 }), at('readwise', { removed: 3 })]
  server.pushChange({ kind: 'record', deleted: true, value: record('') })
  await expect.poll(lines).toEqual(['Obsidian: removed', 'Readwise: removed'])
})

it('a notebook that went nowhere has no such lines', async () => {
  renderWith(await signedIn(server), <DeletedScreen />)
  expect(await screen.findByText('Diary')).toBeTruthy()
  expect(screen.queryByRole('list', { name: /integrations/ })).toBeNull()
})

it.each([
  ['with its pages', [serverPage(diary, uuidOf('page'))], '“Diary” is back in your library.'],
  ['without its pages, where they were removed for good elsewhere', [], /^“Diary” was restored without its pages/],
])('a notebook is restored %s, and the screen says so', async (_, pages, words) => {
  pagesLeft = pages
  renderWith(await signedIn(server), <DeletedScreen />)
  fireEvent.click(await screen.findByRole('button', { name: 'Restore “Diary”' }))
  expect(await screen.findByText(words)).toBeTruthy()
})
