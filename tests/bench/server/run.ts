// SPDX-License-Identifier: AGPL-3.0-or-later
import { spawn } from 'node:child_process'

/** What the program says until it ends. Others go on meanwhile. */
export function run(program: string, words: string[]): Promise<string> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) =>
      status === 0 ? resolve(said) : reject(new Error(`${program}: ${status}\n${said}`)),
    )
  })
}
