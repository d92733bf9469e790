// SPDX-License-Identifier: AGPL-3.0-or-later
// An OpenID Connect issuer that answers as a test says, which a real one never would.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { CompactSign, type CryptoKey, exportJWK, exportSPKI, generateKeyPair } from 'jose'
import type { JsonObject } from '../openapi.ts'
import { type Press, publicUrl } from './visits.ts'

interface Keys {
  publicKey: CryptoKey
  privateKey: CryptoKey
}

export const client = { id: 'rmirror', secret: 'the-secret-of-rmirror' }

const now = () => Math.floor(Date.now() / 1000)

export class LyingIssuer implements AsyncDisposable {
  readonly #server: Server
  #keys: Keys
  #kid = 'first'
  /** Of the discovery document, instead of what it would say. */
  configuration: JsonObject = {}
  /** The claims of the next ID token; undefined members are left out. */
  claims: (good: JsonObject) => JsonObject = (good) => good
  /** Signs ID tokens. */
  sign: (claims: JsonObject) => Promise<string> | string = (claims) => this.signed(claims)
  /** What the token endpoint answers, instead of tokens. */
  answer: { status: number; body: string } | undefined
  userinfo: JsonObject = {}
  /** The forms that the token endpoint got, and its Authorization headers. */
  readonly exchanged: { form: URLSearchParams; authorization: string | undefined }[] = []
  keysFetched = 0
  #nonce = ''

  private constructor(server: Server, keys: Keys) {
    this.#server = server
    this.#keys = keys
  }

  static async start(): Promise<LyingIssuer> {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const issuer = new LyingIssuer(server, await generateKeyPair('RS256', { extractable: true }))
    server.on('request', (request, response) => issuer.#serve(request, response))
    return issuer
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get settings() {
    return {
      ...{ RMIRROR_OIDC_ISSUER: this.address, RMIRROR_OIDC_CLIENT_ID: client.id },
      ...{ RMIRROR_OIDC_CLIENT_SECRET: client.secret, RMIRROR_PUBLIC_URL: publicUrl },
    }
  }

  /** Comes back from its screen at once. */
  press: Press = async (screen) => {
    const query = screen.searchParams
    this.#nonce = query.get('nonce') ?? ''
    return { code: 'a-code', state: query.get('state') ?? '' }
  }

  /** Tells the truth from now on. */
  reform(): void {
    this.configuration = {}
    this.claims = (good) => good
    this.sign = (claims) => this.signed(claims)
    this.answer = undefined
    this.userinfo = {}
  }

  async rotateKeys(): Promise<void> {
    this.#keys = await generateKeyPair('RS256', { extractable: true })
    this.#kid += '-next'
  }

  signed(claims: JsonObject, header: object = {}, key = this.#keys.privateKey): Promise<string> {
    return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'RS256', kid: this.#kid, typ: 'JWT', ...header })
      .sign(key)
  }

  unsigned(claims: JsonObject): string {
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    return `${encoded({ alg: 'none', kid: this.#kid })}.${encoded(claims)}.`
  }

  /** With HS256 and a key that isn't secret, or that belongs to the client. */
  async confused(claims: JsonObject, secret?: string): Promise<string> {
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = `${encoded({ alg: 'HS256', kid: this.#kid })}.${encoded(claims)}`
    const key = secret ?? (await exportSPKI(this.#keys.publicKey))
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const json = (body: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url === '/.well-known/openid-configuration') return void json(this.#document())
    if (request.url === '/keys') return void json(await this.#keySet())
    if (request.url === '/userinfo') return void json(this.userinfo)
    if (request.url !== '/token') return void response.writeHead(404).end()
    this.exchanged.push({
      form: new URLSearchParams(await text(request)),
      authorization: request.headers.authorization,
    })
    if (this.answer) return void response.writeHead(this.answer.status).end(this.answer.body)
    json({
      access_token: 'an-access-token',
      token_type: 'Bearer',
      id_token: await this.sign(this.claims(this.#good())),
    })
  }

  #document() {
    const endpoints = {
      ...{ authorization_endpoint: `${this.address}/auth`, token_endpoint: `${this.address}/token` },
      ...{ jwks_uri: `${this.address}/keys`, code_challenge_methods_supported: ['S256'] },
    }
    return { issuer: this.address, ...endpoints, ...this.configuration }
  }

  async #keySet() {
    this.keysFetched += 1
    return { keys: [{ ...(await exportJWK(this.#keys.publicKey)), kid: this.#kid, alg: 'RS256', use: 'sig' }] }
  }

  #good(): JsonObject {
    return {
      ...{ iss: this.address, aud: client.id, sub: 'ann', iat: now(), exp: now() + 60, nonce: this.#nonce },
      ...{ email: 'ann@example.org', email_verified: true, name: 'Ann' },
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
