// SPDX-License-Identifier: AGPL-3.0-or-later
// Sentry's ingestion of envelopes, as strict as its protocol is: what breaks a rule is refused and counted.
// https://develop.sentry.dev/sdk/foundations/transport/envelopes/
import { bodyWithin } from './body.mjs'
import { listen } from './listen.mjs'

const maxBytes = 1_000_000
const levels = ['fatal', 'error', 'warning', 'info', 'debug']
const platforms = ['native', 'other', 'node', 'javascript']

/** @typedef {Record<string, any>} Event */

/** @param {{project: string, key: string}} expected */
export async function startSentry({ project, key }) {
  /** @type {Event[]} */
  const events = []
  /** @type {string[]} */
  const violations = []
  /** How many next envelopes are answered with 429. */
  const limit = { next: 0 }

  const { address, close } = await listen({ control: refuse, serve }, 0)
  return { address, dsn: address.replace('//', `//${key}@`) + `/${project}`, events, violations, limit, close }

  /** @type {import('./listen.mjs').Answer} */
  async function refuse(_request, response) {
    return response.writeHead(404).end()
  }

  /** @type {import('./listen.mjs').Answer} */
  async function serve(request, response) {
    const body = await bodyWithin(request, maxBytes)
    const fault = faultOf(request, body)
    if (fault) {
      violations.push(fault)
      return response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ detail: fault }))
    }
    if (limit.next > 0) {
      limit.next -= 1
      return response.writeHead(429, { 'retry-after': '60', 'x-sentry-rate-limits': '60:error:key' }).end('{}')
    }
    const event = JSON.parse(`${body}`.split('\n')[2] ?? '')
    events.push(event)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: event.event_id }))
  }

  /** @param {import('node:http').IncomingMessage} request @param {Buffer | undefined} body */
  function faultOf(request, body) {
    if (request.method !== 'POST') return 'only POST'
    if (request.url !== `/api/${project}/envelope/`) return 'no such project'
    if (request.headers['content-type'] !== 'application/x-sentry-envelope') return 'content type'
    const auth = Object.fromEntries(
      `${request.headers['x-sentry-auth']}`
        .replace(/^Sentry /, '')
        .split(', ')
        .map((pair) => pair.split('=')),
    )
    if (auth.sentry_key !== key) return 'key'
    if (auth.sentry_version !== '7') return 'version'
    if (!/^[\w.-]+\/[\w.-]+$/.test(`${auth.sentry_client}`)) return 'client'
    if (!body) return 'too large'
    return faultOfEnvelope(`${body}`)
  }
}

/** @param {string} text */
function faultOfEnvelope(text) {
  const [head, itemHead, payload, rest] = text.split('\n')
  if (rest !== '') return 'an envelope of one item has three lines'
  const envelope = JSON.parse(`${head}`)
  const item = JSON.parse(`${itemHead}`)
  if (item.type !== 'event') return 'type of item'
  if (item.length !== Buffer.byteLength(`${payload}`)) return 'length of item'
  const event = JSON.parse(`${payload}`)
  if (event.event_id !== envelope.event_id) return 'the envelope is of another event'
  return faultOfEvent(event)
}

/** @param {Event} event */
function faultOfEvent(event) {
  const known = 'event_id timestamp platform level logger message fingerprint release environment server_name tags'
  const unknown = Object.keys(event).filter((name) => !known.split(' ').includes(name))
  if (unknown.length > 0) return `unknown attribute ${unknown[0]}`
  if (!/^[0-9a-f]{32}$/.test(event.event_id)) return 'event_id'
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(event.timestamp)) return 'timestamp'
  if (!platforms.includes(event.platform)) return 'platform'
  if (!levels.includes(event.level)) return 'level'
  if (typeof event.message?.formatted !== 'string') return 'message'
  if (!Array.isArray(event.fingerprint)) return 'fingerprint'
  if (!/^[^\s/\\]{1,200}$/.test(event.release)) return 'release'
  if (!/^[^\s/]{1,64}$/.test(event.environment)) return 'environment'
  for (const [name, value] of Object.entries(event.tags ?? {})) {
    if (!/^[a-zA-Z0-9_.:-]{1,32}$/.test(name)) return `name of tag ${name}`
    if (typeof value !== 'string' || value.length > 200 || value.includes('\n')) return `value of tag ${name}`
  }
  return undefined
}
