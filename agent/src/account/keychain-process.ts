// SPDX-License-Identifier: AGPL-3.0-or-later
// A process for one keychain request: reads it from standard input, writes the answer to standard output. Fails if the
// library or the keychain is missing.
import { text } from 'node:stream/consumers'

export type KeychainOrder = { what: 'get' | 'delete'; name: string } | { what: 'set'; name: string; secret: string }

export interface KeychainAnswer {
  /** Answer to "get"; null if there is no such entry. */
  secret?: string | null
}

const service = 'rMirror'

async function answerTo(order: KeychainOrder): Promise<KeychainAnswer> {
  const { AsyncEntry } = await import('@napi-rs/keyring')
  // Linux's other store loses everything when the machine restarts.
  const entry = new AsyncEntry(service, order.name, { linux: { store: 'secret-service' } })
  if (order.what === 'get') return { secret: await entry.getPassword() }
  if (order.what === 'set') await entry.setPassword(order.secret)
  else await entry.deletePassword()
  return {}
}

process.stdout.write(JSON.stringify(await answerTo(JSON.parse(await text(process.stdin)))))
