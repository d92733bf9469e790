// SPDX-License-Identifier: AGPL-3.0-or-later
// A server with a certificate of a private authority, and behind a proxy.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, startWith, write } from '../testing/program.ts'
import { signUp, TestServer } from '../testing/server.ts'

let server: TestServer
let token: string
beforeAll(async () => {
  server = await TestServer.start({ RMIRROR_TEST_RATE_LIMITS: 'off' })
  token = (await signUp(server)).token
})
afterAll(() => server.stop())

const portOf = (listening: Server) => (listening.address() as AddressInfo).port

function makeCertificates(): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: at('.'), stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Own authority', '-days', '30')
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=127.0.0.1')
  write('names', 'subjectAltName=IP:127.0.0.1')
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-days', '30']
  openssl('x509', '-req', '-in', 'server.csr', ...signing, '-out', 'server.pem')
}

test('its certificate is trusted when its authority is named, and a proxy takes https: addresses', async () => {
  makeCertificates()
  const keys = { key: readFileSync(at('server.key')), cert: readFileSync(at('server.pem')) }
  const secure = createSecureServer(keys, (asked, answer) => {
    const { method, headers, url } = asked
    const passed = request(`${server.url}${url}`, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 500, response.headers)
      response.pipe(answer)
    })
    asked.pipe(passed)
  }).listen(0, '127.0.0.1')
  const tunnels: string[] = []
  const proxy = createServer((_, answer) => answer.writeHead(500).end()).listen(0, '127.0.0.1')
  proxy.on('connect', ({ url = '' }, near, head) => {
    tunnels.push(url)
    const far = connect(portOf(secure), '127.0.0.1', () => near.write('HTTP/1.1 200 OK\r\n\r\n'))
    far.on('error', () => near.destroy())
    near.on('error', () => far.destroy())
    far.write(head)
    near.pipe(far).pipe(near)
  })
  await Promise.all([once(secure, 'listening'), once(proxy, 'listening')])
  const address = `https://127.0.0.1:${portOf(secure)}`
  const through = `http://127.0.0.1:${portOf(proxy)}`
  const status = (url: string, more: Record<string, string>) =>
    startWith({ RMIRROR_TOKEN: token, ...more }, 'status', '--server', url).outcome
  try {
    expect(await status(address, {})).toMatchObject({ status: 1, err: expect.stringContaining("isn't trusted") })
    const ca = { RMIRROR_AGENT_CA: at('ca.pem') }
    expect(await status(address, ca)).toMatchObject({ status: 0, out: expect.stringContaining('ann@example.org') })
    expect(tunnels).toEqual([])
    expect(await status(address, { ...ca, RMIRROR_AGENT_PROXY: through })).toMatchObject({ status: 0 })
    expect(new Set(tunnels)).toEqual(new Set([`127.0.0.1:${portOf(secure)}`]))
    // http: requests bypass the proxy.
    expect(await status(server.url, { RMIRROR_AGENT_PROXY: through })).toMatchObject({ status: 0 })
    expect(await status(address, { RMIRROR_AGENT_PROXY: through })).toMatchObject({ status: 1 })
    expect((await status(address, { RMIRROR_AGENT_CA: write('no.pem', 'none') })).err).toContain('has no certificate')
  } finally {
    for (const each of [secure, proxy]) {
      each.closeAllConnections()
      each.close()
    }
  }
})
