// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a person is asked whether a program may come in, and to which pages: a page with Allow and Deny. A test that
// has no browser adds what the person would press: allow=1, or deny=1, and user, workspace, pages or template.

/** @typedef {import('./oauth.mjs').Client} Client */
/** @typedef {import('./connections.mjs').User} User */
/** @typedef {{id: string, title: string}} Page */
/** @typedef {import('./exchange.mjs').Answer} Answer */

const asked = ['client_id', 'response_type', 'owner', 'redirect_uri', 'state']
const pressed = ['allow', 'deny', 'user', 'workspace', 'pages', 'template']

/** The person sees this, the program nothing. */
export class Unanswerable extends Error {
  status = 400
  check = 42
  isViolation = true
}

/** @typedef {{oauth: import('./oauth.mjs').OAuth, users: User[], pagesOf: (workspace: string) => Page[], duplicate: (workspace: string) => string, violation: (detail: string) => void}} Here */

/** @param {URLSearchParams} fields of the query or of the form @param {Here} here @returns {Answer} */
export function consent(fields, here) {
  const { client, target } = programOf(fields, here.oauth.clients)
  for (const name of fields.keys())
    if (![...asked, ...pressed].includes(name)) here.violation(`authorize knows no ${name}`)
  if (!fields.get('state')) here.violation('authorize without a state')
  const answer = (/** @type {Record<string, string>} */ result) => redirected(target, result, fields.get('state'))
  if (fields.get('response_type') !== 'code') return answer({ error: 'unsupported_response_type' })
  if (fields.get('owner') !== 'user') return answer({ error: 'invalid_request' })
  if (fields.has('deny')) return answer({ error: 'access_denied' })
  if (fields.has('allow')) return answer({ code: allow(fields, client, here) })
  return { status: 200, headers: { 'content-type': 'text/html' }, body: form(fields, client, here) }
}

/** Who asks, and where its answer goes. @param {URLSearchParams} fields @param {Client[]} clients */
function programOf(fields, clients) {
  const client = clients.find(({ id }) => id === fields.get('client_id'))
  if (!client) throw new Unanswerable(`No program is ${fields.get('client_id')}`)
  const { redirect_uris, name } = client
  const target = fields.get('redirect_uri') ?? (redirect_uris.length === 1 ? redirect_uris[0] : undefined)
  if (!target || !redirect_uris.includes(target)) throw new Unanswerable(`${target} is no address of ${name}`)
  return { client, target }
}

/** @param {URLSearchParams} fields @param {Client} client @param {Here} here @returns {string} a code */
function allow(fields, client, { users, oauth, duplicate }) {
  const user = users.find(({ id }) => id === fields.get('user')) ?? users[0]
  const workspace = fields.get('workspace') ?? user?.workspaces[0] ?? ''
  if (!user?.workspaces.includes(workspace)) throw new Unanswerable(`${user?.name} is in no workspace ${workspace}`)
  const pages = pagesOf(fields)
  const template = fields.has('template') && client.template ? duplicate(workspace) : null
  if (template && pages !== 'all') pages.add(template)
  const redirect = fields.get('redirect_uri') ?? undefined
  return oauth.grant({ client, redirect, user, workspace, pages, template })
}

/** Which were chosen: named one by one or with commas between, or "all". @param {URLSearchParams} fields @returns {'all' | Set<string>} */
function pagesOf(fields) {
  const named = fields.getAll('pages').flatMap((names) => names.split(',').filter(Boolean))
  return named.includes('all') || !fields.has('pages') ? 'all' : new Set(named)
}

/** @param {string} target @param {Record<string, string>} result @param {string | null} state */
function redirected(target, result, state) {
  const url = new URL(target)
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value)
  if (state !== null) url.searchParams.set('state', state)
  return { status: 302, headers: { location: url.href, 'content-type': 'text/plain' }, body: '' }
}

const escaped = (/** @type {unknown} */ text) =>
  `${text}`.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** @param {URLSearchParams} fields @param {Client} client @param {Here} here */
function form(fields, client, { oauth, users, pagesOf }) {
  const hidden = asked
    .filter((name) => fields.has(name))
    .map((name) => `<input type="hidden" name="${name}" value="${escaped(fields.get(name))}">`)
  const known = [...new Set(users.flatMap(({ workspaces }) => workspaces))]
  const choice = (/** @type {string} */ name, /** @type {{id: string, name: string}[]} */ options) =>
    `<select name="${name}">${options.map((one) => `<option value="${one.id}">${escaped(one.name)}</option>`).join('')}</select>`
  const pages = known
    .flatMap(pagesOf)
    .map(({ id, title }) => `<label><input type="checkbox" name="pages" value="${id}">${escaped(title)}</label><br>`)
  const template = client.template
    ? '<label><input type="checkbox" name="template" value="1">Duplicate the template</label><br>'
    : ''
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Connect with Notion</title></head><body>
<h1>${escaped(client.name)} wants to access your workspace</h1>
<form method="post" action="/v1/oauth/authorize">${hidden.join('')}
<p><label>Person ${choice('user', users)}</label>
<label>Workspace ${choice('workspace', known.map(oauth.workspaceOf))}</label></p>
<fieldset><legend>Pages</legend><label><input type="checkbox" name="pages" value="all">All pages</label><br>${pages.join('')}${template}</fieldset>
<input type="hidden" name="pages" value="">
<button name="allow" value="1">Allow access</button> <button name="deny" value="1">Deny</button>
</form></body></html>`
}
