// SPDX-License-Identifier: AGPL-3.0-or-later
// Lets this computer read a tablet by SSH: accepts its host key, and stores its password if one is needed.
import { confirm, promptSecret } from '../../account/secret.ts'
import { credentialsFile } from '../../account/stored.ts'
import { accessTo, storeTablet } from '../../account/tablets.ts'
import { CommandError } from '../../errors.ts'
import type { Call } from '../../options/command.ts'
import type { SshAddress } from '../../sources/ssh-address.ts'
import { RefusedBySsh, type SshAccess, SshSession, UnknownHostKey } from '../../sources/ssh-session.ts'

export const costs = `SSH opens the whole tablet to whoever has its password or your key. On reMarkable 1 and 2 it is always on; the
password is in Settings, Help, Copyrights and licenses. On Paper Pro it needs developer mode: turning that on resets the
tablet, so what isn't in the cloud is lost, and protects what is on it less well against whoever has it in hand. Nothing
is written to the tablet, unless you ask for it by "rmirror mark".`

export async function connectTablet(
  address: SshAddress,
  { values, terminal, signal }: Pick<Call, 'values' | 'terminal' | 'signal'>,
): Promise<void> {
  for (const line of costs.split('\n')) terminal.warn(line)
  const access = await accessTo(address.name, values['ssh-key'])
  const hostKey = await acceptedKey(address, access, values['host-key'], signal)
  const password = await neededPassword(address, { ...access, hostKey }, signal)
  const withKeychain = values.keychain !== false
  const isInKeychain = await storeTablet(address.name, { hostKey, password }, withKeychain)
  if (password !== undefined && !isInKeychain)
    terminal.warn(`The password is stored in ${credentialsFile()}, readable only by you: no keychain answers.`)
  await terminal.print(`${address.name} can be read. Start "rmirror watch --ssh ${address.name}".\n`)
}

/** The tablet's host key, once the user has confirmed it. */
async function acceptedKey(
  address: SshAddress,
  access: SshAccess,
  given: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const shown = await shownKey(address, signal)
  if (given !== undefined) {
    if (given === shown) return shown
    throw new CommandError(`${address.name} shows another host key: ${shown}. Nothing was stored.`)
  }
  if (access.hostKey === shown) return shown
  const before = access.hostKey === undefined ? '' : ` Before, it was ${access.hostKey}.`
  if (await confirm(`The host key of ${address.name} is ${shown}.${before} Is that your tablet?`, signal)) return shown
  throw new CommandError(`nothing was stored. To accept the key without being asked, give --host-key ${shown}`)
}

async function shownKey(address: SshAddress, signal: AbortSignal): Promise<string> {
  try {
    const session = await SshSession.open(address, { keys: [] }, signal)
    session.close()
  } catch (error) {
    if (error instanceof UnknownHostKey) return error.hostKey
    throw troubleOf(error)
  }
  throw new CommandError(`${address.name} shows no host key.`)
}

/** Undefined if the keys of this computer are enough. */
async function neededPassword(
  address: SshAddress,
  access: SshAccess,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (await opens(address, { ...access, password: undefined }, signal)) return undefined
  if (access.password !== undefined && (await opens(address, access, signal))) return access.password
  const password = await promptSecret(`Password of ${address.name}: `, signal)
  if (password !== '' && (await opens(address, { ...access, password }, signal))) return password
  throw new CommandError(`${address.name} refused the password. Nothing was stored.`)
}

async function opens(address: SshAddress, access: SshAccess, signal: AbortSignal): Promise<boolean> {
  try {
    const session = await SshSession.open(address, access, signal)
    session.close()
    return true
  } catch (error) {
    if (error instanceof RefusedBySsh) return false
    throw troubleOf(error)
  }
}

const troubleOf = (error: unknown) =>
  error instanceof Error ? new CommandError(`${error.message}.`, { cause: error }) : error
