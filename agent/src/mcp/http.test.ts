// SPDX-License-Identifier: AGPL-3.0-or-later
// Assistants over HTTP on this computer: who is let in.
import { once } from 'node:events'
import { request } from 'node:http'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { describe, expect, test } from 'vitest'
import { rmirrorWith, startWith, writeDocument } from '../testing/program.ts'

const token = 'a token of the test, long enough'

async function serve() {
  writeDocument('desk')
  const { child, outcome } = startWith({ RMIRROR_MCP_TOKEN: token }, 'mcp', '--from', 'desk', '--http', '0')
  let err = ''
  child.stderr.on('data', (text) => {
    err += text
  })
  while (!err.includes('/mcp\n')) await once(child.stderr, 'data')
  const address = new URL(/http:\S+/.exec(err)?.[0] ?? '')
  return {
    address,
    child,
    outcome,
    async [Symbol.asyncDispose]() {
      child.kill()
      await outcome
    },
  }
}

const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })

/** With any `Host`, unlike fetch. */
function post(address: URL, headers: Record<string, string>, body = list, method = 'POST'): Promise<number> {
  const usual = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const accept = { accept: 'application/json, text/event-stream' }
  return new Promise((resolve, reject) => {
    request(address, { method, headers: { ...usual, ...accept, ...headers } }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
      .once('error', reject)
      .end(body)
  })
}

describe('mcp --http', () => {
  test('answers an assistant with the token', async () => {
    await using served = await serve()
    const client = new Client({ name: 'test', version: '1' })
    const headers = { Authorization: `Bearer ${token}` }
    const transport = new StreamableHTTPClientTransport(served.address, { requestInit: { headers } })
    await client.connect(transport as Transport)
    const { structuredContent } = await client.callTool({ name: 'recent_notebooks', arguments: {} })
    expect(structuredContent).toMatchObject({ items: [{ name: 'Ideen: 1/2 ∑' }] })
    const [resource] = (await client.listResources()).resources
    expect(resource?.title).toBe('Ideen: 1/2 ∑')
    const uri = resource?.uri ?? ''
    expect((await client.readResource({ uri })).contents.length).toBeGreaterThan(0)
    await expect(client.readResource({ uri: `${uri}/../other` })).rejects.toThrow('There is no such resource')
    await client.close()
  })

  test('refuses everybody else, and goes on', async () => {
    await using served = await serve()
    const { address } = served
    const { host, port } = address
    expect(await post(address, {})).toBe(200)
    expect(await post(address, { host: `localhost:${port}` })).toBe(200)
    expect(await post(address, { origin: `http://${host}` })).toBe(200)
    for (const authorization of ['', 'Bearer', `Bearer ${token}x`, `Bearer ${token.slice(1)}`, token])
      expect(await post(address, { authorization }), authorization).toBe(401)
    for (const headers of [
      { host: 'evil.example' },
      { host: `evil.example:${port}` },
      { host: '127.0.0.1' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ])
      expect(await post(address, headers), JSON.stringify(headers)).toBe(403)
    expect(await post(new URL('/', address), {})).toBe(404)
    expect(await post(new URL('/mcp/../mcp?x', address), {})).toBe(404)
    expect(await post(address, {}, '', 'GET')).toBe(405)
    expect(await post(address, {}, '{')).toBe(400)
    expect(await post(address, {}, JSON.stringify({ x: 'x'.repeat(3_000_000) }))).toBe(413)
    expect(await post(address, {})).toBe(200)
  })

  test('ends when it is told to, and printed nothing', async () => {
    const { child, outcome } = await serve()
    child.kill('SIGTERM')
    expect(await outcome).toMatchObject({ status: 0, out: '' })
  })

  test.each(['', 'short'])('needs a token, not %j', async (RMIRROR_MCP_TOKEN) => {
    writeDocument('desk')
    const { status, err } = await rmirrorWith({ RMIRROR_MCP_TOKEN }, 'mcp', '--from', 'desk', '--http', '0')
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining('RMIRROR_MCP_TOKEN') })
  })

  test('says that the port is in use', async () => {
    await using served = await serve()
    const { port } = served.address
    const { status, err } = await rmirrorWith({ RMIRROR_MCP_TOKEN: token }, 'mcp', '--from', 'desk', '--http', port)
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('another program uses it') })
  })
})
