// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict emulator of the Claude API as it is in November 2026: it refuses what the service refuses, in its words,
// and remembers who asked for what. What it answers is made up, and always the same to the same request.
import { createServer } from 'node:http'
import { control } from './control.mjs'
import { Emulator } from './emulator.mjs'

/**
 * @param {{port?: number, keys?: string[]}} [options] a free port unless one is given; every key is known unless
 *   some are given
 */
export async function startClaude({ port = 0, keys = [] } = {}) {
  const emulator = new Emulator(keys)
  const server = createServer((request, response) => {
    const answered = request.url?.startsWith('/emulator/')
      ? control(emulator, request, response)
      : emulator.serve(request, response)
    answered.catch((error) => {
      console.error(error)
      response.destroy()
    })
  })
  // Whoever waits for a slow answer is not to be thrown out by a timer of Node's.
  server.requestTimeout = 0
  server.keepAliveTimeout = 60_000
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(undefined))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The emulator has no port')
  emulator.address = `http://127.0.0.1:${address.port}`
  return {
    address: emulator.address,
    log: emulator.log,
    texts: (/** @type {Record<string, string>} */ texts) => {
      emulator.texts = new Map(Object.entries(texts))
    },
    script: (/** @type {any} */ script) => emulator.script.set(script),
    endBatch: (/** @type {string} */ id, /** @type {string[]} */ expired = []) =>
      emulator.batches.end(emulator, id, expired),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined))
        server.closeAllConnections()
      }),
  }
}
