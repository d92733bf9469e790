// SPDX-License-Identifier: AGPL-3.0-or-later
// A library that exceeds one manifest, with lower limits than the real ones.
import { type Announced, announce, createApi, type ManifestLimits, NotebookTooLarge } from '@rmirror/shared/api'
import type { ManifestNotebook } from '@rmirror/shared/library'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signUp, TestServer, type TestUser } from '../testing/server.ts'

let server: TestServer
let ann: TestUser
let users = 0
beforeAll(async () => {
  server = await TestServer.start({ RMIRROR_TEST_RATE_LIMITS: 'off' })
})
afterAll(() => server.stop())
beforeEach(async () => {
  ann = await signUp(server, `ann${++users}@example.org`)
  await server.forgetRequests()
})

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const notebook = (number: number, pages: number[], typed_text = ''): ManifestNotebook => ({
  notebook_uuid: uuid(number).toUpperCase(),
  document_type: 'notebook',
  visible_name: `Notebook ${number}`,
  last_modified: `2026-11-${10 + number}T12:00:00.000Z`,
  pages: pages.map((page) => ({ page_uuid: uuid(page), ink_hash: `i1:${page}`, has_ink: true, typed_text })),
})
const limits: ManifestLimits = { bytes: 5000, notebooks: 3, pages: 4 }

function announceNotebooks(scope: 'library' | 'notebooks', notebooks: ManifestNotebook[]): Promise<Announced> {
  const api = createApi({ server: server.url, token: () => ann.token })
  return announce(api, { scope, notebooks }, new AbortController().signal, limits)
}
const wanted = ({ want }: Announced) => want.map(({ notebook_uuid }) => Number(notebook_uuid.slice(-2)))
const manifests = async () =>
  (await server.requests()).filter((request) => request === 'POST /api/v1/sync/manifest').length
const live = () =>
  server.ask(
    `SELECT coalesce(string_agg(visible_name, ', ' ORDER BY visible_name), 'none') FROM notebooks WHERE deleted_at IS NULL AND user_id = (SELECT id FROM users WHERE email = '${ann.email}')`,
  )

describe('a library', () => {
  test('goes up in one request when it fits', async () => {
    const answer = await announceNotebooks('library', [notebook(1, [1, 2]), notebook(2, [3, 4])])
    expect([await manifests(), wanted(answer)]).toEqual([1, [2, 1]])
  })

  test.each([
    ['notebooks', [1, 2, 3, 4].map((number) => notebook(number, [number])), 2],
    ['pages', [notebook(1, [1, 2]), notebook(2, [3, 4]), notebook(3, [5])], 2],
    ['bytes', [1, 2, 3].map((number) => notebook(number, [number], 'é'.repeat(1500))), 3],
  ])('goes up in parts when it has too many %s, the newest first', async (_, notebooks, count) => {
    const answer = await announceNotebooks('notebooks', notebooks)
    expect(await manifests()).toBe(count)
    expect(wanted(answer)).toEqual(notebooks.map((_, index) => notebooks.length - index))
    expect(answer.quota).toMatchObject({ used: 0 })
    expect(live()).toBe(notebooks.map(({ visible_name }) => visible_name).join(', '))
  })

  test('that is behind takes away nothing that it does not name, also in parts', async () => {
    const numbers = [1, 2, 3, 4]
    const now = { ...notebook(1, [1, 6]), visible_name: 'Renamed', last_modified: '2026-11-20T12:00:00.000Z' }
    await announceNotebooks('notebooks', [now, notebook(2, [2]), notebook(5, [5])])
    await announceNotebooks(
      'library',
      numbers.map((number) => notebook(number, [number])),
    )
    expect(live()).toBe('Notebook 2, Notebook 3, Notebook 4, Notebook 5, Renamed')
  })

  test('that is whole takes away what it does not name, also in parts', async () => {
    await announceNotebooks('library', [notebook(1, [1]), notebook(5, [5])])
    await announceNotebooks(
      'notebooks',
      [2, 3, 4].map((number) => notebook(number, [number])),
    )
    const names = [1, 2, 3, 4].map((number) => `Notebook ${number}`)
    await announceNotebooks(
      'notebooks',
      [1, 2, 3, 4].map((number) => notebook(number, [number])),
    )
    expect(live()).toBe([...names, 'Notebook 5'].join(', '))
    await announceNotebooks(
      'library',
      [1, 2, 3, 4].map((number) => notebook(number, [number])),
    )
    expect(live()).toBe(names.join(', '))
  })

  test('is not begun when a notebook of it fits into no manifest', async () => {
    const large = notebook(2, [1, 2, 3, 4, 5])
    await expect(announceNotebooks('notebooks', [notebook(1, [6]), large])).rejects.toThrow(NotebookTooLarge)
    expect([await manifests(), live()]).toEqual([0, 'none'])
  })
})
