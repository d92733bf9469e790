// SPDX-License-Identifier: AGPL-3.0-or-later
import { createInterface } from 'node:readline/promises'
import { addAbortSignal, Writable } from 'node:stream'

const maxCharacters = 16_384

/** The first line of standard input. Unlike an argument, it doesn't appear in the list of processes. */
export async function readSecret(signal: AbortSignal): Promise<string> {
  let text = ''
  for await (const part of addAbortSignal(signal, process.stdin.setEncoding('utf8'))) {
    text += part
    if (text.includes('\n') || text.length > maxCharacters) break
  }
  return text.split('\n', 1)[0] ?? ''
}

/** Same, with a prompt at a terminal, where typing isn't echoed. */
export async function promptSecret(question: string, signal: AbortSignal): Promise<string> {
  if (!process.stdin.isTTY) return readSecret(signal)
  process.stderr.write(question)
  let isMuted = false
  const output = new Writable({
    write(part, _encoding, done) {
      if (!isMuted) process.stderr.write(part)
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  isMuted = true
  try {
    return await lines.question('', { signal })
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}

/** True if the user says yes; without a terminal the answer is no. */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^\s*y(es)?\s*$/i.test(await lines.question(`${question} [y/N] `, { signal }))
  } finally {
    lines.close()
  }
}
