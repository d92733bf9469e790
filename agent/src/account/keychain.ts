// SPDX-License-Identifier: AGPL-3.0-or-later
// Accesses the system's keychain through a separate process, which can be killed if it waits to be unlocked or its
// library fails.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CommandError } from '../errors.ts'
import type { KeychainAnswer, KeychainOrder } from './keychain-process.ts'

const patienceMs = 10_000

/** True if the keychain stored it. */
export async function storeInKeychain(name: string, secret: string): Promise<boolean> {
  return (await ask({ what: 'set', name, secret })) !== undefined
}

/** Undefined if there is no such entry. Rejects with a CommandError if the keychain doesn't answer. */
export async function fromKeychain(name: string): Promise<string | undefined> {
  const answer = await ask({ what: 'get', name })
  if (!answer)
    throw new CommandError(
      'the keychain doesn\'t answer. Unlock it, or run "rmirror login --keychain off" to do without it.',
    )
  return answer.secret ?? undefined
}

/** True if the entry is gone. */
export async function deleteFromKeychain(name: string): Promise<boolean> {
  return (await ask({ what: 'delete', name })) !== undefined
}

/** Undefined if there is no keychain, it is locked, or it didn't answer in time. */
async function ask(order: KeychainOrder): Promise<KeychainAnswer | undefined> {
  const program = fileURLToPath(new URL('./keychain.js', import.meta.url))
  const child = spawn(process.execPath, [program], {
    ...{ stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true },
    ...{ timeout: patienceMs, killSignal: 'SIGKILL' },
  })
  child.stdin.on('error', () => undefined).end(JSON.stringify(order))
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined))
    child.on('close', (status) => resolve(status === 0 ? (JSON.parse(text) as KeychainAnswer) : undefined))
  })
}
