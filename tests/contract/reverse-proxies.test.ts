// SPDX-License-Identifier: AGPL-3.0-or-later
// The configurations of deploy/ in front of a real server: what has to come through does, in both directions.
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { type RequestOptions, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { start, startDatabase } from '../world/programs.ts'
import { type Kind, type ReverseProxy, startReverseProxy } from '../world/reverse-proxy.ts'
import { Api } from './answers.ts'
import { Device, signUp } from './library.ts'

const key = 'sk-ant-the-key-of-the-house'
const log: string[] = []
const ended: AsyncDisposable[] = []
let claude: Awaited<ReturnType<typeof startClaude>>
let server: string

beforeAll(async () => {
  claude = await startClaude({ keys: [key] })
  const database = await startDatabase()
  ended.push(database)
  const settings = {
    RMIRROR_DATABASE_URL: database.said,
    RMIRROR_LISTEN: '127.0.0.1:0',
    RMIRROR_DASHBOARD_DIR: '',
    RMIRROR_DATA_DIR: `/tmp/rmirror-behind-proxies-${process.pid}`,
    RMIRROR_JWT_SECRET: 'a secret of thirty-two characters',
    RMIRROR_PUBLIC_URL: 'https://notes.example.org',
    RMIRROR_TRUSTED_PROXIES: '127.0.0.1',
    RMIRROR_ANTHROPIC_API_KEY: key,
    RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address,
    RMIRROR_TEST_STATEMENT_SECONDS: '20',
  }
  const program = await start('build/native/rmirror-server', [], settings, (line) => {
    log.push(line)
    return line.includes('"listening"')
  })
  ended.push(program)
  server = `http://127.0.0.1:${JSON.parse(program.said).port}`
})

afterAll(async () => {
  for (const each of ended.reverse()) await each[Symbol.asyncDispose]()
  await claude.close()
})

interface Reply {
  status: number
  headers: IncomingMessage['headers']
  answer: IncomingMessage
}

describe.each<Kind>(['nginx', 'caddy'])('behind %s', (kind) => {
  let proxy: ReverseProxy
  let device: Device
  let token: string

  beforeAll(async () => {
    proxy = await startReverseProxy(kind, server)
    const api = new Api(server)
    token = await signUp(api, `ann-${kind}@example.org`)
    device = new Device(api, token, 1)
  })
  afterAll(() => proxy[Symbol.asyncDispose]())

  /** Over TLS, by default with the token of a user. */
  function ask(method: string, path: string, options: RequestOptions = {}, body = '') {
    return new Promise<Reply>((resolve, reject) => {
      const host = `localhost:${proxy.port}`
      const headers = { host, authorization: `Bearer ${token}`, 'content-length': body.length, ...options.headers }
      const where = {
        host: '127.0.0.1',
        servername: 'localhost',
        port: proxy.port,
        ca: proxy.ca,
        agent: false,
      } as const
      const asked = request({ ...where, method, path, ...options, headers }, (answer) => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, answer })
      })
      asked.on('error', reject)
      asked.end(body)
    })
  }

  const bodyOf = async (reply: Reply) => JSON.parse(await text(reply.answer))

  it('speaks TLS 1.3 and nothing older, and HTTP/2', async () => {
    const protocolOf = (maxVersion: 'TLSv1.2' | 'TLSv1.3') =>
      new Promise((resolve) => {
        const socket = connectTls({
          host: '127.0.0.1',
          servername: 'localhost',
          port: proxy.port,
          ca: proxy.ca,
          maxVersion,
        })
        socket.on('secureConnect', () => resolve(socket.getProtocol()) ?? socket.destroy())
        socket.on('error', () => resolve('refused'))
      })
    expect([await protocolOf('TLSv1.3'), await protocolOf('TLSv1.2')]).toEqual(['TLSv1.3', 'refused'])
    const session = connectHttp2(`https://localhost:${proxy.port}`, { ca: proxy.ca, host: '127.0.0.1' })
    const stream = session.request({ ':path': '/healthz' })
    expect(await text(stream)).toBe('ok\n')
    session.close()
  })

  it('leads from http to https, for good', async () => {
    const answer = await fetch(`http://localhost:${proxy.plainPort}/todos`, { redirect: 'manual' })
    expect(answer.status).toBeGreaterThanOrEqual(301)
    expect(answer.status).toBeLessThanOrEqual(308)
    expect(answer.headers.get('location')).toMatch(/^https:\/\/[^/]+\/todos$/)
    expect((await ask('GET', '/healthz')).headers['strict-transport-security']).toBe('max-age=31536000')
  })

  it('lets a long poll wait until something changes', async () => {
    const { next } = await bodyOf(await ask('GET', '/api/v1/changes'))
    const polled = ask('GET', `/api/v1/changes?since=${next}&wait=25`)
    await expect
      .poll(async () => (await new Api(server).ask('GET /metrics')).body)
      .toContain('\nrmirror_changes_waiting 1\n')
    await device.announce([1])
    expect((await bodyOf(await polled)).items.length).toBeGreaterThan(0)
  })

  it('takes a manifest of 24 MB', async () => {
    const manifest = '{"scope":"notebooks","notebooks":[]}'
    const headers = { 'content-type': 'application/json' }
    const large = await ask('POST', '/api/v1/sync/manifest', { headers }, manifest.padEnd(24_000_000))
    expect([large.status, (await bodyOf(large)).want]).toEqual([200, []])
  })

  it('passes an answer of a model on while it is being made', async () => {
    claude.script([{ hang_mid_stream: true }])
    const headers = { 'anthropic-version': '2023-06-01', 'content-type': 'application/json' }
    const message = {
      model: 'claude-haiku-5-5',
      max_tokens: 1000,
      stream: true,
      messages: [{ role: 'user', content: 'Hello.' }],
    }
    const { status, answer } = await ask('POST', '/api/claude/v1/messages', { headers }, JSON.stringify(message))
    const [first] = await once(answer, 'data')
    expect([status, String(first)]).toEqual([200, expect.stringContaining('event: message_start')])
    answer.destroy()
    claude.script([])
  })

  it('says when to come back while the server starts', async () => {
    await using alone = await startReverseProxy(kind, 'http://127.0.0.1:1')
    const { status, headers, answer } = await ask(
      'POST',
      '/api/v1/sync/manifest',
      { port: alone.port, ca: alone.ca },
      '{}',
    )
    expect([status, headers['content-type'], headers['retry-after']]).toEqual([503, 'application/problem+json', '2'])
    expect(JSON.parse(await text(answer)).detail).toBe('The server is starting. Try again in a moment.')
  })

  it('passes on when to come back, and who came', async () => {
    // Another address of this machine, and not that of the proxy, which is trusted.
    const localAddress = kind === 'nginx' ? '127.0.0.2' : '127.0.0.3'
    const options = { localAddress, headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.6' } }
    const guess = () =>
      ask('POST', '/api/v1/auth/login', options, '{"email":"x@example.org","password":"wrong password"}')
    let answer = await guess()
    for (let guesses = 1; answer.status === 401 && guesses < 20; guesses++) answer = await guess()
    expect(answer.status).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    await expect.poll(() => log.filter((line) => line.includes(`"client":"${localAddress}"`)).length).toBeGreaterThan(0)
    expect(log.filter((line) => line.includes('192.0.2.6'))).toEqual([])
  })
})
