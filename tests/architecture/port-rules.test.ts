// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { breachesOfPorts } from './port-rules.ts'
import { readSources } from './sources.ts'

// The examples below would count.
const sources = readSources().filter(({ path }) => path !== 'tests/architecture/port-rules.test.ts')
const breaches = (text: string) => breachesOfPorts([{ path: 'tests/world/x.ts', text }])

describe('a port', () => {
  it('is never that of a server that was closed to hand it on', () => {
    expect(breachesOfPorts(sources)).toEqual([])
  })

  it.each([
    `const server = createServer().listen(0, '127.0.0.1')
     await once(server, 'listening')
     const { port } = server.address() as AddressInfo
     server.close()
     await once(server, 'close')
     return port`,
    `const socket = createServer().listen(0, '127.0.0.1', () => {
       const address = socket.address()
       socket.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
     })`,
    "const ask = `const s = require('net').createServer().listen(0, () => { console.log(s.address().port); s.close() })`",
    `await new Promise<void>((resolve) => server.listen({ port: 0 }, resolve))
     const port = Number((server.address() as AddressInfo).port)
     await new Promise((resolve) => server.close(resolve))`,
  ])('is caught in %s', (text) => {
    expect(breaches(text)).toEqual([expect.stringMatching(/^tests\/world\/x\.ts:1 closes a server/)])
  })

  it.each([
    `const other = createServer().listen(0, '127.0.0.1')
     await once(other, 'listening')
     const refused = run({ RMIRROR_LISTEN: addressOf(other) })
     other.close()`,
    `async listen() {
       this.#server.listen(0, '127.0.0.1')
       await once(this.#server, 'listening')
     }

     close(): void {
       this.#server.close()
     }`,
    `beforeEach(async () => {
       await once(server.listen(0, '127.0.0.1'), 'listening')
       origin = \`http://127.0.0.1:\${(server.address() as AddressInfo).port}\`
     })
     afterEach(() => server.close())`,
    'return { url: at(server.listen(0)), [Symbol.dispose]: () => server.close() }',
  ])('may be that of a server that is used: %s', (text) => {
    expect(breaches(text)).toEqual([])
  })
})
