// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Documents, documentsOf } from '../../data/drafts/documents.ts'
import { isSignOutWanted } from '../../data/outbox/unsent-counts.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { editItem } from '../../testing/outbox-items.ts'
import { pageDocument, tree, treeItem } from '../../testing/server-facts.ts'
import { renderWith, type SignedInStore, signedIn } from '../../testing/signed-in.tsx'
import { SignOut } from './SignOut.tsx'
import { UnsentDialog } from './UnsentDialog.tsx'

let server: AccountServer
let store: SignedInStore
let documents: Documents
/** What the server answers to writes; 0: it takes them. */
let refusal: number

beforeEach(async () => {
  refusal = 410
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([treeItem('diary')]) }
    if (method !== 'PUT') return undefined
    return refusal ? problem(refusal) : { body: pageDocument(JSON.parse(String(body)).content) }
  }
  store = await signedIn(server)
  documents = documentsOf(store)
  await documents.outbox.settled()
  isSignOutWanted.value = true
})
afterEach(async () => {
  cleanup()
  documents.outbox.end()
  await documents.outbox.close()
  server.stop()
})

const put = (content: string, id: string) => documents.outbox.put(editItem(content, { id, user: server.user.id }))
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name, hidden: true }))

it('a text of a page that was deleted meanwhile is kept, and can be thrown away', async () => {
  put('Eggs', 'one')
  await documents.sender.wake()
  renderWith(store, <UnsentDialog onClose={() => {}} />)
  expect(
    screen.getByText(
      /this page was deleted on the tablet or another device, or is no longer shared with you. Your text is kept here/,
    ),
  ).toBeTruthy()
  // The page is gone, so nothing leads there.
  expect(screen.queryByRole('link', { hidden: true })).toBeNull()
  click('Throw away…')
  click('Throw away')
  expect(await screen.findByText('Everything is sent.')).toBeTruthy()
})

it('of ten thousand texts it shows the first, and more on request', async () => {
  for (let at = 0; at < 10_000; at++) put(`Text ${at}`, `page ${at}`)
  renderWith(store, <UnsentDialog onClose={() => {}} />)
  expect(screen.getAllByRole('listitem', { hidden: true })).toHaveLength(25)
  click(/^Show more of/)
  expect(screen.getAllByRole('listitem', { hidden: true })).toHaveLength(50)
})

it('signing out sends what is unsent first, if the user wants that', async () => {
  put('Eggs', 'one')
  refusal = 0
  renderWith(store, <SignOut />)
  expect(await screen.findByText('Signing out deletes them from this browser.')).toBeTruthy()
  click('Send now')
  await expect.poll(() => store.account.state.value.kind).toBe('guest')
  expect(documents.outbox.items.size).toBe(0)
})

it('signing out says what could not be sent, and stays if the user wants that', async () => {
  put('Eggs', 'one')
  renderWith(store, <SignOut />)
  await screen.findByText('Signing out deletes them from this browser.')
  click('Send now')
  expect(await screen.findByText('One text couldn’t be sent.')).toBeTruthy()
  click('Stay signed in')
  expect([isSignOutWanted.value, documents.outbox.items.size]).toEqual([false, 1])
  expect(store.account.state.value.kind).toBe('signed-in')
})

it('signing out without unsent texts asks nothing', async () => {
  renderWith(store, <SignOut />)
  await expect.poll(() => store.account.state.value.kind).toBe('guest')
})
