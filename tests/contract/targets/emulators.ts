// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands for the service of each pushed target in its tests: an emulator, what a person enters to use it, and
// a look at what is there for them. A row a target.

import { startReadwise } from '../../../e2e/emulators/readwise.mjs'
import type { Fault } from '../../../e2e/emulators/targets/faults.mjs'
import type { Service } from '../../../e2e/emulators/targets/service.mjs'
import { startWebhookReceiver } from '../../../e2e/emulators/webhook-receiver.mjs'

export interface Emulated {
  service: Service
  /** Of the server. */
  settings: Record<string, string>
  /** What somebody enters; each has an account of their own there, by any name. */
  valuesOf: (who: string) => Record<string, string>
  /** Values that are wrong, by the field that is to be named. */
  wrong: [field: string, values: Record<string, string>][]
  /** What was shown once is entered there. */
  adopt: (who: string, drawn: Record<string, string>) => void
  /** The same, for their calls alone. */
  of: (who: string, fault: Fault) => Fault
  /** Texts of the items of a type that are there, in any order. */
  texts: (who: string, type: string) => string[]
  /** Calls that were made for them. */
  calls: (who: string) => Service['requests']
  close: () => Promise<unknown>
}

async function readwise(): Promise<Emulated> {
  const { service, address, close } = await startReadwise()
  const authorization = (who: string) => `Token ${who}`
  const books = (who: string): { highlights: { text: string }[] }[] => service.state()[who] ?? []
  return {
    service,
    settings: { RMIRROR_READWISE_BASE_URL: address },
    valuesOf(who) {
      service.tokens.push(who)
      return { token: who }
    },
    wrong: [
      ['token', {}],
      ['token', { token: 'two words' }],
      ['token', { token: 'line\r\nbreak' }],
    ],
    adopt: () => {},
    of: (who, fault) => ({ ...fault, authorization: authorization(who) }),
    texts: (who) => books(who).flatMap(({ highlights }) => highlights.map(({ text }) => text)),
    calls: (who) => service.requests.filter((call) => call.authorization === authorization(who)),
    close,
  }
}

async function webhook(): Promise<Emulated> {
  const { service, address, close } = await startWebhookReceiver()
  // None is where the path of somebody else begins: faults befall all below a path.
  const path = (who: string) => `/${who}/events`
  return {
    service,
    settings: { RMIRROR_PRIVATE_URLS: 'on' },
    valuesOf: (who) => ({ address: address + path(who) }),
    wrong: [
      ['address', {}],
      ['address', { address: 'example.org' }],
      ['address', { address: 'ftp://example.org' }],
      ['address', { address: 'https://kim:secret@example.org' }],
      ['address', { address: 'https://example.org/\r\nX: y' }],
    ],
    adopt: (who, { signing_secret = '' }) => service.secrets.set(path(who), signing_secret),
    of: (who, fault) => ({ ...fault, path: path(who) }),
    texts(who, type) {
      const items = Object.entries<{ text: string }>(service.state().items[path(who)] ?? {})
      return items.filter(([key]) => key.startsWith(`${type} `)).map(([, { text }]) => text)
    },
    calls: (who) => service.requests.filter((call) => call.path === path(who)),
    close,
  }
}

/** By the name of the target. */
export const emulators: Record<string, () => Promise<Emulated>> = { readwise, webhook }
