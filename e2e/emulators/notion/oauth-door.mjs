// SPDX-License-Identifier: AGPL-3.0-or-later
// The addresses of OAuth: the page that asks a person, and those that answer programs.
import { inside } from './calls.mjs'
import { consent, Unanswerable } from './consent.mjs'
import { unknownUrl } from './errors.mjs'
import { jsonOf } from './gate.mjs'

/** @typedef {import('./emulator.mjs').Emulator} Emulator */
/** @typedef {import('./exchange.mjs').Exchange} Exchange */

/** @param {Emulator} emulator @param {Exchange} exchange @param {Buffer | undefined} bytes @returns {import('./exchange.mjs').Answer} */
export function answerOAuth(emulator, exchange, bytes) {
  const { method, path, query, request } = exchange
  const name = path.slice('/v1/oauth'.length)
  if (name === '/authorize' && method === 'GET') return ask(emulator, exchange, query)
  if (name === '/authorize' && method === 'POST') return ask(emulator, exchange, new URLSearchParams(bytes?.toString()))
  const body = jsonOf(emulator, exchange, bytes)
  if (method !== 'POST' || !['/token', '/introspect', '/revoke'].includes(name)) throw unknownUrl()
  return { status: 200, body: emulator.oauth.answer(name, request.headers.authorization ?? '', body) }
}

/** @param {Emulator} emulator @param {Exchange} exchange @param {URLSearchParams} fields */
function ask(emulator, exchange, fields) {
  const violation = (/** @type {string} */ detail) => emulator.log.violation(42, detail, exchange.id)
  try {
    return consent(fields, {
      ...{ oauth: emulator.oauth, users: emulator.world.users, violation },
      pagesOf: (workspace) => pagesOf(emulator, workspace),
      duplicate: (workspace) => duplicate(emulator, workspace),
    })
  } catch (error) {
    if (!(error instanceof Unanswerable)) throw error
    violation(error.message)
    const page = `<!doctype html><link rel="icon" href="data:,"><title>Notion</title><h1>Something is wrong with this link</h1><p>${error.message.replaceAll('<', '&lt;')}</p>`
    return { status: error.status, headers: { 'content-type': 'text/html' }, body: page }
  }
}

/** Those at the top of a workspace. @param {Emulator} emulator @param {string} workspace */
function pagesOf(emulator, workspace) {
  const filter = { property: 'object', value: 'page' }
  const { results } = inside(emulator.homeOf(workspace), 'POST', '/search', { filter }).body
  const top = results.filter((/** @type {any} */ page) => page.parent?.type === 'workspace')
  return top.map((/** @type {any} */ page) => ({ id: page.id, title: titleOf(page) }))
}

/** @param {any} page */
function titleOf({ properties = {} }) {
  /** @type {any} */
  const title = Object.values(properties).find((/** @type {any} */ property) => property.type === 'title')
  return title?.title.map((/** @type {any} */ { plain_text }) => plain_text).join('') || 'Untitled'
}

/** A copy of the program's template, at the top. @param {Emulator} emulator @param {string} workspace */
function duplicate(emulator, workspace) {
  const properties = { title: { title: [{ text: { content: 'Template' } }] } }
  const parent = { type: 'workspace', workspace: true }
  return inside(emulator.homeOf(workspace), 'POST', '/pages', { parent, properties }).body.id
}
