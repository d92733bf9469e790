// SPDX-License-Identifier: AGPL-3.0-or-later
// What the emulators of targets have in common: a server that logs each call, has the faults that a test sets,
// and lets a test inspect it by /emulator/…

import { setTimeout as sleep } from 'node:timers/promises'
import { listen } from '../listen.mjs'
import { answerOf, Faults } from './faults.mjs'

/** @typedef {import('./faults.mjs').Fault} Fault */
/** @typedef {{status: number, body?: unknown, headers?: Record<string, string>}} Answer text and bytes as they are, anything else as JSON */
/** @typedef {{at: number, method: string, path: string, authorization?: string | undefined, status: number | null, fault?: string[] | undefined, [more: string]: unknown}} Entry */
/** @typedef {{method: string, url: URL, headers: import('node:http').IncomingHttpHeaders, body: Buffer, entry: Entry}} Asked */

const maxEntries = 200_000
const maxBytes = 32 * 1024 * 1024

/** A call that is answered with an error and counted. */
export class Refusal extends Error {
  isViolation = true

  /** @param {number} status @param {string} message @param {Record<string, string>} [headers] @param {unknown} [body] */
  constructor(status, message, headers = {}, body = { detail: message }) {
    super(message)
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** A call that is answered with an error, as may happen to the most careful. */
export class NotTaken extends Refusal {
  /** @override */
  isViolation = false
}

export class Service {
  faults = new Faults()
  /** @type {Entry[]} */
  requests = []
  /** Calls that no client should send, refused or not. @type {{at: number, method: string, path: string, detail: string}[]} */
  violations = []
  /** How many calls may still have an effect, whether or not a client waits for their answer. */
  underWay = 0

  /** Answers one call. @param {Asked} _asked @returns {Answer | Promise<Answer>} */
  answer(_asked) {
    throw new Error('Every service answers in its own way')
  }

  /** A body as faults look for words in it. @param {Buffer} body @returns {Buffer} */
  readable(body) {
    return body
  }

  /** What a test is shown of it. @returns {any} */
  state() {
    return {}
  }

  /** Forgets all that it was sent. */
  clear() {}

  /** More that a test may tell it, by method and name. @type {Record<string, (body: any) => unknown>} */
  doors = {}

  /** @param {Entry} entry @param {string} detail */
  violation({ method, path }, detail) {
    if (this.violations.length < maxEntries) this.violations.push({ at: Date.now(), method, path, detail })
  }

  log() {
    return { requests: this.requests, violations: this.violations, under_way: this.underWay }
  }

  clearLog() {
    this.requests = []
    this.violations = []
  }
}

/** @template {Service} S @param {S} service @param {number} [port] a free one unless it is given */
export async function serve(service, port = 0) {
  const listening = await listen(
    {
      control: (request, response) => control(service, request, response),
      serve: async (request, response) => {
        service.underWay += 1
        await exchange(service, request, response).finally(() => {
          service.underWay -= 1
        })
      },
    },
    port,
  )
  return { service, ...listening }
}

/** @param {Service} service @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
async function exchange(service, request, response) {
  const url = new URL(request.url ?? '/', 'http://emulator')
  const method = request.method ?? ''
  const { authorization } = request.headers
  /** @type {Entry} */
  const entry = { at: Date.now(), method, path: url.pathname + url.search, authorization, status: null }
  if (service.requests.length < maxEntries) service.requests.push(entry)
  const early = service.faults.take(request, undefined)
  if (early) return misbehave(early, entry, response)
  const body = await read(request)
  const fault = service.faults.take(request, service.readable(body))
  if (fault && fault.before !== 'answer' && (await misbehave(fault, entry, response))) return
  const answer = await carriedOut(service, { method, url, headers: request.headers, body, entry })
  if (fault?.before === 'answer' && (await misbehave(fault, entry, response))) return
  send(response, entry, answer)
}

/** @param {Service} service @param {Asked} asked @returns {Promise<Answer>} */
async function carriedOut(service, asked) {
  try {
    return await service.answer(asked)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.isViolation) service.violation(asked.entry, error.message)
    return { status: error.status, headers: error.headers, body: error.body }
  }
}

/** @param {import('node:http').IncomingMessage} request */
async function read(request) {
  const pieces = []
  let length = 0
  for await (const piece of request) {
    length += piece.length
    if (length > maxBytes) throw new Error('A body that is far too large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** Whether the fault has taken the place of the answer. @param {Fault} fault @param {Entry} entry @param {import('node:http').ServerResponse} response */
async function misbehave(fault, entry, response) {
  entry.fault = Object.keys(fault)
  await sleep(fault.after_ms ?? 0)
  if (fault.hang) {
    await new Promise((resolve) => response.once('close', resolve))
    return true
  }
  if (fault.drop) {
    response.destroy()
    return true
  }
  const answer = answerOf(fault)
  if (answer) send(response, entry, answer)
  return answer !== undefined
}

/** @param {unknown} body @returns {string} */
function textOf(body) {
  return typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
}

/** @param {import('node:http').ServerResponse} response @param {Entry} entry @param {Answer} answer */
function send(response, entry, { status, body, headers = {} }) {
  entry.status = status
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(textOf(body))
  const type = typeof body === 'object' ? { 'content-type': 'application/json' } : {}
  const length = status === 204 ? {} : { 'content-length': `${bytes.length}` }
  response.writeHead(status, { ...type, ...length, ...headers })
  response.end(status === 204 ? undefined : bytes)
}

/**
 * PUT faults, GET and DELETE log, GET and DELETE state, and the service's own doors.
 * @param {Service} service @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
 */
async function control(service, request, response) {
  /** @type {Service['doors']} */
  const doors = {
    'PUT faults': (faults) => service.faults.set(faults),
    'GET log': () => service.log(),
    'DELETE log': () => service.clearLog(),
    'GET state': () => service.state(),
    'DELETE state': () => service.clear(),
    ...service.doors,
  }
  const run = doors[`${request.method} ${request.url?.split('/')[2]}`]
  const text = (await read(request)).toString()
  /** @type {Entry} */
  const unlogged = { at: 0, method: '', path: '', status: null }
  try {
    if (!run) return send(response, unlogged, { status: 404, body: { error: `No ${request.method} ${request.url}` } })
    const body = run(text && JSON.parse(text))
    send(response, unlogged, body === undefined ? { status: 204 } : { status: 200, body })
  } catch (error) {
    send(response, unlogged, { status: 400, body: { error: `${error}` } })
  }
}
