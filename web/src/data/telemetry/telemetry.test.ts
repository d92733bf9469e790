// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ApiProblem, NotReached } from '@rmirror/shared/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { accountAt } from '../../testing/signed-in.tsx'
import type { Account } from '../account/account.ts'
import { prefer } from '../library/preferences.ts'
import { kindOf, sentEvents, Telemetry, waitingEvents } from './telemetry.ts'

const top = join(import.meta.dirname, '../../../..')

let server: AccountServer
let choice: { is_allowed: boolean; is_on: boolean }
/** Bodies of the requests that sent events. */
let received: { events: object[] }[]
let account: Account
let telemetry: Telemetry

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  choice = { is_allowed: true, is_on: true }
  received = []
  server.answers = (method, path, body) => {
    if (path !== '/api/v1/telemetry') return undefined
    if (method === 'GET') return { body: choice }
    if (method === 'PUT') {
      choice = { ...choice, ...JSON.parse(String(body)) }
      return { body: choice }
    }
    received.push(JSON.parse(String(body)))
    return { status: 204, body: null }
  }
  account = accountAt(server)
  telemetry = new Telemetry(account)
})
afterEach(() => server.stop())

const signIn = () => account.signIn('ann@example.org', 'quite bony lantern')

describe('what a guest does', () => {
  it('is not even collected', async () => {
    telemetry.loaded('/', 300)
    telemetry.failed(new Error('A title of a notebook'))
    await telemetry.send()
    expect(waitingEvents.value).toEqual([])
    expect(server.requests).toEqual([])
  })

  it('is sent once the guest turned it on, and no longer once it is off', async () => {
    prefer({ telemetry: true })
    telemetry.loaded('/', 300)
    await telemetry.send()
    expect(server.requests.map(({ path }) => path)).toEqual(['/api/v1/telemetry/guest'])
    telemetry.loaded('/about', 300)
    prefer({ telemetry: false })
    expect(waitingEvents.value).toEqual([])
    telemetry.loaded('/', 300)
    await telemetry.send()
    expect(server.requests).toHaveLength(1)
  })
})

describe('a signed-in user', () => {
  beforeEach(signIn)

  it('sends routes, times and kinds of errors, together', async () => {
    telemetry.enter('/notebooks/:uuid')
    telemetry.loaded('/notebooks/:uuid', 320.4)
    telemetry.failed(new Error('The diary of 1999 can’t be drawn'))
    expect(waitingEvents.value).toHaveLength(2)
    await telemetry.send()
    expect(received).toEqual([
      {
        events: [
          { route: '/notebooks/:uuid', load_ms: 320 },
          { route: '/notebooks/:uuid', error: 'script' },
        ],
      },
    ])
    expect(sentEvents.value).toEqual(received[0]?.events)
    expect(waitingEvents.value).toEqual([])
  })

  it.each([
    ['the operator', { is_allowed: false, is_on: true }],
    ['the user', { is_allowed: true, is_on: false }],
  ])('sends nothing if %s turned it off', async (_, off) => {
    choice = off
    telemetry.loaded('/', 300)
    await telemetry.send()
    telemetry.loaded('/', 400)
    expect(waitingEvents.value).toEqual([])
    expect(received).toEqual([])
  })

  it('drops what is waiting when it is turned off', async () => {
    telemetry.loaded('/', 300)
    await telemetry.turn(false)
    expect(waitingEvents.value).toEqual([])
    await telemetry.turn(true)
    telemetry.loaded('/', 400)
    await telemetry.send()
    expect(received).toEqual([{ events: [{ route: '/', load_ms: 400 }] }])
  })

  it('collects no more than one request takes', async () => {
    for (let times = 0; times < 250; times++) telemetry.loaded('/', times)
    await telemetry.send()
    expect(received.map(({ events }) => events.length)).toEqual([100])
  })

  it('forgets what is waiting on signing out', async () => {
    telemetry.loaded('/', 300)
    await account.signOut()
    expect(waitingEvents.value).toEqual([])
  })
})

describe('while the session of an earlier visit is restored', () => {
  let opening: Promise<void>

  const openLater = () => {
    account = accountAt(server)
    telemetry = new Telemetry(account)
    opening = account.open()
    telemetry.loaded('/account', 300)
  }

  beforeEach(signIn)

  it('what happens waits, and is sent then', async () => {
    openLater()
    await telemetry.send()
    expect(received).toEqual([])
    await opening
    await telemetry.send()
    expect(received).toEqual([{ events: [{ route: '/account', load_ms: 300 }] }])
  })

  it('what happens is dropped if that session has ended', async () => {
    server.endSession()
    openLater()
    expect(waitingEvents.value).toHaveLength(1)
    await opening
    expect(waitingEvents.value).toEqual([])
  })
})

it.each([
  [new ApiProblem(new Response(null, { status: 503 }), undefined), 'server_error'],
  [new ApiProblem(new Response(null, { status: 404 }), undefined), 'refused'],
  [new NotReached('https://example.org', new Error('no')), 'not_reached'],
  [new DOMException('full', 'QuotaExceededError'), 'storage'],
  [Object.assign(new Error('bad page'), { name: 'CoreCrash' }), 'core'],
  [new TypeError('x is undefined'), 'script'],
  ['a text', 'script'],
])('%s is one of the kinds', (error, kind) => {
  expect(kindOf(error)).toBe(kind)
})

it('the server takes the routes and kinds of the contract, and no others', () => {
  const contract = readFileSync(join(top, 'shared/openapi.yaml'), 'utf8')
  const [, event = ''] = /\n {4}TelemetryEvent:\n([\s\S]*?)\n {4}\w/.exec(contract) ?? []
  const routes = [...event.matchAll(/^ {12}- (\S+)$/gm)].map(([, route]) => route)
  const [, kinds = ''] = /error: \{ enum: \[(.*?)\]/.exec(event) ?? []
  const source = readFileSync(join(top, 'server/src/telemetry/telemetry.hpp'), 'utf8')
  const listOf = (name: string) => {
    const [, list = ''] = new RegExp(`${name} = [^{]*\\{([\\s\\S]*?)\\}\\)?;`).exec(source) ?? []
    return [...list.matchAll(/"([^"]+)"/g)].map(([, each]) => each)
  }
  expect(listOf('kRoutes')).toEqual(routes)
  expect(listOf('kErrors')).toEqual(kinds.split(', '))
})
