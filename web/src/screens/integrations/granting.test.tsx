// SPDX-License-Identifier: AGPL-3.0-or-later
// A target that is connected on its consent screen: before, on the way back, and afterwards.
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { indexOf } from '../../data/library/shelf.ts'
import type { Integration } from '../../data/server/integrations.ts'
import type { Connection } from '../../data/server/oauth.ts'
import { captureOAuthRedirect } from '../../data/server/oauth-return.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { integration, target, tree, workspace } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { IntegrationScreen } from './IntegrationScreen.tsx'
import { TargetReturnScreen } from './TargetReturnScreen.tsx'

const todoist = target('todoist', {
  accepts: ['todo'],
  can_authorize: true,
  fields: [
    { key: 'token', kind: 'secret', label: 'API token', required: true, default: null },
    { key: 'project', kind: 'text', label: 'Project', required: true, default: 'inbox', has_options: true },
    { key: 'second_token', kind: 'secret', label: 'Second', required: false, default: null, second_of: 'token' },
  ],
})

let server: AccountServer
let connections: Connection[]
let known: Integration[]
let refusal: ReturnType<typeof problem> | undefined
/** Requests that change something: method, path below /api/v1, body. */
let requests: [string, string, unknown][]

const connection = (more: Partial<Connection> = {}): Connection => ({
  ...workspace('', { kind: 'oauth' }),
  ...{ provider: 'todoist', workspace_id: '', workspace_name: null },
  ...more,
})

beforeEach(async () => {
  localStorage.clear()
  history.replaceState(null, '', '/')
  connections = []
  known = []
  requests = []
  refusal = undefined
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    const place = path.replace('/api/v1', '')
    const lists: Record<string, unknown> = {
      '/targets': [todoist],
      '/connections': connections,
      '/integrations': known,
    }
    if (place === '/notebooks/tree') return { body: tree([]) }
    if (method === 'GET') return { body: { items: lists[place] ?? [], next: null } }
    requests.push([method, place, body.length > 0 ? JSON.parse(String(body)) : null])
    if (refusal) return refusal
    if (place.endsWith('/options'))
      return { body: { items: [{ value: 'inbox', label: 'Inbox' }], error_class: null, error_message: null } }
    if (method === 'DELETE') {
      connections = []
      return { status: 204, body: null }
    }
    if (place.endsWith('/callback')) connections = [connection()]
    return place.endsWith('/callback') ? { status: 201, body: connections[0] } : { body: { drawn: {} } }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show() {
  const store = await signedIn(server)
  const here = { notebooks: signal(new Map()), folders: signal(new Map()) }
  renderWith({ ...store, index: indexOf(here, store.shelf) }, <IntegrationScreen name="todoist" />)
}

const button = (name: string) => screen.findByRole('button', { name })

describe('a target with a consent screen', () => {
  it('is connected before anything else is asked, and never asks for a token', async () => {
    await show()
    expect(await button('Connect Todoist')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Set up' })).toBeNull()
    expect(screen.queryByLabelText(/token/i)).toBeNull()
    refusal = problem(502, { detail: "Todoist can't be reached at the moment. Try again later." })
    fireEvent.click(await button('Connect Todoist'))
    expect((await screen.findByRole('alert')).textContent).not.toBe('')
    expect(requests).toEqual([['POST', '/connections/todoist/authorize', null]])
  })

  it('lists what can be chosen at once when it is connected, and can be disconnected', async () => {
    connections = [connection()]
    await show()
    expect(await screen.findByText('Todoist is connected.')).toBeTruthy()
    expect(await screen.findByText('1 to choose from.')).toBeTruthy()
    expect(screen.queryByLabelText(/token/i)).toBeNull()
    fireEvent.click(await button('Disconnect'))
    expect(await button('Connect Todoist')).toBeTruthy()
    expect(requests.at(-1)).toEqual(['DELETE', `/connections/${connection().id}`, null])
  })

  it('says how it is connected where it is set up, and what is wrong', async () => {
    known = [integration('todoist', { secrets: { token: true } })]
    connections = [connection({ status: 'broken' })]
    await show()
    expect(await screen.findByText('Todoist no longer accepts this connection.')).toBeTruthy()
    expect(await button('Connect Todoist again')).toBeTruthy()
    expect(screen.queryByText('Disconnect')).toBeNull()
    expect(screen.queryByLabelText(/token/i)).toBeNull()
  })

  it('says that it is connected by a token', async () => {
    known = [integration('todoist')]
    connections = [connection({ kind: null })]
    await show()
    expect(await screen.findByText('Todoist is connected by a token that was entered.')).toBeTruthy()
  })
})

describe('coming back from the consent screen', () => {
  const comeBack = async (query: string) => {
    history.replaceState(null, '', `/connections/todoist?${query}`)
    captureOAuthRedirect()
    expect(location.href).not.toMatch(/\?/)
    renderWith(await signedIn(server), <TargetReturnScreen name="todoist" />)
  }

  it('hands over code and state, and goes on to the target', async () => {
    await comeBack('code=c1&state=s1')
    await expect.poll(() => location.pathname).toBe('/integrations/todoist')
    expect(requests).toEqual([['POST', '/connections/todoist/callback', { code: 'c1', state: 's1' }]])
  })

  it.each([
    ['error=access_denied&state=s1', problem(409, { type: 'access_denied' }), /You didn’t allow access at Todoist/],
    ['code=c1&state=old', problem(409, { type: 'connect_again' }), /took too long, or was already finished/],
    ['code=c1&state=s1', problem(409, { type: 'paste_a_token' }), /isn’t set up on this server/],
  ])('with %s, refused: it says why, and how to go on', async (query, answer, words) => {
    refusal = answer
    await comeBack(query)
    expect(await screen.findByText(words)).toBeTruthy()
    expect(await button('Connect Todoist again')).toBeTruthy()
    expect(location.pathname).toBe('/connections/todoist')
  })

  it.each([
    ['error=access_denied', /You didn’t allow access at Todoist/],
    ['error=server_error', /took too long, or was already finished/],
    ['code=c1', /nothing to finish here/],
  ])('with %s alone sends no request', async (query, words) => {
    await comeBack(query)
    expect(await screen.findByText(words)).toBeTruthy()
    expect(requests).toEqual([])
  })
})
