// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests that servers in front of this one may read otherwise, and addresses without content.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Attacked, startAttacked } from './attacked.ts'

const get = (path: string, more = '', host = 'test') => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`

async function statusOf(server: Attacked, request: string): Promise<number> {
  return (await server.connect()).ask(request)
}

it('all Connection lines are one list', async () => {
  await using server = await startAttacked()
  for (const lines of [
    'Connection: keep-alive\r\nConnection: close\r\n',
    'Connection: close\r\nConnection: keep-alive\r\n',
    'Connection: x, Close\r\n',
  ]) {
    const client = await server.connect()
    expect(await client.ask(get('/healthz', lines))).toBe(200)
    expect(client.header('connection')).toBe('close')
    await expect.poll(() => client.isClosed).toBe(true)
  }
  const kept = await server.connect()
  expect(await kept.ask(get('/healthz', 'Connection: x\r\nConnection: y\r\n'))).toBe(200)
  expect(kept.header('connection')).toBe('')
})

it('a Host that names no host is refused', async () => {
  await using server = await startAttacked()
  for (const host of ['a:80:90', 'a:port', '[::1', '::1', '[::1]x', '[::1]:x', '[a]', 'a:99999', 'a@b', 'a%zz', ':80'])
    expect.soft(await statusOf(server, get('/healthz', '', host)), host).toBe(400)
  for (const host of [
    'a',
    'a:80',
    'a:',
    '[::1]',
    '[::1]:8080',
    '192.0.2.1:80',
    'my_host.example',
    'b%C3%BCcher.example',
  ])
    expect.soft(await statusOf(server, get('/healthz', '', host)), host).toBe(200)
  expect(await statusOf(server, get('http://a:80:90/healthz'))).toBe(400)
  expect(await statusOf(server, get('http://a:80/healthz'))).toBe(200)
})

it('a request line that is too long is told apart from header fields that are', async () => {
  await using server = await startAttacked()
  expect(await statusOf(server, get(`/${'a'.repeat(70_000)}`))).toBe(414)
  expect(await statusOf(server, get('/healthz', `X-A: ${'a'.repeat(70_000)}\r\n`))).toBe(431)
})

it('letters that no browser leaves in a path are refused there, and pass in a query', async () => {
  await using server = await startAttacked()
  for (const letter of ['`', '{', '}', '\\']) {
    expect.soft(await statusOf(server, get(`/healthz${letter}`)), letter).toBe(400)
    expect.soft(await statusOf(server, get(`/healthz?q=${letter}`)), letter).toBe(200)
  }
  for (const letter of ['|', '^']) {
    expect.soft(await statusOf(server, get(`/healthz${letter}`)), letter).toBe(404)
    expect.soft(await statusOf(server, get(`/healthz?q=${letter}`)), letter).toBe(200)
  }
})

it('the dashboard answers for its screens, and only to who wants a page to look at', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-dashboard-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>rMirror</title>')
  try {
    await using server = await startAttacked({ RMIRROR_DASHBOARD_DIR: folder })
    const browser = 'Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n'
    for (const path of ['/', '/index.html', '/notebooks/1'])
      expect.soft(await statusOf(server, get(path, browser)), path).toBe(200)
    expect(await statusOf(server, get('/'))).toBe(200)
    for (const accept of ['', 'Accept: */*\r\n', 'Accept: application/json\r\n', 'Accept: text/html;q=0\r\n'])
      expect.soft(await statusOf(server, get('/v1/models', accept)), accept).toBe(404)
    expect(await statusOf(server, get('/old.js', browser))).toBe(404)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
