// SPDX-License-Identifier: AGPL-3.0-or-later
// The door by which a test tells the emulator what to do and asks what it saw: /emulator/…

import { Refusal } from './checks.mjs'

/** @typedef {import('./emulator.mjs').Emulator} Emulator */

/** @type {Record<string, (emulator: Emulator, body: any, id: string) => unknown>} */
const doors = {
  'PUT texts': (emulator, texts) => {
    emulator.texts = new Map(Object.entries(texts))
  },
  'PUT script': (emulator, script) => emulator.script.set(script),
  'GET log': (emulator) => emulator.log,
  'DELETE log': (emulator) => emulator.log.clear(),
  'POST batches': (emulator, body, id) => emulator.batches.end(emulator, id, body?.expired),
}

/**
 * @param {Emulator} emulator
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export async function control(emulator, request, response) {
  const [, , door, id = ''] = (request.url ?? '').split('/')
  const run = doors[`${request.method} ${door}`]
  try {
    if (!run) throw new Refusal(0, `No such door: ${request.method} ${request.url}`, 404)
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    const text = Buffer.concat(pieces).toString()
    const answer = run(emulator, text && JSON.parse(text), id)
    response.writeHead(answer ? 200 : 204, { 'content-type': 'application/json' })
    response.end(answer ? JSON.stringify(answer) : undefined)
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 400
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ error: `${error}` }))
  }
}
