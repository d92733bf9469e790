// SPDX-License-Identifier: AGPL-3.0-or-later
// The account that this device is signed in to. Its token is in Obsidian's secret storage, which stays on the device:
// each device has a token of its own, because a renewed token must not be used by another.
import {
  type Api,
  ApiProblem,
  answerTo,
  createApi,
  defaultRetryPolicy,
  type IssuedToken,
  isRenewalDue,
  isToken,
  renewToken,
} from '@rmirror/shared/api'
import type { SecretStorage } from 'obsidian'
import { fetchThroughObsidian as fetch } from './request.ts'

const secretId = 'rmirror-account'

/** Shorter than that of a computer that syncs on its own: somebody may be watching. */
const retryPolicy = { ...defaultRetryPolicy, maxAttempts: 4, maxAttemptsUntilFirstAnswer: 2, answerMs: 60_000 }

export interface Account extends IssuedToken {
  server: string
  email: string
}

export class Session {
  readonly #secrets: SecretStorage

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets
  }

  /** Undefined if this device isn't signed in there. */
  accountAt(server: string): Account | undefined {
    const account = this.#account()
    return account?.server === server ? account : undefined
  }

  /** `issued`: a token that the server gave to this device. */
  async signIn(server: string, issued: IssuedToken, signal: AbortSignal): Promise<Account> {
    if (!isToken(issued.token)) throw new TypeError('the server sent no token')
    const api = createApi({ server, token: () => issued.token, fetch, retryPolicy })
    const { email } = await answerTo(api.GET('/api/v1/me', { signal }))
    const account = { ...issued, server, email: email ?? '' }
    this.#store(account)
    return account
  }

  /** Returns false if the server couldn't be asked to end the token. */
  async signOut(signal: AbortSignal): Promise<boolean> {
    const account = this.#account()
    if (!account) return true
    this.#secrets.setSecret(secretId, '')
    const api = createApi({ server: account.server, token: () => account.token, fetch, retryPolicy })
    return answerTo(api.DELETE('/api/v1/auth/agent-token', { signal })).then(
      () => true,
      // The token was already invalid.
      (error: unknown) => error instanceof ApiProblem && error.status === 401,
    )
  }

  /** Renews the token first if that is due. A renewal that fails is tried again next time. */
  async open(server: string): Promise<Api | undefined> {
    const account = this.accountAt(server)
    if (!account) return undefined
    // Two vaults may share the storage, so the token is read for each request.
    const token = () => this.accountAt(server)?.token
    if (isRenewalDue(Date.parse(account.expires_at))) {
      const renewed = await renewToken({ server, token, fetch }).catch(() => undefined)
      if (renewed && isToken(renewed.token)) this.#store({ ...account, ...renewed })
    }
    return createApi({ server, token, fetch, retryPolicy })
  }

  #store(account: Account): void {
    this.#secrets.setSecret(secretId, JSON.stringify(account))
  }

  #account(): Account | undefined {
    try {
      const { server, email, token, expires_at } = JSON.parse(this.#secrets.getSecret(secretId) ?? '')
      const texts = [server, email, token, expires_at].every((each) => typeof each === 'string')
      return texts ? { server, email, token, expires_at } : undefined
    } catch {
      return undefined
    }
  }
}

/** For signing in. */
export const anonymousApi = (server: string): Api => createApi({ server, fetch, retryPolicy })
