// SPDX-License-Identifier: AGPL-3.0-or-later
// The door by which a test tells the emulator what to do and asks what it saw: /emulator/…

/** @typedef {import('./emulator.mjs').Emulator} Emulator */

/** @type {Record<string, (emulator: Emulator, body: any) => unknown>} */
const doors = {
  'PUT faults': (emulator, faults) => emulator.faults.set(faults),
  'GET log': ({ log, rates }) => log.shown(rates.limits.window_ms),
  'DELETE log': (emulator) => emulator.log.clear(),
  'GET state': (emulator) => state(emulator),
  'DELETE state': (emulator) => emulator.clear(),
  'POST clock': (emulator, { advance_ms }) => emulator.clock.advance(advance_ms),
  'PUT limits': (emulator, limits) => emulator.rates.set(limits),
  'PUT settings': (emulator, settings) => set(emulator, settings),
  // What people do in Notion: make tokens, end them, change what a program may do and see, watch with a webhook.
  'POST tokens': (emulator, token) => emulator.admit(token),
  'POST revoke': ({ connections }, { connection }) => connections.end(connections.find(connection), 'both'),
  'POST expire': ({ connections }, { connection }) => connections.end(connections.find(connection), 'access'),
  'PUT permissions': ({ connections }, { connection, pages, capabilities }) => {
    const found = connections.find(connection)
    if (pages) found.pages = pages === 'all' ? pages : new Set(pages)
    Object.assign(found.capabilities, capabilities)
  },
  'POST edits': (emulator, asked) => edit(emulator, asked),
  'PUT plans': (emulator, { workspace = firstOf(emulator).id, ...limits }) =>
    Object.assign(emulator.homeOf(workspace).content.limits, limits),
  'POST webhooks': (emulator, asked) =>
    emulator.webhooks.subscribe({ ...asked, workspace: asked.workspace ?? firstOf(emulator).id }),
  'PUT webhooks': ({ webhooks }, { verification_token }) => webhooks.verify(verification_token),
  'POST events': (emulator, { workspace = firstOf(emulator).id, ...event }) =>
    emulator.webhooks.raise(event, { workspace, workspaceName: emulator.homeOf(workspace).name }),
}

/** @param {Emulator} emulator */
function firstOf({ workspaces }) {
  const [first] = workspaces.values()
  if (!first) throw new Error('There is no workspace')
  return first
}

/** What people do in a workspace, by the names that workspace.mjs has for it. */
const edits = [
  ...['page', 'database', 'source', 'row', 'write', 'edit', 'setProperties', 'setSchema', 'move', 'trash', 'restore'],
  ...['share', 'unshare', 'tree'],
]

/** @param {Emulator} emulator @param {{workspace?: string, edit: string, with: any[]}} asked the first word of share and unshare names a connection */
function edit(emulator, { workspace = firstOf(emulator).id, edit: name, with: words }) {
  if (!edits.includes(name)) throw new Error(`Nobody does ${name}`)
  const { content } = emulator.homeOf(workspace)
  const [first, ...others] = words
  const isOfBot = name === 'share' || name === 'unshare'
  return content[name](isOfBot ? emulator.connections.find(first) : first, ...others)
}

/** @param {Emulator} emulator */
function state({ workspaces, connections, uploads, webhooks, clock }) {
  const shown = [...workspaces.values()].map(({ id, name, content }) => ({ id, name, content: content.state?.() }))
  const { subscriptions } = webhooks
  const files = [...uploads.all.values()].map(({ bytes, sent, ...upload }) => ({
    ...{ ...upload, bytes: bytes?.length ?? null, sent: [...sent.keys()] },
  }))
  return { now: clock.now(), workspaces: shown, connections, uploads: files, subscriptions }
}

/** @param {Emulator} emulator @param {Record<string, any>} settings */
function set(emulator, { code_ms, overtaking_ms, webhooks, ...settings }) {
  for (const [told, known] of [
    [settings, emulator.settings],
    [webhooks ?? {}, emulator.webhooks.settings],
  ]) {
    const unknown = Object.keys(told).find((name) => !(name in known))
    if (unknown) throw new Error(`There is no setting ${unknown}`)
    Object.assign(known, told)
  }
  if (code_ms !== undefined) emulator.oauth.code_ms = code_ms
  if (overtaking_ms !== undefined) emulator.conduct.cooldowns.overtaking_ms = overtaking_ms
}

/**
 * @param {Emulator} emulator
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export async function control(emulator, request, response) {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const text = Buffer.concat(pieces).toString()
  const run = doors[`${request.method} ${request.url?.split('/')[2]}`]
  const send = (/** @type {number} */ status, /** @type {unknown} */ body) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }
  if (!run) return send(404, { error: `No such door: ${request.method} ${request.url}` })
  try {
    const answer = await run(emulator, text && JSON.parse(text))
    send(answer === undefined ? 204 : 200, answer)
  } catch (error) {
    send(400, { error: `${error}` })
  }
}
