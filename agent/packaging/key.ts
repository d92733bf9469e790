// SPDX-License-Identifier: AGPL-3.0-or-later
// The operator's key, by which packages know their updates.
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Of a PEM file: its 32 bytes in base64. A private key is refused, because packages go to everybody. */
export function updateKey(path: string): string {
  const pem = readFileSync(path, 'utf8')
  if (pem.includes('PRIVATE KEY'))
    throw new Error(
      `${path} holds a private key. Make its public half: openssl pkey -in ${path} -pubout -out public.pem`,
    )
  const key = createPublicKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} holds no Ed25519 key`)
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')
}
