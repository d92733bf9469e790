// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict emulator of the Claude API as it is in November 2026: it refuses what the service refuses, in its words,
// and remembers who asked for what. What it answers is made up, and always the same to the same request.
import { listen } from '../listen.mjs'
import { control } from './control.mjs'
import { Emulator } from './emulator.mjs'

/**
 * @param {{port?: number, keys?: string[]}} [options] a free port unless one is given; every key is known unless
 *   some are given
 */
export async function startClaude({ port = 0, keys = [] } = {}) {
  const emulator = new Emulator(keys)
  const { address, close } = await listen(
    {
      control: (request, response) => control(emulator, request, response),
      serve: (request, response) => emulator.serve(request, response),
    },
    port,
  )
  emulator.address = address
  return {
    address,
    log: emulator.log,
    texts: (/** @type {Record<string, import('./reading.mjs').Told>} */ texts) => {
      emulator.texts = new Map(Object.entries(texts))
    },
    script: (/** @type {any} */ script) => emulator.script.set(script),
    /** Lets the calls that are held go on. */
    release: () => emulator.script.release(),
    endBatch: (/** @type {string} */ id, /** @type {string[]} */ expired = []) =>
      emulator.batches.end(emulator, id, expired),
    close,
  }
}
