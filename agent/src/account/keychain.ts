// SPDX-License-Identifier: AGPL-3.0-or-later
// The keychain of the system, asked by a process of its own: one that waits for somebody to unlock it, or whose library
// fails, can be ended.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Trouble } from '../errors.ts'
import type { KeychainAnswer, KeychainOrder } from './keychain-process.ts'

const patienceMs = 10_000

/** Whether the keychain has it now. */
export async function keepInKeychain(name: string, secret: string): Promise<boolean> {
  return (await ask({ what: 'set', name, secret })) !== undefined
}

/** Undefined: it holds nothing of that name. Rejects with a Trouble when it does not answer. */
export async function fromKeychain(name: string): Promise<string | undefined> {
  const answer = await ask({ what: 'get', name })
  if (!answer)
    throw new Trouble(
      'the keychain doesn\'t answer. Unlock it, or run "rmirror login --keychain off" to do without it.',
    )
  return answer.secret ?? undefined
}

/** Whether it is gone from there. */
export async function forgetInKeychain(name: string): Promise<boolean> {
  return (await ask({ what: 'delete', name })) !== undefined
}

/** Undefined: there is no keychain, it is locked, or it did not answer in time. */
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
