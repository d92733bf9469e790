// SPDX-License-Identifier: AGPL-3.0-or-later
// A user who does what people do: signs in, pushes fifty pages, reads and searches them, and calls Claude. Each
// answer is noted, with the time it took.
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { notebook, png, uuid } from '../../contract/library.ts'
import { hangLimits } from '../../world/patience.ts'
import { callOfClaude, claudesHeaders, saying } from './attacker.ts'
import { type Answered, type Asked, Caller } from './caller.ts'
import type { Place } from './place.ts'

export const pages = Array.from({ length: 50 }, (_, index) => index + 1)
export const email = 'honest@example.org'
const password = 'correct horse battery staple'
const edge = 100
/** Ends what hangs, in milliseconds. How long the user waits is a figure of `make attack`, and none of its bounds is here. */
const hangLimit = hangLimits.poll

const pictureOf = (page: number) => png(page, edge)
const textOf = (page: number) => `Page ${page}: the lighthouse at midnight`
const pathOf = (page: number) => `/api/v1/notebooks/${uuid(1)}/pages/${uuid(page)}`

/** Searches, with matches on every page: as written, misspelt, and partly in the notebook's name. */
const searches = ['lighthouse', 'lighthuose', 'diary midnight', '"at midnight"']

export interface Noted {
  route: string
  milliseconds: number
  status: number
}

export class HonestUser implements Disposable {
  readonly noted: Noted[] = []
  /** Of all calls to Claude, as Claude stated them. */
  tokens = 0
  readonly #caller: Caller
  #token = ''
  #stored = 0
  /** The token of a revoked agent, which an attacker has. */
  revokedToken = ''

  private constructor(caller: Caller) {
    this.#caller = caller
  }

  static async signUp(place: Place): Promise<HonestUser> {
    const user = new HonestUser(new Caller(place.addresses.server, '127.0.0.1', hangLimit))
    const texts = pages.map((page) => [createHash('sha256').update(pictureOf(page)).digest('hex'), textOf(page)])
    await place.configureClaude('PUT', 'texts', Object.fromEntries(texts))
    const signedUp = await user.#ask('sign up', 'POST /api/v1/auth/signup', { json: { email, password } })
    user.#token = signedUp.body.access_token
    const agent = await user.#ask('agent', 'POST /api/v1/auth/agent-token', { json: { name: 'Lost laptop' } })
    user.revokedToken = agent.body.access_token
    await user.#ask('revoke', `DELETE /api/v1/auth/agent-tokens/${agent.body.agent_token.id}`)
    return user
  }

  [Symbol.dispose](): void {
    this.#caller[Symbol.dispose]()
  }

  /** For `seconds`, or longer: until all pages are sent and everything else was done a few times. */
  async live(seconds: number): Promise<void> {
    const over = AbortSignal.timeout(seconds * 1000)
    await Promise.all([
      this.#push(seconds),
      this.#each(15_000, 2, over, () => this.#signIn()),
      this.#each(1_000, 10, over, () => this.#browse()),
      this.#each(1_500, 8, over, () => this.#callClaude()),
    ])
  }

  async #ask(route: string, operation: string, asked: Asked = {}): Promise<Answered> {
    const begun = performance.now()
    const answer = await this.#caller.ask(operation, { ...(this.#token && { token: this.#token }), ...asked })
    this.noted.push({ route, milliseconds: performance.now() - begun, status: answer.status })
    return answer
  }

  async #each(milliseconds: number, atLeast: number, over: AbortSignal, act: () => Promise<void>): Promise<void> {
    for (let done = 0; done < atLeast || !over.aborted; done++) {
      await act()
      await sleep(milliseconds, undefined, { signal: over }).catch(() => {})
    }
  }

  async #signIn(): Promise<void> {
    const { body } = await this.#ask('sign in', 'POST /api/v1/auth/login', { json: { email, password } })
    if (body?.access_token) this.#token = body.access_token
  }

  async #push(seconds: number): Promise<void> {
    const manifest = { scope: 'library', notebooks: [notebook(1, pages, 'Diary')] }
    await this.#ask('manifest', 'POST /api/v1/sync/manifest', { json: manifest })
    for (const page of pages) {
      const bytes = pictureOf(page)
      const digest = createHash('sha256').update(bytes).digest('base64')
      const headers = { 'content-type': 'image/png', 'content-digest': `sha-256=:${digest}:` }
      const query = `ink_hash=i1:${page}&x=0&y=0&width=${edge}&height=${edge}`
      await this.#ask('picture', `PUT ${pathOf(page)}/image?${query}`, { headers, bytes })
      this.#stored = page
      await sleep((seconds * 600) / pages.length)
    }
  }

  async #browse(): Promise<void> {
    for (const words of searches.slice(this.noted.length % 2, 2 + (this.noted.length % 2)))
      await this.#ask('search', `GET /api/v1/search?q=${encodeURIComponent(words)}`)
    await this.#ask('tree', 'GET /api/v1/notebooks/tree')
    await this.#ask('quota', 'GET /api/v1/quota')
    if (this.#stored === 0) return
    await this.#ask('page', `GET ${pathOf(this.#stored)}`)
    await this.#ask('show picture', `GET ${pathOf(this.#stored)}/image`)
  }

  async #callClaude(): Promise<void> {
    const json = saying('Repeat exactly: good morning')
    const { body } = await this.#ask('Claude', callOfClaude, { json, headers: claudesHeaders })
    const { usage } = body ?? {}
    if (!usage) return
    this.tokens += usage.input_tokens + usage.cache_creation_input_tokens
    this.tokens += usage.cache_read_input_tokens + usage.output_tokens
  }

  /** What is missing or wrong in the end, each as a sentence. */
  async missing(): Promise<string[]> {
    const faults: string[] = []
    const patience = Date.now() + hangLimit
    for (const page of pages) {
      const answer = await this.#untilRead(page, patience)
      if (answer.body?.ocr_text !== textOf(page))
        faults.push(`page ${page}: ${answer.status} ${answer.body?.ocr_status} "${answer.body?.ocr_text}"`)
    }
    for (const words of searches) {
      const found = await this.#caller.ask(`GET /api/v1/search?q=${encodeURIComponent(words)}`, { token: this.#token })
      if (!found.body?.items?.length) faults.push(`nothing is found for ${words}`)
    }
    const quota = (await this.#caller.ask('GET /api/v1/quota', { token: this.#token })).body
    const stated = { pages: quota.used, reserved: quota.reserved + quota.tokens.reserved, tokens: quota.tokens.used }
    const right = { pages: pages.length, reserved: 0, tokens: this.tokens }
    if (JSON.stringify(stated) !== JSON.stringify(right))
      faults.push(`quota ${JSON.stringify(stated)} instead of ${JSON.stringify(right)}`)
    return faults
  }

  async #untilRead(page: number, patience: number): Promise<Answered> {
    for (;;) {
      const answer = await this.#caller.ask(`GET ${pathOf(page)}`, { token: this.#token })
      if (answer.body?.ocr_status === 'completed' || Date.now() > patience) return answer
      await sleep(1000)
    }
  }
}
