// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import type { Orderable } from '@rmirror/shared/workshop'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { builtCore } from '../../../../tests/wasm/core.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { pageDetail, pageDocument, tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { type SignedInStore, signedIn } from '../../testing/signed-in.tsx'
import { Documents } from './documents.ts'

const page = pageDetail(uuidOf('diary'), uuidOf('first'), { id: uuidOf('page'), ocr_text: 'Egs' })

let server: AccountServer
let isRefused: boolean
let content: string
let opened: Documents[]

const core = await builtCore()
const texts = {
  run: async (kind: string, { base, mine, theirs, older, newer }: Record<string, string>) =>
    kind === 'merge' ? core.mergeTexts(base ?? '', mine ?? '', theirs ?? '') : core.diffLines(older ?? '', newer ?? ''),
} as Orderable

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  watchListeners()
  content = 'Egs'
  opened = []
  server = await AccountServer.start()
  isRefused = true
  server.answers = (method, path, body) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([treeItem('diary')]) }
    if (method === 'GET') return { body: pageDocument(content) }
    if (isRefused) return problem(500)
    content = JSON.parse(String(body)).content
    return { body: pageDocument(content) }
  }
})
afterEach(async () => {
  for (const { outbox } of opened) await outbox.close()
  vi.restoreAllMocks()
  server.stop()
})

/** Another visit of the signed-in user in the same browser. */
async function visit(): Promise<{ store: SignedInStore; documents: Documents }> {
  const store = await signedIn(server)
  const documents = new Documents(store.remote, texts)
  opened.push(documents)
  await documents.outbox.settled()
  return { store, documents }
}

/** A draft that the server doesn't take for now. */
async function leaveUnsent(): Promise<{ store: SignedInStore; documents: Documents }> {
  const { store, documents } = await visit()
  const draft = await documents.edit(page)
  draft.change('Eggs')
  expect(await draft.save()).toBe(false)
  await documents.outbox.settled()
  return { store, documents }
}

/** What this test listens with. Other files of the worker may have left texts that aren't stored. */
const listeners = new Set<EventListener>()

function asksBeforeClosing(): boolean {
  const closing = new Event('beforeunload', { cancelable: true })
  for (const listener of listeners) listener(closing)
  return closing.defaultPrevented
}

function watchListeners(): void {
  listeners.clear()
  vi.spyOn(window, 'addEventListener').mockImplementation((type: string, listener: unknown) => {
    if (type === 'beforeunload') listeners.add(listener as EventListener)
  })
  vi.spyOn(window, 'removeEventListener').mockImplementation((type: string, listener: unknown) => {
    if (type === 'beforeunload') listeners.delete(listener as EventListener)
  })
}

it('a text that could not be saved is kept, and saved by the next visit', async () => {
  const { documents } = await leaveUnsent()
  expect(asksBeforeClosing()).toBe(false)
  expect([...documents.outbox.items.values()]).toMatchObject([{ title: 'Eggs', problem: 'unreachable' }])
  // As if the tab was closed.
  await documents.outbox.close()
  isRefused = false
  const next = await visit()
  await expect.poll(() => content).toBe('Eggs')
  await expect.poll(() => next.documents.outbox.items.size).toBe(0)
})

it('goes on in the editor with what an earlier visit left', async () => {
  await leaveUnsent()
  const { documents } = await visit()
  const draft = await documents.edit(page)
  expect(draft.text.value.content).toBe('Eggs')
  expect(draft.isUnsaved.value).toBe(true)
  isRefused = false
  expect(await draft.save()).toBe(true)
  documents.close(page, draft)
  await expect.poll(() => documents.outbox.items.size).toBe(0)
})

it('begins with the known text while the server is not reached, and merges later', async () => {
  const { documents } = await visit()
  const answers = server.answers
  server.answers = () => problem(500)
  const draft = await documents.edit(page)
  expect(draft.text.value.content).toBe('Egs')
  draft.change('Egs\nMilk')
  expect(await draft.save()).toBe(false)
  content = 'Eggs'
  isRefused = false
  server.answers = (method, path, body) => {
    if (method !== 'PUT' || content !== 'Eggs') return answers(method, path, body)
    // The draft doesn't know this text's ETag.
    const refused = problem(412, { document: pageDocument(content) })
    content = 'Eggs\n'
    return refused
  }
  expect(await draft.retry()).toBe(true)
  expect(content).toBe('Eggs\nMilk')
})

it('closing the tab asks while the browser can not store a text', async () => {
  Reflect.deleteProperty(globalThis, 'indexedDB')
  const { documents } = await leaveUnsent()
  const draft = documents.unsavedOf(page.id)
  expect(documents.outbox.isStorageFailing.value).toBe(true)
  expect(asksBeforeClosing()).toBe(true)
  isRefused = false
  expect(await draft?.save()).toBe(true)
  expect(asksBeforeClosing()).toBe(false)
})

it('nothing is left after signing out', async () => {
  const { store, documents } = await leaveUnsent()
  await store.account.signOut()
  expect(documents.unsavedOf(page.id)).toBeNull()
  await documents.outbox.settled()
  const { documents: next } = await visit()
  expect(next.outbox.items.size).toBe(0)
})

it('after the session ended it waits for the same person, and no other gets it', async () => {
  const { store, documents } = await leaveUnsent()
  server.endSession()
  await documents.sendAll()
  await expect.poll(() => store.account.ended.value).toBe(true)
  expect(documents.outbox.items.size).toBe(0)

  isRefused = false
  server.user = { ...server.user, id: '0191', email: 'bob@example.org' }
  const ofBob = await visit()
  await ofBob.documents.sender.wake()
  expect([ofBob.documents.outbox.items.size, content]).toEqual([0, 'Egs'])
  await ofBob.store.account.signOut()

  server.user = { ...server.user, id: '0190', email: 'ann@example.org' }
  await visit()
  await expect.poll(() => content).toBe('Eggs')
})

it('a text that is thrown away is never sent', async () => {
  const { documents } = await leaveUnsent()
  await documents.throwAway([...documents.outbox.items.values()])
  isRefused = false
  await documents.sendAll()
  expect([documents.outbox.items.size, content]).toEqual([0, 'Egs'])
})
