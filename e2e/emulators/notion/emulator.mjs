// SPDX-License-Identifier: AGPL-3.0-or-later
// The state of one emulator, and the way of a request through it.
import { Faults } from '../targets/faults.mjs'
import { carryOut } from './calls.mjs'
import { Clock } from './clock.mjs'
import { Conduct } from './conduct.mjs'
import { Conflicts } from './conflicts.mjs'
import { Connections } from './connections.mjs'
import { NotionError } from './errors.mjs'
import { Exchange } from './exchange.mjs'
import { momentOf, moreMembers } from './faults.mjs'
import { admit } from './gate.mjs'
import { Log } from './log.mjs'
import { OAuth, OAuthError } from './oauth.mjs'
import { answerOAuth } from './oauth-door.mjs'
import { Rates } from './rates.mjs'
import { Uploads } from './uploads.mjs'
import { Webhooks } from './webhooks.mjs'

const mebibyte = 1024 * 1024
/** Of a form with a file in it. */
const maxBytes = 21 * mebibyte

/** @typedef {{answer: (call: any) => {status: number, body: any}, [more: string]: any}} Content */
/** @typedef {new (facts: any) => Content} ContentClass */

const plans = {
  free: { calls: undefined, maxFileBytes: 5 * mebibyte },
  plus: { calls: undefined, maxFileBytes: 5 * 1024 * mebibyte },
  business: { calls: 600, maxFileBytes: 5 * 1024 * mebibyte },
}

/** A workspace as the door knows it. @typedef {{id: string, name: string, icon: string | null, plan: {calls: number | undefined, maxFileBytes: number}, content: Content}} Home */

/**
 * @typedef {object} World what there is from the beginning
 * @property {{id: string, name: string, icon?: string, plan?: keyof typeof plans}[]} workspaces
 * @property {import('./connections.mjs').User[]} users
 * @property {import('./connections.mjs').InitialToken[]} tokens
 * @property {import('./oauth.mjs').Client[]} clients
 * @property {Partial<import('./rates.mjs').Limits>} limits
 */

/** A write takes so long, in which a second one to the same parent is refused; and the status of a body too large. */
const defaultSettings = { write_ms: 5, payload_status: 400 }

export class Emulator {
  clock = new Clock()
  log = new Log(this.clock)
  /** @type {Faults<import('./faults.mjs').Fault>} */
  faults = new Faults(moreMembers)
  rates = new Rates(this.clock)
  conduct = new Conduct(this.log)
  conflicts = new Conflicts()
  settings = { ...defaultSettings }
  webhooks = new Webhooks(this.clock, this.log)
  /** @type {Map<string, Home>} */
  workspaces = new Map()

  /** @param {World} world @param {{Workspace: ContentClass, versions: readonly string[]}} content */
  constructor(world, { Workspace, versions }) {
    this.world = world
    this.versions = versions
    this.Workspace = Workspace
    this.connections = new Connections(this.clock)
    this.uploads = new Uploads(this.clock)
    this.oauth = this.#newOAuth()
    this.rates.set(world.limits)
    this.#fill()
  }

  #newOAuth() {
    return new OAuth(this.clock, this.connections, this.world.clients, (workspace) => this.homeOf(workspace))
  }

  #fill() {
    for (const workspace of this.world.workspaces) this.found(workspace)
    for (const token of this.world.tokens) this.admit(token)
  }

  /** One more workspace. @param {World['workspaces'][0]} facts */
  found({ id, name, icon, plan = 'plus' }) {
    /** @type {Home} */
    const home = { id, name, icon: icon ?? null, plan: { ...plans[plan] }, content: /** @type {any} */ (undefined) }
    const take = (/** @type {string} */ upload, /** @type {string} */ bot) => this.uploads.take(upload, bot)
    home.content = new this.Workspace({ id, name, now: this.clock.now, uploads: { take } })
    home.content.onEdit = (/** @type {import('./webhooks.mjs').Event} */ event) =>
      this.webhooks.raise(event, { workspace: id, workspaceName: name })
    for (const { id: user, ...person } of this.world.users.filter(({ workspaces }) => workspaces.includes(id)))
      home.content.people?.set(user, person)
    this.workspaces.set(id, home)
    return home
  }

  /** All as it was in the beginning, but for the time, the log and the address. */
  clear() {
    const { address } = this.uploads.files
    this.connections = new Connections(this.clock)
    this.uploads = new Uploads(this.clock)
    this.uploads.files.address = address
    this.oauth = this.#newOAuth()
    for (const part of [this.conduct, this.webhooks]) part.clear()
    this.rates.set(this.world.limits)
    this.faults.set([])
    this.settings = { ...defaultSettings }
    this.#fill()
  }

  /** @param {string} workspace its id */
  homeOf(workspace) {
    const home = this.workspaces.get(workspace)
    if (!home) throw new Error(`There is no workspace ${workspace}`)
    return home
  }

  /** A token that a person made in their settings. @param {import('./connections.mjs').InitialToken} initial */
  admit({ token, kind = 'internal', name = 'Emulated', capabilities, ...initial }) {
    const { users, workspaces } = this.world
    const user = kind === 'personal' ? (users.find(({ id }) => id === initial.user) ?? users[0]) : undefined
    const workspace = this.homeOf(initial.workspace ?? workspaces[0]?.id ?? '').id
    const pages = initial.pages ? new Set(initial.pages) : /** @type {'all'} */ ('all')
    const connection = this.connections.add({ client: undefined, workspace, kind, name, user, pages, capabilities })
    this.connections.admit(connection, token)
    return { bot_id: connection.id }
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async serve(request, response) {
    const exchange = new Exchange(this.log, request, response)
    try {
      await this.#run(exchange)
    } catch (error) {
      if (!exchange.isGone && !request.errored) throw error
    } finally {
      this.conduct.settle(exchange)
    }
  }

  /** @param {Exchange} exchange */
  async #run(exchange) {
    exchange.connection = this.connections.access.get(exchange.token ?? '')?.connection
    const { connection, entry } = exchange
    if (connection) entry.connection = connection.id
    const early = this.faults.take(exchange.request, undefined)
    if (early && (await this.#isDisturbed(exchange, early))) return
    const bytes = await exchange.readBody(maxBytes)
    const body = bytes ?? Buffer.of()
    exchange.body = body
    if (connection) this.conduct.judge(exchange, connection)
    const fault = this.faults.take(exchange.request, body)
    const isLate = fault !== undefined && momentOf(fault) === 'answer'
    if (fault && !isLate && (await this.#isDisturbed(exchange, fault))) return
    const answer = await this.#answer(exchange, bytes)
    if (isLate && (await this.#isDisturbed(exchange, fault, answer))) return
    exchange.send(answer)
  }

  /** @param {Exchange} exchange @param {import('./faults.mjs').Fault} fault @param {import('./exchange.mjs').Answer} [carriedOut] */
  #isDisturbed(exchange, fault, carriedOut) {
    exchange.hidden = carriedOut
    // Before the client can see it, and come back.
    if (fault.drop || fault.hang || fault.endless || fault.cut)
      this.conduct.noteUnknown(exchange, 'an answer that did not come')
    return exchange.isDisturbedBy(fault, carriedOut)
  }

  /** @param {Exchange} exchange @param {Buffer | undefined} bytes @returns {Promise<import('./exchange.mjs').Answer>} */
  async #answer(exchange, bytes) {
    try {
      const { files } = this.uploads
      const violation = (/** @type {string} */ detail) => this.log.violation(41, detail, exchange.id)
      if (files.isHere(exchange.path))
        return files.answer(exchange.request.url ?? '', exchange.request.headers.authorization !== undefined, violation)
      if (exchange.path.startsWith('/v1/oauth/')) return answerOAuth(this, exchange, bytes)
      const admitted = admit(this, exchange, bytes)
      return 'found' in admitted ? await carryOut(this, exchange, admitted, bytes ?? Buffer.of()) : admitted
    } catch (error) {
      return this.#refused(exchange, error)
    }
  }

  /** @param {Exchange} exchange @param {any} error */
  #refused(exchange, error) {
    if (error.isViolation) this.log.violation(error.check ?? 0, error.message, exchange.id)
    if (error instanceof OAuthError)
      return { status: error.status, body: { error: error.error, error_description: error.message } }
    if (!(error instanceof NotionError)) throw error
    const { status, code, message, additional_data } = error
    return { status, body: { object: 'error', status, code, message, ...(additional_data && { additional_data }) } }
  }
}
