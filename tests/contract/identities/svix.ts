// SPDX-License-Identifier: AGPL-3.0-or-later
// Deliveries as Svix signs them for Clerk, by Svix's own package.
import { randomUUID } from 'node:crypto'
import { Webhook } from 'svix'

export interface Signing {
  id?: string
  at?: Date
  key: string
}

export function svixHeaders(body: string, { id = `msg_${randomUUID()}`, at = new Date(), key }: Signing) {
  return {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': `${Math.floor(at.getTime() / 1000)}`,
    'svix-signature': new Webhook(key).sign(id, at, body),
  }
}
