// SPDX-License-Identifier: AGPL-3.0-or-later
// One question to the keychain: an order on standard input, its answer on standard output. Where the library or the
// keychain is missing, it fails.
import { text } from 'node:stream/consumers'

export type KeychainOrder = { what: 'get' | 'delete'; name: string } | { what: 'set'; name: string; secret: string }

export interface KeychainAnswer {
  /** Of "get": null where nothing has that name. */
  secret?: string | null
}

const service = 'rMirror'

async function answerTo(order: KeychainOrder): Promise<KeychainAnswer> {
  const { AsyncEntry } = await import('@napi-rs/keyring')
  // The other store of Linux forgets everything when the machine starts again.
  const entry = new AsyncEntry(service, order.name, { linux: { store: 'secret-service' } })
  if (order.what === 'get') return { secret: await entry.getPassword() }
  if (order.what === 'set') await entry.setPassword(order.secret)
  else await entry.deletePassword()
  return {}
}

process.stdout.write(JSON.stringify(await answerTo(JSON.parse(await text(process.stdin)))))
