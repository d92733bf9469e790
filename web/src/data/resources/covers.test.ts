// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { pageDetail, tree } from '../../testing/server-facts.ts'
import { signedIn } from '../../testing/signed-in.tsx'
import { CoverLoader } from './covers.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const uuids = (count: number) => Array.from({ length: count }, (_, number) => uuid(number))
const { signal: never } = new AbortController()
const cover = { ...pageDetail('diary', 'first'), images: [], display_image: null }

let server: AccountServer
/** The notebooks asked for, per request. */
let asked: string[][]
let isBusy: boolean
let covers: CoverLoader

beforeEach(async () => {
  localStorage.clear()
  asked = []
  isBusy = false
  server = await AccountServer.start()
  server.answers = (_, path) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    const { pathname, searchParams } = new URL(path, server.origin)
    if (pathname !== '/api/v1/notebooks/covers') return undefined
    const notebooks = searchParams.getAll('notebook')
    asked.push(notebooks)
    if (isBusy) return problem(403)
    // The server doesn't know the first one.
    const known = notebooks.filter((notebook) => notebook !== uuid(0))
    return { body: { items: known.map((notebook_uuid) => ({ notebook_uuid, page: cover })) } }
  }
  covers = new CoverLoader((await signedIn(server)).account)
})
afterEach(() => server.stop())

const load = (notebook: string, signal = never) => covers.load(notebook, signal)

it('what a screen asks for in the same moment is one request', async () => {
  const found = await Promise.all(uuids(12).map((notebook) => load(notebook)))
  expect(asked).toEqual([uuids(12)])
  expect(found.map((page) => page?.page_uuid ?? null)).toEqual([null, ...Array(11).fill(cover.page_uuid)])
  await load(uuid(12))
  expect(asked.at(-1)).toEqual([uuid(12)])
})

it('more than the server answers at a time is asked for in several requests', async () => {
  await Promise.all(uuids(100).map((notebook) => load(notebook)))
  expect(asked.map((notebooks) => notebooks.length).toSorted((a, b) => a - b)).toEqual([4, 48, 48])
})

it('a cover is not requested once its caller stopped waiting', async () => {
  const leaving = new AbortController()
  const left = load(uuid(1), leaving.signal)
  const stayed = load(uuid(2))
  leaving.abort(new Error('left'))
  await expect(left).rejects.toThrow('left')
  await stayed
  expect(asked).toEqual([[uuid(2)]])
})

it('a refusal is told to all who asked', async () => {
  isBusy = true
  const results = await Promise.allSettled([load(uuid(1)), load(uuid(2))])
  expect(results).toMatchObject([{ reason: { status: 403 } }, { reason: { status: 403 } }])
})
