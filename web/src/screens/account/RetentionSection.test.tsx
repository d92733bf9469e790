// SPDX-License-Identifier: AGPL-3.0-or-later
import type { components } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { quotaNow, tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { RetentionSection } from './RetentionSection.tsx'

type Deleted = components['schemas']['DeletedNotebook']

let server: AccountServer
let deleted: Deleted[]
/** Bodies of the PATCH requests. */
let changes: unknown[]

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  deleted = []
  changes = []
  server.answers = (method, path, body) => {
    if (path.startsWith('/api/v1/notebooks/deleted')) return { body: { items: deleted, next: null } }
    if (path.startsWith('/api/v1/notebooks/tree')) return { body: tree([]) }
    if (path === '/api/v1/quota') return { body: quotaNow() }
    if (method !== 'PATCH') return undefined
    changes.push(JSON.parse(String(body)))
    return { body: { ...server.user, ...(changes.at(-1) as object) } }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

function gone(number: number, days: number, by: Deleted['deleted_by'] = 'device'): Deleted {
  const at = new Date(Date.now() - days * 86_400_000).toISOString()
  const uuid = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  return {
    ...{ id: uuid, notebook_uuid: uuid, parent_uuid: null, document_type: 'notebook', visible_name: `N${number}` },
    ...{ full_path: `N${number}`, is_trashed: false, is_pinned: false, orientation: 'portrait', tags: [], authors: [] },
    ...{ last_modified: null, last_opened: null, created_at: at, updated_at: at, page_count: 1 },
    ...{ deleted_at: at, deleted_by: by, purged_at: null, pages: 1, targets: [] },
  }
}

async function show() {
  const store = await signedIn(server)
  renderWith(store, <RetentionSection />)
  return (await screen.findByRole('radio', { name: /^Never/ })) as HTMLInputElement
}
const choice = (name: string) => screen.getByRole('radio', { name }) as HTMLInputElement

it('a choice that removes nothing at once is saved at once', async () => {
  deleted = [gone(1, 40), gone(2, 400, 'person')]
  const never = await show()
  expect(never.checked).toBe(true)
  expect(await screen.findByText(/What you delete here in rMirror can be restored for 30 days/)).toBeTruthy()
  fireEvent.click(choice('90 days after they are gone'))
  expect(await screen.findByText('Saved.')).toBeTruthy()
  expect(changes).toEqual([{ retention_days: 90 }])
  expect(choice('90 days after they are gone').checked).toBe(true)
})

it('asks before notebooks are removed by it, and leaves all as it was without a yes', async () => {
  deleted = [gone(1, 40), gone(2, 20), gone(3, 31)]
  const never = await show()
  fireEvent.click(choice('30 days after they are gone'))
  expect(await screen.findByText('Remove 2 notebooks for good?')).toBeTruthy()
  fireEvent.click(screen.getByText('Cancel'))
  expect([changes, never.checked]).toEqual([[], true])

  fireEvent.click(choice('30 days after they are gone'))
  fireEvent.click(await screen.findByText('Remove for good'))
  expect(await screen.findByText('Saved.')).toBeTruthy()
  expect(changes).toEqual([{ retention_days: 30 }])
  expect(screen.queryByText('Remove 2 notebooks for good?')).toBeNull()
})

it('shows a number of days that was chosen elsewhere', async () => {
  server.user = { ...server.user, retention_days: 14 }
  await show()
  expect(choice('14 days after they are gone').checked).toBe(true)
})
