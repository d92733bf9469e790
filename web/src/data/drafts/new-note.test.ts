// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { builtCore } from '../../../../tests/wasm/core.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { pageDocument, tree, uuidOf } from '../../testing/server-facts.ts'
import { type SignedInStore, signedIn } from '../../testing/signed-in.tsx'
import { WebLocks } from '../../testing/web-locks.ts'
import { unsentNotes } from '../outbox/unsent-notes.ts'
import { OfflineCache } from '../server/offline-cache.ts'
import { blankNotePage } from './blank-note.ts'
import { Documents } from './documents.ts'
import { NewNote } from './new-note.ts'

const id = uuidOf('note')
const folder = uuidOf('work')
const page = blankNotePage(id)

let server: AccountServer
/** The server takes requests and its answers are lost. */
let areAnswersLost: boolean
let isRefused: boolean
let stored: string | null
let requests: { method: string; body: Record<string, unknown> }[]
let opened: Documents[]
/** Attached to the note. */
let files: object[]
const webLocks = new WebLocks()

const core = await builtCore()
const texts = {
  run: async (kind: string, { base, mine, theirs, older, newer }: Record<string, string>) =>
    kind === 'merge' ? core.mergeTexts(base ?? '', mine ?? '', theirs ?? '') : core.diffLines(older ?? '', newer ?? ''),
} as ConstructorParameters<typeof Documents>[1]

const picture = {
  ...{ id: uuidOf('picture'), document_id: id, file_name: 'ink.png', content_type: 'image/png', size: 9 },
  ...{ sha256: '0'.repeat(64), created_at: '2026-03-01T12:00:00Z' },
}

const noteNow = () =>
  pageDocument(stored ?? '', { ...{ id, notebook_uuid: id, page_uuid: id }, is_note: true, visible_name: 'Note' })

/** As the server takes a write. */
function write(method: string, path: string, bytes: Buffer) {
  if (method === 'DELETE') {
    requests.push({ method, body: { path } })
    stored = null
    return { status: 204, body: null }
  }
  const body = JSON.parse(String(bytes))
  requests.push({ method, body })
  const isKnown = stored !== null
  if (method === 'PUT' || !isKnown) stored = body.content
  if (areAnswersLost) return problem(502)
  return method === 'POST' ? { status: isKnown ? 200 : 201, body: noteNow() } : { body: noteNow() }
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  ;[stored, areAnswersLost, isRefused] = [null, false, false]
  requests = []
  opened = []
  files = []
  webLocks.releaseAll()
  Object.defineProperty(navigator, 'locks', { configurable: true, value: webLocks.locks })
  server = await AccountServer.start()
  server.answers = (method, path, bytes) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (path.endsWith('/attachments')) return { body: { items: files } }
    if (method === 'GET') return stored === null ? problem(404) : { body: noteNow() }
    if (isRefused) return problem(500)
    return write(method, path, bytes)
  }
})
afterEach(async () => {
  for (const { outbox } of opened) await outbox.close()
  unsentNotes.value = new Map()
  Reflect.deleteProperty(navigator, 'locks')
  server.stop()
})

/** Another visit of the signed-in user in the same browser. */
async function visit(): Promise<{ store: SignedInStore; documents: Documents; note: NewNote }> {
  const store = await signedIn(server, 'here', new OfflineCache())
  const documents = new Documents(store.remote, texts)
  opened.push(documents)
  await documents.outbox.settled()
  return { store, documents, note: new NewNote({ id, folder }, store.remote, documents) }
}

it.each(['', ' \n\t'])('nothing is sent or kept of a note without a word: %j', async (blank) => {
  const { documents, note } = await visit()
  const draft = await note.edit()
  draft.change('a')
  draft.change(blank)
  expect(await draft.save()).toBe(true)
  note.close(page, draft)
  await documents.outbox.settled()
  expect([requests, documents.outbox.items.size, note.isCreated]).toEqual([[], 0, false])
})

it('is created with its first save, in its folder, and changed by the next', async () => {
  const { documents, note } = await visit()
  const draft = await note.edit()
  draft.change('Milk')
  expect(await draft.save()).toBe(true)
  draft.change('Milk and eggs')
  expect(await draft.save()).toBe(true)
  expect(requests).toEqual([
    { method: 'POST', body: { id, content: 'Milk', folder_uuid: folder } },
    { method: 'PUT', body: { content: 'Milk and eggs' } },
  ])
  note.close(page, draft)
  expect([note.isCreated, documents.outbox.items.size]).toEqual([true, 0])
})

it('whose answer was lost is sent again, and becomes what was written since', async () => {
  const { note } = await visit()
  const draft = await note.edit()
  draft.change('Milk')
  areAnswersLost = true
  expect(await draft.save()).toBe(false)
  areAnswersLost = false
  draft.change('Milk and eggs')
  expect(await draft.save()).toBe(true)
  expect(stored).toBe('Milk and eggs')
  note.close(page, draft)
})

it('that isn’t sent is in the library, opened again by the next visit, and sent', async () => {
  isRefused = true
  const first = await visit()
  const draft = await first.note.edit()
  draft.change('# Groceries\nMilk')
  expect(await draft.save()).toBe(false)
  first.note.close(page, draft)
  await first.documents.outbox.settled()
  await expect.poll(() => unsentNotes.value.get(id)).toMatchObject({ title: 'Groceries', folder })
  await first.documents.outbox.close()
  opened = []

  const second = await visit()
  const again = await second.note.edit()
  expect(again.text.value.content).toBe('# Groceries\nMilk')
  isRefused = false
  expect(await again.save()).toBe(true)
  second.note.close(page, again)
  expect(stored).toBe('# Groceries\nMilk')
  await expect.poll(() => unsentNotes.value.size).toBe(0)
})

it('that isn’t sent can be deleted, and brought back', async () => {
  isRefused = true
  const { documents, note } = await visit()
  const draft = await note.edit()
  draft.change('Milk')
  await draft.save()
  note.close(page, draft)
  await expect.poll(() => unsentNotes.value.size).toBe(1)
  const restore = await unsentNotes.value.get(id)?.discard()
  await expect.poll(() => unsentNotes.value.size).toBe(0)
  expect(documents.outbox.items.size).toBe(0)
  await restore?.()
  await expect.poll(() => unsentNotes.value.get(id)?.title).toBe('Milk')
})

it('a blank one is created for what is attached to it, and its first text is saved at once', async () => {
  const { documents, note } = await visit()
  const draft = await note.edit()
  await note.create(draft)
  await note.create(draft)
  expect(requests).toEqual([{ method: 'POST', body: { id, content: '', folder_uuid: folder } }])
  expect([note.isCreated, documents.outbox.items.size]).toEqual([true, 0])
  draft.change('![a](attachment:b)')
  expect(await draft.save()).toBe(true)
  expect(requests.slice(1)).toEqual([{ method: 'PUT', body: { content: '![a](attachment:b)' } }])
  note.close(page, draft)
})

it('one that the server refuses to create is not queued for later unless it has a text', async () => {
  const { documents, note } = await visit()
  const draft = await note.edit()
  isRefused = true
  await expect(note.create(draft)).rejects.toMatchObject({ status: 500 })
  expect([note.isCreated, documents.outbox.items.size]).toEqual([false, 0])
  draft.change('Milk')
  await expect(note.create(draft)).rejects.toMatchObject({ status: 500 })
  expect(documents.outbox.items.size).toBe(1)
  note.close(page, draft)
})

it('created for a file that could not be attached, it goes again when it is closed without a word', async () => {
  const { note, documents } = await visit()
  const draft = await note.edit()
  await note.create(draft)
  expect([stored, note.isBlank]).toEqual(['', true])
  note.close(page, draft)
  await expect
    .poll(() => requests.map(({ method, body }) => `${method} ${body.path ?? ''}`.trim()))
    .toEqual(['POST', `DELETE /api/v1/documents/${id}`, `DELETE /api/v1/notebooks/deleted/${id}`])
  expect(documents.outbox.items.size).toBe(0)
})

it.each(['a file', 'a word'])('created for a file, it stays with %s', async (what) => {
  const { note } = await visit()
  const draft = await note.edit()
  await note.create(draft)
  if (what === 'a file') note.attached()
  else {
    draft.change('Ink')
    await draft.save()
  }
  note.close(page, draft)
  await expect.poll(() => note.isBlank).toBe(false)
  expect(requests.some(({ method }) => method === 'DELETE')).toBe(false)
})

const deleted = [`DELETE /api/v1/documents/${id}`, `DELETE /api/v1/notebooks/deleted/${id}`]
const deletions = () =>
  requests.filter(({ method }) => method === 'DELETE').map(({ method, body }) => `${method} ${body.path}`)

/** A visit that ends with its tab, while a file is being attached to a new note. */
async function visitThatEnds(): Promise<void> {
  const { documents, note } = await visit()
  await note.create(await note.edit())
  await documents.outbox.close()
  opened = []
  webLocks.releaseAll()
}

it('created for a file in a tab that went, it is removed by the next visit', async () => {
  await visitThatEnds()
  expect([stored, deletions()]).toEqual(['', []])
  const { documents } = await visit()
  await documents.blankNotes.removeLeft()
  expect(deletions()).toEqual(deleted)
  // It is known to be gone.
  stored = ''
  await (await visit()).documents.blankNotes.removeLeft()
  expect(deletions()).toEqual(deleted)
})

it.each(['a file', 'a word'])('created for a file in a tab that went, it stays if it has %s by now', async (what) => {
  await visitThatEnds()
  if (what === 'a file') files = [picture]
  else stored = 'Ink'
  const { documents } = await visit()
  await documents.blankNotes.removeLeft()
  expect(deletions()).toEqual([])
})

it('created for a file, it stays while its editor is open in another tab', async () => {
  const { note } = await visit()
  const draft = await note.edit()
  await note.create(draft)
  const { documents } = await visit()
  await documents.blankNotes.removeLeft()
  expect(deletions()).toEqual([])
  note.close(page, draft)
  await expect.poll(deletions).toEqual(deleted)
})
