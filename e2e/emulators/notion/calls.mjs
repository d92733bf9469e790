// SPDX-License-Identifier: AGPL-3.0-or-later
// Who answers a call that has passed the gate: the workspace, its uploads, or what is known of the connection.
import { parentOf } from './conflicts.mjs'
import { eventOf } from './events.mjs'
import { ownerOf } from './oauth.mjs'

/** @typedef {import('./emulator.mjs').Emulator} Emulator */
/** @typedef {import('./exchange.mjs').Exchange} Exchange */
/** @typedef {import('./gate.mjs').Admitted} Admitted */
/** @typedef {import('./exchange.mjs').Answer} Answer */
/** @typedef {import('./emulator.mjs').Home} Home */

/** @param {Emulator} emulator @param {Exchange} exchange @param {Admitted} admitted @param {Buffer} bytes @returns {Promise<Answer>} */
export async function carryOut(emulator, exchange, admitted, bytes) {
  const { connection, found, body } = admitted
  const home = emulator.homeOf(connection.workspace)
  const answer = await answerOf(emulator, exchange, admitted, bytes, home)
  if (answer.status < 300 && emulator.webhooks.isWatched) {
    const name = `${found.route.method} ${found.route.path}`
    const event = eventOf(name, body, answer.body, (block) => pageOf(home, block), found.id)
    if (event) emulator.webhooks.raise(event, { connection, workspace: home.id, workspaceName: home.name })
  }
  return answer
}

/** @param {Emulator} emulator @param {Exchange} exchange @param {Admitted} admitted @param {Buffer} bytes @param {Home} home @returns {Promise<Answer>} */
async function answerOf(emulator, exchange, { connection, version, found, body }, bytes, home) {
  const { route, path, id } = found
  if (route.by === 'me') return { status: 200, body: me(connection, home) }
  if (route.by === 'uploads') {
    const caller = { connection, version, max: home.plan.maxFileBytes }
    return {
      status: 200,
      body: await upload(emulator, exchange, { caller, name: `${route.method} ${route.path}`, id, body, bytes }),
    }
  }
  const release = emulator.conflicts.begin(parentOf(route.method, path, body), connection.id)
  try {
    if (route.needs !== 'read') await exchange.wait(emulator.settings.write_ms)
    const { query } = exchange
    return home.content.answer({ method: route.method, path, query, version, body, bot: botOf(connection) })
  } finally {
    release()
  }
}

/** The caller, as the workspace sees it. @param {import('./connections.mjs').Connection} connection */
function botOf(connection) {
  const { id, name, capabilities, pages, kind } = connection
  // The limit of free blocks spares people and programs that may see the whole workspace.
  const isExempt = kind === 'personal' || (kind === 'oauth' && pages === 'all')
  return { id, name, capabilities, pages, owner: ownerOf(connection), isExempt }
}

/** @param {Emulator} emulator @param {Exchange} exchange @param {{caller: import('./uploads.mjs').Caller, name: string, id: string, body: any, bytes: Buffer}} asked */
async function upload({ uploads }, { query, request }, { caller, name, id, body, bytes }) {
  if (name === 'POST file_uploads') return uploads.create(caller, body)
  if (name === 'GET file_uploads') return uploads.list(caller, query)
  if (name === 'GET file_uploads/:id') return uploads.get(caller, id)
  if (name === 'POST file_uploads/:id/complete') return uploads.complete(caller, id)
  return uploads.send(caller, id, bytes, request.headers['content-type'] ?? '')
}

/** @param {import('./connections.mjs').Connection} connection @param {Home} home */
function me(connection, { id, name, plan }) {
  return {
    ...{ object: 'user', id: connection.id, name: connection.name, avatar_url: null, type: 'bot' },
    bot: {
      ...{ owner: ownerOf(connection), workspace_id: id, workspace_name: name },
      workspace_limits: { max_file_upload_size_in_bytes: plan.maxFileBytes },
    },
  }
}

/** Sees and may do everything. */
const everywhere = {
  ...{ id: '00000000-0000-4000-8000-000000000000', name: 'Emulator', pages: /** @type {'all'} */ ('all') },
  capabilities: { read: true, insert: true, update: true },
}

/** As the workspace itself, whatever the limits. @param {Home} home @param {string} method @param {string} path @param {any} [body] */
export function inside({ content }, method, path, body) {
  return content.answer({
    ...{ method, path, body },
    query: new URLSearchParams(),
    version: '2022-06-28',
    bot: everywhere,
  })
}

/** The page that a block is on. @param {Home} home @param {string} block @returns {string | undefined} */
function pageOf(home, block) {
  try {
    for (let id = block; ; ) {
      const { parent, type } = inside(home, 'GET', `/blocks/${id}`).body
      if (type === 'child_page') return id
      if (parent.type !== 'block_id') return parent.page_id
      id = parent.block_id
    }
  } catch {
    // What is gone has no page.
    return undefined
  }
}
