// SPDX-License-Identifier: AGPL-3.0-or-later
import { type Change, noTranscriptions, type ServerPage } from '@rmirror/shared/api'
import { QueryObserver } from '@tanstack/preact-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AccountServer, problem } from '../../testing/account-server.ts'
import {
  integration,
  listedTodo,
  notebookWith,
  notification,
  pageDetail,
  quotaNow,
  record,
  serverPage,
  todo,
  tree,
  treeItem,
} from '../../testing/server-facts.ts'
import { type SignedInStore, signedIn } from '../../testing/signed-in.tsx'
import { retryIntervalMs } from '../account/account.ts'
import { firstSteps } from '../resources/first-steps.ts'
import type { Remote } from './remote.ts'
import type { ListedTodo } from './todos.ts'

const rect = { x: -10, y: 20, width: 300, height: 400 }
const first = serverPage('diary', 'first', { ink_hash: 'i1:read' })
const second = serverPage('diary', 'second', { ink_hash: 'i1:read', ocr_status: 'pending', page_number: 2 })
const images = [1, 2].map((part) => ({ part, sha256: `${part}`.repeat(64), width: 3, height: 4, rect }))
const png = new Uint8Array([137, 80, 78, 71])

let answers: Record<string, unknown>
let server: AccountServer
let account: SignedInStore['account']
let remote: Remote

beforeEach(async () => {
  localStorage.clear()
  answers = {
    '/notebooks/tree': tree([treeItem('diary')]),
    '/notebooks/diary': notebookWith([first, second]),
    '/notebooks/diary/pages/first': pageDetail('diary', 'first', { ...first, images, ocr_text: 'read' }),
    '/notebooks/diary/pages/first/image?part=1': png,
    '/notebooks/diary/pages/first/image?part=2': png,
    '/todos?state=open&limit=500': { items: [listedTodo('ink', 1)], next: null },
    '/quota': quotaNow(),
  }
  server = await AccountServer.start()
  server.answers = (_, path) => {
    const body = answers[path.slice('/api/v1'.length)]
    return body === undefined ? undefined : { body }
  }
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  server.stop()
})

const signIn = async () => {
  ;({ account, remote } = await signedIn(server))
}
const asked = () => server.requests.map(({ path }) => path.slice('/api/v1'.length))
const askedBesidesChanges = () => asked().filter((path) => !path.startsWith('/changes'))
/** Mounts the query, as a screen does. */
const show = <T>(query: ReturnType<Remote['pages']> | ReturnType<Remote['todos']>) => {
  const observer = new QueryObserver<T>(remote.client, query as never)
  return { observer, stop: observer.subscribe(() => {}) }
}

describe('what is asked for', () => {
  beforeEach(signIn)

  it('a page comes with all parts of its picture, and is asked for once', async () => {
    const [details] = await Promise.all([remote.page(first), remote.page(first)])
    expect(details).toMatchObject({ ocr_status: 'completed', ocr_text: 'read' })
    const pictures = await remote.pictures(first)
    expect(pictures.map(({ picture, ...place }) => [picture.size, place])).toEqual([
      [4, { width: 3, height: 4, rect }],
      [4, { width: 3, height: 4, rect }],
    ])
    expect(asked().filter((path) => path.endsWith('/pages/first'))).toHaveLength(1)
  })

  it('a page that the server does not know is none', async () => {
    expect(await remote.page({ notebook_uuid: 'diary', page_uuid: 'torn out' })).toBeNull()
  })

  it('a request that failed is repeated while a screen shows it, a refused one is not', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const honest = server.answers
    server.answers = (_, path) => problem(path.includes('/todos') ? 500 : 403)
    const [todos, pages] = [show<ListedTodo[]>(remote.todos('open')), show<ServerPage[]>(remote.pages('diary'))]
    const results = () => [todos, pages].map(({ observer }) => observer.getCurrentResult())
    await expect.poll(() => results().map(({ status }) => status)).toEqual(['error', 'error'])
    server.answers = honest
    vi.advanceTimersByTime(retryIntervalMs)
    await expect.poll(() => results().map(({ status }) => status)).toEqual(['success', 'error'])
    vi.advanceTimersByTime(10 * retryIntervalMs)
    const askedFor = (what: string) => asked().filter((path) => path.startsWith(what)).length
    expect([askedFor('/todos'), askedFor('/notebooks/diary')]).toEqual([2, 1])
    for (const { stop } of [todos, pages]) stop()
  })

  it('what failed is asked for again', async () => {
    const honest = server.answers
    server.answers = () => problem(500)
    await expect(remote.pagesOf('diary')).rejects.toMatchObject({ status: 500 })
    server.answers = honest
    expect(await remote.pagesOf('diary')).toHaveLength(2)
  })

  it('the text of pages that were read can be had together, and which wait, but none of older ink', async () => {
    const signal = new AbortController().signal
    const looks = (inkHash: string) => new Map(['first', 'second'].map((page) => [page, async () => inkHash]))
    const { read, waiting } = await remote.readPages('diary', looks('i1:read'), signal)
    expect([...read].map(([page, { ocr_text }]) => [page, ocr_text])).toEqual([['first', 'read']])
    expect([...waiting]).toEqual(['second'])
    expect(await remote.readPages('diary', looks('i1:written on since'), signal)).toEqual(noTranscriptions)
    expect(await remote.readPages('diary', new Map(), signal)).toEqual(noTranscriptions)
    expect(await remote.readPages('unknown', looks('i1:read'), signal)).toEqual(noTranscriptions)
  })

  it('what was typed to be done comes with it, of pages without handwriting too, but none of older ink', async () => {
    const typed = todo('Paper', { source: 'typed_text', is_completed: true })
    const skipped = { ...second, ocr_status: 'skipped' as const }
    answers['/notebooks/diary'] = notebookWith([first, skipped])
    answers['/notebooks/diary/pages/second'] = pageDetail('diary', 'second', {
      ...skipped,
      todos: [todo('Ink'), typed],
    })
    const found = async (inkHash: string) => {
      const looks = new Map(['first', 'second'].map((page) => [page, async () => inkHash]))
      return [...((await remote.readPages('diary', looks, new AbortController().signal)).typedTodos ?? [])]
    }
    expect(await found('i1:read')).toEqual([['second', [typed]]])
    expect(await found('i1:written on since')).toEqual([])
  })
})

describe('what changes on the server', () => {
  const next = (since: number) => expect.poll(() => asked().filter((path) => path.includes(`since=${since}&`)).length)

  it('is asked for again, and nothing else; pictures only when there are others', async () => {
    await signIn()
    await Promise.all([remote.pagesOf('diary'), remote.pictures(first), remote.client.fetchQuery(remote.quota())])
    const before = askedBesidesChanges().length
    server.pushChange({ kind: 'page', deleted: false, value: first })
    await next(1).toBe(1)
    await remote.pictures(first)
    expect(askedBesidesChanges().slice(before)).toEqual(['/notebooks/diary/pages/first'])
    const images = [{ part: 1, sha256: '1'.repeat(64), width: 3, height: 4, rect: { ...rect, x: 0 } }]
    answers['/notebooks/diary/pages/first'] = pageDetail('diary', 'first', { images })
    server.pushChange({ kind: 'page', deleted: false, value: first })
    await next(2).toBe(1)
    expect(await remote.pictures(first)).toHaveLength(1)
  })

  it('comes to the screen that shows it, and to no other', async () => {
    await signIn()
    const pages = show(remote.pages('diary'))
    const todos = show(remote.todos('open'))
    await expect
      .poll(() => [pages.observer, todos.observer].map((each) => each.getCurrentResult().isSuccess))
      .toEqual([true, true])
    const before = askedBesidesChanges().length
    server.pushChange({ kind: 'highlight', deleted: false, value: highlight })
    server.pushChange({ kind: 'todo', deleted: false, value: todo('ink') })
    await expect.poll(() => askedBesidesChanges().slice(before)).toEqual(['/todos?state=open&limit=500'])
    pages.stop()
    todos.stop()
  })

  it('a todo or a highlight makes the page stale on which it stands', async () => {
    await signIn()
    await remote.page(first)
    for (const [count, change] of [
      { kind: 'todo', deleted: false, value: todo('ink', { page_id: first.id }) },
      { kind: 'highlight', deleted: false, value: { ...highlight, page_id: first.id } },
    ].entries()) {
      server.pushChange(change)
      await next(count + 1).toBe(1)
      await remote.page(first)
      expect(asked().filter((path) => path.endsWith('/pages/first'))).toHaveLength(count + 2)
    }
  })

  it('a notebook that is new, changed or gone on the server is so here; what the tree says already is no news', async () => {
    await signIn()
    const trees = () => asked().filter((path) => path === '/notebooks/tree').length
    server.pushChange({ kind: 'notebook', deleted: false, value: treeItem('diary') })
    server.pushChange({ kind: 'notebook', deleted: true, value: treeItem('long gone') })
    await next(2).toBe(1)
    expect(trees()).toBe(1)
    server.pushChange({ kind: 'notebook', deleted: true, value: treeItem('diary') })
    await expect.poll(trees).toBe(2)
  })

  it('how much is delivered is asked for once for many changes; notifications at once', async () => {
    answers['/integrations'] = { items: [integration('readwise')], next: null }
    answers['/sync/records?target_name=readwise&limit=50'] = { items: [], next: null }
    answers['/notifications?limit=20'] = { items: [], unread: 0, next: null }
    await signIn()
    const queries = [remote.integrations(), remote.records({ target_name: 'readwise' }, 50), remote.notifications(20)]
    const shown = queries.map((query) => show(query as never))
    await expect.poll(() => shown.every(({ observer }) => observer.getCurrentResult().isSuccess)).toBe(true)
    const before = askedBesidesChanges().length
    for (const id of ['1', '2', '3']) server.pushChange({ kind: 'record', deleted: false, value: record(id) })
    server.pushChange({ kind: 'notification', deleted: false, value: notification('1', 'first_sync') })
    await expect
      .poll(() => askedBesidesChanges().slice(before))
      .toEqual(['/notifications?limit=20', '/integrations', '/sync/records?target_name=readwise&limit=50'])
    for (const { stop } of shown) stop()
  })

  it.each<[string, Change]>([
    ['a notebook', { kind: 'notebook', deleted: false, value: treeItem('new') }],
    ['a page', { kind: 'page', deleted: false, value: second }],
    ['a delivery', { kind: 'record', deleted: false, value: record('1') }],
  ])('the first steps are asked for again soon after %s has changed', async (_, change) => {
    answers['/me/first-steps'] = { signed_up: true, sent: true, transcribed: false, connected: false, delivered: false }
    await signIn()
    const shown = show({ ...firstSteps(remote), enabled: true } as never)
    const steps = () => asked().filter((path) => path === '/me/first-steps').length
    await expect.poll(steps).toBe(1)
    server.pushChange(change)
    server.pushChange(change)
    await expect.poll(steps).toBe(2)
    shown.stop()
  })

  it.each([
    ['a notebook', { kind: 'notebook', deleted: false, value: treeItem('new') }],
    ['a page', { kind: 'page', deleted: false, value: second }],
  ])('a search hears once, soon after %s has changed', async (_, change) => {
    await signIn()
    await expect.poll(() => server.listeners).toBe(1)
    server.pushChange(change)
    server.pushChange(change)
    await expect.poll(() => remote.pageChanges.value).toBe(1)
  })

  it('behind another tab nothing is asked, and all of it afterwards', async () => {
    await signIn()
    await remote.page(first)
    const look = (state: DocumentVisibilityState) => {
      vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
      document.dispatchEvent(new Event('visibilitychange'))
    }
    await expect.poll(() => server.listeners).toBe(1)
    look('hidden')
    await expect.poll(() => server.listeners).toBe(0)
    server.pushChange({ kind: 'page', deleted: false, value: first })
    expect(remote.client.getQueryState(remote.pageAt(first).queryKey)?.isInvalidated).toBe(false)
    look('visible')
    await expect.poll(() => remote.client.getQueryState(remote.pageAt(first).queryKey)?.isInvalidated).toBe(true)
  })
})

const highlight = {
  ...{ id: 'mark', page_id: 'somewhere', ordinal: 0, original_text: 'ink', corrected_text: null },
  ...{ repaired_text: null, confidence: null },
  ...{ note: '', color: 'yellow', rects: [], mark: null, sentence: '', heading: '', is_rejected: false },
}

it('a tab asks for the changes since the tree alone; when the server forgot them, everything is loaded again', async () => {
  const cursors = ['1', '3']
  const answer = server.answers
  server.answers = (method, path, body) =>
    path.endsWith('/tree') ? { body: tree([], cursors.shift() ?? '3') } : answer(method, path, body)
  for (const uuid of ['first', 'second', 'third'])
    server.pushChange({ kind: 'notebook', deleted: true, value: treeItem(uuid) })
  server.forgotten = 2
  await signIn()
  const afterSigningIn = () => asked().slice(1)
  await expect
    .poll(afterSigningIn)
    .toEqual([
      '/notebooks/tree',
      expect.stringContaining('since=1&'),
      '/notebooks/tree',
      expect.stringContaining('since=3&'),
    ])
})

it('what a newer server says of things that are not known here does no harm', async () => {
  server.isNewer = true
  answers['/notebooks/tree'] = tree([treeItem('diary', { document_type: 'recording' as 'notebook' })])
  await signIn()
  await remote.page(first)
  server.pushChange({ kind: 'recording', deleted: false, value: { length: 12 } })
  server.pushChange({ kind: 'page', deleted: false, value: { ...first, mood: 'good' } })
  await expect.poll(() => remote.client.getQueryState(remote.pageAt(first).queryKey)?.isInvalidated).toBe(true)
})

describe('signing out', () => {
  beforeEach(signIn)

  it('leaves nothing of one person for the next: no list, no text, no picture', async () => {
    await Promise.all([
      remote.pagesOf('diary'),
      remote.pictures(first),
      remote.client.fetchQuery(remote.todos('open')),
      remote.client.fetchQuery(remote.quota()),
    ])
    const shown = show(remote.pages('diary'))
    await account.signOut()
    expect(remote.client.getQueryCache().getAll()).toEqual([])
    shown.stop()
    server.user = { ...server.user, id: 'bob' }
    answers = { '/notebooks/tree': tree([]) }
    await account.signIn('bob@example.org', 'quite bony lantern')
    await expect.poll(() => remote.client.getQueryData(remote.tree().queryKey)).toMatchObject({ items: [] })
    expect(
      JSON.stringify(
        remote.client
          .getQueryCache()
          .getAll()
          .map(({ state }) => state.data),
      ),
    ).not.toContain('diary')
    await expect(remote.pagesOf('diary')).rejects.toMatchObject({ status: 404 })
  })

  it('ends what is on its way: an answer for one person never comes to the next', async () => {
    const answer = server.answers
    const leaving: Promise<void>[] = []
    server.answers = (method, path, body) => {
      if (path === '/api/v1/notebooks/diary') leaving.push(account.signOut())
      return answer(method, path, body)
    }
    await expect(remote.pagesOf('diary')).rejects.toMatchObject({ name: 'SignedOut' })
    await Promise.all(leaving)
    expect(remote.client.getQueryCache().getAll()).toEqual([])
  })

  it('in another tab is so here', async () => {
    await account.open()
    await remote.pictures(first)
    window.dispatchEvent(new StorageEvent('storage', { key: 'rmirror.account', newValue: null }))
    expect(remote.client.getQueryCache().getAll()).toEqual([])
    await expect(remote.page(first)).rejects.toMatchObject({ name: 'SignedOut' })
  })
})

it('a guest asks for nothing', async () => {
  await signIn()
  await account.signOut()
  const before = server.requests.length
  const shown = show(remote.pages('diary'))
  await expect(remote.pagesOf('diary')).rejects.toMatchObject({ name: 'SignedOut' })
  expect(await remote.readPages('diary', new Map(), new AbortController().signal)).toEqual(noTranscriptions)
  expect(server.requests.slice(before)).toEqual([])
  shown.stop()
})

it('a closed one hears of no changes, and not of who signs in', async () => {
  await signIn()
  await expect.poll(() => server.listeners).toBe(1)
  remote.close()
  await expect.poll(() => server.listeners).toBe(0)
  const before = server.requests.length
  server.user = { ...server.user, id: 'bob' }
  await account.signIn('bob@example.org', 'quite bony lantern')
  expect(server.requests.slice(before).map(({ path }) => path)).toEqual(['/api/v1/auth/login'])
  expect(remote.client.getQueryCache().getAll()).toEqual([])
})
