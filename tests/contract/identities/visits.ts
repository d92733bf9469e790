// SPDX-License-Identifier: AGPL-3.0-or-later
// The way to a provider's screen and back, as a browser goes it.
import type { Answer, Api } from '../answers.ts'
import { Browser } from '../browser.ts'

export const publicUrl = 'http://rmirror.example.org'
export const redirectTo = (provider: string) => `${publicUrl}/sign-in/${provider}`

/** To sign in, or to connect an identity with the account of the browser's token. */
export type Purpose = 'providers' | 'identities'

/** The parameters with which a provider leads back. */
export type Returned = Record<string, string>

/** What a person does at a provider's screen. */
export type Press = (screen: URL) => Promise<Returned>

/** Follows redirects with the cookies of their sites, until one leads back to the dashboard. */
export async function followed(address: URL): Promise<Returned> {
  const cookies = new Map<string, string>()
  let url = address
  for (let redirects = 0; redirects < 10; redirects += 1) {
    if (url.origin === publicUrl) return Object.fromEntries(url.searchParams)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (!location) throw new Error(`${url} leads nowhere: ${answer.status} ${await answer.text()}`)
    url = new URL(location, url)
  }
  throw new Error(`no end of redirects at ${url}`)
}

/** Signs in at the OpenID Connect provider of the emulator. */
export const asGoogleAccount =
  (account: string): Press =>
  (screen) => {
    screen.searchParams.set('login_hint', account)
    return followed(screen)
  }

export const atGitHub =
  (login: string, button = 'allow'): Press =>
  (screen) => {
    screen.searchParams.set('login', login)
    screen.searchParams.set(button, '1')
    return followed(screen)
  }

/** A person's browser, who visits providers. */
export class Visitor extends Browser {
  async begin(provider: string, purpose: Purpose = 'providers'): Promise<URL> {
    const path = `/api/v1/auth/${purpose}/${provider}/authorize`
    const answer = await this.ask(`POST /api/v1/auth/${purpose}/:provider/authorize`, {}, path)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return new URL(answer.body.url)
  }

  finish(provider: string, json: Returned, purpose: Purpose = 'providers'): Promise<Answer> {
    const path = `/api/v1/auth/${purpose}/${provider}/callback`
    return this.ask(`POST /api/v1/auth/${purpose}/:provider/callback`, { json }, path)
  }

  async visit(provider: string, press: Press, purpose: Purpose = 'providers'): Promise<Answer> {
    return this.finish(provider, await press(await this.begin(provider, purpose)), purpose)
  }

  async identities(): Promise<{ id: string; provider: { id: string | null; name: string }; email: string | null }[]> {
    return (await this.ask('GET /api/v1/auth/identities')).body.identities
  }

  disconnect(id: string): Promise<Answer> {
    return this.ask('DELETE /api/v1/auth/identities/:id', {}, `/api/v1/auth/identities/${id}`)
  }
}

/** With an account and its password. */
export async function signedUp(api: Api, email: string, password: string): Promise<Visitor> {
  const visitor = new Visitor(api)
  const answer = await visitor.ask('POST /api/v1/auth/signup', { json: { email, password } })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return visitor
}
