// SPDX-License-Identifier: AGPL-3.0-or-later
// What every call must pass, in the service's order: a body that can be read, an address that is there, a token, the
// limit, a version, a query, and the permission for what it does.
import { invalid, NotionError, notPermitted, unknownUrl } from './errors.mjs'
import { routeOf } from './routes.mjs'

/** @typedef {import('./emulator.mjs').Emulator} Emulator */
/** @typedef {import('./exchange.mjs').Exchange} Exchange */

/** 500 KB, the smaller of its two meanings. */
const maxBytes = 500_000

/** A call that may be carried out. @typedef {{found: NonNullable<ReturnType<typeof routeOf>>, connection: import('./connections.mjs').Connection, version: string, body: any}} Admitted */

/** @param {Emulator} emulator @param {Exchange} exchange @param {Buffer | undefined} bytes @returns {Admitted | import('./exchange.mjs').Answer} an answer where the limit is reached */
export function admit(emulator, exchange, bytes) {
  const found = exchange.path.startsWith('/v1/') ? routeOf(exchange.method, exchange.path.slice(3)) : undefined
  const isForm = found?.route.path === 'file_uploads/:id/send'
  if (isForm && bytes === undefined) throw tooLarge(emulator, 41)
  const body = isForm ? undefined : jsonOf(emulator, exchange, bytes)
  if (!found) throw unknownUrl()
  const connection = connectionOf(emulator, exchange)
  const limited = limit(emulator, connection, `${found.route.method} /${found.route.path}`)
  if (limited) return limited
  const version = versionOf(exchange.request.headers['notion-version'], emulator.versions)
  const unknown = [...exchange.query.keys()].find((key) => !found.route.query.includes(key))
  if (unknown !== undefined)
    throw invalid(
      `query failed validation: query.${unknown} should be not present, instead was \`${JSON.stringify(exchange.query.get(unknown))}\`.`,
      { check: 5 },
    )
  if (found.route.needs && !connection.capabilities[found.route.needs]) throw notPermitted()
  return { found, connection, version, body }
}

/**
 * What a body says that is called JSON; no other body is looked at.
 * @param {Emulator} emulator @param {Exchange} exchange @param {Buffer | undefined} bytes
 */
export function jsonOf(emulator, { request, id, method, path }, bytes) {
  if (bytes === undefined || bytes.length > maxBytes) throw tooLarge(emulator, 9)
  if (bytes.length === 0) return undefined
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    emulator.log.violation(4, `${method} ${path} has a body of type ${type || 'nothing'}`, id, { soft: true })
    return undefined
  }
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    if (value !== null && typeof value === 'object') return value
  } catch {
    // Told below, as what is neither an object nor a list.
  }
  throw new NotionError(400, 'invalid_json', 'Error parsing JSON body.', undefined, { check: 3 })
}

/** @param {Emulator} emulator @param {number} check */
function tooLarge({ settings }, check) {
  const how = { check, isViolation: true }
  return new NotionError(settings.payload_status, 'validation_error', 'The body is too large.', undefined, how)
}

/** @param {Emulator} emulator @param {Exchange} exchange */
function connectionOf({ connections, conduct: { cooldowns } }, { token }) {
  const known = connections.access.get(token ?? '')
  if (known?.isAlive) return known.connection
  // A client cannot know that a token has ended before the first answer that says so.
  const isViolation = token === undefined || cooldowns.earlyBy([`token ${token}`]) > 0
  cooldowns.start(`token ${token}`, Number.POSITIVE_INFINITY)
  throw new NotionError(401, 'unauthorized', 'API token is invalid.', undefined, { check: 42, isViolation })
}

/** @param {Emulator} emulator @param {import('./connections.mjs').Connection} connection @param {string} endpoint */
function limit({ rates, workspaces }, connection, endpoint) {
  const callsOfPlan = workspaces.get(connection.workspace)?.plan.calls
  const limited = rates.take({ connection: connection.id, workspace: connection.workspace, endpoint, callsOfPlan })
  if (!limited) return undefined
  const { reason, seconds } = limited
  const later = seconds === undefined ? {} : { retry_after: `${seconds}` }
  return {
    status: 429,
    headers: seconds === undefined ? {} : { 'retry-after': `${seconds}` },
    body: {
      ...{ object: 'error', status: 429, code: 'rate_limited' },
      message: 'You have been rate limited. Please try again in a few minutes.',
      additional_data: { rate_limit_reason: reason, ...later },
    },
  }
}

/** @param {string | string[] | undefined} version @param {readonly string[]} versions */
function versionOf(version, versions) {
  const begin = 'Notion-Version header failed validation: Notion-Version header should be'
  if (version === undefined)
    throw new NotionError(400, 'missing_version', `${begin} defined, instead was \`undefined\`.`, undefined, {
      check: 1,
    })
  if (typeof version === 'string' && versions.includes(version)) return version
  const known = versions.map((one) => `\`"${one}"\``)
  throw invalid(`${begin} ${known.slice(0, -1).join(', ')} or ${known.at(-1)}, instead was \`"${version}"\`.`, {
    check: 1,
  })
}
