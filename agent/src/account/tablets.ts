// SPDX-License-Identifier: AGPL-3.0-or-later
// The tablets that this computer reads by SSH: their host keys, and how to sign in.
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CommandError } from '../errors.ts'
import type { SshAccess } from '../sources/ssh-session.ts'
import { fromKeychain, storeInKeychain } from './keychain.ts'
import { loadStored, saveStored } from './stored.ts'

/** OpenSSH's defaults, used if no key is named. */
const defaultKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa']

const entryOf = (name: string) => `ssh ${name}`

/** What is stored about the tablet, and the SSH keys of this computer. */
export async function accessTo(name: string, keyFile: string | undefined): Promise<SshAccess> {
  const { tablets = {} } = await loadStored()
  const known = Object.hasOwn(tablets, name) ? tablets[name] : undefined
  return {
    hostKey: known?.host_key,
    password: known?.has_password ? await fromKeychain(entryOf(name)) : known?.password,
    keys: keyFile === undefined ? await ownKeys() : [await readKey(keyFile)],
    agent: process.env.SSH_AUTH_SOCK || undefined,
  }
}

/** Returns true if the password is in the keychain, false if it is in the file. */
export async function storeTablet(
  name: string,
  { hostKey, password }: { hostKey: string; password?: string | undefined },
  withKeychain: boolean,
): Promise<boolean> {
  const isInKeychain = password !== undefined && withKeychain && (await storeInKeychain(entryOf(name), password))
  const stored = await loadStored()
  const tablet = {
    host_key: hostKey,
    ...(isInKeychain ? { has_password: true as const } : password !== undefined && { password }),
  }
  await saveStored({ ...stored, tablets: { ...stored.tablets, [name]: tablet } })
  return isInKeychain
}

async function ownKeys(): Promise<string[]> {
  const read = defaultKeys.map((name) => readFile(join(homedir(), '.ssh', name), 'utf8').catch(() => undefined))
  return (await Promise.all(read)).filter((key) => key !== undefined)
}

async function readKey(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause) => {
    throw new CommandError(`${path} can't be read`, { cause })
  })
}
