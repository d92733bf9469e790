// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookThere } from '../../testing/notebooks.ts'
import { notebookWith, queueItem, serverPage, tree, treeItem } from '../../testing/server-facts.ts'
import { signedIn } from '../../testing/signed-in.tsx'
import { Notebook } from './notebook.ts'
import { hasFailedPages, retryPages } from './retry-pages.ts'

const failed = (notebook: string, ...pages: string[]) =>
  notebookWith(pages.map((page) => serverPage(notebook, page, { id: page, ocr_status: 'failed' })))

let server: AccountServer
let refusal: { status: number; detail: string } | null

beforeEach(async () => {
  localStorage.clear()
  refusal = null
  server = await AccountServer.start()
  server.answers = (method, path) => {
    if (path.endsWith('/tree')) return { body: tree([treeItem('a')]) }
    if (path === '/api/v1/notebooks/a') return { body: failed('a', 'one', 'two') }
    if (path === '/api/v1/notebooks/b') return { body: failed('b', 'three') }
    if (method === 'POST' && path.includes('/queue/')) {
      if (refusal && path.includes('/second/'))
        return { status: refusal.status, body: { type: 'about:blank', title: '', ...refusal } }
      return { status: 204, body: null }
    }
    if (path.includes('status=cancelled')) return { body: { items: [], next: null } }
    const items = [queueItem('first', 'one'), queueItem('second', 'two'), queueItem('third', 'three')]
    return { body: { items: [...items, queueItem('other', 'elsewhere')], next: null } }
  }
})
afterEach(() => server.stop())

const notebook = (uuid: string, name: string, failures: number) =>
  new Notebook(null, notebookThere({ uuid, name, pages: 3, progress: { failed: failures } }))
const all = [notebook('a', 'A', 2), notebook('b', 'B', 1), notebook('c', 'C', 0)].filter(hasFailedPages)
const retried = () => server.requests.flatMap(({ path }) => path.match(/queue\/(\w+)\/retry/)?.[1] ?? []).sort()

it('the failed pages of the notebooks are tried again, and no others', async () => {
  const { remote } = await signedIn(server)
  expect(await retryPages(all, remote)).toEqual({ count: 3, refused: [] })
  expect(retried()).toEqual(['first', 'second', 'third'])
  expect(server.requests.some(({ path }) => path === '/api/v1/notebooks/c')).toBe(false)
})

it('a page that was retried too often is told of its notebook, the rest is tried', async () => {
  refusal = { status: 429, detail: 'This page was retried three times today. It can be retried again tomorrow.' }
  const { remote } = await signedIn(server)
  const { count, refused } = await retryPages(all, remote)
  expect([count, refused]).toEqual([2, [{ notebook: 'A', pages: 1, why: expect.objectContaining({ status: 429 }) }]])
})

it('when all requests are refused, that is no fault of a page', async () => {
  refusal = { status: 429, detail: 'Too many requests.' }
  const { remote } = await signedIn(server)
  await expect(retryPages(all, remote)).rejects.toMatchObject({ status: 429 })
})
