// SPDX-License-Identifier: AGPL-3.0-or-later
// A real OpenID Connect provider for tests: the person named as `login_hint` is signed in without a form.
// `JWKS` in the environment brings its private keys, so that a test can sign bad tokens with them as well. Prints
// its issuer, and ends when its standard input does.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const server = createServer()
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const issuer = `http://127.0.0.1:${server.address().port}`

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'notes-app',
      redirect_uris: ['http://127.0.0.1/signed-in'],
      token_endpoint_auth_method: 'none',
    },
  ],
  jwks: JSON.parse(process.env.JWKS ?? '{"keys":[]}'),
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: true, name: `${id} of the service` }),
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

const answer = provider.callback()
server.on('request', async (request, response) => {
  if (!request.url.startsWith('/interaction/')) return answer(request, response)
  const { params } = await provider.interactionDetails(request, response)
  await provider.interactionFinished(request, response, { login: { accountId: params.login_hint } })
})

console.log(issuer)
process.stdin.resume().on('end', () => process.exit())
