// SPDX-License-Identifier: AGPL-3.0-or-later
// What all attackers have: whom they attack, an address of their own, an end.
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { notebook, png, uuid } from '../../contract/library.ts'
import type { Answered, Caller } from './caller.ts'
import type { Addresses } from './place.ts'

export interface Scene extends Addresses {
  /** The address with which the honest user signs in. */
  email: string
  /** Of the honest user, known to be revoked. */
  revokedToken: string
  over: AbortSignal
  /** The attacker, and an account of theirs. */
  from: Caller
  account: Account
  /** One more address of this machine. */
  caller(server?: string): Caller
}

export interface Attacker {
  /** Of the findings, such as "A1". */
  entries: string
  does: string
  /** Goes on until the scene is over. */
  attack(scene: Scene): Promise<void>
}

const password = 'correct horse battery staple'

/** A new account, or undefined where none is given. */
export async function signUp(from: Caller, name: string): Promise<Account | undefined> {
  const email = `${name}@example.org`
  const { body, headers } = await from.ask('POST /api/v1/auth/signup', { json: { email, password } })
  if (!body?.access_token) return undefined
  return new Account(from, email, body.access_token, `${headers['set-cookie']?.[0]?.split(';')[0]}`)
}

export const callOfClaude = 'POST /api/claude/v1/messages'
export const claudesHeaders = { 'anthropic-version': '2023-06-01' }

export function saying(content: unknown, more: object = {}): object {
  return { model: 'claude-haiku-5-5', max_tokens: 1000, messages: [{ role: 'user', content }], ...more }
}

interface Parts {
  part: number
  of: number
}

export class Account {
  readonly email: string
  readonly token: string
  /** The refresh token, as a Cookie header. */
  readonly cookie: string
  readonly #from: Caller

  constructor(from: Caller, email: string, token: string, cookie: string) {
    this.#from = from
    this.email = email
    this.token = token
    this.cookie = cookie
  }

  ask(operation: string, json?: unknown): Promise<Answered> {
    return this.#from.ask(operation, { token: this.token, ...(json !== undefined && { json }) })
  }

  send(operation: string, headers: Record<string, string>, bytes: Uint8Array): Promise<Answered> {
    return this.#from.ask(operation, { token: this.token, headers, bytes })
  }

  announce(pages: number[], name = 'Diary'): Promise<Answered> {
    return this.ask('POST /api/v1/sync/manifest', { scope: 'library', notebooks: [notebook(1, pages, name)] })
  }

  put(page: number, bytes: Uint8Array = png(page % 250, 64), look: string | Parts = `i1:${page}`): Promise<Answered> {
    const ink = typeof look === 'string' ? look : `i1:${page}`
    const parts = typeof look === 'string' ? '' : `&part=${look.part}&of=${look.of}`
    const digest = createHash('sha256').update(bytes).digest('base64')
    const headers = { 'content-type': 'image/png', 'content-digest': `sha-256=:${digest}:` }
    const path = `/api/v1/notebooks/${uuid(1)}/pages/${uuid(page)}/image?ink_hash=${ink}&x=0&y=0&width=64&height=64${parts}`
    return this.#from.ask(`PUT ${path}`, { token: this.token, headers, bytes })
  }

  /** What a call that is left in the middle costs depends on the moment; so the end of all leaves none. */
  callClaude(call: object, { isAwaited = true } = {}): Promise<Answered> {
    return this.#from.ask(callOfClaude, { token: this.token, headers: claudesHeaders, json: call, isAwaited })
  }
}

/** Again and again, with a pause of at least `milliseconds` between. */
export async function again(over: AbortSignal, milliseconds: number, act: () => Promise<unknown>): Promise<void> {
  while (!over.aborted) {
    await act()
    await sleep(milliseconds, undefined, { signal: over }).catch(() => {})
  }
}

/** Until it is over. */
export async function untilOver(over: AbortSignal): Promise<void> {
  if (!over.aborted) await new Promise((resolve) => over.addEventListener('abort', resolve, { once: true }))
}

export const times = (count: number, act: (index: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)))
