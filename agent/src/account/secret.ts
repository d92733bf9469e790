// SPDX-License-Identifier: AGPL-3.0-or-later
import { addAbortSignal } from 'node:stream'

const mostCharacters = 16_384

/** The first line of standard input: unlike an argument, nobody sees it in the list of processes. */
export async function readSecret(signal: AbortSignal): Promise<string> {
  let text = ''
  for await (const part of addAbortSignal(signal, process.stdin.setEncoding('utf8'))) {
    text += part
    if (text.includes('\n') || text.length > mostCharacters) break
  }
  return text.split('\n', 1)[0] ?? ''
}
