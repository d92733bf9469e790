// SPDX-License-Identifier: AGPL-3.0-or-later

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { components } from '@rmirror/shared/api'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { faultsOf, routeAt } from '../../../../tests/world/contract.ts'
import { type Store, StoreContext } from '../../data/store.ts'
import { loadLaterTexts } from '../../i18n/index.ts'
import { stubObjectUrls } from '../../testing/object-urls.ts'
import { SharedScreen } from './SharedScreen.tsx'

type SharedNotebook = components['schemas']['SharedNotebook']
type SharedPage = components['schemas']['SharedPage']

const token = 'pVn9UyJ2Qm3b7Kc1dE5fG8hI0jL4oP6rS9tW2xZ3aBc'
const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const diary: SharedNotebook = {
  ...{ kind: 'notebook', notebook_uuid: uuid(1), visible_name: 'Diary', document_type: 'notebook' },
  ...{ orientation: 'portrait', authors: [], last_modified: null, shown_name: 'Ann', allows_download: false },
  expires_at: null,
  pages: [1, 2].map((number) => ({
    ...{ page_uuid: uuid(10 + number), page_number: number, ink_hash: `i1:${number}`, ocr_status: 'completed' },
  })),
}

const pageOf = (number: number): SharedPage => ({
  ...{ page_uuid: uuid(10 + number), page_number: number, ink_hash: `i1:${number}`, ocr_status: 'completed' },
  ...{ display_hash: null, is_display_current: false, unreadable_parts: 0, ocr_language: 'en' },
  ...{ text: `# Page ${number}\n\n- [ ] Buy ink`, lines: [], typed_text: '', typed_markdown: null },
  ...{ images: [], display_image: null },
  highlights: [{ text: 'a marked sentence', note: 'True', color: 'yellow', rects: [] }],
  todos: [{ source: 'handwriting', text: 'Buy ink', is_completed: false }],
  attachments: [],
})

interface Asked {
  path: string
  headers: Record<string, unknown>
  body: string
}
interface Said {
  status: number
  body: object
}

let server: Server
let origin: string
let asked: Asked[]
let faults: string[]
let answers: (asked: Asked) => Said

const problem = (status: number, type = 'about:blank'): Said => ({
  status,
  body: { type, title: 'No', status, detail: 'Not like this.' },
})

function answerOf({ path }: Asked, shared: SharedNotebook): Said {
  if (path === '/api/v1/shared') return { status: 200, body: shared }
  const page = [1, 2].find((number) => path === `/api/v1/shared/pages/${uuid(10 + number)}`)
  return page ? { status: 200, body: pageOf(page) } : problem(404)
}

beforeEach(async () => {
  await loadLaterTexts()
  sessionStorage.clear()
  stubObjectUrls(() => 'blob:none')
  vi.stubGlobal('scrollTo', () => {})
  const observer = class {
    observe() {}
    disconnect() {}
  }
  vi.stubGlobal('ResizeObserver', observer)
  vi.stubGlobal('IntersectionObserver', observer)
  asked = []
  faults = []
  answers = (each) => answerOf(each, diary)
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { url: path = '', method = '', headers } = request
    const each = { path, headers, body: String(Buffer.concat(chunks)) }
    asked.push(each)
    const { status, body } = answers(each)
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    const route = routeAt(method, path)
    faults.push(...(route ? faultsOf(route, { status, type, text: JSON.stringify(body) }) : [`unknown: ${path}`]))
    response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
  server.close()
  server.closeAllConnections()
  expect(faults).toEqual([])
})

function show(hash = `#${token}`): void {
  history.replaceState(null, '', `/shared${hash}`)
  render(
    <StoreContext.Provider value={{} as Store}>
      <SharedScreen server={origin} />
    </StoreContext.Provider>,
  )
}

const linkTo = (page: string) => screen.findByRole('link', { name: page })

describe('a shared notebook', () => {
  it('is shown with its pages and with the name that its owner chose', async () => {
    show()
    expect(await screen.findByRole('heading', { level: 1, name: 'Diary' })).toBeTruthy()
    expect(screen.getByText('Shared by Ann, read-only')).toBeTruthy()
    expect((await linkTo('page 2')).getAttribute('href')).toBe(`/shared#${token}/2`)
    expect(screen.queryByRole('button', { name: 'Export' })).toBeNull()
    expect(document.querySelector('meta[name="robots"]')?.getAttribute('content')).toBe('noindex, nofollow')
  })

  it('offers files if its owner allows them', async () => {
    answers = (each) => answerOf(each, { ...diary, allows_download: true })
    show()
    expect(await screen.findByRole('button', { name: 'Export' })).toBeTruthy()
  })

  it('sends its token in a header, never in an address', async () => {
    show(`#${token}/1`)
    await screen.findByText('Buy ink')
    expect(asked.map(({ headers }) => headers['rmirror-link'])).toEqual(asked.map(() => token))
    expect(asked.filter(({ path }) => path.includes(token))).toEqual([])
  })
})

describe('a shared page', () => {
  it('is shown with its text and highlights, and leads to the others', async () => {
    show(`#${token}/1`)
    const panel = within(await screen.findByRole('complementary'))
    expect(await panel.findByRole('heading', { name: 'Page 1' })).toBeTruthy()
    expect(panel.getByText('Buy ink')).toBeTruthy()
    expect(panel.getByText('a marked sentence')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Next page' }))
    expect(await screen.findByRole('heading', { name: 'Page 2' })).toBeTruthy()
    expect(location.hash).toBe(`#${token}/2`)
  })

  it('of a link to a page alone leads nowhere else', async () => {
    answers = (each) => answerOf(each, { ...diary, kind: 'page', pages: diary.pages.slice(1) })
    show()
    expect(await screen.findByRole('heading', { name: 'Page 2' })).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Diary' })).toBeNull()
    expect(screen.queryByRole('navigation')).toBeNull()
  })

  it('that is not there leads back to the notebook', async () => {
    show(`#${token}/9`)
    expect(await screen.findByRole('heading', { name: 'This page isn’t in the notebook' })).toBeTruthy()
    expect((await linkTo('To the notebook')).getAttribute('href')).toBe(`/shared#${token}`)
  })
})

describe('a link', () => {
  it('that does not work says so, and why', async () => {
    answers = () => problem(404)
    show()
    expect(await screen.findByRole('heading', { name: 'This link doesn’t work' })).toBeTruthy()
  })

  it('without a token asks the server nothing', async () => {
    show('')
    expect(await screen.findByRole('heading', { name: 'This link doesn’t work' })).toBeTruthy()
    expect(asked).toEqual([])
  })

  it('with a password asks for it, and shows what is behind it', async () => {
    answers = (each) => {
      if (each.path === '/api/v1/shared/unlock')
        return each.body.includes('kitten')
          ? { status: 200, body: { pass: '1.abc', expires_in: 43_200 } }
          : problem(403, 'link_password_wrong')
      return each.headers['rmirror-link-pass'] === '1.abc'
        ? answerOf(each, diary)
        : problem(403, 'link_password_needed')
    }
    show()
    const field = await screen.findByLabelText('Password of the link')
    const open = () => fireEvent.click(screen.getByRole('button', { name: 'Open' }))
    open()
    expect((await screen.findByRole('alert')).textContent).toBe('Enter your password.')
    fireEvent.input(field, { target: { value: 'puppy' } })
    open()
    expect(await screen.findByText('That isn’t the password of this link.')).toBeTruthy()
    fireEvent.input(field, { target: { value: 'kitten in a box' } })
    open()
    expect(await screen.findByRole('heading', { level: 1, name: 'Diary' })).toBeTruthy()
    // After a reload.
    cleanup()
    show()
    expect(await screen.findByRole('heading', { level: 1, name: 'Diary' })).toBeTruthy()
  })

  it('whose password was tried too often says when to go on', async () => {
    answers = ({ path }) => (path.endsWith('/unlock') ? problem(429) : problem(403, 'link_password_needed'))
    show()
    fireEvent.input(await screen.findByLabelText('Password of the link'), { target: { value: 'puppy' } })
    fireEvent.click(screen.getByRole('button', { name: 'Open' }))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Try again/)
  })
})
