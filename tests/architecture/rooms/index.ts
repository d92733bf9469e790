// SPDX-License-Identifier: AGPL-3.0-or-later
// Every room of the house: what lives there, which rooms it may use, and which libraries of others. The architecture
// tests compare it with the sources in both directions; the table in docs/architecture.md is made from it (`make fix`).

import { core } from './core.ts'
import type { Room } from './room.ts'
import { server } from './server.ts'
import { agent, plugins, shared, web } from './typescript.ts'

const common: Room[] = [
  {
    path: 'shared/cpp',
    holds: 'SHA-256, canonical JSON, text fingerprints: what core and server share',
    uses: [],
    libraries: ['boost/json'],
  },
]

/** These may use any library that package.json names: they check the product and are no part of it. */
const around: Room[] = [
  {
    path: 'server/migrations',
    holds: 'the schema: 0001_baseline, then forward only; embedded into the program',
    uses: [],
  },
  {
    path: 'e2e/emulators',
    holds:
      "strict emulators of other services: Claude, Notion, Readwise, Stripe, a webhook's receiver, a bucket, GitHub, a sign-in service",
    uses: [],
  },
  { path: 'e2e/chromium', holds: 'how Chromium is started', uses: [] },
  {
    path: 'tests',
    holds: 'generator, fixtures, goldens, fuzzers, and tests of more than one room',
    uses: ['wasm-core', 'shared', 'server', 'e2e/emulators', 'e2e/chromium'],
  },
  {
    path: 'e2e',
    holds: 'what flows share: a person, a dashboard, a server',
    uses: ['tests', 'e2e/chromium', 'shared/src/core'],
  },
  {
    path: 'e2e/flows',
    holds: 'what users are promised, in a real browser, through the public interfaces only',
    uses: ['e2e', 'tests', 'web/src/shell/routes'],
  },
]

export const rooms: Room[] = [...common, ...core, ...server, ...shared, ...web, ...agent, ...plugins, ...around]

/** Which tests in C++ may use a library; where nothing is said, those of the room that may. */
export const librariesInTests: Record<string, 'all' | 'none'> = {
  'boost/json': 'all',
  pqxx: 'all',
  stb: 'all',
  'zlib.h': 'all',
  emscripten: 'none',
  // A client that shared the server's parser would share its faults.
  'boost/asio': 'none',
  'boost/beast': 'none',
  pistache: 'none',
}
