// SPDX-License-Identifier: AGPL-3.0-or-later
// Which copy of a page is shown, and what the screen says about it.
import { signal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import { cleanup, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { indexOf } from '../../data/library/shelf.ts'
import type { LibraryStore } from '../../data/local/library.ts'
import type { LiveNotebook } from '../../data/local/live-notebook.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { notebookHere } from '../../testing/notebooks.ts'
import { stubObjectUrls } from '../../testing/object-urls.ts'
import { notebookWith, pageDetail, serverPage, tree, treeItem } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { PageScreen } from './PageScreen.tsx'

const images = [{ part: 1, sha256: 'a'.repeat(64), width: 3, height: 4, rect: { x: 0, y: 0, width: 300, height: 400 } }]
const summary = { blank: false, images: false, unreadable: 0, width: 1404, height: 1872 }

let server: AccountServer
let details: PageDetail

beforeEach(async () => {
  localStorage.clear()
  details = pageDetail('a', 'page 1', { images, typed_text: 'Typed there' })
  const observer = class {
    observe() {}
    disconnect() {}
  }
  vi.stubGlobal('ResizeObserver', observer)
  vi.stubGlobal('IntersectionObserver', observer)
  stubObjectUrls(() => 'blob:picture')
  server = await AccountServer.start()
  server.answers = (_, path) => {
    if (path.endsWith('/tree'))
      return { body: tree([treeItem('a', { visible_name: 'Diary', last_modified: '2026-11-20T12:00:00+00:00' })]) }
    if (path === '/api/v1/notebooks/a') return { body: notebookWith([serverPage('a', 'page 1')]) }
    if (path.endsWith('/pages/page%201')) return { body: details }
    return path.includes('/image?') ? { body: new Uint8Array([1]) } : undefined
  }
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  server.stop()
})

/** The server's copy was last modified on 20 November. */
async function show(here: LiveNotebook | null, onServer: 'here' | 'failed' = 'here') {
  const store = await signedIn(server, onServer)
  const library = {
    notebooks: signal(new Map(here ? [['a', here]] : [])),
    folders: signal(new Map()),
    opened: signal(true),
    want: async () => {},
    drawWithSources: () => {},
  } as unknown as LibraryStore
  const nothing = new Promise<never>(() => {})
  const reader = { details: () => nothing, picture: () => nothing, prepare: () => {}, tile: () => nothing }
  const index = indexOf(library, store.shelf)
  renderWith({ ...store, library, index, reader } as never, <PageScreen uuid="a" number={1} />)
  return store
}

function drawnHere(inkHash: string, modified: string): LiveNotebook {
  const notebook = notebookHere({ lastModified: Date.parse(modified) })
  for (const page of notebook.pages)
    page.state.value = { kind: 'ready', summary: { ...summary, inkHash }, thumbnail: 'data:thumbnail', complete: true }
  return notebook
}

const pictures = () => [...document.querySelectorAll('.stage-page img')].map((image) => image.getAttribute('src'))

it('a page that only the server has is shown with its text', async () => {
  await show(null)
  await expect.poll(pictures).toEqual(['blob:picture'])
  expect(screen.getByText(/^You see the synced image of this page/)).toBeTruthy()
  expect(await screen.findByText('Typed there')).toBeTruthy()
})

it.each([
  ['notebook', '/api/v1/notebooks/a', 'here', ['/', '/notebooks/a']],
  ['library', '/tree', 'failed', ['/']],
] as const)(
  'leads back while its %s can’t be loaded, and is there when asked again',
  async (_, missing, library, way) => {
    const answers = server.answers
    server.answers = (method, path, ...more) => (path.endsWith(missing) ? problem(503) : answers(method, path, ...more))
    await show(null, library)
    expect((await screen.findByRole('alert')).textContent).toContain('The server can’t do this right now')
    const links = within(screen.getByRole('navigation', { name: 'Breadcrumbs' })).getAllByRole('link')
    expect(links.map((link) => link.getAttribute('href'))).toEqual(way)
    server.answers = answers
    screen.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(pictures).toEqual(['blob:picture'])
  },
)

it('says what is missing while its image can’t be loaded, and loads it when asked again', async () => {
  const answers = server.answers
  server.answers = (method, path, ...more) => {
    return path.includes('/image?') ? problem(503) : answers(method, path, ...more)
  }
  await show(null)
  const image = within((await screen.findByRole('heading', { name: 'Image' })).closest('section') as HTMLElement)
  expect(image.getByRole('alert').textContent).toContain('The server can’t do this right now')
  expect(screen.getByText('No image')).toBeTruthy()
  expect(screen.queryByText(/synced image/)).toBeNull()
  server.answers = answers
  image.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(pictures).toEqual(['blob:picture'])
})

it('typed text that only the server has keeps its headings, boxes and words in bold', async () => {
  const typed_markdown = '# Week 7\n\n- [x] buy **ink**\n    - [ ] <b>black\n'
  details = pageDetail('a', 'page 1', { images, typed_text: 'Week 7', typed_markdown })
  await show(null)
  expect(await screen.findByRole('heading', { name: 'Week 7' })).toBeTruthy()
  const items = [...document.querySelectorAll('.text-item')].map(({ textContent }) => textContent)
  expect(items).toEqual(['☑done: buy ink', '☐open: <b>black'])
  expect(document.querySelector('.text-item strong')?.textContent).toBe('ink')
})

it('a newer page on the server is shown instead of the one here, and says so', async () => {
  await show(drawnHere('i1:older', '2026-11-19T12:00:00Z'))
  await expect.poll(pictures).toEqual(['blob:picture'])
  expect(screen.getByText(/^The server has a newer version of this page/)).toBeTruthy()
})

it.each([
  ['a page that looks the same on the server', 'i1:a', '2026-11-19T12:00:00Z'],
  ['a newer page here', 'i1:newer', '2026-11-21T12:00:00Z'],
])('%s is shown in its ink', async (_, inkHash, modified) => {
  const { remote } = await show(drawnHere(inkHash, modified))
  await expect.poll(() => remote.client.getQueryData(remote.pages('a').queryKey)).toHaveLength(1)
  expect(pictures()).toEqual(['data:thumbnail'])
  expect(screen.queryByText(/synced image/)).toBeNull()
})

it('nothing of it is left on the screen when the person signs out', async () => {
  const { account } = await show(null)
  await expect.poll(pictures).toEqual(['blob:picture'])
  await account.signOut()
  await expect.poll(pictures).toEqual([])
  expect(screen.getByRole('heading').textContent).toBe('This notebook isn’t in your library')
})
