// SPDX-License-Identifier: AGPL-3.0-or-later
// A server at which people sign in with Google, which is a real OpenID Connect provider, and GitHub, an emulator.
import { startGitHub } from '../../../e2e/emulators/github/github.mjs'
import { askDatabase, type Program, type Served, serve, start } from '../../world/programs.ts'
import { Api } from '../answers.ts'
import { publicUrl, redirectTo, Visitor } from './visits.ts'

const google = { id: 'rmirror-at-google', secret: 'the secret: of rmirror/at+google' }
const github = { id: 'rmirror-at-github', secret: 'the-secret-of-rmirror-at-github' }

/** Accounts at Google that aren't as the others. */
export const accounts = {
  'unverified-known': { email: 'known@example.org', email_verified: false },
  'unverified-new': { email: 'new@example.org', email_verified: false },
  'without-address': { email: null, email_verified: null },
  'verified-known': { email: 'KNOWN@example.org' },
  'strange-name': { name: 'Ann\r\nBcc: everybody' },
}

export class ProvidersHouse implements AsyncDisposable {
  readonly api: Api
  readonly github: Awaited<ReturnType<typeof startGitHub>>
  readonly #served: Served
  readonly #google: Program

  private constructor(served: Served, google: Program, github: ProvidersHouse['github']) {
    this.#served = served
    this.#google = google
    this.github = github
    this.api = new Api(served.server)
  }

  static async open(more: Record<string, string> = {}, userinfo = ''): Promise<ProvidersHouse> {
    const client = {
      ...{ client_id: google.id, client_secret: google.secret, redirect_uris: [redirectTo('google')] },
      token_endpoint_auth_method: 'client_secret_basic',
    }
    const environment = { CLIENTS: JSON.stringify([client]), ACCOUNTS: JSON.stringify(accounts), USERINFO: userinfo }
    const provider = await start(process.execPath, ['e2e/emulators/sign-in-service.mjs'], environment, (text) =>
      text.startsWith('http:'),
    )
    const hub = await startGitHub()
    hub.service.apps.registered = [{ id: github.id, secret: github.secret, redirect_uri: redirectTo('github') }]
    const served = await serve({
      ...{ RMIRROR_PUBLIC_URL: publicUrl, RMIRROR_TEST_GOOGLE_ISSUER: provider.said },
      ...{ RMIRROR_GOOGLE_CLIENT_ID: google.id, RMIRROR_GOOGLE_CLIENT_SECRET: google.secret },
      ...{ RMIRROR_TEST_GITHUB_BASE_URL: hub.address, RMIRROR_TEST_GITHUB_API_BASE_URL: hub.address },
      ...{ RMIRROR_GITHUB_CLIENT_ID: github.id, RMIRROR_GITHUB_CLIENT_SECRET: github.secret },
      ...more,
    })
    return new ProvidersHouse(served, provider, hub)
  }

  sql(text: string): string {
    return askDatabase(this.#served.database, text)
  }

  visitor(): Visitor {
    return new Visitor(this.api)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#served[Symbol.asyncDispose]()
    await this.#google[Symbol.asyncDispose]()
    await this.github.close()
  }
}
