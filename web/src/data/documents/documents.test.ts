// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { pageDocument, tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { signedIn } from '../../testing/signed-in.tsx'
import { documentsOf } from './documents.ts'

const page = { id: uuidOf('page'), notebook_uuid: uuidOf('diary'), page_uuid: uuidOf('first') }

let server: AccountServer
let isRefused: boolean

beforeEach(async () => {
  server = await AccountServer.start()
  isRefused = true
  server.answers = (method, path, body) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([treeItem('diary')]) }
    if (method === 'GET') return { body: pageDocument('Egs') }
    return isRefused ? problem(400) : { body: pageDocument(JSON.parse(String(body)).content) }
  }
})
afterEach(() => server.stop())

function asksBeforeClosing(): boolean {
  return !dispatchEvent(new Event('beforeunload', { cancelable: true }))
}

it('a text that could not be saved is kept, and closing the tab asks', async () => {
  const documents = documentsOf(await signedIn(server))
  const draft = await documents.edit(page)
  expect(documents.unsavedOf(page.id)).toBeNull()
  expect(asksBeforeClosing()).toBe(false)
  draft.change('Eggs')
  expect(asksBeforeClosing()).toBe(true)
  expect(await draft.save()).toBe(false)
  expect(documents.unsavedOf(page.id)).toBe(draft)
  expect(await documents.edit(page)).toBe(draft)
  isRefused = false
  expect(await draft.save()).toBe(true)
  expect(documents.unsavedOf(page.id)).toBeNull()
  expect(asksBeforeClosing()).toBe(false)
})

it('a text that could not be saved is gone after signing out', async () => {
  const store = await signedIn(server)
  const documents = documentsOf(store)
  const draft = await documents.edit(page)
  draft.change('Eggs')
  await store.account.signOut()
  expect(documents.unsavedOf(page.id)).toBeNull()
  expect(asksBeforeClosing()).toBe(false)
})
