// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes envelope-vectors.json: envelopes sealed by Node's crypto as crypto/envelope.hpp describes them, which our
// server must open. `node tests/server/crypto/make-envelope-vectors.mjs && npx biome check --write tests/server/crypto`.
import { createCipheriv, createHash, hkdfSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'

/** The same bytes in each run. */
const drawn = (label, size) => createHash('sha512').update(label).digest().subarray(0, size)

function withLength(text) {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

function seal({ user_id, provider, key_id, text }) {
  const master = drawn(`master key ${key_id}`, 32)
  const nonce = drawn(`nonce ${user_id} ${provider}`, 12)
  const key = hkdfSync('sha256', master, '', `rmirror credentials of user ${user_id}`, 32)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), nonce)
  cipher.setAAD(Buffer.concat([Buffer.of(1), withLength(user_id), withLength(provider), withLength(key_id)]))
  const sealed = Buffer.concat([cipher.update(text), cipher.final()])
  const envelope = Buffer.concat([Buffer.of(1), nonce, sealed, cipher.getAuthTag()])
  return { user_id, provider, key_id, text, master: master.toString('base64'), envelope: envelope.toString('base64') }
}

const user_id = '0190a5d0-0000-7000-8000-000000000001'
const vectors = [
  { user_id, provider: 'readwise', key_id: 'k1', text: '{"token":"correct horse battery staple"}' },
  { user_id, provider: 'notion', key_id: '2026-11.second_key', text: '{"token":"Schlüssel 🔑"}' },
  { user_id: user_id.replace(/1$/, '2'), provider: 'w', key_id: 'k', text: '' },
  { user_id, provider: 'webhook', key_id: 'k1', text: 'a long one '.repeat(500) },
].map(seal)
writeFileSync(new URL('envelope-vectors.json', import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`)
