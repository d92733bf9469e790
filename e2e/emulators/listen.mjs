// SPDX-License-Identifier: AGPL-3.0-or-later
// An emulator's server: on this machine alone, what tests tell it apart from what the service is asked.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { drawPort } from './draw-port.mjs'

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<unknown>} Answer */

/**
 * @param {{control: Answer, serve: Answer}} answers below /emulator/, and elsewhere
 * @param {number} port 0: a free one
 */
export async function listen({ control, serve }, port) {
  const server = createServer((request, response) => {
    const answered = request.url?.startsWith('/emulator/') ? control(request, response) : serve(request, response)
    answered.catch((error) => {
      // A caller that left is no error.
      if (!request.errored && !response.destroyed) console.error(error)
      response.destroy()
    })
  })
  // Callers may wait for a slow answer longer than Node's default timeouts.
  server.requestTimeout = 0
  server.keepAliveTimeout = 60_000
  await bind(server, port)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The emulator has no port')
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve(undefined))
      server.closeAllConnections()
    })
  return { address: `http://127.0.0.1:${address.port}`, close }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<void>}
 */
async function bind(server, port) {
  const chosen = port || drawPort('emulator')
  try {
    server.listen(chosen, '127.0.0.1')
    await once(server, 'listening')
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (port || !isTaken) throw error
    await bind(server, port)
  }
}
