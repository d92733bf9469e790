// SPDX-License-Identifier: AGPL-3.0-or-later
// A real OpenID Connect provider for tests, as Google or another service at which people sign in. A person types the
// name of an account there; a test without a browser adds `login_hint` to the address, and is signed in without a form.
//
// In the environment: `JWKS`, the provider's private keys, so that a test can sign bad tokens with them as well;
// `CLIENTS`, those that are registered besides notes-app; `ACCOUNTS`, claims by the name of an account, where they
// aren't the usual; and `USERINFO=only` for a provider that leaves them out of ID tokens. Prints its issuer, and ends
// when its standard input does.
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'
import { bodyWithin } from './body.mjs'

const server = createServer()
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const issuer = `http://127.0.0.1:${server.address().port}`

async function newKeys() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { keys: [{ ...(await exportJWK(privateKey)), kid: 'made', alg: 'RS256', use: 'sig' }] }
}

const accounts = JSON.parse(process.env.ACCOUNTS ?? '{}')

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'notes-app',
      redirect_uris: ['http://127.0.0.1/signed-in'],
      token_endpoint_auth_method: 'none',
    },
    ...JSON.parse(process.env.CLIENTS ?? '[]'),
  ],
  jwks: process.env.JWKS ? JSON.parse(process.env.JWKS) : await newKeys(),
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: process.env.USERINFO === 'only',
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      ...{ sub: id, email: `${id}@example.org`, email_verified: true, name: `${id} of the service` },
      ...accounts[id],
    }),
  }),
  // Everybody agrees to everything.
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    })
    grant.addOIDCScope('openid email profile')
    await grant.save()
    return grant
  },
})

const form = `<!doctype html><html lang="en"><title>Sign in</title><form method="post"><h1>Sign in</h1>
<label>Account <input name="account"></label>
<button name="do" value="sign in">Next</button> <button name="do" value="cancel">Cancel</button></form></html>`

async function interact(request, response) {
  const { params } = await provider.interactionDetails(request, response)
  if (params.login_hint)
    return provider.interactionFinished(request, response, { login: { accountId: params.login_hint } })
  if (request.method !== 'POST') return response.writeHead(200, { 'content-type': 'text/html' }).end(form)
  const typed = new URLSearchParams((await bodyWithin(request, 10_000))?.toString())
  const accountId = typed.get('account') ?? ''
  const result =
    typed.get('do') === 'cancel' || accountId === '' ? { error: 'access_denied' } : { login: { accountId } }
  await provider.interactionFinished(request, response, result)
}

const answer = provider.callback()
server.on('request', (request, response) =>
  request.url.startsWith('/interaction/') ? interact(request, response) : answer(request, response),
)

console.log(issuer)
process.stdin.resume().on('end', () => process.exit())
