// SPDX-License-Identifier: AGPL-3.0-or-later
import { Api } from '../contract/answers.ts'
import { notebook, signUp } from '../contract/library.ts'

const path = '/api/v1/integrations/webhook'

/** A person whose notes go to an address. */
export class Owner {
  readonly token: string
  readonly #url: string
  readonly #api: Api

  private constructor(url: string, token: string) {
    this.#url = url
    this.#api = new Api(url)
    this.token = token
  }

  static async signUp(url: string, name: string, address: string): Promise<Owner> {
    const api = new Api(url)
    const token = await signUp(api, `${name}@example.org`)
    const json = { settings: { address } }
    await api.ask('PUT /api/v1/integrations/:target_name', { token, json }, path)
    return new Owner(url, token)
  }

  /** Notebooks that are new, so each is an event. */
  push(count: number) {
    const notebooks = Array.from({ length: count }, (_, index) => notebook(index + 1, [index + 1], `Diary ${index}`))
    const json = { scope: 'library', notebooks }
    return this.#api.ask('POST /api/v1/sync/manifest', { token: this.token, json })
  }

  test(signal?: AbortSignal): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' }
    return fetch(`${this.#url}${path}/test`, { method: 'POST', headers, body: '{}', ...(signal && { signal }) })
  }
}
