// SPDX-License-Identifier: AGPL-3.0-or-later
// Where attackers and the honest user meet: one server with its limits on, a second one without Claude's key, a bucket
// that is late at times, a sign-in service that hangs, and Claude's emulator.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { png } from '../../contract/library.ts'
import { memoryOf } from '../../world/memory.ts'
import { type Program, settingsOfBucket, start, startBucket, startServer } from '../../world/programs.ts'
import { LateBucket } from '../late-bucket.ts'

/** The addresses that another process gets. */
export interface Addresses {
  server: string
  /** Answers from the same database, and has no key for Claude. */
  serverWithoutKey: string
  /** A sign-in service whose tokens are taken, and which takes connections and says nothing. */
  issuer: string
}

export interface ClaudesEntry {
  path: string
  model?: string
  images: unknown[]
  status: number | null
  /** Tokens; null where its sender left before anything was told. */
  owed: number | null
  dollars?: number | null
  aborted?: boolean
}

export interface Place extends AsyncDisposable {
  addresses: Addresses
  database: string
  /** Megabytes of memory that the server holds now, and the most that it ever held. */
  memory(): { now: number; peak: number }
  configureClaude(method: string, door: string, body?: unknown): Promise<Response>
  /** The calls that Claude was asked. */
  claudesCalls(): Promise<ClaudesEntry[]>
}

/** A picture that Claude refuses, as services do for a single input. */
export const refusedPicture = png(254, 64)
/** A call that says this is answered event by event, each two seconds after the other. */
export const slowly = 'Answer slowly.'
/** A call that says this gets no answer. */
export const never = 'Never answer.'

/** Which only the server asks, to read pages. */
export const modelOfPages = 'claude-sonnet-5-5'

const faults = [
  { status: 403, containing: Buffer.from(refusedPicture).toString('base64') },
  { between_ms: 2000, containing: slowly },
  { hang: true, containing: never },
]

const limits = {
  RMIRROR_TEST_RATE_LIMITS: 'on',
  RMIRROR_OCR_MODEL: modelOfPages,
  RMIRROR_FREE_PAGES: '100',
  RMIRROR_STORAGE_MB: '50',
  RMIRROR_SPEND_LIMIT: '10000',
  // As on a machine with two processors.
  RMIRROR_DB_CONNECTIONS: '5',
  // Receivers of attackers are on this machine.
  RMIRROR_PRIVATE_URLS: 'on',
}

/** `database` gets a server on it that ends with the place; the database does not. */
export async function startPlace(database: string, build: 'native' | 'release'): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-attacked-'))
  const programs: Program[] = []
  const bucket = await startBucket(join(folder, 's3'))
  const emulator = ['e2e/emulators/claude/serve.mjs', '--key', 'sk-ours']
  const claude = await start(process.execPath, emulator, {}, (text) => text.startsWith('{'))
  const claudesAddress = JSON.parse(claude.said).address
  programs.push(bucket, claude)
  const late = new LateBucket(bucket.said)
  const unanswered: Socket[] = []
  const hanging = createServer((socket) => unanswered.push(socket.on('error', () => {})))
  hanging.listen(0, '127.0.0.1')
  await once(hanging, 'listening')
  const issuer = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`
  const settings = {
    ...limits,
    ...settingsOfBucket(await late.listen()),
    // Clients of IPv4 come as ::ffff:127.0.0.1.
    RMIRROR_LISTEN: '[::]:0',
    RMIRROR_DATA_DIR: join(folder, 'data'),
    RMIRROR_OIDC_ISSUER: issuer,
    RMIRROR_OIDC_AUDIENCE: 'notes',
    RMIRROR_TEST_ANTHROPIC_BASE_URL: claudesAddress,
  }
  const server = await startServer(database, { ...settings, RMIRROR_ANTHROPIC_API_KEY: 'sk-ours' }, build)
  const other = await startServer(database, settings, build, 'api')
  programs.push(server, other)
  late.behaviour = 'late at times'
  const configureClaude = (method: string, door: string, body?: unknown) =>
    fetch(
      `${claudesAddress}/emulator/${door}`,
      body === undefined ? { method } : { method, body: JSON.stringify(body) },
    )
  await configureClaude('PUT', 'script', { rate: 1, faults })
  return {
    addresses: { server: server.said, serverWithoutKey: other.said, issuer },
    database,
    memory: () => memoryOf(server.pid),
    configureClaude,
    claudesCalls: async () => (await (await configureClaude('GET', 'log')).json()).requests,
    async [Symbol.asyncDispose]() {
      for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
      late.close()
      hanging.close()
      for (const socket of unanswered) socket.destroy()
      rmSync(folder, { recursive: true })
    },
  }
}
