// SPDX-License-Identifier: AGPL-3.0-or-later
// A receiver of webhooks as Standard Webhooks describes it: verifies each call with the package of that name, ignores
// repeated events, and keeps the items that the events describe.
import { Webhook } from 'standardwebhooks'
import { Refusal, Service, serve } from './targets/service.mjs'

/** @typedef {{path: string, id: string, type: string, timestamp: string, data: any, times: number}} Event */

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const typePattern = /^(\w+)\.(updated|deleted)$/

class WebhookReceiver extends Service {
  /** Secrets by path; a path without one takes nothing. @type {Map<string, string>} */
  secrets = new Map()
  /** By webhook-id. @type {Map<string, Event>} */
  #events = new Map()
  /** What there is: by path, then by type and id. @type {Map<string, Map<string, any>>} */
  #items = new Map()

  /** @override */
  doors = {
    'PUT secrets': (/** @type {Record<string, string>} */ secrets) => {
      this.secrets = new Map(Object.entries(secrets))
    },
  }

  /** @override @returns {any} */
  state() {
    const items = [...this.#items].map(([path, there]) => [path, Object.fromEntries([...there].sort())])
    return { events: [...this.#events.values()], items: Object.fromEntries(items) }
  }

  /** @override */
  clear() {
    this.#events.clear()
    this.#items.clear()
  }

  /** @override @param {import('./targets/service.mjs').Asked} asked */
  answer({ method, url, headers, body, entry }) {
    if (method !== 'POST') throw new Refusal(405, `${method} instead of POST`)
    const secret = this.secrets.get(url.pathname)
    if (!secret) throw new Refusal(404, `Nobody receives at ${url.pathname}`)
    if (headers['content-type'] !== 'application/json') throw new Refusal(415, `Type ${headers['content-type']}`)
    const { id, event } = verified(secret, headers, body)
    entry.id = id
    entry.type = event.type
    if (event.type === 'verification') return { status: 200, body: { challenge: event.data.challenge } }
    const known = this.#events.get(id)
    if (known) {
      known.times += 1
      if (known.type !== event.type || itself(known.data) !== itself(event.data))
        this.violation(entry, `${id} comes again with other content`)
      return { status: 200, body: 'known' }
    }
    this.#events.set(id, { path: url.pathname, id, ...event, times: 1 })
    this.#apply(url.pathname, event)
    return { status: 202, body: 'taken' }
  }

  /** @param {string} path @param {{type: string, data: any}} event */
  #apply(path, { type, data }) {
    if (type === 'test') return
    const [, name, change] = typePattern.exec(type) ?? []
    if (!name || typeof data.id !== 'string') throw new Refusal(422, `${type} of ${data.id}`)
    const items = this.#items.get(path) ?? new Map()
    this.#items.set(path, items)
    if (change === 'updated') items.set(`${name} ${data.id}`, data)
    else items.delete(`${name} ${data.id}`)
    // A notebook that is gone takes all with it.
    if (type === 'notebook.deleted')
      for (const [key, item] of items) if (item.notebook_uuid === data.notebook_uuid) items.delete(key)
  }
}

/** The item without its context, its present place, which is not part of the item. @param {any} data */
function itself({ context: _, ...item }) {
  return JSON.stringify(item)
}

/** @param {string} secret @param {import('node:http').IncomingHttpHeaders} headers @param {Buffer} body */
function verified(secret, headers, body) {
  const id = `${headers['webhook-id']}`
  if (!idPattern.test(id)) throw new Refusal(400, `webhook-id ${id} is no UUID`)
  /** @type {any} */
  let event
  try {
    event = new Webhook(secret).verify(body, /** @type {Record<string, string>} */ (headers))
  } catch (error) {
    throw new Refusal(401, `${error}`)
  }
  const members = Object.keys(event).sort().join()
  if (members !== 'data,timestamp,type') throw new Refusal(422, `An event of ${members}`)
  if (Number.isNaN(Date.parse(event.timestamp))) throw new Refusal(422, `The time ${event.timestamp}`)
  return { id, event }
}

/** @param {{port?: number, secrets?: Record<string, string>}} [options] */
export async function startWebhookReceiver({ port = 0, secrets = {} } = {}) {
  const receiver = new WebhookReceiver()
  receiver.doors['PUT secrets'](secrets)
  return serve(receiver, port)
}
