// SPDX-License-Identifier: AGPL-3.0-or-later
// credentials.json: the servers and tablets that this computer has access to. Only its owner can read it.
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CommandError } from '../errors.ts'
import { configFolder } from '../options/config.ts'
import { writeWhole } from '../outcome.ts'

export interface StoredCredential {
  /** Absent if the keychain has it. */
  token?: string
  /** Email address of the account. */
  email: string
  /** RFC 3339; absent if unknown. */
  expires_at?: string
}

export interface StoredTablet {
  /** "SHA256:…" */
  host_key: string
  password?: string
  /** Set if the keychain has the password. */
  has_password?: true
}

export interface Stored {
  /** Server of the last login. */
  server?: string
  servers: Record<string, StoredCredential>
  /** By name: user@host. */
  tablets?: Record<string, StoredTablet>
}

export const credentialsFile = () => join(configFolder(), 'credentials.json')

export async function loadStored(): Promise<Stored> {
  const file = credentialsFile()
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return { servers: {} }
    throw new CommandError(`${file} can't be read`, { cause })
  }
  const stored = parse(text)
  if (!stored) throw new CommandError(`${file} is damaged. Delete it, then run "rmirror login" again.`)
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

export async function saveStored(stored: Stored): Promise<void> {
  const file = credentialsFile()
  await mkdir(dirname(file), { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new CommandError(`${dirname(file)} can't be created`, { cause })
  })
  await writeWhole(file, (write) => write(`${JSON.stringify(stored, null, 2)}\n`), 0o600)
}
