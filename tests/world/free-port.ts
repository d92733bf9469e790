// SPDX-License-Identifier: AGPL-3.0-or-later
// Ports of programs whose address has to be known before they start.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { drawPort } from '../../e2e/emulators/draw-port.mjs'

const maxTries = 5
/** By this process. */
const givenOut = new Set<number>()

/**
 * A port of 127.0.0.1 that isn't in use; each is returned once. Until the caller uses it, another process can still take
 * it, so `onFreePort` is better, except for what has the port before it starts.
 */
export async function freePort(): Promise<number> {
  const port = drawPort('program')
  if (givenOut.has(port) || !(await isFree(port))) return freePort()
  givenOut.add(port)
  return port
}

/**
 * Calls `start` with a free port, and again with another one if it rejects and the port is in use now, because another
 * process was faster. What `start` began must have ended when it rejects. After five ports the error lists them.
 */
export async function onFreePort<Started>(start: (port: number) => Promise<Started>): Promise<Started> {
  const taken: number[] = []
  for (;;) {
    const port = await freePort()
    try {
      return await start(port)
    } catch (error) {
      if (await isFree(port)) throw error
      taken.push(port)
      if (taken.length === maxTries)
        throw new Error(`Other processes took the ports ${taken.join(', ')} before they could be used`, {
          cause: error,
        })
    }
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false
    throw error
  }
  server.close()
  await once(server, 'close')
  return true
}
