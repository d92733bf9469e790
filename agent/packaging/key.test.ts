// SPDX-License-Identifier: AGPL-3.0-or-later
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { write } from '../src/testing/program.ts'
import { updateKey } from './key.ts'

const pem = { type: 'spki', format: 'pem' } as const

test('a package is given the 32 bytes of a public key', () => {
  const { publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  expect(updateKey(write('public.pem', publicKey.export(pem)))).toBe(raw.toString('base64'))
})

test('a private key goes into no package, nor one of another kind', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const secret = write('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }))
  expect(() => updateKey(secret)).toThrow('holds a private key. Make its public half: openssl pkey')
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  expect(() => updateKey(write('rsa.pem', publicKey.export(pem)))).toThrow('no Ed25519 key')
})
