// SPDX-License-Identifier: AGPL-3.0-or-later
// The tokens by which servers know this machine: one file that only its owner can read.
import { mkdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { Trouble } from '../errors.ts'
import { writeWhole } from '../outcome.ts'

export interface Credential {
  token: string
  /** Whose account it is. */
  email: string
  /** RFC 3339; absent where it was not told. */
  expires_at?: string
}

interface Stored {
  /** Where the last login was. */
  server?: string
  servers: Record<string, Credential>
}

/** The specification has relative paths ignored. */
function credentialsFile(): string {
  const set = process.env.XDG_CONFIG_HOME ?? ''
  return join(isAbsolute(set) ? set : join(homedir(), '.config'), 'rmirror', 'credentials.json')
}

async function load(): Promise<Stored> {
  const file = credentialsFile()
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return { servers: {} }
    throw new Trouble(`${file} can't be read`, { cause })
  }
  const stored = parse(text)
  if (!stored) throw new Trouble(`${file} is damaged. Delete it, then run "rmirror login" again.`)
  return stored
}

function parse(text: string): Stored | undefined {
  try {
    const stored: unknown = JSON.parse(text)
    const isOurs = typeof stored === 'object' && stored !== null && 'servers' in stored
    return isOurs && typeof stored.servers === 'object' && stored.servers !== null ? (stored as Stored) : undefined
  } catch {
    return undefined
  }
}

async function save(stored: Stored): Promise<void> {
  const file = credentialsFile()
  await mkdir(dirname(file), { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new Trouble(`${dirname(file)} can't be created`, { cause })
  })
  await writeWhole(file, (write) => write(`${JSON.stringify(stored, null, 2)}\n`), 0o600)
}

export async function usualServer(): Promise<string | undefined> {
  return (await load()).server
}

export async function credentialFor(server: string): Promise<Credential | undefined> {
  const { servers } = await load()
  return Object.hasOwn(servers, server) ? servers[server] : undefined
}

export async function keepCredential(server: string, credential: Credential): Promise<void> {
  const { servers } = await load()
  await save({ server, servers: { ...servers, [server]: credential } })
}

/** In the place of the one that was kept, unless that was given back meanwhile. */
export async function renewCredential(server: string, credential: Credential): Promise<void> {
  const stored = await load()
  if (!Object.hasOwn(stored.servers, server)) return
  await save({ ...stored, servers: { ...stored.servers, [server]: credential } })
}

/** False when there was none. */
export async function forgetCredential(server: string): Promise<boolean> {
  const stored = await load()
  if (!Object.hasOwn(stored.servers, server)) return false
  const { [server]: _, ...servers } = stored.servers
  await save({ ...stored, servers })
  return true
}
