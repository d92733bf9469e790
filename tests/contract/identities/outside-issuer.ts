// SPDX-License-Identifier: AGPL-3.0-or-later
// A sign-in service with a key that the test has as well, so that it can sign what the service would.
import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'
import { type Program, start } from '../../world/programs.ts'

export class OutsideIssuer implements AsyncDisposable {
  readonly issuer: string
  readonly audience = 'notes-app'
  readonly #program: Program
  readonly #key: CryptoKey

  private constructor(program: Program, key: CryptoKey) {
    this.issuer = program.said
    this.#program = program
    this.#key = key
  }

  static async start(): Promise<OutsideIssuer> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const key: JWK = { ...(await exportJWK(privateKey)), kid: 'provider', alg: 'RS256', use: 'sig' }
    const environment = { JWKS: JSON.stringify({ keys: [key] }) }
    const words = ['e2e/emulators/sign-in-service.mjs']
    return new OutsideIssuer(
      await start(process.execPath, words, environment, (text) => text.startsWith('http:')),
      privateKey,
    )
  }

  /** By which a server accepts its tokens. */
  get settings() {
    return { RMIRROR_OIDC_ISSUER: this.issuer, RMIRROR_OIDC_AUDIENCE: this.audience }
  }

  /** A session token in the manner of Clerk. */
  sessionToken(subject: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: this.issuer, azp: this.audience, sub: subject, sts: 'active', iat: now, exp: now + 60 }
    return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'RS256', kid: 'provider', typ: 'JWT' })
      .sign(this.#key)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program[Symbol.asyncDispose]()
  }
}
