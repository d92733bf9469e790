// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace, WorkspaceTest } from '../../../data/server/notion.ts'
import { captureOAuthRedirect } from '../../../data/server/oauth-return.ts'
import { AccountServer, problem } from '../../../testing/account-server.ts'
import { tree, uuidOf, workspace } from '../../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../../testing/signed-in.tsx'
import { NotionReturnScreen } from './NotionReturnScreen.tsx'
import { NotionScreen } from './NotionScreen.tsx'

let server: AccountServer
let known: Workspace[]
let canAuthorize: boolean
let tested: WorkspaceTest
let refusal: ReturnType<typeof problem> | undefined
/** Requests that change something: method, path below /api/v1/connections, body. */
let requests: [string, string, unknown][]

/** Lists that are empty here: NotionMirror.test.tsx tests mirrored notebooks. */
const nothing = ['/targets', '/integrations']

beforeEach(async () => {
  localStorage.clear()
  history.replaceState(null, '', '/')
  known = []
  canAuthorize = true
  tested = testedWith([{ id: uuidOf('plans'), title: 'Plans' }])
  refusal = undefined
  requests = []
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    const place = path.replace('/api/v1', '')
    if (place === '/notebooks/tree') return { body: tree([]) }
    if (method === 'GET' && place === '/connections/notion') return { body: { can_authorize: canAuthorize } }
    if (nothing.includes(place)) return { body: { items: [], next: null } }
    if (method === 'GET' && place === '/connections') return { body: { items: known, next: null } }
    if (place.endsWith('/test')) return { body: tested }
    requests.push([method, place.replace('/connections', ''), body.length > 0 ? JSON.parse(String(body)) : null])
    if (refusal) return refusal
    if (method === 'DELETE') {
      known = known.filter(({ id }) => !place.endsWith(id))
      return { status: 204, body: null }
    }
    known = [...known, workspace("Kim's Notion", { kind: place === '/connections' ? 'token' : 'oauth' })]
    return { status: 201, body: known.at(-1) }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

const testedWith = (pages: WorkspaceTest['pages']): WorkspaceTest => {
  return { is_ok: true, problem: null, workspace_name: "Kim's Notion", pages }
}
const show = async () => renderWith(await signedIn(server), <NotionScreen />)
const button = (name: string | RegExp) => screen.findByRole('button', { name })
const click = async (name: string | RegExp) => fireEvent.click(await button(name))
const facts = (card: HTMLElement) =>
  [...card.querySelectorAll('dt')].map((term) => `${term.textContent}: ${term.nextElementSibling?.textContent}`)

const expectFocusOn = (words: string) => expect.poll(() => document.activeElement?.textContent).toBe(words)

async function paste(token: string): Promise<void> {
  fireEvent.input(await screen.findByLabelText('Notion token'), { target: { value: token } })
  await click('Connect')
}

describe('what was granted', () => {
  it('is told of each workspace, as far as it is known, with the pages that are shared', async () => {
    known = [
      workspace("Kim's Notion", { grants: { reads_content: true, inserts_content: false } }),
      workspace('Office', { kind: 'token', created_at: '2026-11-21T12:00:00.000Z' }),
      workspace('', { provider: 'readwise' }),
    ]
    await show()
    const kims = await screen.findByRole('region', { name: "Kim's Notion" })
    expect(facts(kims)).toEqual([
      'Access: Signed in to Notion',
      expect.stringMatching(/^Connected on: .*2026$/),
      'Read content: Allowed',
      'Insert content: Not allowed',
      'Update content: Not known yet',
    ])
    expect(await within(kims).findByText('Plans')).toBeTruthy()
    const office = screen.getByRole('region', { name: 'Office' })
    expect(facts(office)[0]).toBe('Access: Pasted token')
    expect(screen.getByRole('heading', { name: 'Connect another workspace' })).toBeTruthy()
    expect(screen.queryByText(/readwise/i)).toBeNull()
  })

  it('is no page yet: then it is told how to share one, and a test shows it', async () => {
    known = [workspace("Kim's Notion")]
    tested = testedWith([])
    await show()
    expect(await screen.findByText(/No pages are shared yet/)).toBeTruthy()
    tested = testedWith([{ id: uuidOf('untitled'), title: '' }])
    await click("Test: Kim's Notion")
    expect(await screen.findByText('Untitled')).toBeTruthy()
    expect(await screen.findByText('Notion answers as it should.')).toBeTruthy()
  })
})

describe('a workspace that is broken', () => {
  it('is found by a test, and connected again as it was connected', async () => {
    known = [workspace("Kim's Notion"), workspace('Office', { kind: 'token' })]
    await show()
    await screen.findAllByText('Plans')
    known = known.map((each) => ({ ...each, status: 'broken' }))
    tested = {
      ...testedWith([]),
      is_ok: false,
      problem: 'Notion no longer accepts this connection. Connect Notion again.',
    }
    await click("Test: Kim's Notion")
    expect(await screen.findByText('Access no longer works. Connect the workspace again.')).toBeTruthy()
    // The reason isn't shown a second time.
    await expect.poll(() => screen.queryByText(/^Notion no longer accepts this access/)).toBeNull()
    expect(screen.getByText('This token no longer works. Paste another one.')).toBeTruthy()
    expect(screen.queryByText('Shared pages')).toBeNull()
    expect(await button('Connect again')).toBeTruthy()
    await click('Paste another token')
    expect(document.activeElement).toBe(screen.getByLabelText('Notion token'))
  })

  it('was blocked by the administrator: the reason is told, and nothing is offered but to disconnect', async () => {
    known = [workspace("Kim's Notion", { status: 'broken', blocked_because: 'Too many calls.' })]
    await show()
    expect(await screen.findByText('Reason given: Too many calls.')).toBeTruthy()
    const names = screen.getAllByRole('button').map((each) => each.textContent)
    expect(names[0]).toBe('Disconnect…')
  })
})

describe('a token', () => {
  it('is the only way where this server isn’t registered at Notion, and the screen says so', async () => {
    canAuthorize = false
    await show()
    expect(await screen.findByText(/isn’t set up on this server/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Connect with Notion' })).toBeNull()
    await paste('ntn_known')
    await expectFocusOn("“Kim's Notion” is connected.")
    expect(requests).toEqual([['POST', '', { provider: 'notion', token: 'ntn_known' }]])
    expect(screen.getByLabelText<HTMLInputElement>('Notion token').value).toBe('')
  })

  it.each([
    [{ detail: "token: Notion doesn't accept this token.", field: 'token' }, /Copy it again from Notion/],
    [{ type: 'workspace_elsewhere' }, /belongs to another account/],
    [{ type: 'workspace_blocked' }, /has blocked this workspace/],
    [{ detail: 'Only on Sundays.' }, 'The server says: Only on Sundays.'],
  ])('that is refused because of %o stays where it was entered', async (members, words) => {
    refusal = problem(409, members)
    await show()
    await paste('ntn_other')
    expect((await screen.findByText(words)).getAttribute('role')).toBe('alert')
    expect(screen.getByLabelText<HTMLInputElement>('Notion token').value).toBe('ntn_other')
  })
})

it.each([
  ['oauth', /revoked at Notion/],
  ['token', /stays valid until you delete it there/],
] as const)('of a workspace by %s is told what follows before it is disconnected', async (kind, words) => {
  known = [workspace("Kim's Notion", { kind })]
  const id = known[0]?.id
  await show()
  await click('Disconnect…')
  expect(screen.getByText(words)).toBeTruthy()
  expect(requests).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: 'Disconnect', hidden: true }))
  await expectFocusOn("“Kim's Notion” is disconnected.")
  expect(requests).toEqual([['DELETE', `/${id}`, null]])
  expect(await screen.findByRole('heading', { name: 'Connect a workspace' })).toBeTruthy()
})

describe('coming back from Notion', () => {
  const comeBack = async (query: string) => {
    history.replaceState(null, '', `/connections/notion?${query}`)
    captureOAuthRedirect()
    expect(location.href).not.toMatch(/\?/)
    renderWith(await signedIn(server), <NotionReturnScreen />)
  }

  it('code and state are handed over once', async () => {
    await comeBack('code=c1&state=s1')
    expect(await screen.findByText(/“Kim's Notion” is connected/)).toBeTruthy()
    expect(requests).toEqual([['POST', '/notion/callback', { code: 'c1', state: 's1' }]])
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'))
    expect(links).toEqual(['/integrations/notion', '/integrations'])
    cleanup()
    renderWith(await signedIn(server), <NotionReturnScreen />)
    expect(screen.getByText(/nothing to finish here/)).toBeTruthy()
    expect(requests).toHaveLength(1)
  })

  it.each([
    ['error=access_denied&state=s1', problem(409, { type: 'access_denied' }), /You didn’t allow access/],
    ['code=c1&state=old', problem(409, { type: 'connect_again' }), /took too long, or was already finished/],
    ['code=c1&state=s1', problem(409, { type: 'workspace_elsewhere' }), /belongs to another account/],
    [
      'code=c1&state=s1',
      problem(503, { detail: "Notion can't be reached at the moment. Try again later." }),
      /Notion can’t be reached/,
    ],
  ])('with %s, refused: it says why, and how to go on', async (query, answer, words) => {
    refusal = answer
    await comeBack(query)
    expect(await screen.findByText(words)).toBeTruthy()
    expect(await button('Connect again')).toBeTruthy()
  })

  it('without the parameters of Notion sends no request', async () => {
    await comeBack('code=c1')
    expect(await screen.findByText(/nothing to finish here/)).toBeTruthy()
    expect(requests).toEqual([])
  })
})
