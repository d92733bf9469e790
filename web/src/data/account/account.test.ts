// SPDX-License-Identifier: AGPL-3.0-or-later
// The server knows one user, and each of its refresh cookies is good for one exchange.
import { effect } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { accountAt } from '../../testing/signed-in.tsx'
import { type Account, retryIntervalMs } from './account.ts'
import { fetchDevices } from './devices.ts'

let server: AccountServer
let account: Account

const at = '2026-11-20T12:00:00.000Z'
const unused = { last_used_at: null, renewed_at: null, renewals: 0, reused_at: null, state: null }
const desk = { id: '0191', name: 'desk', created_at: at, expires_at: at, ...unused }

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  server.answers = (method, path) =>
    `${method} ${path}` === 'GET /api/v1/auth/agent-tokens' ? { body: { items: [desk], next: null } } : undefined
  account = accountAt(server)
})
afterEach(() => server.stop())

const devices = () => fetchDevices(account, new AbortController().signal)
const signIn = () => account.signIn('ann@example.org', 'quite bony lantern')
const tokens = () => server.requests.map(({ authorization }) => authorization)
const paths = () => server.requests.map(({ method, path }) => `${method} ${path}`)

describe('a guest', () => {
  it('asks the server nothing', async () => {
    await account.open()
    expect([account.state.value.kind, server.requests]).toEqual(['guest', []])
  })

  it('signs in, and all that is asked then bears the token', async () => {
    await signIn()
    expect(account.user.value?.email).toBe('ann@example.org')
    expect((await devices()).map(({ name }) => name)).toEqual(['desk'])
    expect(tokens()).toEqual([undefined, 'Bearer token-1'])
  })

  it('is told when the password is wrong, and stays one', async () => {
    await expect(account.signIn('ann@example.org', 'something else')).rejects.toMatchObject({ status: 401 })
    expect(account.state.value.kind).toBe('guest')
    expect(localStorage).toHaveLength(0)
  })
})

describe('a user who is signed in', () => {
  beforeEach(signIn)

  it('is still signed in at the next visit, and only that fact is stored', async () => {
    expect(Object.values(localStorage)).toEqual(['in'])
    const later = accountAt(server)
    await later.open()
    expect(later.user.value?.email).toBe('ann@example.org')
  })

  it('gets one fresh token, however many requests find theirs too old', async () => {
    server.expireTokens()
    await Promise.all([devices(), devices(), devices()])
    expect(paths().filter((path) => path.endsWith('/refresh'))).toHaveLength(1)
    expect(tokens().slice(-3)).toEqual(Array(3).fill('Bearer token-2'))
  })

  it('is a guest again when the session is over, and is told', async () => {
    server.endSession()
    await expect(devices()).rejects.toMatchObject({ status: 401 })
    expect([account.state.value.kind, account.ended.value]).toEqual(['guest', true])
    expect(localStorage).toHaveLength(0)
  })

  it('leaves nothing behind after signing out', async () => {
    await account.signOut()
    expect([account.state.value.kind, localStorage.length]).toEqual(['guest', 0])
    expect(server.hasSession).toBe(false)
  })

  it('signs out although the server is gone, which hears of it at the next visit', async () => {
    await server.pause()
    await expect(account.signOut()).rejects.toMatchObject({ name: 'NotReached' })
    expect(account.state.value.kind).toBe('guest')
    await server.resume()
    const later = accountAt(server)
    await later.open()
    expect([later.state.value.kind, server.hasSession, localStorage.length]).toEqual(['guest', false, 0])
  })

  it('is not taken for a guest when the server does not answer, and is back when the network is', async () => {
    const later = accountAt(server)
    await server.pause()
    await later.open()
    expect(later.state.value.kind).toBe('unreachable')
    await server.resume()
    window.dispatchEvent(new Event('online'))
    await expect.poll(() => later.state.value.kind).toBe('signed-in')
  })

  it('is back when the server is, although the network never went', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const later = accountAt(server)
    const seen: string[] = []
    const stop = effect(() => void seen.push(later.state.value.kind))
    await server.pause()
    await later.open()
    vi.advanceTimersByTime(retryIntervalMs)
    await expect.poll(() => vi.getTimerCount()).toBe(1)
    await server.resume()
    vi.advanceTimersByTime(retryIntervalMs)
    await expect.poll(() => later.state.value.kind).toBe('signed-in')
    expect([seen, vi.getTimerCount()]).toEqual([['guest', 'opening', 'unreachable', 'signed-in'], 0])
    stop()
    vi.useRealTimers()
  })

  it('is signed out in the other tabs too, and signed in there', async () => {
    const other = accountAt(server)
    await other.open()
    window.dispatchEvent(new StorageEvent('storage', { key: 'rmirror.account', newValue: null }))
    expect(other.state.value.kind).toBe('guest')
    window.dispatchEvent(new StorageEvent('storage', { key: 'rmirror.account', newValue: 'in' }))
    await expect.poll(() => other.state.value.kind).toBe('signed-in')
  })
})

it('one tab waits while another renews', async () => {
  await signIn()
  const order: string[] = []
  const locks = {
    request: async (name: string, work: () => Promise<unknown>) => {
      order.push(`${name} taken`)
      await work()
      order.push('given back')
    },
  } as unknown as LockManager
  const tab = accountAt(server, locks)
  await tab.open()
  expect(order).toEqual(['rmirror.refresh taken', 'given back'])
})

it('a name that was changed in another browser is known with the next token, and the user stays the same', async () => {
  await signIn()
  const before = account.userId.value
  const seen: (string | null)[] = []
  const stop = effect(() => void seen.push(account.userId.value))
  server.user = { ...server.user, name: 'Ann' }
  server.expireTokens()
  await devices()
  expect(account.user.value?.name).toBe('Ann')
  expect(seen).toEqual([before])
  stop()
})
