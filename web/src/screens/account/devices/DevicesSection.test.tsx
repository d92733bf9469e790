// SPDX-License-Identifier: AGPL-3.0-or-later
import type { components } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatDate } from '../../../i18n/index.ts'
import { AccountServer, problem } from '../../../testing/account-server.ts'
import { tree, uuidOf } from '../../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../../testing/signed-in.tsx'
import { DevicesSection } from './DevicesSection.tsx'

type AgentToken = components['schemas']['AgentToken']

let server: AccountServer
let devices: AgentToken[]
/** The agent release that the server offers; null: none. */
let release: { version: string; packages: object[] } | null
/** The names in the requests for tokens. */
let named: unknown[]
let onMake: (token: AgentToken) => { status?: number; body: unknown }

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const device = (state: AgentToken['state'], name = 'desk'): AgentToken => ({
  ...{ id: uuidOf(name), name, created_at: ago(48), expires_at: ago(-48) },
  ...{ last_used_at: ago(1), renewed_at: null, renewals: 0, reused_at: null, state },
})
const state = { version: '0.4.0', platform: 'Linux (x64)', reported_at: ago(1), last_sync_at: null, problem: null }

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  devices = []
  release = null
  named = []
  onMake = (agent_token) => {
    devices = [agent_token]
    const body = { access_token: 'secret.of.it', token_type: 'Bearer', expires_in: 2_592_000, agent_token }
    return { status: 201, body }
  }
  server.answers = (method, path, body) => {
    switch (`${method} ${path}`) {
      case 'GET /api/v1/notebooks/tree':
        return { body: tree([]) }
      case 'GET /api/v1/auth/agent-tokens':
        return { body: { items: devices, next: null } }
      case 'GET /api/v1/agents/latest':
        return release ? { body: { manifest: JSON.stringify(release), signature: 'x' } } : problem(404)
      case 'POST /api/v1/auth/agent-token': {
        const { name } = JSON.parse(String(body))
        named.push(name)
        return onMake({ ...device(null, name), last_used_at: null })
      }
    }
    return undefined
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show() {
  renderWith(await signedIn(server), <DevicesSection />)
  return within(await screen.findByRole('region', { name: 'Devices' }))
}

describe('a device', () => {
  const lines = async () => {
    const item = (await (await show()).findByRole('button', { name: 'Revoke “desk”' })).closest('li')
    const shown = [...(item?.querySelectorAll(':scope > div > span, p') ?? [])]
    return shown.map((line) => line.textContent?.replace(/ · expires on .*/, ''))
  }

  it('tells what it runs, from where and when it synced, and what keeps it from that', async () => {
    const sources = ['desktop', 'inbox', 'cloud-of-2031']
    devices = [device({ ...state, sources, last_sync_at: ago(3), problem: 'The tablet isn’t connected.' })]
    expect(await lines()).toEqual([
      'last used 1 hour ago',
      'rMirror 0.4.0 on Linux (x64) · last sync 3 hours ago',
      'syncs from reMarkable’s desktop app, an inbox folder, and cloud-of-2031',
      'The tablet isn’t connected.',
    ])
    const exact = formatDate(Date.parse(devices[0]?.last_used_at ?? ''))
    expect(screen.getByTitle(exact).textContent).toBe('last used 1 hour ago')
  })

  it('tells how often its token was renewed, and when last', async () => {
    devices = [{ ...device(null), renewals: 2, renewed_at: ago(24) }]
    await show()
    expect(await screen.findByText(/token renewed 2 times, last on /)).toBeTruthy()
    cleanup()
    devices = [{ ...device(null), renewals: 1, renewed_at: ago(24) }]
    await show()
    expect(await screen.findByText(/token renewed once, on /)).toBeTruthy()
  })

  it('that was signed out because its token was used twice says so, and can be removed from the list', async () => {
    devices = [{ ...device({ ...state, sources: [] }), reused_at: ago(1) }]
    const { findByText, getByRole, queryByText } = await show()
    expect(await findByText(/because its token was used twice/)).toBeTruthy()
    expect(queryByText(/expires on/)).toBeNull()
    expect(getByRole('button', { name: 'Remove “desk” from the list' }).textContent).toBe('Remove')
  })

  it('tells no more than it has said', async () => {
    devices = [device({ ...state, sources: [] })]
    expect(await lines()).toEqual(['last used 1 hour ago', 'rMirror 0.4.0 on Linux (x64)'])
    cleanup()
    devices = [device(null)]
    expect(await lines()).toEqual(['last used 1 hour ago'])
  })

  it.each([
    ['0.4.0', false],
    ['0.3.9', true],
    ['0.4.0-rc.1', true],
    ['0.10.0', false],
    ['of my own', false],
  ])('of version %s is told of 0.4.0: %s', async (version, isDue) => {
    devices = [device({ ...state, version, sources: [] })]
    release = { version: '0.4.0', packages: [] }
    const section = await show()
    await section.findByText(/^Install rMirror/)
    if (isDue) expect(await section.findByText(/^Version 0\.4\.0 is available\./)).toBeTruthy()
    else expect(section.queryByText(/is available/)).toBeNull()
  })
})

describe('the download', () => {
  it('lists the packages that don’t run on this computer', async () => {
    const url = '/downloads/rmirror.zip'
    release = { version: '0.4.0', packages: [{ platform: 'win32-x64', url, size: 48_000_000 }] }
    const link = await (await show()).findByText('Windows (x64)')
    expect([link.getAttribute('href'), link.hasAttribute('download')]).toEqual([url, true])
    expect(link.closest('li')?.textContent).toBe('Windows (x64) 48 MB')
  })

  it('is where the administrator says it is, when the server has none', async () => {
    expect(await (await show()).findByText(/offers no download/)).toBeTruthy()
  })
})

describe('a token', () => {
  const make = async (name: string) => {
    const section = await show()
    fireEvent.click(section.getByText('Connect a computer without a browser'))
    fireEvent.input(section.getByLabelText('Name of the computer'), { target: { value: name } })
    fireEvent.click(section.getByRole('button', { name: 'Create a token' }))
    return section
  }

  it('is shown once, with what to do with it, and its device listed', async () => {
    const section = await make('  attic ')
    expect(await section.findByText('secret.of.it')).toBeTruthy()
    expect(named).toEqual(['attic'])
    expect(section.getByText(/rmirror login --server .* --token/)).toBeTruthy()
    expect(await section.findByRole('button', { name: 'Revoke “attic”' })).toBeTruthy()
    fireEvent.click(section.getByRole('button', { name: 'I’ve copied it' }))
    await expect.poll(() => section.queryByText('secret.of.it')).toBeNull()
    expect(document.activeElement?.textContent).toBe('Connect a computer without a browser')
  })

  it.each([
    ['has no name', ' ', null, 'Enter a name.'],
    ['has a name the server refuses', 'x', problem(400, { field: 'name' }), 'Use at most 100 characters.'],
    ['is one too many', 'x', problem(409), 'Your account has too many devices. Revoke one first.'],
  ])('says so where it %s', async (_, name, answer, words) => {
    if (answer) onMake = () => answer
    const section = await make(name)
    expect((await section.findByRole('alert')).textContent).toBe(words)
    expect(named).toHaveLength(answer ? 1 : 0)
  })
})
