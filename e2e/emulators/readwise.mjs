// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict emulator of Readwise's API of highlights as of November 2026: it refuses what the service refuses, counts
// what it would pass over in silence, and keeps books and highlights.

import { checkHighlights, checkUpdate } from './targets/readwise-fields.mjs'
import { Shelf } from './targets/readwise-shelf.mjs'
import { NotTaken, Refusal, Service, serve } from './targets/service.mjs'

/** @typedef {import('./targets/service.mjs').Asked} Asked */
/** @typedef {import('./targets/service.mjs').Answer} Answer */

const minute = 60_000
const maxPerMinute = { all: 240, lists: 20 }
const defaultPageSize = 100
const maxPageSize = 1000

/** @typedef {{method: string, path: RegExp, isList?: boolean, run: (readwise: Readwise, asked: Asked, shelf: Shelf, id: number) => Answer}} Route */

/** @type {Route[]} */
const routes = [
  { method: 'GET', path: /^\/api\/v2\/auth\/$/, run: () => ({ status: 204 }) },
  {
    method: 'POST',
    path: /^\/api\/v2\/highlights\/$/,
    run: (readwise, { body, headers, entry }, shelf) => {
      const highlights = checkHighlights(jsonOf(body, headers), (detail) => readwise.violation(entry, detail))
      entry.highlights = highlights.length
      return { status: 200, body: shelf.take(highlights, (detail) => readwise.violation(entry, detail)) }
    },
  },
  {
    method: 'GET',
    path: /^\/api\/v2\/highlights\/$/,
    isList: true,
    run: (readwise, { url, entry }, shelf) => {
      readwise.checkQuery(url, entry, ['page', 'page_size', 'book_id'])
      const book = url.searchParams.get('book_id')
      return { status: 200, body: pageOf(shelf.highlights(book === null ? undefined : Number(book)), url) }
    },
  },
  {
    method: 'GET',
    path: /^\/api\/v2\/books\/$/,
    isList: true,
    run: (readwise, { url, entry }, shelf) => {
      readwise.checkQuery(url, entry, ['page', 'page_size'])
      return { status: 200, body: pageOf(shelf.books(), url) }
    },
  },
  {
    method: 'GET',
    path: /^\/api\/v2\/highlights\/(\d+)\/$/,
    run: (_readwise, _asked, shelf, id) => ({ status: 200, body: shelf.found(id) }),
  },
  {
    method: 'PATCH',
    path: /^\/api\/v2\/highlights\/(\d+)\/$/,
    run: (readwise, { body, headers, entry }, shelf, id) => {
      const change = checkUpdate(jsonOf(body, headers), (detail) => readwise.violation(entry, detail))
      return { status: 200, body: shelf.change(id, change) }
    },
  },
  {
    method: 'DELETE',
    path: /^\/api\/v2\/highlights\/(\d+)\/$/,
    run: (_readwise, _asked, shelf, id) => {
      shelf.remove(id)
      return { status: 204 }
    },
  },
]

class Readwise extends Service {
  /** What each person has, by their token. @type {Map<string, Shelf>} */
  #shelves = new Map()
  /** Further tokens of a person who has the other one. @type {Map<string, string>} */
  others = new Map()
  /** When each limit was last counted against. @type {Map<string, number[]>} */
  #begun = new Map()

  /** @param {string[]} tokens that are known */
  constructor(tokens) {
    super()
    this.tokens = tokens
    this.doors = {
      'PUT tokens': (/** @type {string[]} */ known) => {
        this.tokens = known
      },
    }
  }

  /** By token: books as their owner sees them, with their highlights. @override @returns {any} */
  state() {
    return Object.fromEntries([...this.#shelves].map(([token, shelf]) => [token, shelf.shown()]))
  }

  /** @override */
  clear() {
    this.#shelves.clear()
    this.#begun.clear()
  }

  /** @override @param {Asked} asked */
  answer(asked) {
    const { method, url, headers, entry } = asked
    const here = routes.filter(({ path }) => path.test(url.pathname))
    if (here.length === 0) throw this.#lost(url)
    const token = this.#tokenOf(headers.authorization)
    const route = here.find((one) => one.method === method)
    if (!route) throw new Refusal(405, `Method "${method}" not allowed.`)
    this.#count(token, 'all', entry)
    if (route.isList) this.#count(token, 'lists', entry)
    const owner = this.others.get(token) ?? token
    const shelf = this.#shelves.get(owner) ?? new Shelf()
    this.#shelves.set(owner, shelf)
    return route.run(this, asked, shelf, Number(route.path.exec(url.pathname)?.[1]))
  }

  /** @param {URL} url @param {import('./targets/service.mjs').Entry} entry @param {string[]} known */
  checkQuery(url, entry, known) {
    for (const name of url.searchParams.keys())
      if (!known.includes(name)) this.violation(entry, `The list knows no ${name}`)
  }

  /** Without its slash a path leads to itself with one; who follows leaves the body behind. @param {URL} url */
  #lost(url) {
    const whole = `${url.pathname}/`
    if (!routes.some(({ path }) => path.test(whole))) return new Refusal(404, 'Not found.')
    return new Refusal(301, `No slash at the end of ${url.pathname}`, { location: whole + url.search }, '')
  }

  /** @param {string | undefined} authorization */
  #tokenOf(authorization) {
    const token = /^Token (\S+)$/.exec(authorization ?? '')?.[1]
    if (!token) throw new Refusal(401, 'Authentication credentials were not provided.')
    if (!this.tokens.includes(token)) throw new NotTaken(401, 'Invalid token.')
    return token
  }

  /** @param {string} token @param {'all' | 'lists'} what @param {import('./targets/service.mjs').Entry} entry */
  #count(token, what, entry) {
    const key = `${token} ${what}`
    const begun = (this.#begun.get(key) ?? []).filter((at) => at > entry.at - minute)
    this.#begun.set(key, begun)
    if (begun.length >= maxPerMinute[what]) {
      const seconds = Math.ceil(((begun[0] ?? entry.at) + minute - entry.at) / 1000)
      const detail = `Request was throttled. Expected available in ${seconds} seconds.`
      throw new NotTaken(429, detail, { 'retry-after': `${seconds}` })
    }
    begun.push(entry.at)
  }
}

/** @param {Buffer} body @param {import('node:http').IncomingHttpHeaders} headers */
function jsonOf(body, headers) {
  const type = headers['content-type'] ?? ''
  if (!/^application\/json\b/.test(type)) throw new Refusal(415, `Unsupported media type "${type}" in request.`)
  try {
    return JSON.parse(body.toString())
  } catch (error) {
    throw new Refusal(400, `JSON parse error - ${error}`)
  }
}

/** @param {object[]} all @param {URL} url */
function pageOf(all, url) {
  const asked = url.searchParams
  const size = Number(asked.get('page_size') ?? defaultPageSize)
  const page = Number(asked.get('page') ?? 1)
  if (!(size >= 1 && size <= maxPageSize)) throw new Refusal(400, `page_size=${asked.get('page_size')}`)
  const last = Math.max(1, Math.ceil(all.length / size))
  if (!(page >= 1 && page <= last)) throw new NotTaken(404, 'Invalid page.')
  const link = (/** @type {number} */ number) => {
    const query = new URLSearchParams(asked)
    query.set('page', `${number}`)
    return number >= 1 && number <= last ? `https://readwise.io${url.pathname}?${query}` : null
  }
  const results = all.slice((page - 1) * size, page * size)
  return { count: all.length, next: link(page + 1), previous: link(page - 1), results }
}

/** @param {{port?: number, tokens?: string[]}} [options] */
export async function startReadwise({ port = 0, tokens = [] } = {}) {
  return serve(new Readwise(tokens), port)
}
