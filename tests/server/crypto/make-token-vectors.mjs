// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes token-vectors.json: tokens made by the jose library, good ones and every bad one we could think of, and
// whether our server must believe their signature and their claims. The private keys are thrown away, so a new run
// changes every token: `node tests/server/crypto/make-token-vectors.mjs && npx biome check --write tests/server/crypto`.
import { createHmac } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { CompactSign, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'

const now = 1_800_000_000
const secret = 'the secret of a server in a test'
const issuer = 'https://sign-in.example'
const audience = 'https://notes.example'

const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'EdDSA']
const keys = new Map()
for (const algorithm of algorithms) keys.set(algorithm, await generateKeyPair(algorithm, { extractable: true }))

const jwks = {
  keys: [
    { kty: 'RSA', kid: 'too-small', alg: 'RS256', e: 'AQAB', n: 'AQAB'.repeat(40) },
    { kty: 'EC', kid: 'off-the-curve', crv: 'P-256', x: 'A'.repeat(43), y: `${'A'.repeat(42)}E` },
    { kty: 'oct', kid: 'symmetric', k: 'c2VjcmV0', alg: 'HS256' },
    { kty: 'quantum', kid: 'unheard-of' },
  ],
}
for (const [algorithm, pair] of keys)
  jwks.keys.push({ ...(await exportJWK(pair.publicKey)), kid: algorithm, alg: algorithm, use: 'sig' })
// Nothing says what this one is for; an RSA key then means RS256.
jwks.keys.push({ ...(await exportJWK(keys.get('RS256').publicKey)), kid: 'bare' })
jwks.keys.push({ ...(await exportJWK(keys.get('RS256').publicKey)), kid: 'for-encryption', use: 'enc' })

const good = { iss: issuer, aud: audience, sub: 'user_1', iat: now - 10, nbf: now - 10, exp: now + 60 }
const sign = (claims, algorithm = 'RS256', header = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, kid: algorithm, typ: 'JWT', ...header })
    .sign(keys.get(algorithm).privateKey)

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const unsigned = (header, claims, signature = '') => `${encoded(header)}.${encoded(claims)}.${signature}`
const hmac = (header, claims, key) => {
  const signed = `${encoded(header)}.${encoded(claims)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}
const without = (name) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name))
const flipped = (text) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

const tokens = []
const add = (name, token, genuine, accepted) => tokens.push({ name, token, genuine, accepted })

for (const algorithm of algorithms) {
  const token = await sign(good, algorithm)
  const [header, claims, signature] = token.split('.')
  add(`good ${algorithm}`, token, true, true)
  add(
    `${algorithm}, other claims under the same signature`,
    `${header}.${encoded({ ...good, sub: 'user_2' })}.${signature}`,
    false,
    false,
  )
  add(`${algorithm}, one letter of the signature changed`, `${header}.${claims}.${flipped(signature)}`, false, false)
  add(`${algorithm}, signature cut short`, `${header}.${claims}.${signature.slice(0, -4)}`, false, false)
  add(`${algorithm}, no signature`, `${header}.${claims}.`, false, false)
}
add('key that does not name its algorithm', await sign(good, 'RS256', { kid: 'bare' }), true, true)
add('another algorithm than the key is for', await sign(good, 'RS384', { kid: 'bare' }), false, false)
add('the key of another algorithm', await sign(good, 'RS256', { kid: 'ES256' }), false, false)
add('a key for encryption', await sign(good, 'RS256', { kid: 'for-encryption' }), false, false)
add('no key named where there are several', await sign(good, 'RS256', { kid: undefined }), false, false)
add('a key nobody knows', await sign(good, 'RS256', { kid: 'elsewhere' }), false, false)

for (const name of ['none', 'None', 'NONE', ''])
  add(`alg: "${name}"`, unsigned({ alg: name, kid: 'RS256', typ: 'JWT' }, good), false, false)
const pem = await exportSPKI(keys.get('RS256').publicKey)
add('public key as the secret of an HMAC', hmac({ alg: 'HS256', kid: 'RS256' }, good, pem), false, false)
add(
  'public key without its last line end, likewise',
  hmac({ alg: 'HS256', kid: 'RS256' }, good, pem.trim()),
  false,
  false,
)
add('empty secret', hmac({ alg: 'HS256', kid: 'RS256' }, good, ''), false, false)
add('symmetric key out of the set', hmac({ alg: 'HS256', kid: 'symmetric' }, good, 'secret'), false, false)

const stranger = await generateKeyPair('RS256')
const byStranger = (header) =>
  new SignJWT(good).setProtectedHeader({ alg: 'RS256', kid: 'RS256', ...header }).sign(stranger.privateKey)
add('signed by somebody else', await byStranger({}), false, false)
add('brings its own key', await byStranger({ jwk: await exportJWK(stranger.publicKey) }), false, false)
add('says where its key is', await byStranger({ jku: 'https://attacker.example/keys' }), false, false)
add('an ES256 signature of two zeros', unsigned({ alg: 'ES256', kid: 'ES256' }, good, 'A'.repeat(86)), false, false)
add('demands what nobody knows', await rawSign(good, { crit: ['x'], x: 1 }), false, false)

const claims = {
  'no issuer': without('iss'),
  'another issuer': { ...good, iss: 'https://other.example' },
  'issuer with a slash more': { ...good, iss: `${issuer}/` },
  'issuer in a list': { ...good, iss: [issuer] },
  'another audience': { ...good, aud: 'https://other.example' },
  'other audiences': { ...good, aud: ['https://other.example', 'https://another.example'] },
  'audience is a number': { ...good, aud: 7 },
  'nobody in the audience': { ...good, aud: [] },
  'neither aud nor azp': without('aud'),
  'another azp': { ...without('aud'), azp: 'https://other.example' },
  'our aud, another azp': { ...good, azp: 'https://other.example' },
  'no sub': without('sub'),
  'empty sub': { ...good, sub: '' },
  'sub is a number': { ...good, sub: 1 },
  'sub with NUL': { ...good, sub: 'user_1\u0000' },
  'sub without end': { ...good, sub: 'x'.repeat(256) },
  'no exp': without('exp'),
  'exp is text': { ...good, exp: `${now + 60}` },
  'exp is huge': { ...good, exp: 1e300 },
  'expired 5 seconds ago': { ...good, exp: now - 5 },
  'nbf in 6 seconds': { ...good, nbf: now + 6 },
  'nbf is text': { ...good, nbf: 'now' },
  'iat in 6 seconds': { ...good, iat: now + 6 },
  'sts pending': { ...good, sts: 'pending' },
  'sts is a number': { ...good, sts: 1 },
}
for (const [name, each] of Object.entries(claims)) add(name, await rawSign(each), true, false)
add('expired 4 seconds ago', await rawSign({ ...good, exp: now - 4 }), true, true)
add('nbf in 5 seconds', await rawSign({ ...good, nbf: now + 5 }), true, true)
add('azp instead of aud', await rawSign({ ...without('aud'), azp: audience }), true, true)
add('aud and azp', await rawSign({ ...good, azp: audience }), true, true)
add('one of several audiences', await rawSign({ ...good, aud: ['https://other.example', audience] }), true, true)
add('sts active', await rawSign({ ...good, sts: 'active' }), true, true)
add('times with a fraction', await rawSign({ ...good, exp: now + 60.5 }), true, true)

/** jose refuses to sign some of these claims, so they are signed as bytes. */
async function rawSign(claims, header = {}) {
  return await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256', kid: 'RS256', typ: 'JWT', ...header })
    .sign(keys.get('RS256').privateKey, { crit: { x: true } })
}

const ours = await new SignJWT({ sub: 'user_1', type: 'access' })
  .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
  .sign(new TextEncoder().encode(secret))

writeFileSync(
  new URL('token-vectors.json', import.meta.url),
  `${JSON.stringify({ now, issuer, audience, secret, ours, jwks, tokens }, null, 1)}\n`,
)
