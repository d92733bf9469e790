// SPDX-License-Identifier: AGPL-3.0-or-later
// Stores the tokens for servers, in the keychain or in a file that only its owner can read.
import { deleteFromKeychain, fromKeychain, storeInKeychain } from './keychain.ts'
import { loadStored, type StoredCredential, saveStored } from './stored.ts'

export interface Credential extends StoredCredential {
  token: string
}

export async function defaultServer(): Promise<string | undefined> {
  return (await loadStored()).server
}

/** Rejects with a CommandError if the token is in the keychain and that doesn't answer. */
export async function credentialFor(server: string): Promise<Credential | undefined> {
  const stored = await storedFor(server)
  if (!stored) return undefined
  const token = stored.token ?? (await fromKeychain(server))
  return token === undefined ? undefined : { ...stored, token }
}

/** Returns true if the token is in the keychain, false if it is in the file. */
export async function storeCredential(server: string, credential: Credential, withKeychain: boolean): Promise<boolean> {
  const isInKeychain = withKeychain && (await storeInKeychain(server, credential.token))
  const stored = await loadStored()
  await saveStored({ ...stored, server, servers: { ...stored.servers, [server]: toStore(credential, isInKeychain) } })
  return isInKeychain
}

/** Replaces the stored credential, unless a logout deleted it meanwhile. */
export async function renewCredential(server: string, credential: Credential): Promise<void> {
  const before = await storedFor(server)
  if (!before) return
  const isInKeychain = before.token === undefined && (await storeInKeychain(server, credential.token))
  const stored = await loadStored()
  if (!Object.hasOwn(stored.servers, server)) return
  await saveStored({ ...stored, servers: { ...stored.servers, [server]: toStore(credential, isInKeychain) } })
}

/** False if there was none. */
export async function deleteCredential(server: string): Promise<boolean> {
  const stored = await loadStored()
  if (!Object.hasOwn(stored.servers, server)) return false
  const { [server]: gone, ...servers } = stored.servers
  await saveStored({ ...stored, servers })
  if (gone?.token === undefined) await deleteFromKeychain(server)
  return true
}

async function storedFor(server: string): Promise<StoredCredential | undefined> {
  const { servers } = await loadStored()
  return Object.hasOwn(servers, server) ? servers[server] : undefined
}

function toStore({ token, ...rest }: Credential, isInKeychain: boolean): StoredCredential {
  return isInKeychain ? rest : { token, ...rest }
}
