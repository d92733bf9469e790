// SPDX-License-Identifier: AGPL-3.0-or-later
// The page of a watch: who may use it, and that its actions take effect.

import { once } from 'node:events'
import { createServer } from 'node:net'
import { answerTo, createApi } from '@rmirror/shared/api'
import type { LocalSelection } from '@rmirror/shared/local-page'
import { expect, test } from 'vitest'
import { type Asked, Browser } from '../testing/browser.ts'
import { at, startWith } from '../testing/program.ts'
import { lay, remove, uuid, watchedWorld } from '../testing/watched.ts'
import { startWithPage } from '../testing/watching.ts'

const world = watchedWorld()

const open = () => startWith(world.environment(), 'open', '--no-browser').outcome

/** A watch whose first round is over, and a browser with access to its page. */
async function begin(...more: string[]): Promise<Browser> {
  const start = (port: number) => {
    world.watching = world.begin('--port', String(port), ...more)
    return world.watching
  }
  const browser = new Browser(await startWithPage(start, 'Sent '))
  const code = /#(.+)\n/.exec((await open()).out)?.[1] ?? ''
  expect((await browser.enter(code)).status).toBe(200)
  return browser
}

test('only who was let in by "rmirror open" reads and changes anything', async () => {
  lay('a', [1])
  const browser = await begin()
  const { port, cookie } = browser
  expect((await browser.enter('A'.repeat(32))).status).toBe(403)
  const { out } = await open()
  expect(out).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/#[\\w-]{32}\\n$`))
  const code = out.trim().split('#')[1] ?? ''
  const second = new Browser(port)
  const { cookie: given } = await second.enter(code)
  expect(given).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
  expect((await second.enter(code)).status, 'a code twice').toBe(403)

  const body = { minutes: null }
  const pause = { method: 'POST', path: '/api/pause', body }
  const strangers: [string, Asked, number][] = [
    ['no cookie', { headers: { cookie: undefined } }, 401],
    ['a wrong cookie', { headers: { cookie: `rmirror-${port}=x` } }, 401],
    [
      'another server on this computer, whose port gets the cookie too',
      { headers: { 'rmirror-page': undefined } },
      401,
    ],
    ['the same, changing', { ...pause, headers: { 'rmirror-page': undefined } }, 401],
    ['a wrong token', { headers: { 'rmirror-page': 'A'.repeat(43) } }, 401],
    ['another name, by DNS rebinding', { headers: { host: `evil.example.org:${port}` } }, 403],
    ['another port of this computer', { headers: { 'sec-fetch-site': 'same-site' } }, 401],
    ['another page that reads', { headers: { origin: 'https://evil.example.org' } }, 403],
    ['another page that changes', { ...pause, headers: { origin: 'https://evil.example.org' } }, 403],
    ['a form', { ...pause, headers: { 'content-type': 'text/plain' } }, 415],
    ['no origin', { ...pause, headers: { origin: undefined } }, 403],
    ['a sandboxed frame', { ...pause, headers: { origin: 'null' } }, 403],
    ['no cookie, changing', { ...pause, headers: { cookie: undefined } }, 401],
    ['a path out of the folder', { path: '/../program.js' }, 404],
    ['another method', { method: 'DELETE', headers: { origin: `http://127.0.0.1:${port}` } }, 404],
  ]
  for (const [who, asked, status] of strangers) expect((await browser.ask(asked)).status, who).toBe(status)
  expect((await browser.state()).run.paused_until).toBeNull()
  expect(browser.cookie).toBe(cookie)
})

test('the page shows how the watch is doing, and pauses, resumes and starts it', async () => {
  lay('a', [1, 2])
  const browser = await begin()
  const state = await browser.state()
  expect(state).toMatchObject({ server: world.server.url, deletions_asked: null, deleted_there: [] })
  expect(state.run).toMatchObject({ is_running: true, notebooks: 1, pages_to_send: 0, problem: null })
  expect(state.quota).toMatchObject({ used: 0 })
  expect(state.log.map(({ text }) => text)).toContain('Sent 2 pages.')

  const began = Date.now()
  expect(await browser.act('pause', { minutes: 30 })).toBe(200)
  await world.watching?.waitForOutput('Paused until')
  const until = Date.parse((await browser.state()).run.paused_until ?? '')
  expect(until).toBeGreaterThan(began + 29 * 60_000)
  for (const minutes of [-1, 1e9, 'x']) expect(await browser.act('pause', { minutes } as never)).toBe(400)
  await world.server.forgetRequests()
  expect(await browser.act('resync', {})).toBe(200)
  expect(await browser.act('sync', {})).toBe(200)
  await world.watching?.waitForOutput('The pause is over')
  await world.watching?.waitForOutput('1 notebook or folder changed')
  expect((await browser.state()).run.paused_until).toBeNull()
})

test('while it is paused, it says what would be sent, and sends nothing', async () => {
  lay('a', [1, 2])
  const browser = await begin()
  const plan = async () => JSON.parse((await browser.ask({ path: '/api/plan' })).text)
  expect(await plan()).toEqual({ changed: 0, pages: 0, waiting: 0, gone: 0, excluded: 0 })
  await browser.act('pause', { minutes: null })
  await world.watching?.waitForOutput('Paused')
  lay('a', [1, 2, 4])
  lay('b', [5])
  await world.server.forgetRequests()
  const expected = { changed: 2, pages: 2, waiting: 0, gone: 0, excluded: 0 }
  expect(await plan()).toEqual(expected)
  expect(await plan(), 'asked twice').toEqual(expected)
  expect((await world.server.requests()).filter((each) => !each.startsWith('GET '))).toEqual([])
  expect(world.live()).toBe('Notebook a')
  await browser.act('sync', {})
  await world.watching?.waitForOutput('Sent 2 pages.')
  expect((await plan()).pages).toBe(0)
})

test('a person chooses what is left out, and the diagnostics name no notebook', async () => {
  lay('a', [1])
  lay('b', [2])
  const browser = await begin()
  const known = JSON.parse((await browser.ask({ path: '/api/selection' })).text) as LocalSelection
  expect(known.notebooks.map(({ name, pages }) => [name, pages]).sort()).toEqual([
    ['Notebook a', 1],
    ['Notebook b', 1],
  ])
  const selection = { ...known.selection, excluded_notebooks: [uuid('b')] }
  expect(await browser.act('select', { selection, existing: 'delete' })).toBe(200)
  await world.watching?.waitForOutput('left out 1')
  expect(world.live()).toBe('Notebook a')
  const { text } = await browser.ask({ path: '/api/diagnostics' })
  expect(text).toMatch(/^rMirror: \d/)
  for (const secret of ['Notebook a', at(), world.server.url, world.token, uuid('a'), 'ann@'])
    expect(text).not.toContain(secret)
})

test('a notebook that was deleted on the server is synced again, or left deleted', async () => {
  for (const letter of ['a', 'b', 'c']) lay(letter, [1])
  const browser = await begin()
  const person = createApi({ server: world.server.url, token: () => world.ann.accessToken })
  for (const letter of ['a', 'b'])
    await answerTo(
      person.DELETE('/api/v1/notebooks/{notebook_uuid}', { params: { path: { notebook_uuid: uuid(letter) } } }),
    )
  await browser.act('resync', {})
  await world.watching?.waitForOutput('Deleted on the server by somebody')
  const { deleted_there } = await browser.state()
  expect(deleted_there.map(({ name }) => name).sort()).toEqual(['Notebook a', 'Notebook b'])
  expect(await browser.act('restore', { uuid: uuid('c') })).toBe(404)
  expect(await browser.act('restore', { uuid: uuid('a') })).toBe(200)
  expect(await browser.act('dismiss', { uuid: uuid('b') })).toBe(200)
  await world.watching?.waitForOutput('changed')
  expect((await browser.state()).deleted_there).toEqual([])
  expect(world.live()).toBe('Notebook a, Notebook c')
})

test('notebooks that are gone here are deleted on the server once a person says so', async () => {
  for (const letter of ['a', 'b', 'c']) lay(letter, [1])
  const browser = await begin()
  for (const letter of ['a', 'b']) remove(letter)
  await world.watching?.waitForOutput('are gone from')
  expect((await browser.state()).deletions_asked).toMatchObject({ gone: 2 })
  await browser.act('sync', { allow_deletions: true })
  await world.watching?.waitForOutput('2 deleted')
  expect((await browser.state()).deletions_asked).toBeNull()
  expect(world.live()).toBe('Notebook c')
})

test('without a port it goes on without a page, and says so', async () => {
  lay('a', [1])
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = address && typeof address === 'object' ? address.port : 0
  world.watching = world.begin('--port', String(port))
  await world.watching.waitForOutput(`port ${port} can't be used`)
  await world.watching.waitForOutput('Sent 1 page.')
  taken.close()
  expect((await open()).err).toContain('what runs shows no page')
  await world.watching.stop()
  world.watching = undefined
  expect((await open()).err).toContain('Start "rmirror watch"')
})
