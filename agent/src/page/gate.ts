// SPDX-License-Identifier: AGPL-3.0-or-later
// Admits requests from this page only. Other pages in the same browser can reach this address too, under its own name
// or, by DNS rebinding, under theirs.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import dashboardHeaders from '@rmirror/shared/dashboard-headers.json' with { type: 'json' }

/** On every answer. */
export const headers = { ...dashboardHeaders, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

/** For one run, and for a newer version that takes it over. */
export const newSecret = () => randomBytes(32).toString('base64url')

export class Gate {
  readonly #port: number
  readonly #secret: string

  constructor(port: number, secret: string) {
    this.#port = port
    this.#secret = secret
  }

  /**
   * Valid for this run. Browsers send cookies to all ports of a host, so another server on this computer can read the
   * cookie. The page's storage belongs to this port alone, so the page sends both.
   */
  get token(): string {
    return createHmac('sha256', this.#secret).update('page token').digest('base64url')
  }

  /** Valid for this run. */
  get cookie(): string {
    return `${this.#name}=${this.#secret}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** True if the request used our own address and doesn't come from another page. */
  isOwn({ method, headers: { host, origin, 'sec-fetch-site': site } }: IncomingMessage): boolean {
    const own = `127.0.0.1:${this.#port}`
    if (host !== own || (origin !== undefined && origin !== `http://${own}`)) return false
    return method === 'GET' || (origin !== undefined && (site === undefined || site === 'same-origin'))
  }

  /** A link on another site may open the page, but can't read its data. */
  mayRead({ headers: given }: IncomingMessage): boolean {
    const site = given['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin') return false
    return this.#hasCookie(given.cookie ?? '') && isSame(String(given['rmirror-page'] ?? ''), this.token)
  }

  get #name(): string {
    return `rmirror-${this.#port}`
  }

  #hasCookie(cookies: string): boolean {
    return cookies
      .split(/;\s*/)
      .filter((each) => each.startsWith(`${this.#name}=`))
      .some((each) => isSame(each.slice(this.#name.length + 1), this.#secret))
  }
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
