// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookHere, notebookThere } from '../../testing/notebooks.ts'
import { tree, treeItem } from '../../testing/server-facts.ts'
import { signedIn } from '../../testing/signed-in.tsx'
import { unsentNotes } from '../outbox/unsent-notes.ts'
import { deleteMany } from './many-deletions.ts'
import { Notebook } from './notebook.ts'

let server: AccountServer
let refused: string[]

beforeEach(async () => {
  localStorage.clear()
  refused = []
  server = await AccountServer.start()
  server.answers = (method, path) => {
    if (path.endsWith('/tree')) return { body: tree([treeItem('a')]) }
    const isRefused = refused.some((part) => `${method} ${path}`.includes(part))
    if (isRefused) return { status: 409, body: { type: 'about:blank', title: '', status: 409, detail: 'Not now.' } }
    return { status: 204, body: null }
  }
})
afterEach(() => server.stop())

const both = new Notebook(notebookHere({ uuid: 'a', name: 'A' }), notebookThere({ uuid: 'a', name: 'A' }))
const there = new Notebook(null, notebookThere({ uuid: 'b', name: 'B' }))
const here = new Notebook(notebookHere({ uuid: 'c', name: 'C' }), null)

async function deleting(notebooks: Notebook[]) {
  const { remote } = await signedIn(server)
  const inBrowser = new Set(['a', 'c'])
  const library = {
    remove: async (uuid: string) => {
      inBrowser.delete(uuid)
      return async () => void inBrowser.add(uuid)
    },
  }
  const counts: number[] = []
  const deletion = await deleteMany(notebooks, { remote, library }, (done) => counts.push(done))
  return { ...deletion, inBrowser, counts }
}

const asked = (what: RegExp) =>
  server.requests.flatMap(({ method, path }) => (what.test(`${method} ${path}`) ? [`${method} ${path}`] : [])).sort()

it('notebooks go from the server and from this browser, and come back together', async () => {
  const { deleted, kept, inBrowser, counts, undo } = await deleting([both, there, here])
  expect([deleted.length, kept, [...inBrowser], counts]).toEqual([3, [], [], [1, 2, 3]])
  expect(asked(/^DELETE/)).toEqual(['DELETE /api/v1/notebooks/a', 'DELETE /api/v1/notebooks/b'])
  await undo()
  expect([...inBrowser].sort()).toEqual(['a', 'c'])
  expect(asked(/restore$/)).toEqual(['POST /api/v1/notebooks/a/restore', 'POST /api/v1/notebooks/b/restore'])
})

it('what the server refuses stays in both, and the rest goes', async () => {
  refused = ['DELETE /api/v1/notebooks/a']
  const { deleted, kept, inBrowser } = await deleting([both, there, here])
  expect(deleted.map(({ name }) => name).sort()).toEqual(['B', 'C'])
  expect(kept).toEqual([{ notebook: both, why: expect.objectContaining({ status: 409 }) }])
  expect([...inBrowser]).toEqual(['a'])
})

it('an undo that fails for one brings the others back, and can be tried again for it', async () => {
  const { undo, inBrowser } = await deleting([both, there])
  refused = ['/b/restore']
  await expect(undo()).rejects.toMatchObject({ status: 409 })
  expect([...inBrowser].sort()).toEqual(['a', 'c'])
  refused = []
  await undo()
  expect(asked(/restore$/).filter((request) => request.includes('/a/'))).toHaveLength(1)
})

it('a note that was never sent is deleted without the server, and comes back', async () => {
  const waiting = new Set(['n'])
  const discard = async () => {
    waiting.delete('n')
    return async () => void waiting.add('n')
  }
  unsentNotes.value = new Map([['n', { id: 'n', title: 'Note', folder: null, changedAt: 0, discard }]])
  const note = new Notebook(null, { ...notebookThere({ uuid: 'n', isNote: true }), isUnsent: true })
  const { deleted, undo } = await deleting([note])
  expect([deleted, [...waiting], asked(/^DELETE/)]).toEqual([[note], [], []])
  await undo()
  expect([[...waiting], asked(/restore/)]).toEqual([['n'], []])
  unsentNotes.value = new Map()
})
