// SPDX-License-Identifier: AGPL-3.0-or-later
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { freePort, onFreePort } from './free-port.ts'
import { untilListening } from './listening.ts'

const servers: Server[] = []
const listen = async (port: number) => {
  const server = createServer()
  servers.push(server)
  await once(server.listen(port, '127.0.0.1'), 'listening')
}
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

it('free ports differ, and are none that the system gives to connections', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort))
  expect(new Set(ports).size).toBe(50)
  expect(ports.filter((port) => port < 20_000 || port > 31_999)).toEqual([])
})

describe('a program that needs a free port', () => {
  it('is started with another one if its port was taken before', async () => {
    const tried: number[] = []
    const port = await onFreePort(async (port) => {
      tried.push(port)
      // Another process is faster at first.
      if (tried.length < 3) await listen(port)
      await listen(port)
      return port
    })
    expect(new Set(tried).size).toBe(3)
    expect(port).toBe(tried.at(-1))
  })

  it('is given up after five ports, with a reason', async () => {
    const tried: number[] = []
    const started = onFreePort(async (port) => {
      tried.push(port)
      await listen(port)
      throw new Error('it ended')
    })
    await expect(started).rejects.toThrow('before they could be used')
    await expect(started).rejects.toMatchObject({ message: expect.stringContaining(tried.join(', ')) })
    await expect(started).rejects.toHaveProperty('cause.message', 'it ended')
    expect(tried).toHaveLength(5)
  })

  it('is started once if it fails for another reason', async () => {
    let tries = 0
    const started = onFreePort(async () => {
      tries++
      throw new Error('it has no configuration')
    })
    await expect(started).rejects.toThrow('it has no configuration')
    expect(tries).toBe(1)
  })

  it('is waited for until it listens itself', async () => {
    const run = (port: number) =>
      spawn(process.execPath, ['-e', `require('net').createServer().listen(${port}, '127.0.0.1')`])
    const port = await freePort()
    const child = run(port)
    await untilListening(child, port)
    const late = run(port)
    await expect(untilListening(late, port)).rejects.toThrow(`ended before it listened on port ${port}`)
    const ended = once(child, 'exit')
    child.kill()
    await ended
  })
})
